import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { NotPainted } from "../../../src/bot/delivery/painted.ts";
import { chatKey } from "../../../src/bot/message.ts";
import { type News, tell } from "../../../src/bot/tell/tell.ts";
import type { Picture } from "../../../src/pictures/picture.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

const picture: Picture = { title: "新会镇", day: "11月21日 周六", until: "8:03", blocks: [] };
const noPicture = "这里发不了图，数都在上面的文字里。";

describe.each(engines)("a picture that comes by itself, on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
    await world.says("sun", "你好");
  });
  afterEach(() => world.close());

  const hears = async (cause: string, more: Partial<News> = {}): Promise<string[]> => {
    const before = world.sent.length;
    const news: News = { to: { account: "sandbox:sun" }, text: "一周简报", why: "own", cause, picture, ...more };
    await world.store.write((tables) => tell(news, { tables, now: world.now() }));
    await world.quiet();
    // what takes the place of a picture waits until the words before it are marked as sent
    await world.passes(1_000);
    return world.sent.slice(before).map(({ text }) => text);
  };

  test("follows its text, once for one cause", async () => {
    expect(await hears("week:1")).toEqual(["一周简报", "［图］"]);
    expect(await hears("week:1")).toEqual([]);
  });

  test("is said in words where none can be shown, and why only the first time", async () => {
    world.sendWith((message) => (message.picture ? { outcome: "no-picture", error: "no way" } : { outcome: "sent" }));
    expect(await hears("week:1")).toEqual(["一周简报", noPicture]);
    expect(await hears("week:2")).toEqual(["一周简报"]);
    world.sendWith(() => ({ outcome: "sent" }));
    expect(await hears("week:3")).toEqual(["一周简报", "［图］"]);
  });

  test("is never in a group where the news is private", async () => {
    const chat = chatKey(group("village"));
    expect(await hears("week:1", { to: { chat }, private: true })).not.toContain("［图］");
    expect(await hears("week:2", { to: { chat } })).toEqual(["一周简报", "［图］"]);
  });

  test("of which only the newest is wanted is not sent when a newer one waits", async () => {
    world.sendWith(() => ({ outcome: "retry", error: "out" }));
    await hears("week:1", { replaces: "digest:sun" });
    await hears("week:2", { replaces: "digest:sun", picture: { ...picture, until: "9:00" } });
    world.sendWith(() => ({ outcome: "sent" }));
    await world.passes(60_000);
    expect(world.drawn.map(({ until }) => until)).toEqual(["9:00"]);
  });

  test("over the posts of a group's day waits for the evening, and then goes as a picture", async () => {
    const chat = chatKey(group("village"));
    for (let post = 0; post < 5; post++) await hears(`post:${post}`, { to: { chat }, why: "others" });
    const before = world.drawn.length;
    await world.passes("2026-11-21T19:00:00+08:00");
    expect(world.drawn.length).toBe(5);
    expect(before).toBeLessThan(5);
  });

  test("that could not be painted is tried again, and nothing was said of it", async () => {
    let isBroken = true;
    world.sendWith((message) => {
      if (message.picture && isBroken) throw new NotPainted("no thread");
      return { outcome: "sent" };
    });
    expect(await hears("week:1")).toEqual(["一周简报"]);
    isBroken = false;
    await world.passes(60_000);
    expect(world.toChat(direct("sun")).at(-1)).toBe("［图］");
    expect(world.logged.join("\n")).toContain("NotPainted");
  });
});
