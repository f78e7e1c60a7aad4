import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { engines, openWorld, type World } from "../../world.ts";

describe.each(engines)("where somebody says they are, on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  test("is noted, and is no opinion; with a matter in it, or in the own village, it is left alone", async () => {
    expect(await world.says("xiuying", "我到东莞打工去了")).toBe("记下了：您在东莞。回来了发“/回村”。");
    expect(await world.says("xiuying", "俺前两天回来了")).toBe("记下了：您从东莞回来了。");
    await world.says("xiuying", "/在外 苏州");
    expect(await world.says("xiuying", "回村了")).toBe("记下了：您从苏州回来了。");
    expect(await world.says("xiuying", "路修好才回村")).toMatch(/^收到 O1/);
    await world.says("xiuying", "撤销");
    expect(await world.says("li", "我在苏州打工，家里老人没人管")).toMatch(/^收到 O2/);
    expect(await world.says("xiuying", "我去西卧牛干活了")).toMatch(/^收到 O3/);
    expect(await world.says("wang", "我去镇里上班了")).not.toContain("记下了：您在");
    await world.says("wang", "4");
    expect(await world.says("wang", "我在外地打工")).toBe("您现在在哪个城市？");
  });

  test("dissatisfaction with nothing that was answered says so, and with an answer speaks of it", async () => {
    expect(await world.says("xiuying", "我不满意")).toContain("还没有答复过的，这句没记");
    await world.says("xiuying", "一社井水有股铁锈味");
    await world.passes(90_000);
    await world.says("wang", "/答复 O1 水站看过了");
    expect(await world.says("xiuying", "我很不满意")).toContain("O1");
  });

  test("the digest is sent to whoever asks for it in a sentence", async () => {
    await world.says("xiuying", "一社井水有股铁锈味");
    expect(await world.says("sun", "把今天的简报发我看看")).toMatch(/^11月21日 新会镇/);
    expect(await world.says("sun", "东卧牛的情况给我说说")).toMatch(/^东卧牛村最近/);
  });
});
