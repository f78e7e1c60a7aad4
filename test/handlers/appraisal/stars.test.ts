import { afterEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, type World } from "../../world.ts";
import { openHall, withWatchdog } from "./hall.ts";

let world: World;
afterEach(() => world.close());
const says = (who: string, text: string) => world.says(who, text);
const jury = "陈一、陈二、陈三、陈四、陈五、陈六";

/** Opened with the jury, filled by each of them with what `at` gives, and counted. */
async function round(make: string, number: number, filled: (at: number) => readonly string[]): Promise<void> {
  await says("sun", make);
  await says("sun", `/评议 名单 A${number} 评议组 ${jury}`);
  await says("sun", `/评议 开始 A${number}`);
  await says("sun", "开始");
  for (let at = 1; at <= 6; at += 1) for (const text of ["投票", ...filled(at), "投"]) await says(`m${at}`, text);
  await says("sun", `/评议 停止 A${number}`);
  await world.passes(60_000);
}

describe.each(engines)("stars, on %s", (engine) => {
  test("of organisations come from six criteria and the place's thresholds, twice a year, with a history", async () => {
    world = await openHall(engine);
    await says("sun", "/评议 设置 目标 60");
    const make = "/评议 新建 星级 新会镇 对象：东卧牛村党支部、石门村党支部 截止：今天18:00";
    await round(make, 1, () => ["95 90 85 90 95 92", "82 80 79 80 81 80"]);
    expect(await says("sun", "/评议 结果 A1")).toBe(
      "A1 星级 新会镇：评议组6/6。\n东卧牛村党支部：五星（91.2）\n石门村党支部：四星（80.3）",
    );
    expect(await says("sun", "/评议 格次")).toBe("星级：五星1 四星1（五星50%，目标60%）");
    expect(await says("sun", make.replace("今天", "明天"))).toContain("新会镇的星级一年2次，这一次评过了：A1。没建");
    await says("sun", "/评议 设置 星级 95、90、80、70、60");
    await world.passes("2027-01-04T09:30+08:00");
    await round(make.replace("今天", "明天"), 2, () => ["95 90 85 90 95 92", "62 60 59 60 61 60"]);
    expect(await says("sun", "/评议 格次 东卧牛村")).toBe(
      "星级：四星1（五星0%，目标60%）（上轮后升0、降1）\n东卧牛村党支部 星级：1月4日四星，2026年11月21日五星",
    );
  });
});

test("two that were made before either began are still one too many, and one that was made last year is not", async () => {
  world = await openHall();
  const make = (day: number) => `/评议 新建 星级 新会镇 对象：东卧牛村党支部 截止：2027年1月${day}日18:00`;
  for (const number of [1, 2, 3]) {
    expect(await says("sun", make(20 + number))).toContain(`A${number} 星级`);
    await says("sun", `/评议 名单 A${number} 评议组 ${jury}`);
  }
  await says("sun", "/评议 开始 A1");
  expect(await says("sun", "开始")).toContain("A1 开始投票");
  expect(await says("sun", "/评议 开始 A2")).toContain("新会镇的星级一年2次，这一次评过了：A1。没开始");
  await world.passes("2027-01-04T09:30+08:00");
  await says("sun", "/评议 开始 A2");
  expect(await says("sun", "开始")).toContain("A2 开始投票");
  expect(await says("sun", "/评议 开始 A3")).toContain("这一次评过了：A2。没开始");
  expect(await says("sun", make(20))).toContain("这一次评过了：A2。没建");
});

test("a ballot has one household on a page, and its lines are called by what they grade", async () => {
  world = await openHall();
  await withWatchdog(world);
  const proof = await says("sun", "/评议 新建 十星户 东卧牛村 对象：李大山户、王秀英户 截止：今天18:00");
  expect(proof).toContain("2户，各评守法、养教、和睦、文化、卫生、新风、节能、健康、功德、致富。只列家里同意评的户。");
  await says("sun", `/评议 名单 A1 评议组 ${jury}`);
  await says("sun", "/评议 开始 A1");
  await says("sun", "开始");
  expect(await says("m1", "投票")).toContain(
    "第1页，共2页）：李大山户——1守法 2养教 3和睦 4文化 5卫生 6新风 7节能 8健康 9功德 10致富。1给 2不给。",
  );
  const next = await says("m1", "1111111111");
  expect(next).toContain("王秀英户——11守法 12养教");
  expect(await says("m1", "王秀英户守法 给")).toContain("还差12、13");
  expect(await says("m1", "2222222222")).toContain("20项都收好了");
});

