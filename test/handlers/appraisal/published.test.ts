import { afterEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, type World } from "../../world.ts";
import { openHall, withWatchdog } from "./hall.ts";

let world: World;
afterEach(() => world.close());
const says = (who: string, text: string) => world.says(who, text);
const heard = (who: string) => world.toChat(direct(who)).at(-1) ?? "";
const inGroup = () => world.toChat(group("village")).at(-1) ?? "";

/** 民主评议 of two by six members, or another template, counted. */
async function counted(template: string, objects: string, grades: string, number = "A1"): Promise<void> {
  await says("sun", `/评议 新建 ${template} 东卧牛村 对象：${objects} 票：党员 100% 名册 截止：今天18:00`);
  await says("sun", `/评议 开始 ${number}`);
  await says("sun", "开始");
  for (let at = 1; at <= 6; at += 1) for (const text of ["投票", grades, "投"]) await says(`m${at}`, text);
  await says("sun", `/评议 停止 ${number}`);
  await world.passes(60_000);
}

describe.each(engines)("a result is published, on %s", (engine) => {
  test("as it was shown, by a second person, in the groups and on the board, until its objections are answered", async () => {
    world = await openHall(engine);
    await withWatchdog(world);
    await counted("民主评议", "王建国、张桂兰", "13");
    const proof = await says("sun", "/评议 公布 A1");
    expect(proof).toContain(
      "【评议公布 A1】东卧牛村 民主评议\n投票：党员6/6。\n王建国：称职\n张桂兰：不称职\n有异议：",
    );
    expect(proof).toContain("公示到12月7日");
    expect(proof).not.toContain("样本");
    expect(await says("sun", "发")).toContain("A1 交给陈守正看，同意了就发到村民群");
    expect(heard("chen")).toContain("孙国华要公布这一条，请您看：\n【评议公布 A1】");
    expect(await says("sun", "A1 同意")).toBe("没有等您同意的公布。");
    expect(await says("chen", "不同意")).toContain("为什么不同意");
    expect(await says("chen", "不同意 日子不对")).toContain("A1 退回了");
    expect(heard("sun")).toContain("A1 的公布退回了：日子不对");
    expect(await says("li", "公开")).toBe("本村现在没有公示的。");
    await says("sun", "A1 公布");
    await says("sun", "发");
    expect(await says("chen", "同意")).toBe("A1 同意公布，发到1个村民群。");
    expect(inGroup()).toContain("【评议公布 A1】东卧牛村 民主评议");
    expect(await says("li", "公开")).toBe(proof.replace("\n回“发”就发。", ""));
    expect(await says("sun", "/评议 公布 A1")).toContain("已经公布了。贴上公开栏了发：A1 已上墙");
    expect(await says("sun", "A1 已上墙 10天")).toContain("公布至少15天（村民委员会组织法第三十五条），10天不够");
    expect(await says("sun", "A1 已上墙")).toContain("A1 11月21日上墙，11月30日（周一）18:00前可提异议");
    expect(await says("li", "异议 A1 少算了三社的票")).toBe("收到异议 O1，答复了才往下走。");
    expect(await says("guest", "异议 A9 什么")).toContain("没有这条公示");
    await world.passes("2026-12-01T09:30+08:00");
    const asked = () => world.toChat(direct("sun")).filter((text) => text.includes("A1 还有异议没答复：O1"));
    const first = asked().length;
    expect(heard("sun")).toBe(asked().at(-1));
    await world.passes("2026-12-02T09:30+08:00");
    expect(asked()).toHaveLength(first + 1);
    await says("wang", "/答复 O1 重新核过，没有错");
    await world.passes("2026-12-03T09:30+08:00");
    expect(world.toChat(direct("sun")).join("\n")).toContain("A1 的公布异议期满，1条异议都答复了");
    await world.passes("2026-12-08T09:30+08:00");
    expect(world.toChat(direct("sun")).join("\n")).toContain("A1 公示期满，公开栏可以取下");
    expect(await says("li", "公开")).toBe("以前的：\nA1 东卧牛村 民主评议");
    const shown = await says("sun", "/评议 证明 A1");
    for (const part of ["A1 民主评议 东卧牛村 公布证明", "（公示期满）指纹", "陈守正11月21日", "异议1条：O1 答复了"])
      expect(shown).toContain(part);
    expect(shown).toContain("上墙11月21日到12月7日");
  });
});

