import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, openWorld, type World } from "../../world.ts";

const second = 1_000;

describe.each(engines)("pictures and voice on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());
  const later = (seconds: number) => world.waits(new Date(world.now() + seconds * second).toISOString());

  test("a picture belongs to what is said within a minute after it, and to nothing later", async () => {
    expect(await world.says("li", "[图片]")).toBe(
      "图片收到了，我看不懂图。请用文字说是什么事，一分钟内说的和图记在一起。",
    );
    later(30);
    expect(await world.says("li", "三社电杆歪了")).toContain("收到 O1");
    later(61);
    // acknowledged once a day
    expect(await world.says("li", "[图片]")).toBe("");
    later(61);
    expect(await world.says("li", "井盖没了")).toContain("收到 O2");
    expect(await world.says("wang", "/意见 列表")).toMatch(/三社电杆歪了 \[图片\] 李大山.*\n.*井盖没了 李大山/);
  });

  test("a picture behind the words is one more of them", async () => {
    await world.says("li", "三社电杆歪了");
    later(10);
    expect(await world.says("li", "[图片]")).toBe("");
    await world.passes(2 * 60 * second);
    expect(world.toChat(direct("li")).at(-1)).toMatch(/^收到 O1（2句）/);
    expect(await world.says("wang", "O1")).toContain("三社电杆歪了 [图片]");
  });

  test("what was spoken counts as text and says that it was heard; what nobody wrote down is asked for", async () => {
    expect(await world.says("li", "三社水管漏了", direct("li"), { voice: true })).toContain("收到 O1");
    later(10);
    await world.says("li", "淌了一夜", direct("li"), { voice: true });
    expect(await world.says("wang", "O1")).toContain("三社水管漏了 [语音] 淌了一夜 [语音]");
    expect(await world.says("xiuying", "[语音]")).toBe("语音、视频我听不懂也看不懂，请用文字说。");
    // a command that was spoken is a command
    expect(await world.says("wang", "/答复 O1 明天修", direct("wang"), { voice: true })).toContain("O1 的答复");
  });
});
