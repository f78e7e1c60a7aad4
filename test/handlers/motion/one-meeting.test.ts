import { afterEach, expect, test } from "@jest/globals";
import type { World } from "../../world.ts";
import { last, openVillage } from "./village.ts";

let world: World;
afterEach(() => world.close());
const says = (who: string, text: string) => world.says(who, text);

/** Motions that wait for the two committees, or for the representatives. */
async function waiting(titles: readonly string[], isDeciding = false): Promise<void> {
  for (const title of titles) {
    const number = /M\d+/u.exec(await says("wang", `/议题 新建 ${title}`))?.[0] ?? "";
    await says("he", `${number} 支委会 今天 5/5 同意5`);
    if (!isDeciding) continue;
    await says("wang", `${number} 两委会 今天 8/7 同意7`);
    await says("he", `${number} 党员大会 今天 42/31 同意29 反对2`);
    await says("wang", `${number} 免征求 路就在村口`);
    await says("sun", `${number} 同意`);
    await says("wang", `${number} 已授权 2024年3月15日村民会议`);
  }
}

test("what one of several motions is asked is answered for that one alone", async () => {
  world = await openVillage();
  await waiting(["修水渠", "修路", "修桥"]);
  expect(await says("wang", "/会议 两委会 今天 8/7；M1；M2 同意4；M3")).toBe(
    "M1：几票同意、反对、弃权？例：同意28 反对2 弃权1",
  );
  expect(await says("wang", "同意4 反对3")).toBe("M2：实到7，票是4，有3人没投票？①是 ②写错了");
  expect(await says("wang", "①")).toBe("M3：几票同意、反对、弃权？例：同意28 反对2 弃权1");
  expect(await says("wang", "同意5；弃权1")).toBe("M3：实到7，票是6，有1人没投票？①是 ②写错了");
  const kept = await says("wang", "①");
  expect(kept).toContain("M1 记下了：两委会11月21日（周六） 应到8 实到7（至少5） 同意4（至少4）反对3，通过");
  expect(kept).toContain("M2 记下了：两委会11月21日（周六） 应到8 实到7（至少5） 同意4（至少4），通过");
  expect(kept).toContain("M3 记下了：两委会11月21日（周六） 应到8 实到7（至少5） 同意5（至少4） 弃权1，通过");
});

test("by what all villagers let representatives decide is asked of each", async () => {
  world = await openVillage();
  await waiting(["修水渠", "修路"], true);
  await world.store.write(async (tables) => {
    for (const row of await tables.motions.at(["东卧牛村"], ["going"]))
      await tables.records.change(row, {
        parts: { motions: [{ ...(await tables.motions.of(row.id)), authority: "" }] },
      });
  });
  const held = "/会议 村代会 今天 36/31；M1 同意28 反对3；M2 同意28 反对3";
  expect(await says("wang", held)).toContain("M1：没有登记村民会议授权");
  expect(await says("wang", "改由村民会议决定")).toContain("M1：没有登记村民会议授权");
  expect(await says("wang", "2024年3月15日村民会议")).toContain("M2：没有登记村民会议授权");
  expect(await says("wang", "已授权 2025年1月6日村民会议")).toContain("M2 记下了：村民代表会议");
  expect(await says("wang", "M1 公布")).toContain("2024年3月15日村民会议授权");
  await says("wang", "取消");
  expect(await says("wang", "M2 公布")).toContain("2025年1月6日村民会议授权");
});

test("a meeting has one count for all that it decided", async () => {
  world = await openVillage();
  await waiting(["修水渠", "修路", "修桥"], true);
  await says("wang", "/会议 村代会 今天 36/31；M1 同意28 反对3；M2 同意28 反对3");
  expect(await says("wang", "M3 村代会 今天 36/32 同意25 反对7")).toContain(
    "11月21日的村民代表会议记的是应到36、实到31（定了 M1），您写36/32。",
  );
  expect(await says("wang", "更正 M1 村代会 实到20 同意20 反对0；原因：数错了")).toBe(
    "这个会还定了 M2，票加起来31，比实到20多：先更正 M2 的票。没改。",
  );
  await says("wang", "更正 M2 村代会 同意20 反对0；原因：数错了");
  expect(await says("wang", "更正 M1 村代会 实到20 同意20 反对0；原因：数错了")).toContain(
    "这个会还定了 M2，应到36、实到20它的结果就不一样了。先发：M2 重议 原因，再更正 M1。没改。",
  );
  expect(await says("wang", "M2 公布")).toContain("应到36，实到31，同意20，通过");
  await says("wang", "取消");
  await says("wang", "M2 重议 不够数");
  expect(await says("wang", "更正 M1 村代会 实到20 同意20 反对0；原因：数错了")).toContain(
    "没通过。要再开村民代表会议",
  );
});

