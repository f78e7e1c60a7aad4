import { describe, expect, test } from "@jest/globals";
import { parseRelay } from "../../../src/chinese/consultation/relay.ts";
import { tallyConsultation } from "../../../src/chinese/consultation/tally.ts";
import { consultationsCorpus } from "../../../src/chinese/corpora/consultations.ts";
import fc from "../../property.ts";
import { casesOf, disagreements } from "../corpora/corpus-file.ts";
import { variation } from "../corpora/variations.ts";

const files = ["consultations.jsonl", "own-consultations.jsonl", "own-village-talk.jsonl"];
const all = files.flatMap((file) => casesOf(consultationsCorpus, file));

describe("a consultation in a group", () => {
  test.each(files)("every conversation of %s", (file) => {
    expect(disagreements(consultationsCorpus, file)).toEqual([]);
  });

  test("again, as other phones would send it", () => {
    const picks = fc.array(fc.nat(1000), { minLength: 7, maxLength: 40 });
    fc.assert(
      fc.property(fc.constantFrom(...all), picks, ({ input, expected }, picks) => {
        const messages = input.messages.map((message) => ({ ...message, text: variation(message.text, picks) }));
        expect(consultationsCorpus.answer({ ...input, messages })).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  test("the parts add up to the people, whatever was said in whatever order", () => {
    const texts = all.flatMap(({ input }) => input.messages.map(({ text }) => text));
    fc.assert(
      fc.property(
        fc.constantFrom(...all),
        fc.array(fc.constantFrom(...texts), { maxLength: 40 }),
        ({ input }, said) => {
          const { consultation, people, botName } = input;
          const senders = [...people.map(({ id }) => id), "stranger"];
          const messages = said.map((text, index) => ({
            id: `x${index}`,
            sender: senders[(index * 7) % senders.length] ?? "",
            name: "",
            fromBot: false,
            sentAt: consultation.openedAt + index,
            text,
            quote: index % 5 ? null : consultation.openingMessage,
            mentioned: index % 11 === 0,
          }));
          const got = tallyConsultation(consultation, people, messages, botName);
          const counted = Object.values(got.tally).flat();
          expect(new Set(counted).size).toBe(got.people);
          expect(got.home + got.away + got.unregistered).toBe(got.people);
          for (const [stance, { home, away, unregistered }] of Object.entries(got.split))
            expect(home + away + unregistered).toBe(got.tally[stance]?.length);
          expect(got.unclassified.filter((id) => counted.includes(id))).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  const roster = "刘翠花 刘长河 王五 王大山 张桂英 张桂英"
    .split(" ")
    .map((name, index) => ({ id: `p${index + 1}`, name, away: false }));
  const asked = {
    线: { number: "C7", title: "修水渠走东线还是西线？", options: ["东线", "西线"], numbered: false },
    工: { number: "C9", title: "周六上午清淤出工", options: null, numbered: false },
  };
  const relay = "#接龙\n周六上午清淤出工\n";

  test.each<[keyof typeof asked, string, ...(readonly [string, string, string?])[]]>([
    ["线", "m1 p2=西线", ["p1", "代 我爹 刘长河 ： 西线"]],
    ["线", "m1 p2=西线; m1 p1=东线", ["p1", "我代我爹刘长河投西线，我自己东线"]],
    ["线", "m1 p1=未分类", ["p1", "替我妈说一声，西线"]],
    ["线", "m1 李四=查无此人或重名", ["p1", "代李四：西线"]],
    ["线", "m1 p1=东线", ["p1", "刘翠花：东线"]],
    ["线", "m1 p1=未分类", ["p1", "我爹刘长河也选西线"]],
    ["线", "m1 p1=东线; m2 p3=东线; m3 p4=未分类", ["p1", "东线", "m0"], ["p3", "+1", "m1"], ["p4", "不同意", "m1"]],
    ["线", "m2 p1=没意见; m3 p3=未分类", ["bot", "【C7】已收7人"], ["p1", "没意见", "m1"], ["p3", "+1", "m1"]],
    ["线", "m4 p4=东线", ["p1", "今天赶集不"], ["p2", "+1", "m1"], ["p3", "随便", "m1"], ["p4", "东线", "m1"]],
    ["线", "m2 p1=东线", ["p1", "取消"], ["p1", "东线"], ["p1", "取消"]],
    ["线", "", ["p1", "撤销", "m0"], ["p1", "/征求 结果 C7"], ["p1", "C8 东线"]],
    [
      "工",
      "m1 p3=同意; m1 p4=同意; m2 p4=退出; m3 p3=同意",
      ["p3", `${relay}1. 王五、王大山 带锨`],
      ["p4", "不去了，腰疼"],
      ["p3", `${relay}1. 王五\n2. 王大山`],
    ],
    ["工", "m1 p3=未分类; m1 p4=同意", ["p3", `${relay}1. 王五（代父亲）\n2. 王大山（王五代）`]],
    ["工", "m1 p3=未分类; m2 p5=同意", ["p3", `${relay}1. 王五 去不了`], ["p5", `${relay}1. 张桂英`]],
    ["工", "m2 p4=同意", ["p3", "#接龙\n清淤买手套\n1. 王五"], ["p4", "#接龙\n周六上午清淤出工报名\n1. 王大山 同意"]],
    ["工", "m1 p4=同意; m2 p4=反对", ["p3", "代王大山：同意"], ["p4", "不同意"], ["p3", "代王大山：同意"]],
    ["工", "m2 p3=同意", ["p3", "王大山同意"], ["p3", "王五同意"]],
    ["工", "m1 p3=同意; m2 p4=反对", ["p3", "@小串 我同意"], ["p4", "我 @小串 反对"], ["p1", "@小串们 同意"]],
    // out of the list, in other words
    ["工", "m1 p3=同意; m2 p3=退出", ["p3", `${relay}1. 王五`], ["p3", "临时有事，我不去了"]],
    ["工", "m1 p3=同意; m2 p3=退出", ["p3", `${relay}1. 王五`], ["p3", "那天走亲戚，不去了"]],
    ["工", "m1 p3=同意; m2 p3=退出", ["p3", `${relay}1. 王五`], ["p3", "麻烦把我名字取消"]],
    ["工", "m1 p3=同意; m2 p3=退出", ["p3", `${relay}1. 王五`], ["p3", "把我那行划掉吧"]],
    ["工", "m1 p3=同意; m2 p3=退出", ["p3", `${relay}1. 王五`], ["p3", "孩子发烧，俺退出"]],
    ["工", "m1 p3=同意; m2 p3=退出", ["p3", "同意"], ["p3", "我收回"]],
    ["工", "m1 p3=同意; m2 p3=退出", ["p3", "同意"], ["p3", "刚才说的不算"]],
    ["线", "m1 p3=东线; m2 p3=西线", ["p3", "东线"], ["p3", "我收回，西线"]],
    ["工", "m1 p3=同意", ["p3", `${relay}1. 王五`], ["p3", "他家有事，不去了"]],
    ["工", "m1 p3=同意", ["p3", `${relay}1. 王五`], ["p3", "王大山腰疼，不去了"]],
    ["工", "m1 p3=同意", ["p3", `${relay}1. 王五`], ["p3", "晚上的戏取消了"]],
    // a note behind the option of a line
    ["线", "m1 p3=东线", ["p3", "#接龙\n修水渠走东线还是西线\n1. 王五 东线 3人"]],
    ["线", "m1 p3=西线", ["p3", "#接龙\n修水渠走东线还是西线\n1. 王五 西线2票"]],
    ["线", "m1 p3=东线", ["p3", "#接龙\n修水渠走东线还是西线\n1. 王五 选东线 晚到"]],
    ["线", "m1 p3=未分类", ["p3", "#接龙\n修水渠走东线还是西线\n1. 王五 3人"]],
    // lines in other forms
    ["工", "m1 p3=同意; m1 p4=同意", ["p3", `${relay}①王五\n②王大山`]],
    ["工", "m1 p3=同意; m1 p4=同意", ["p3", `${relay}1 王五\n2 王大山`]],
    ["工", "m1 p3=同意; m1 p4=同意", ["p3", `${relay}1️⃣王五\n2️⃣ 王大山`]],
    ["工", "m1 p3=同意; m1 p4=同意", ["p3", `${relay}(1) 王五\n（2）王大山`]],
    ["工", "m1 p3=同意", ["p3", "#群接龙\n周六上午清淤出工\n1-王五"]],
    // for whom one speaks
    ["线", "m1 p2=东线", ["p1", "代我堂客刘长河：东线"]],
    ["线", "m1 p2=东线", ["p1", "代二叔刘长河：东线"]],
    ["线", "m1 p2=东线", ["p1", "代孩他爹刘长河：东线"]],
    ["线", "m1 p2=东线", ["p1", "替屋里的刘长河投东线"]],
    ["线", "m1 p2=西线", ["p1", "帮我那口子刘长河报西线"]],
    ["线", "m1 p2=西线", ["p1", "代掌柜的刘长河，西线"]],
    ["工", "m1 p1=未分类", ["p1", "我们三户都同意"]],
    ["工", "m1 p1=未分类", ["p1", "代表我们组十二户同意"]],
    ["工", "m1 p1=同意", ["p1", "我家三口人都同意"]],
    // somebody else's words
    ["线", "", ["p1", "回复 @王五：东线"], ["p1", "刘长河：东线"], ["p1", "转自王五\n东线"], ["p1", "> 东线"]],
    ["工", "", ["p1", "[聊天记录]\n王五：同意\n王大山：同意"], ["p1", "转发：同意"]],
    ["线", "m1 p1=东线", ["p1", "“王五：西线”\n- - - - - -\n东线"]],
    ["工", "m1 p1=未分类; m2 p3=未分类", ["p1", "👌", "m0"], ["p3", "✅", "m0"], ["p4", "👌"]],
    ["工", "m1 p3=同意", ["p3", "「小串：【征求 C9】周六上午清淤出工」\n- - - - - -\n我可以来，支持"]],
  ])("%s: %s", (question, says, ...said) => {
    const consultation = { ...asked[question], openedAt: 0, closesAt: 1000, openingMessage: "m0" };
    const messages = said.map(([sender, text, quote = null], index) => ({
      id: `m${index + 1}`,
      sender,
      name: roster.find(({ id }) => id === sender)?.name ?? sender,
      fromBot: sender === "bot",
      sentAt: index,
      text,
      quote,
      mentioned: false,
    }));
    const got = tallyConsultation(consultation, roster, messages, "小串").says;
    expect(
      got.map((word) => `${word.message} ${"person" in word ? word.person : word.name}=${word.says}`).join("; "),
    ).toBe(says);
  });

  test("somebody who is not on the roster counts apart", () => {
    const consultation = {
      number: "C1",
      title: "装路灯",
      options: null,
      numbered: false,
      openedAt: 0,
      closesAt: 100,
      openingMessage: "m1",
    };
    const message = {
      id: "m2",
      sender: "qq:1",
      name: "小刘",
      fromBot: false,
      sentAt: 1,
      quote: null,
      mentioned: false,
    };
    const people = [{ id: "p1", name: "王五", away: true }];
    const relay = "#接龙\n装路灯\n1. 小刘\n2. 王五";
    const got = tallyConsultation(consultation, people, [{ ...message, text: relay }], "助手");
    expect(got).toMatchObject({
      people: 2,
      home: 0,
      away: 1,
      unregistered: 1,
      unmatched: [],
      enteredBy: { p1: "qq:1" },
    });
  });
});

test("a relay list in any width, its example left out", () => {
  expect(parseRelay("# 接龙\n周六清淤\n例 1. 张三\n1. 李四\n2、王五 带锨\n3)赵六\n带好水\n4:钱七")).toEqual({
    title: "周六清淤",
    lines: ["李四", "王五 带锨", "赵六", "钱七"],
  });
  expect(parseRelay("接龙 周六清淤\n1. 李四")).toBeNull();
});