test("single people are not published where no law says so, and 述职 not at all", async () => {
  world = await openHall();
  await withWatchdog(world);
  await counted("三票两评", "班子、王建国", "13");
  const proof = await says("sun", "/评议 公布 A1");
  expect(proof).toContain("班子：100.0\n各人的结果只告诉本人。");
  expect(proof).not.toContain("王建国");
  await says("sun", "/评议 新建 述职测评 东卧牛村 对象：王建国 票：党员 100% 名册 截止：明天18:00");
  await says("sun", "/评议 开始 A2");
  await says("sun", "开始");
  await says("sun", "/评议 停止 A2");
  await world.passes(60_000);
  expect(await says("sun", "/评议 公布 A2")).toContain("结果只反馈给本人，不公布");
});

test("what an objection is found right about is taken back, told in the group, and published anew", async () => {
  world = await openHall();
  await withWatchdog(world);
  await counted("三票两评", "班子、王建国", "13");
  await says("sun", "A1 公布");
  await says("sun", "发");
  expect(await says("li", "异议 A1 没算我们社")).toContain("A1 现在没有公示");
  await says("chen", "A1 同意");
  await says("li", "异议 A1 没算我们社");
  expect(await says("wang", "/评议 异议成立 A1 O1 没算三社")).toContain("由写公布的人或同意公布的人来说");
  expect(await says("sun", "A1 异议成立 O1")).toContain("成立的原因？");
  expect(await says("sun", "A1 异议成立 O1 没算三社")).toContain("异议 O1 成立，公布收回了");
  expect(inGroup()).toBe("A1 的公布有异议成立，收回：没算三社。改好再公布。");
  expect(heard("li")).toContain("您的异议（O1）成立：没算三社");
  expect(await says("li", "公开")).toBe("本村现在没有公示的。");
  expect(await says("sun", "A1 公布")).toContain("本条更正前面的公布");
  await says("sun", "发");
  expect(await says("chen", "同意")).toContain("A1 同意公布");
});

test("whoever has a motion and a result before them says which of them may go out", async () => {
  world = await openHall();
  await withWatchdog(world);
  await counted("三票两评", "班子", "1");
  await says("sun", "A1 公布");
  await says("sun", "发");
  await says("wang", "/议题 新建 修水渠走东线");
  await world.store.write(async (tables) => {
    const [row] = await tables.motions.at(["东卧牛村"], ["going"]);
    const [chen] = await tables.people.candidates({ names: ["陈守正"] }, { path: "/county/" });
    await tables.publications.add({
      ...{ record_id: row?.id ?? "", what: "决议", text: "修水渠", hash: "H", approver_id: chen?.id ?? "", cause: "x" },
      ...{ author_id: null, author_account: "sandbox:wang", created_at: world.now() },
    });
  });
  for (const agreed of ["同意", "同意公布", "可以发"])
    expect(await says("chen", agreed)).toBe("等您同意的有好几条：A1、M1。写上号，例：A1 同意");
  expect(await says("chen", "A1 同意")).toContain("A1 同意公布");
});

test("what lets a result go out does so behind its number too", async () => {
  world = await openHall();
  await withWatchdog(world);
  for (const [number, object, words] of [
    ["A1", "班子", "A1 同意公布"],
    ["A2", "王建国", "/评议 同意 A2 发布吧。"],
  ] as const) {
    await counted("民主评议", object, "1", number);
    await says("sun", `${number} 公布`);
    await says("sun", "发");
    expect(await says("chen", words)).toBe(`${number} 同意公布，发到1个村民群。`);
  }
});

test("no half-hearted word lets a result go out, and no remark is an order", async () => {
  world = await openHall();
  await withWatchdog(world);
  await counted("三票两评", "班子", "1");
  await says("sun", "A1 公布");
  await says("sun", "发");
  for (const words of ["同意不了", "同意，但分数抄错了", "同意公布不了"])
    expect(await says("chen", words)).not.toContain("同意公布");
  for (const words of [
    "A1 同意不了",
    "A1 同意公布不了",
    "A1 同意，但分数抄错了",
    "/评议 同意 A1 但分数抄错了",
    "/评议 同意 A1 不了",
  ])
    expect(await says("chen", words)).toContain(
      "还没公布。同意公布只回：A1 同意。不同意写上原因：A1 不同意 分数抄错了",
    );
  expect(await says("li", "公开")).toBe("本村现在没有公示的。");
  expect(await says("chen", "可以发了")).toBe("A1 同意公布，发到1个村民群。");
  for (const words of ["A1 公布栏坏了", "A1 结果不对吧", "A1 证明不了啥", "A1 状态不好"])
    expect([words, await says("sun", words)]).toEqual([
      words,
      // or what stands in it
      expect.stringMatching(/没有 A1。|这个我答不上|没听懂.*没记|^A1 评议 11月21日 东卧牛村\n/u),
    ]);
  expect(await says("sun", "A1 已上墙11月21日")).toContain("A1 11月21日上墙");
  expect(await says("li", "A1 异议没算我们社")).toBe("收到异议 O1，答复了才往下走。");
  expect(await says("li", "A1 异议成立不了")).not.toContain("异议");
  expect(await says("sun", "A1 异议成立O1 没算三社")).toContain("异议 O1 成立，公布收回了");
});