test("counted anew without another outcome it is said what else it decided", async () => {
  world = await openVillage();
  await waiting(["修水渠", "修路"], true);
  await says("wang", "/会议 村代会 今天 36/31；M1 同意28 反对3；M2 同意28 反对3");
  expect(await says("wang", "更正 M1 村代会 实到32 弃权1；原因：数错了")).toContain(
    "通过。这个会还定了M2，人数一起改了；公布过的要重新公布，发：更正 M2 村民代表会议 应到36 实到32",
  );
});

test("a meeting that was written down alone is what 撤销 takes back, and nothing before it", async () => {
  world = await openVillage();
  await says("wang", "/走访 三社老李家 吃水难");
  await world.passes(60_000);
  expect(await says("wang", "/会议 村代会 今天 36/31")).toContain("错了回“撤销”");
  expect(await says("wang", "/议题 村代会")).toContain("1/1村");
  expect(await says("wang", "撤销")).toBe("撤销了：东卧牛村村民代表会议 11月21日 应到36 实到31。");
  expect(await says("wang", "/议题 村代会")).toContain("0/1村");
  await says("wang", "/会议 村代会 今天 36/30");
  await waiting(["修水渠"], true);
  await says("wang", "M1 村代会 今天 36/30 同意28 反对2");
  expect(await says("wang", "/会议 撤销")).toBe("这个会定了 M1，要先撤那一步。");
});

test("what is said of a meeting of all villagers is no call for one", async () => {
  world = await openVillage();
  for (const words of ["提议村民会议不要老在晚上开", "提议村民大会上说说水的事", "提议村代会改到周日"])
    expect([words, await says("li", words)]).toEqual([words, expect.not.stringContaining("提议，够不够数")]);
  expect(await says("li", "提议开村民会议吧。")).toContain(
    "0名村民代表提议，够不够数要看有几名村民代表，名册上还没有；1名村民提议，够不够数要看全村成年人数，村里还没登记",
  );
});

test("words behind 公布 are no part of it, and are not dropped", async () => {
  world = await openVillage();
  await waiting(["修水渠"], true);
  await says("wang", "M1 村代会 今天 36/31 同意28 反对3");
  expect(await says("wang", "M1 公布 方案里写上张三家让地")).toContain("公布的话由记录写成，不用自己写");
});

test("who left office after being asked lets nothing go out", async () => {
  world = await openVillage();
  await waiting(["修水渠"], true);
  await says("wang", "M1 村代会 今天 36/31 同意28 反对3");
  await says("wang", "M1 公布");
  await says("wang", "发");
  await says("admin", "/撤岗 陈守正 东卧牛村");
  expect(await says("chen", "同意")).toBe("您不在岗了，不能同意。M1 退回了，原因告诉写的人了。");
  expect(last(world, "wang")).toContain("M1 的决议公布退回了：请他同意的人不在岗了。改好再发：M1 公布");
});

test.each([
  "M1 村代会 已授权2024年3月15日村民会议，11月20日 36/31 同意28 反对3",
  "M1 村代会 11月20日 36/31 同意28 反对3 已授权 2024年3月15日村民会议",
])("the day of what lets them decide is not that of the meeting: %s", async (words) => {
  world = await openVillage();
  await says("wang", "/议题 新建 修水渠");
  await world.store.write(async (tables) => {
    for (const row of await tables.motions.at(["东卧牛村"], ["going"]))
      await tables.records.change(row, { parts: { motions: [{ ...(await tables.motions.of(row.id)), point: 4 }] } });
  });
  expect(await says("wang", words)).toContain("M1 记下了：村民代表会议11月20日（周五）（补记） 应到36 实到31");
  expect(await says("wang", "M1 公布")).toContain("第三十条，2024年3月15日村民会议授权）");
});