test("a household has a star where more than half give it, counts once nobody objects, and loses one in private", async () => {
  world = await openHall();
  await withWatchdog(world);
  const make = "/评议 新建 十星户 东卧牛村 对象：李大山户、王秀英户 截止：今天18:00";
  // 卫生 of the first: three of six; 致富 of the second: four
  await round(make, 1, (at) => [at <= 3 ? "1111111111" : "1111211111", at <= 4 ? "2222222221" : "2222222222"]);
  expect(await says("sun", "/评议 结果 A1")).toContain(
    "李大山户：9星：守法、养教、和睦、文化、新风、节能、健康、功德、致富，没过半：卫生\n王秀英户：1星：致富",
  );
  const publish = async () => {
    const shown = await says("sun", "A1 公布");
    await says("sun", "发");
    await says("chen", "同意");
    return shown;
  };
  const shown = await publish();
  expect(shown).toContain(
    "李大山户：守法、养教、和睦、文化、新风、节能、健康、功德、致富（9星）\n王秀英户：致富（1星）",
  );
  expect(shown).not.toContain("没过半");
  await says("sun", "A1 已上墙");
  expect(await says("sun", "/评议 格次")).toBe("还没有格次。");
  await says("li", "异议 A1 王秀英家还没脱贫");
  expect(await says("sun", "A1 异议成立 O1 核过了")).toContain("公布收回了");
  const before = world.toChat(group("village")).length;
  expect(await says("sun", "/评议 撤星 A1 王秀英户 卫牲 原因：核过了")).toContain("撤哪家哪颗星");
  expect(await says("sun", "/评议 撤星 A1 王秀英户 致富 原因：核过了")).toContain("不在群里说，请当面告诉那一家");
  expect(world.toChat(group("village"))).toHaveLength(before);
  expect(await publish()).not.toContain("王秀英户");
  await says("sun", "A1 已上墙");
  await says("sun", "/答复 O1 改过来了");
  await world.passes("2026-12-01T09:30+08:00");
  expect(world.toChat(direct("sun")).join("\n")).toContain("异议期满，1条异议都答复了");
  expect(await says("sun", "/评议 格次")).toBe("十星户：9星1 0星1");
  expect(await says("sun", "A1 异议成立 O1 又核了一回")).toContain("公布收回了");
  expect(await says("sun", "/评议 格次")).toBe("还没有格次。");
  await says("sun", "/评议 撤星 A1 李大山户 守法 原因：核过了");
  await publish();
  await says("sun", "A1 已上墙");
  await world.passes("2026-12-09T09:30+08:00");
  expect(await says("sun", "/评议 格次")).toBe("十星户：8星1 0星1");
});

test("fewer than a place wants, ballots where it wants paper, and an open panel give no star", async () => {
  world = await openHall();
  await says("sun", "/评议 设置 最少票 7");
  await round("/评议 新建 民主评议 东卧牛村 对象：王建国 票：评议组 100% 名册 截止：今天18:00", 1, () => ["1"]).catch(
    () => {},
  );
  expect(await says("sun", "/评议 状态 A1")).toContain("A1 民主评议 东卧牛村");
  expect(await says("sun", "/评议 开始 A1")).toContain("评议组只有6人，不足7没有结果。没开始");
  await says("sun", "/评议 设置 只用纸票 民主评议");
  expect(await says("sun", "/评议 新建 民主评议 东卧牛村 对象：王建国 票：评议组 100% 名册 截止：明天18:00")).toContain(
    "民主评议只用纸票",
  );
  await says("sun", "/评议 新建 星级 东卧牛村 对象：东卧牛村党支部 票：群众 100% 开放 截止：今天18:00");
  await says("sun", "/评议 开始 A2");
  await says("sun", "开始");
  for (const who of ["li", "xiuying", "m1", "m2", "m3", "m4", "m5"])
    for (const text of ["投票", "95 95 95 95 95 95", "投"]) await says(who, text);
  await says("sun", "/评议 停止 A2");
  await world.passes(60_000);
  expect(await says("sun", "/评议 结果 A2")).toContain("仅供参考");
  expect(await says("sun", "/评议 格次")).toBe("还没有格次。");
});
