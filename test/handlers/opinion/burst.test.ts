import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { isUnfinished } from "../../../src/chinese/reader/unfinished.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

const second = 1_000;

describe.each(engines)("several short messages on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  /** one after another, each so many seconds behind the one before; the bot's clock goes along */
  const say = async (who: string, texts: readonly string[], gap = 10) => {
    for (const text of texts) {
      const platformId = `${who}:${text}`;
      await world.receives(world.message(who, text, direct(who), { platformId }));
      world.waits(new Date(world.now() + gap * second).toISOString());
    }
  };
  const recall = async (who: string, text: string) =>
    world.receives({
      ...{ type: "recall", key: `r:${text}`, platformId: `${who}:${text}` },
      ...{ chat: direct(who), sentAt: world.now() },
    });
  const mine = async (account: string) =>
    (await world.store.read.records.mine(account, null, 9)).map((row) => ({
      number: row.number,
      text: world.store.read.records.openText(row),
    }));
  const heard = (who: string) => world.toChat(direct(who));

  test("are one opinion, answered once when nothing more comes", async () => {
    await say("li", ["俺家", "屋后头那个沟", "堵了", "一下雨就往屋里灌"]);
    expect(heard("li")).toEqual([]);
    await world.passes(2 * 60 * second);
    expect(heard("li")).toEqual(["收到 O1（4句），3个工作日内答复。说错了回“撤销”。"]);
    expect(await mine("sandbox:li")).toEqual([{ number: 1, text: "俺家 屋后头那个沟 堵了 一下雨就往屋里灌" }]);
    expect(await world.says("wang", "O1")).not.toContain("又说");
    expect(await world.says("li", "撤销")).toMatch(/^撤销了 O1/);
    expect(await mine("sandbox:li")).toEqual([]);
  });

  test("of which the first says all are answered at once, and the others together", async () => {
    await say("li", ["三社水管漏了", "淌了一夜", "井台也淹了"]);
    expect(heard("li")).toEqual(["收到 O1，东卧牛村的干部会看到，3个工作日内答复。说错了回“撤销”。"]);
    await world.passes(2 * 60 * second);
    expect(heard("li").slice(1)).toEqual(["收到 O1（3句），3个工作日内答复。说错了回“撤销”。"]);
  });

  test("of which nothing follows the first get their answer all the same", async () => {
    await say("li", ["俺家门口"]);
    await world.passes(2 * 60 * second);
    expect(heard("li")).toEqual(["收到 O1，东卧牛村的干部会看到，3个工作日内答复。说错了回“撤销”。"]);
  });

  test("are several where a minute lies between, one is labelled, long, answered, or somebody else's", async () => {
    await say("li", ["三社水管漏了"], 61);
    await say("li", ["村口路灯坏了", "反映：桥栏杆松了"]);
    await say("li", [`自来水一到晚上就停，${"村里老人孩子多，做饭洗衣都指望它，".repeat(4)}请管管`]);
    await say("xiuying", ["一社没路灯"]);
    await world.says("wang", "/答复 O5 下周装");
    await say("xiuying", ["广场也黑"]);
    expect((await mine("sandbox:li")).map(({ number }) => number)).toEqual([4, 3, 2, 1]);
    expect((await mine("sandbox:xiuying")).map(({ number }) => number)).toEqual([6, 5]);
  });

  test("delivered twice, or said twice, stand once", async () => {
    await say("li", ["三社水管漏了"]);
    const more = world.message("li", "淌了一夜");
    await Promise.all([world.accept(more), world.accept(more)]);
    await world.accept(more);
    expect(await world.says("li", "淌了一夜")).toBe("刚才已记 O1。");
    await world.passes(2 * 60 * second);
    expect(heard("li").at(-1)).toBe("收到 O1（2句），3个工作日内答复。说错了回“撤销”。");
    expect(await mine("sandbox:li")).toEqual([{ number: 1, text: "三社水管漏了 淌了一夜" }]);
  });

  test("at one moment are all kept", async () => {
    await say("li", ["三社水管漏了"]);
    const texts = ["淌了一夜", "井台也淹了", "电表都泡着", "没人来看"];
    await Promise.all(texts.map((text) => world.accept(world.message("li", text))));
    const [only, ...others] = await mine("sandbox:li");
    expect(others).toEqual([]);
    expect(only?.text.split(" ").toSorted()).toEqual(["三社水管漏了", ...texts].toSorted());
  });

  test("lose the one that is taken back on the platform, whichever it is", async () => {
    await say("li", ["俺家", "屋后头那个沟", "堵了"]);
    await recall("li", "屋后头那个沟");
    expect(await mine("sandbox:li")).toEqual([{ number: 1, text: "俺家 堵了" }]);
    await recall("li", "俺家");
    expect(await mine("sandbox:li")).toEqual([{ number: 1, text: "堵了" }]);
    await world.passes(2 * 60 * second);
    expect(heard("li")).toEqual(["收到 O1，3个工作日内答复。说错了回“撤销”。"]);
    await recall("li", "堵了");
    expect(await mine("sandbox:li")).toEqual([]);
  });

  test("taken back before the answer are not answered", async () => {
    await say("li", ["俺家", "屋后头那个沟", "堵了"]);
    expect(await world.says("li", "撤销")).toMatch(/^撤销了 O1/);
    await world.passes(2 * 60 * second);
    expect(heard("li").filter((text) => text.startsWith("收到"))).toEqual([]);
  });

  test("that accuse somebody only together are kept from the accused, and what is ordinary stays ordinary", async () => {
    await say("li", ["三社水管漏了", "王建国贪了低保款", "一分没发"]);
    await world.passes(2 * 60 * second);
    expect(heard("li").at(-1)).toBe("已收到，私下核实 O2（2句）。说错了回“撤销”。");
    expect(await world.says("wang", "/意见 列表")).toMatch(/^等答复的意见1条：\nO1 .*水管漏了/);
    await say("xiuying", ["俺们村主任", "吃拿卡要"]);
    expect(await world.says("wang", "/意见 列表")).not.toMatch(/O3 |吃拿卡要/);
    expect(await world.says("sun", "/意见 列表")).toMatch(/O3 .*吃拿卡要/);
  });

  test("are answered at once where nothing can be said later", async () => {
    const answers = async (text: string) => {
      const only = { answers: "response", answerOnly: true } as const;
      return (await world.accept(world.message("li", text, direct("li"), only))).answer;
    };
    expect(await answers("俺家")).toMatch(/^收到 O1，/);
    expect(await answers("屋后头那个沟堵了")).toBe("收到 O1（2句），3个工作日内答复。说错了回“撤销”。");
  });

  test("in a group are one when they are all addressed, within seconds and with nobody else between", async () => {
    const village = group("village");
    const at = async (who: string, text: string, seconds = 3) => {
      const said = await world.says(who, `@小助手 ${text}`, village, { mentioned: true });
      world.waits(new Date(world.now() + seconds * second).toISOString());
      return said;
    };
    expect(await at("li", "三社路灯不亮")).toBe("收到 O1");
    expect(await at("li", "都半个月了", 20)).toBe("");
    await world.passes(60 * second);
    expect(world.toChat(village).at(-1)).toBe("收到 O1（2句）");
    await at("li", "桥栏杆松了");
    await at("xiuying", "一社广场堆着垃圾");
    await at("li", "小孩老去玩", 9);
    await at("li", "井盖也没了");
    expect((await mine("sandbox:li")).map(({ number }) => number)).toEqual([5, 4, 2, 1]);
  });

  test("in a group go on at once, addressed or not, until somebody else speaks or it has been quiet", async () => {
    const village = group("village");
    const at = async (who: string, text: string, seconds = 3) => {
      const said = await world.says(who, text, village);
      world.waits(new Date(world.now() + seconds * second).toISOString());
      return said;
    };
    expect(await at("li", "意见：三社路灯不亮")).toBe("收到 O1");
    expect(await at("li", "都半个月了")).toBe("");
    expect(await at("li", "小孩放学看不见路", 9)).toBe("");
    await at("li", "今晚吃啥");
    await world.passes(60 * second);
    expect(world.toChat(village).at(-1)).toBe("收到 O1（3句）");
    expect(await at("xiuying", "反映：一社广场堆着垃圾")).toBe("收到 O2");
    await at("li", "就是");
    await at("xiuying", "谁去赶集");
    expect((await mine("sandbox:li")).map(({ text }) => text)).toEqual(["三社路灯不亮 都半个月了 小孩放学看不见路"]);
    expect((await mine("sandbox:xiuying")).map(({ text }) => text)).toEqual(["一社广场堆着垃圾"]);
    // of who spoke between nothing is kept
    expect(world.sealed.join("\n")).not.toMatch(/今晚吃啥|就是|谁去赶集/);
  });

  test("by somebody nobody knows, behind the village that was asked for", async () => {
    await say("stranger", ["俺家", "柳河", "屋后头的沟堵了"]);
    expect(await mine("sandbox:stranger")).toEqual([{ number: 1, text: "俺家 屋后头的沟堵了" }]);
  });
});

test.each([
  ["俺家", true],
  ["屋后头那个沟", true],
  ["我想反映个事", true],
  ["跟您说个事", true],
  ["三社水管漏了", false],
  [`俺家${"。".repeat(200_000)}完`, false],
  ["没水", false],
  ["我家没电", false],
  ["我想办低保", false],
  ["俺们村的路从去年修到今年", false],
])("whether more is to come: %s", (words, expected) => {
  expect(isUnfinished(words)).toBe(expected);
});
