import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { draw } from "../../../src/pictures/draw.ts";
import { knownCharacters } from "../../../src/pictures/font.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

describe.each(engines)("/简报 图 on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  test("is the digest and one picture of what the reader leads, without anybody's name or words", async () => {
    await world.says("wang", "/谈心 东卧牛 王秀英 宅基地");
    await world.says("wang", "/走访 东卧牛一社 看水渠");
    await world.says("li", "意见：三社路灯不亮", group("village"));
    await world.says("xiuying", "意见：村口的桥要修");
    await world.says("wang", "/答复 O1 下周来修");
    const text = await world.says("sun", "/简报");
    expect(await world.says("sun", "/简报 图")).toBe(`${text}\n［图］`);
    const [picture] = world.drawn;
    expect(picture).toMatchObject({ title: "新会镇", day: "11月21日 周六", until: "10:00" });
    const [squares, bars, days, line, answered] = picture?.blocks ?? [];
    expect(squares).toMatchObject({ is: "squares", up: "本周+1", verb: "谈" });
    expect(squares).toMatchObject({
      of: expect.arrayContaining([
        { name: "东卧牛", days: 0 },
        { name: "西卧牛", days: null },
      ]),
    });
    expect(bars).toMatchObject({
      is: "bars",
      of: expect.arrayContaining([{ word: "走访社", done: 1, all: expect.any(Number) }]),
    });
    expect(days).toMatchObject({ is: "days", title: "意见 近14天2条", from: "11月8日" });
    expect(line).toEqual({ is: "line", text: "没答复的意见1条" });
    expect(answered).toMatchObject({ of: [{ word: "当天", done: 1, all: 2 }, { word: "3天内" }, { word: "7天内" }] });
    expect(JSON.stringify(picture)).not.toMatch(/王秀英|王建国|李大山|路灯|桥|宅基地/);
    if (picture) expect(draw(picture, knownCharacters()).height).toBeLessThanOrEqual(1920);
  });

  test("in the cadre group goes to the reader alone; a cadre who leads nothing gets none", async () => {
    await world.says("sun", "/简报 图", group("office"), { privately: direct("sun") });
    expect(world.toChat(direct("sun")).at(-1)).toBe("［图］");
    expect(world.toChat(group("office")).join("")).not.toContain("［图］");
    await world.says("li", "/简报 图");
    expect(world.drawn).toHaveLength(1);
  });

  test("that cannot be shown is said in words, each time it was asked for", async () => {
    world.sendWith((message) => (message.picture ? { outcome: "no-picture", error: "no way" } : { outcome: "sent" }));
    for (let times = 1; times <= 2; times++) {
      await world.says("sun", "/简报 图");
      await world.passes(60_000);
      const said = world.toChat(direct("sun")).filter((text) => text === "这里发不了图，数都在上面的文字里。");
      expect(said).toHaveLength(times);
    }
    expect(world.drawn).toEqual([]);
  });

  test("that failed is drawn again from the same figures, whatever happened meanwhile", async () => {
    let isOut = true;
    world.sendWith((message) =>
      message.picture && isOut ? { outcome: "retry", error: "no answer" } : { outcome: "sent" },
    );
    await world.says("sun", "/简报 图");
    expect(world.drawn).toEqual([]);
    await world.says("wang", "/谈心 东卧牛 王秀英 宅基地");
    isOut = false;
    await world.passes(60_000);
    expect(world.drawn.map(({ until }) => until)).toEqual(["10:00"]);
    expect(JSON.stringify(world.drawn)).not.toContain("本周+1");
  });
});

test("where only the response of a message reaches the chat the picture goes with it", async () => {
  const world = await openWorld();
  const only = { answers: "response", answerOnly: true } as const;
  const asked = world.message("sun", "/简报 图", direct("sun"), only);
  const { answer, picture } = await world.receives(asked);
  expect([answer?.split("\n")[0], picture?.instead]).toEqual(["11月21日 新会镇", "这里发不了图，数都在上面的文字里。"]);
  expect([world.sent, world.drawn]).toEqual([[], []]);
  expect(String(await picture?.png())).toBe("PNG");
  // delivered again it has its words, which say all of it
  expect(await world.receives(asked)).toEqual({ answer });
  // an app that can write to its members sends it after its response
  const app = { answers: "response" } as const;
  const later = await world.receives(world.message("sun", "/简报 图", direct("sun"), app));
  expect(later.answer).not.toContain("发不了图");
  expect(world.toChat(direct("sun"))).toEqual(["［图］"]);
  await world.close();
});