test("of several towns' results with one number that is meant which is published, and it is asked where several are", async () => {
  world = await openHall();
  await withWatchdog(world);
  await world.store.write(async (tables) => {
    const id = await tables.people.add({
      ...{ name: "郑县长", homePlaceId: null, awayCity: null, partyMember: false, phone: null, now: world.now() },
    });
    await tables.people.addPost({
      personId: id,
      role: "secretary",
      placeId: "county",
      title: "书记",
      now: world.now(),
    });
    await tables.people.nameAccount("sandbox:zheng", id);
  });
  const make = "/评议 新建 三票两评 云湖县 对象：班子 票：党员 100% 名册 截止：明天18:00";
  expect(await says("zheng", make)).toContain("A1 三票两评 云湖县");
  await counted("三票两评", "班子", "1");
  await says("sun", "A1 公布");
  await says("sun", "发");
  await world.store.write(async (tables) => {
    const [other] = await tables.appraisals.inStates("/county/", ["draft"]);
    const [chen] = await tables.people.candidates({ names: ["陈守正"] }, { path: "/county/" });
    await tables.publications.add({
      ...{
        record_id: other?.id ?? "",
        what: "评议",
        text: "县里的",
        hash: "H",
        approver_id: chen?.id ?? "",
        cause: "x",
      },
      ...{ author_id: null, author_account: "sandbox:zheng", created_at: world.now() },
    });
  });
  for (const words of ["A1 同意", "不同意 12日不对", "同意"])
    expect(await says("chen", words)).toMatch(/哪个评议？.*A1 三票两评 (?:云湖县|东卧牛村)/u);
  expect(await says("chen", "东卧牛村")).toContain("A1 同意公布");
  expect(await says("li", "异议 A1 没算我们社")).toBe("收到异议 O1，答复了才往下走。");
  await world.store.write(async (tables) => {
    const [other] = await tables.appraisals.inStates("/county/", ["draft"]);
    if (other) await tables.records.change(other, { state: "published" });
  });
  const asked = await says("li", "异议 A1 票数不对");
  for (const part of ["哪个评议？", "A1 三票两评 云湖县", "A1 三票两评 东卧牛村"]) expect(asked).toContain(part);
  expect(await says("li", "东卧牛村")).toBe("收到异议 O2，答复了才往下走。");
  await world.says("xiuying", "异议 A1 少算一张", group("village"));
  expect(heard("xiuying")).toContain("哪个评议？");
  expect(await says("sun", "A1 异议成立 O1 没算三社")).toContain("哪个评议？");
  expect(await says("sun", "东卧牛村")).toContain("异议 O1 成立，公布收回了");
});

test("a place sets its rules, and none below the law or the five", async () => {
  world = await openHall();
  expect(await says("sun", "/评议 设置")).toContain("最少票 5（有分的不到这个数没有结果）");
  expect(await says("sun", "/评议 设置 最少票 4")).toContain("不足5票不能有结果，只能定得更多。没改");
  expect(await says("sun", "/评议 设置 公示 10")).toContain("村民委员会组织法第三十五条");
  expect(await says("sun", "/评议 设置 星级 90、80、85、60、50")).toContain("一个比一个低");
  expect(await says("sun", "/评议 设置 办的人 妇联主席")).toContain("办的人 妇联主席");
  const make = "/评议 新建 民主评议 东卧牛村 对象：王建国 票：党员 100% 名册 截止：今天18:00";
  expect(await says("zhang", make)).toContain("A1 民主评议 东卧牛村");
  expect(await says("wang", "/评议 设置 公示 20")).toContain("书记");
});
