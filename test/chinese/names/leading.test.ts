import { describe, expect, test } from "@jest/globals";
import { type Found, leadingPerson, leadingPlace, personQuery } from "../../../src/chinese/names/index.ts";
import { worldOf } from "./world.ts";

const { index, people } = worldOf("");

function idsOf(found: Found<{ readonly id: string }> | undefined): string | undefined {
  if (found?.kind === "one") return found.value.id;
  return found?.kind === "several" ? found.values.map((value) => value.id).join(" ") : found?.kind;
}

describe("a place at the beginning of a line, said in 新会镇/石门村", () => {
  const cases: [text: string, id: string, said: string, rest: string][] = [
    ["东卧牛 赫书记 低保、路灯", "新会镇/东卧牛村", "东卧牛", "赫书记 低保、路灯"],
    ["东卧牛赫书记低保", "新会镇/东卧牛村", "东卧牛", "赫书记低保"],
    ["　東臥牛　三社　老李家　漏雨", "新会镇/东卧牛村/三社", "東臥牛　三社", "老李家　漏雨"],
    ["三社老李家 漏雨", "新会镇/石门村/三社", "三社", "老李家 漏雨"],
    ["第3小组：漏雨", "新会镇/石门村/三社", "第3小组", "漏雨"],
    ["新会镇/东卧牛村/三社 漏水", "新会镇/东卧牛村/三社", "新会镇/东卧牛村/三社", "漏水"],
    ["柳河的王秀英 医保", "新会镇/柳河村", "柳河", "王秀英 医保"],
    ["北岭王家村修路", "北岭镇/王家村", "北岭王家村", "修路"],
    ["卧牛 赫书记", "新会镇/东卧牛村 新会镇/西卧牛村", "卧牛", "赫书记"],
    ["卧牛三社 漏雨", "新会镇/东卧牛村/三社 新会镇/西卧牛村/三社", "卧牛三社", "漏雨"],
    ["dongwoniu 赫书记", "新会镇/东卧牛村", "dongwoniu", "赫书记"],
    ["DongWoNiu赫书记", "新会镇/东卧牛村", "DongWoNiu", "赫书记"],
    ["东窝牛 赫书记", "新会镇/东卧牛村", "东窝牛", "赫书记"],
    ["石门村口路灯坏了", "新会镇/石门村", "石门", "村口路灯坏了"],
    ["石门村支书", "新会镇/石门村", "石门村", "支书"],
    ["新会镇长来了", "新会镇", "新会", "镇长来了"],
    ["我们村路灯坏了", "新会镇/石门村", "我们村", "路灯坏了"],
    ["柳河", "新会镇/柳河村", "柳河", ""],
    ["张家口村 修路", "none", "张家口村", "修路"],
    ["七社 漏雨", "none", "七社", "漏雨"],
  ];
  test.each(cases)("%s", (text, id, said, rest) => {
    const leading = leadingPlace(text, "新会镇/石门村", index);
    expect([idsOf(leading?.found), leading?.said, leading?.rest]).toEqual([id, said, rest]);
  });

  test.each(["低保、路灯", "杨树倒了三棵", "三社区修路", "全村 修路", "三户漏雨", "", "  "])("no place: %s", (text) => {
    expect(leadingPlace(text, "新会镇/石门村", index)).toBeNull();
  });
});

test("a dotted name in any form, at the beginning of a line", () => {
  const own = worldOf("own-");
  for (const [text, said] of [
    ["阿卜杜拉·买买提 低保", "阿卜杜拉·买买提"],
    ["阿卜杜拉.买买提 低保", "阿卜杜拉.买买提"],
    ["阿卜杜拉买买提 低保", "阿卜杜拉买买提"],
    ["阿卜杜拉 低保", "阿卜杜拉"],
    ["阿卜杜拉大哥 低保", "阿卜杜拉大哥"],
  ] as const) {
    const leading = leadingPerson(text, "白鹤乡/桂花村", own.index, own.people);
    expect([idsOf(leading?.found), leading?.said, leading?.rest]).toEqual(["q41", said, "低保"]);
  }
});

