import { afterEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

let world: World;
afterEach(() => world.close());
const last = (who: string) => world.toChat(direct(who)).at(-1) ?? "";
const village = group("village");
const open = async (engine?: (typeof engines)[number]) => {
  world = await openWorld(engine ? { engine } : {});
  for (const who of ["wang", "zhou", "sun"]) await world.says(who, "帮助");
};

describe.each(engines)("whoever asked in a group, on %s", (engine) => {
  test("is asked there without a name, and only their own quote counts", async () => {
    await open(engine);
    await world.says("li", "意见：三社路灯不亮", village);
    await world.says("sun", "/交办 O1 王主任 12月2日前");
    await world.says("wang", "办好了 换了灯");
    await world.passes("2026-11-21T15:00+08:00");
    const asked = world.toChat(village).find((text) => text.includes("换了灯")) ?? "";
    expect(asked).toContain("O1 办好了：换了灯");
    expect(asked).not.toContain("李大山");
    await world.says("xiuying", "满意", village, { quote: { text: asked } });
    expect(await world.says("sun", "J1")).toContain("待核实");
    await world.says("li", "满意", village, { quote: { text: asked } });
    expect(await world.says("sun", "J1")).toContain("办结（解决）");
  });
});

test("whoever asked sees how far it has come, and not what was said between those who act", async () => {
  await open();
  await world.says("li", "三社路灯不亮");
  await world.says("sun", "/交办 O1 王主任 12月2日前");
  await world.says("wang", "退回 不归我管，村里没钱");
  await world.says("sun", "指定 J1");
  await world.says("wang", "进展 J1 配件到了");
  const card = await world.says("li", "J1");
  expect(card).toContain("在办");
  expect(card).toContain("12月2日（周三）18:00前");
  expect(card).toContain("进展：配件到了");
  expect(card).not.toContain("没钱");
  expect(await world.says("sun", "J1")).toContain("没钱");
});

test("嗯 is asked about once, and 没办好 opens it again", async () => {
  await open();
  await world.says("li", "三社路灯不亮");
  await world.says("sun", "/交办 O1 王主任 12月2日前");
  await world.says("wang", "办好了 换了灯");
  expect(await world.says("li", "嗯")).toBe("是满意吗？①满意 ②没办好");
  expect(await world.says("li", "②")).toContain("O1 记下了不满意");
  expect(await world.says("sun", "J1")).toContain("在办");
});

test("a complaint stays sealed, out of groups and of what others read, and shows as its number", async () => {
  await open();
  await world.says("li", "投诉王建国贪污低保款");
  expect(await world.says("sun", "/交办 O1 王主任 下周三前")).toBe("这件说的就是王建国主任，不能交给他本人。");
  expect(await world.says("sun", "/交办 O1 周明 11月23日前", group("office"))).toBe("J1 已交办");
  expect(last("zhou")).toContain("投诉王建国贪污低保款");
  expect(world.toChat(group("office")).join("\n")).not.toContain("贪污");
  const [row] = await world.store.read.records.find(["town"], ["assignment"], 1);
  expect([row?.sensitive, row?.text.includes("贪污")]).toEqual([1, false]);
  expect(await world.says("wang", "J1")).toContain("没有您能看的 J1");
  await world.passes("2026-11-25T12:00+08:00");
  const digest = await world.says("sun", "/简报");
  expect(digest).toContain("超期1件，最久2天：J1（内部）");
  expect(digest).not.toContain("贪污");
  await world.says("zhou", "办好了 查清了");
  expect(last("li")).not.toBe("");
});

test("two who asked the same are both told, and one silence does not hold the other for ever", async () => {
  await open();
  await world.says("li", "三社路灯不亮");
  await world.says("xiuying", "三社路灯不亮了");
  await world.says("sun", "/交办 O1 王主任 12月2日前");
  expect(await world.says("sun", "/交办 O2 王主任 12月2日前")).toBe("像是 J1，并进去？①并入 ②另交");
  expect(await world.says("sun", "①")).toBe("并入 J1 了，提出的人一并答复，没有另交。");
  await world.says("wang", "办好了 换了灯");
  expect(last("xiuying")).toContain("办好了：换了灯");
  expect(await world.says("li", "满意")).toContain("记下了“满意”");
  expect(await world.says("sun", "J1")).toContain("待核实");
  expect(await world.says("xiuying", "基本满意")).toContain("记下了“基本满意”");
  expect(await world.says("sun", "J1")).toContain("办结（解决）");
});

test.each([
  ["很满意", "O1 记下了“满意”"],
  ["都挺好的", "O1 记下了“满意”"],
  ["非常好！", "O1 记下了“满意”"],
  ["很不满意", "O1 记下了不满意"],
])("%s is a word of whoever was asked, and no new opinion", async (text, answer) => {
  await open();
  await world.says("li", "三社路灯不亮");
  await world.says("sun", "/交办 O1 王主任 12月2日前");
  await world.says("wang", "办好了 换了灯");
  expect(await world.says("li", text)).toContain(answer);
});
