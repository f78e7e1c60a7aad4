import { describe, expect, test } from "@jest/globals";
import { type Template, templates } from "../../src/ledger/appraisal-templates.ts";
import { type Item, ownItems, ownLines, readOwn } from "../../src/ledger/own-appraisals.ts";
import fc from "../property.ts";

/** `票组 村民代表 100 名册` as rows; what stands behind ＠ is its source. */
const rows = (...all: readonly string[]): Item[] =>
  all.map((words) => {
    const [said = "", cited = ""] = words.split("＠");
    const [item = "", name = "", ...value] = said.split("|");
    return { item, name, value: value.join(""), cited };
  });
const ofRepresentatives = ["票组|村民代表|100 名册"];
const two = ["档|好|100", "档|差|0"];
const faultOf = (name: string, ...all: readonly string[]): string => {
  const read = readOwn(name, rows(...all));
  return "fault" in read ? read.fault : "";
};

describe("an appraisal as a county writes it", () => {
  test.each(templates.map((one) => [one.name, one] as const))("%s is written and read again as it is", (name, one) => {
    const { version: _version, ...own }: Template = one;
    expect(readOwn(name, ownItems(one))).toEqual({ own });
  });

  test("what it is made of, each with its source", () => {
    const read = readOwn(
      "支部评星",
      rows(
        "票组|评议组|100 名册",
        "方面|班子|2",
        "方面|业绩|",
        "对象||组织",
        "去头去尾||",
        "给星||按分",
        "分数线||95、85、75、65、55＠云组发〔2026〕3号",
        "公布||星",
        "一年||1次",
        "最少票||8＠云组发〔2026〕3号",
      ),
    );
    expect("own" in read && ownLines(read.own)).toEqual([
      ...["票组：评议组 100 名册", "方面：班子 2、业绩", "对象：组织", "去头去尾：要", "公布：星", "给星：按分"],
      ...[
        "分数线：95、85、75、65、55（云组发〔2026〕3号）",
        "一年：1次",
        "最少票：8（云组发〔2026〕3号）",
        "打分：每项写0到100",
      ],
    ]);
  });

  test.each<[string, string, readonly string[]]>([
    ["fewer than five", "不足5票不能有结果：少了就推得出谁投了什么", [...ofRepresentatives, ...two, "最少票||4"]],
    ["an open panel and outcomes", "国办函〔2026〕12号", ["票组|群众|100 开放", ...two, "三定||"]],
    [
      ...(["an open panel and stars", "国办函〔2026〕12号"] as const),
      ["票组|群众|100 开放", "方面|班子|", "对象||组织", "给星||按分", "公布||星"],
    ],
    ["an open panel and grades", "国办函〔2026〕12号", ["票组|群众|100 开放", ...two, "不合格||差"]],
    ["people by name without a rule", "公布个人要写“依据”", [...ofRepresentatives, ...two, "不合格||差", "公布||个人"]],
    [
      "households with more than their stars",
      "户只公布给了的星",
      [...ofRepresentatives, ...two, "对象||户", "公布||班子"],
    ],
    ["weights that are not 100", "加起来是90，要100", ["票组|村民代表|90 名册", ...two]],
    ["nobody who votes", "没有票组", two],
    ["one grade with points", "至少要两档有分", [...ofRepresentatives, "档|好|100", "档|不了解|不计分"]],
    ["grades that are all the same", "每一档都一个分", [...ofRepresentatives, "档|好|60", "档|差|60"]],
    ["more than a hundred points", "0到100分", [...ofRepresentatives, "档|好|101"]],
    ["a grade twice", "档“好”写了两次", [...ofRepresentatives, "档|好|100", "档|好|60"]],
    ["lines that rise", "一个比一个低", [...ofRepresentatives, "分数线||50、60、70、80、90"]],
    ["a grade that is none", "不是哪一档", [...ofRepresentatives, ...two, "不合格||不称职"]],
    ["an unknown item", "项目“排名”不认识", [...ofRepresentatives, ...two, "排名||要"]],
    ["an unknown way to vote", "怎么投可写", ["票组|群众|100 点赞"]],
    ["something twice", "三定写了两次", [...ofRepresentatives, ...two, "三定||", "三定||"]],
  ])("%s is refused", (_, fault, all) => expect(faultOf("乡村评议", ...all)).toContain(fault));

  test.each(["群众|100 票号", "群众|100 开放", "支部|100 合议"])(
    "the law's own is voted on by representatives, not by %s",
    (panel) => expect(faultOf("村干部民主评议", `票组|${panel}`, ...two)).toContain("村民委员会组织法第三十八条"),
  );

  test("which of its rows is wrong", () => {
    expect(readOwn("评", rows(...ofRepresentatives, "档|好|100", "档|差|两百"))).toMatchObject({ at: 2 });
  });

  test("whatever is written is read again alike, or refused in words", () => {
    const item = fc.constantFrom(
      "票组",
      "档",
      "方面",
      "对象",
      "三定",
      "公布",
      "不合格",
      "给星",
      "分数线",
      "一年",
      "最少票",
    );
    const value = fc.constantFrom(
      "",
      "100",
      "50 名册",
      "100 票号",
      "组织",
      "户",
      "个人",
      "星",
      "过半",
      "按分",
      "差",
      "8",
      "3次",
    );
    const row = fc.record({
      item,
      name: fc.constantFrom("", "好", "差", "群众"),
      value,
      cited: fc.constantFrom("", "某号"),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), (all) => {
        const read = readOwn("评", all);
        if ("own" in read) expect(readOwn("评", ownItems(read.own))).toEqual(read);
        else expect(read.fault).not.toBe("");
      }),
    );
  });
});
