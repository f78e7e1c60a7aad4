import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { direct, group, openWorld, type World } from "../../world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const inOffice = async (words: string) => {
  await world.says("zhou", words, group("office"), { mentioned: true });
  return world.toChat(direct("zhou")).at(-1) ?? "";
};

test("nobody is made to show day after day that they are there; what is one's own, or once a week, is", async () => {
  for (const words of [
    "每天8点 打卡",
    "工作日17点 报进展",
    "每周一到周五9点 签到",
    "每天16点 群里接龙",
    "每天8点 报平安",
  ])
    expect([words, await inOffice(`/提醒 本群 ${words}`)]).toEqual([
      words,
      expect.stringContaining("指尖上的形式主义"),
    ]);
  expect(await inOffice("/提醒 本群 每周一9点 报进展")).toContain("记下了");
  expect(await world.says("zhou", "/提醒 我 每天8点 打卡")).toContain("记下了");
  expect(await world.says("zhou", "/提醒 本群 列表")).not.toContain("8:00 提醒新会镇工作群 打卡");
});

test("a group hears at most six of them a day", async () => {
  for (const hour of [8, 9, 10, 11, 15, 16])
    expect(await inOffice(`/提醒 本群 每天${hour}点 收垃圾${hour}`)).toContain("记下了");
  expect(await inOffice("/提醒 本群 每天17点 收垃圾17")).toMatch(/最多提醒6次，这样就7次了.*取消/);
  expect(await inOffice("/提醒 本群 明天17点 收垃圾17")).toContain("记下了");
});
