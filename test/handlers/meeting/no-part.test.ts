import { afterEach, expect, test } from "@jest/globals";
import { everything } from "../../faults/ledgers.ts";
import { group, openWorld, type World } from "../../world.ts";
import { fillHall, listOf, opening } from "./hall.ts";

let world: World;
afterEach(() => world.close());

test("a question or a remark by somebody who has no part in a meeting is no opinion, and they hear who may", async () => {
  world = await openWorld();
  const speakers = await fillHall(world, 3);
  const opinions = () => world.store.read.records.find(["town"], ["opinion"], 1);
  // while there is none, and while there is one in which others ask
  for (const isThere of [false, true]) {
    if (isThere) {
      await world.says("he", opening);
      await world.says("he", `/述职 名单 H1\n${listOf(speakers)}`);
      await world.says("he", "确定");
    }
    const words = "发问 钱一民 村里的账几时公开？";
    for (const said of [words, `/${words}`])
      expect(await world.says("li", said)).toMatch(
        /发问的是会上的代表（承办的同志用“\/述职 代表”定），或在会场的群里说。没有您能发问的会，没有记。要当意见反映，回“意见”。$/,
      );
    await world.says("li", words, group("village"), { mentioned: true });
    expect(await opinions()).toEqual([]);
  }
  const before = world.sent.length;
  expect(await world.says("wang", "点评 钱一民 作风漂浮得很")).toBe(
    "点评的是会上定的领导，您没有能点评的会，没有记。要反映事情请说：意见：…",
  );
  expect(world.sent.slice(before).map(({ to }) => to.split(":").at(-1))).toEqual(["wang"]);
  expect(JSON.stringify(await everything(world.url))).not.toContain("作风漂浮");
  expect(await opinions()).toEqual([]);

  const asked = world.sent.length;
  await world.says("li", "发问 三社的路灯几时修？");
  expect(await world.says("li", "意见")).toContain("O1");
  expect(world.sent.slice(asked).map(({ to }) => to.split(":").at(-1))).toEqual(["li", "li"]);
});

test("the feedback is shown anew when its word comes late, and is not given twice", async () => {
  world = await openWorld();
  const speakers = await fillHall(world, 3);
  await world.says("he", opening);
  await world.says("he", `/述职 名单 H1\n${listOf(speakers)}`);
  await world.says("he", "确定");
  await world.passes("2026-11-21T14:00+08:00");
  expect(await world.says("he", "反馈")).toBe("没有散会了还没反馈的会。");
  await world.says("zhang", "开始");
  await world.says("zhang", "散会");
  expect(await world.says("he", "/述职 反馈 H1")).toContain("回“反馈”发给本人");
  const before = world.sent.length;
  for (const late of ["反馈", "反馈 H1", "反馈吧。", "/述职 H1 反馈"]) {
    await world.passes(11 * 60_000);
    expect(await world.says("he", late)).toContain("回“反馈”发给本人");
  }
  expect(world.sent.slice(before).map(({ to }) => to.split(":").at(-1))).not.toContain("v1");
  expect(await world.says("he", "反馈")).toContain("H1 反馈发给3位本人了");
  expect(await world.says("he", "反馈")).toBe("没有散会了还没反馈的会。");
});