describe("a person at the beginning of a line, said in 新会镇/东卧牛村", () => {
  const cases: [text: string, id: string, said: string, rest: string][] = [
    ["李支书低保、路灯", "p09", "李支书", "低保、路灯"],
    ["李书记 低保", "p09 p10", "李书记", "低保"],
    ["王主任家漏雨", "p11", "王主任家", "漏雨"],
    ["老赫家漏雨", "p17", "老赫家", "漏雨"],
    ["小陈在苏州", "p18", "小陈", "在苏州"],
    ["赫永福低保", "p17", "赫永福", "低保"],
    ["王　秀英　低保", "p15 p16", "王　秀英", "低保"],
    ["三社王秀英：低保", "p15", "三社王秀英", "低保"],
    ["柳河 王秀英 修路", "p40", "柳河 王秀英", "修路"],
    ["柳河的王秀英修路", "p40", "柳河的王秀英", "修路"],
    ["妇联张主任说了", "p12", "妇联张主任", "说了"],
    ["张婶子 漏雨", "p12", "张婶子", "漏雨"],
    ["@王建国 修路灯", "p11", "@王建国", "修路灯"],
    ["第一书记 来过", "p10", "第一书记", "来过"],
    ["镇上的钱镇长 来过", "p04", "镇上的钱镇长", "来过"],
    ["欧阳书记 低保", "none", "欧阳书记", "低保"],
    ["老范家漏雨", "p43 p44 p45", "老范家", "漏雨"],
    ["邓大爷漏雨", "none", "邓大爷", "漏雨"],
    ["老邓家漏雨", "none", "老邓家", "漏雨"],
    // kin of somebody are somebody else
    ["赫永福他爹 低保", "none", "赫永福他爹", "低保"],
    ["赫永福媳妇 想办证", "none", "赫永福媳妇", "想办证"],
    ["王建国家的二小子在苏州", "none", "王建国家的二小子", "在苏州"],
    // the same sound is asked, never taken
    ["王秀应 低保", "p15 p16", "王秀应", "低保"],
    ["赫勇福，低保", "p17", "赫勇福", "低保"],
  ];
  test.each(cases)("%s", (text, id, said, rest) => {
    const leading = leadingPerson(text, "新会镇/东卧牛村", index, people);
    expect([idsOf(leading?.found), leading?.said, leading?.rest]).toEqual([id, said, rest]);
  });

  test.each(["低保、路灯", "建国路坏了", "小路坏了", "老人没人管", ""])("nobody: %s", (text) => {
    expect(leadingPerson(text, "新会镇/东卧牛村", index, people)).toBeNull();
  });

  test("a place said before narrows, and nothing widens it again", () => {
    const within = ["新会镇/柳河村", "新会镇/石门村"].flatMap((id) => index.byId.get(id) ?? []);
    const found = (text: string) => idsOf(leadingPerson(text, "新会镇/东卧牛村", index, people, { within })?.found);
    expect(found("王秀英 低保")).toBe("p40");
    expect(found("支书说")).toBe("p33 p37");
    expect(found("赫书记 低保")).toBe("none");
  });
});

describe("what to ask a store for", () => {
  test.each([
    ["李书记 低保", { surname: "李" }],
    ["欧阳书记", { surname: "欧" }],
    ["王秀英 低保", { surname: "王", fullName: "王秀英" }],
    ["王秀英低保路灯坏了", { surname: "王" }],
    ["老赫家漏雨", { surname: "赫" }],
    ["支书说", { title: "书" }],
    ["妇联张主任", { surname: "张" }],
    ["我们村王主任", { surname: "王" }],
    ["", {}],
  ])("%s", (text, query) => {
    const { names: _, ...others } = personQuery(text);
    expect(others).toEqual(query);
  });

  test("a place in front is taken off when the tree is given", () => {
    expect(personQuery("柳河的王秀英", null, index)).toMatchObject({ surname: "王", fullName: "王秀英" });
    expect(personQuery("四社李大山", "新会镇/李家湾村", index)).toMatchObject({ surname: "李", fullName: "李大山" });
  });

  test("every whole name that the text may begin with is told, also with words behind it", () => {
    expect(personQuery("王秀英低保路灯坏了").names).toEqual(["王秀", "王秀英", "王秀英低"]);
    expect(personQuery("王建国9点").names).toEqual(["王建", "王建国"]);
    expect(personQuery("支书说").names).toEqual([]);
  });
});
