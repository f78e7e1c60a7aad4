import { afterEach, expect, test } from "@jest/globals";
import { placesVersion } from "../../../src/store/tables/places.ts";
import { engines, type World } from "../../world.ts";
import { openVillage } from "./village.ts";

let world: World;
afterEach(() => world.close());

const note = "（2027年节假日未录入，暂按周一至周五）";

/** What is said with working days in it, by whom. */
async function sayings(world: World, motion: string): Promise<readonly string[]> {
  await world.says("wang", `/议题 新建 ${motion} 模板：小组事 地点：三社`);
  const number = /M\d+/u.exec(await world.says("wang", "/议题 列表"))?.[0] ?? "";
  await world.says("wang", `${number} 小组会 今天 户30/25 同意25`);
  const proof = await world.says("wang", `${number} 公布`);
  await world.says("wang", "发");
  await world.says("chen", "同意");
  const board = await world.says("wang", `${number} 已上墙`);
  const objection = await world.says("li", `异议 ${number} 边沟没修`);
  const opinion = await world.says("xiuying", `意见：${motion}太慢`);
  const question = await world.says("sun", `/交办 王主任 ${motion}`);
  return [proof, board, objection, opinion, question, await world.says("sun", "跳过")];
}

test.each(engines)("working days that lead into a year without its holidays are said to, on %s", async (engine) => {
  world = await openVillage(engine);
  for (const said of await sayings(world, "修机耕路")) expect(said).not.toContain("节假日未录入");
  world.waits("2026-12-30T10:00+08:00");
  for (const said of await sayings(world, "修边沟")) expect(said).toContain(note);
  // what is published is only its text
  expect(await world.says("li", "公开")).not.toContain("节假日未录入");
  await world.store.write(async (tables) => {
    await tables.holidays.put([{ day: "2027-01-01", kind: "休", name: "元旦" }]);
    await tables.settings.set(placesVersion, "2");
  });
  for (const said of await sayings(world, "装路灯")) expect(said).not.toContain("节假日未录入");
});
