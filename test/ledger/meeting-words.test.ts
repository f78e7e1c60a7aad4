import { describe, expect, test } from "@jest/globals";
import { calledFirst, meetingWord, minuted, nearly } from "../../src/ledger/meeting-words.ts";

describe("a word in a meeting", () => {
  test.each([
    ["开始", "begin"],
    ["开始开会！", "begin"],
    ["开始测评", "ballot"],
    ["/下一位", "next"],
    ["下一位 7号", "next"],
    ["书面", "written"],
    ["缺席 王强", "absent"],
    ["先跳过7号", "later"],
    ["发问 孙国华 账几时公开", "ask"],
    ["问３", "put"],
    ["问 3", "put"],
    ["不问 3 重复了", "drop"],
    ["答 3：下月", "answer"],
    ["问题：孙国华 台账没建", "problem"],
    ["点评 孙国华 有办法", "comment"],
    ["散会了", "end"],
    ["主持 改 何敏", "host"],
    ["不测 7号", "ungraded"],
    ["缺席 王强，不测", "absent"],
    ["反馈。", "feedback"],
    ["反馈 H3 不等测评", "feedback"],
  ])("%s is heard", (words, kind) => expect(meetingWord(words)?.kind).toBe(kind));

  test.each([
    "开始下雨了",
    "下一位是谁",
    "问一下路灯几时修",
    "答复 O3 好",
    "问题不大",
    "散会后去吃饭",
    "缺席的人太多了吧你看看这个会开成什么样",
    "点评",
    "发问",
    "不测了再说吧你看看这个会开成什么样还要不要接着开下去",
    "不测评估都不知道",
    "反馈路灯坏了",
    "反馈：桥栏杆断了",
  ])("%s is not", (words) => expect(meetingWord(words)).toBeNull());

  test("gives a deadline to each promise, one at the end to all before it", () => {
    expect(minuted("统筹解决；承诺：建专户；期限：3月31日前；承诺：公示；承诺：上墙；期限：月底前。")).toEqual({
      text: "统筹解决",
      matters: [
        { text: "建专户", due: "3月31日前" },
        { text: "公示", due: "月底前" },
        { text: "上墙", due: "月底前" },
      ],
    });
    expect(minuted("没有承诺")).toEqual({ text: "没有承诺", matters: [] });
  });

  const people = [
    { name: "孙国华", place: "新会镇", position: 1 },
    { name: "王强", place: "石门镇", position: 2 },
    { name: "王磊", place: "柳林镇", position: 12 },
  ];
  test.each([
    ["孙国华 账几时公开", [1], "账几时公开"],
    ["孙国华书记：账几时公开", [1], "账几时公开"],
    ["王书记 账几时公开", [2, 12], "账几时公开"],
    ["石门镇王书记 账", [2], "账"],
    ["新会镇 账", [1], "账"],
    ["12号 账", [12], "账"],
    ["孙国花 账", [], "账"],
  ])("%s begins with whom it names", (words, positions, rest) => {
    const found = calledFirst(words, people);
    expect([found.items.map(({ position }) => position), found.rest]).toEqual([positions, rest]);
  });
  test("what differs in one character is probably meant", () =>
    expect(nearly("孙国花", people).map(({ name }) => name)).toEqual(["孙国华"]));
});
