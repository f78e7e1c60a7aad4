import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

const [village, office] = [group("village"), group("office")];
const east = "/征求 修水渠走东线还是西线？ 选项：东线/西线 截止：11月23日18:00";

describe.each(engines)("a consultation on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  const said = () => world.toChat(village).at(-1) ?? "";

  test("is opened in the group, heard as people talk, counted, closed, and decided", async () => {
    expect(await world.says("wang", east, village)).toMatch(
      /^【征求 C1】修水渠走东线还是西线？截止周一18:00，直接说就算。\n/,
    );
    for (const [who, words] of [
      ["li", "东线"],
      ["xiuying", "西线吧，离我家近"],
      ["new1", "走东线"],
      ["new2", "今天赶集不"],
      ["new1", "东线要占谁家的地？"],
      ["xiuying", "我改主意了，东线"],
    ] as const)
      expect(await world.says(who, words, village)).toBe("");
    await world.passes("2026-11-21T11:31+08:00");
    expect(said()).toBe("【C1】已收3人：东线3，西线0。周一18:00截止。");
    // nothing new: nothing is said
    await world.passes("2026-11-21T19:01+08:00");
    expect(world.toChat(village)).toHaveLength(2);
    await world.passes("2026-11-23T18:00:30+08:00");
    expect(world.toChat(village)).toHaveLength(2);
    await world.passes("2026-11-23T18:01+08:00");
    expect(said()).toBe("【C1】修水渠走东线还是西线？截止了，收到3人：东线3，西线0。");
    expect(await world.says("wang", "/征求 结果 C1 决定：走东线", village)).toBe(
      "【C1】修水渠走东线还是西线？决定：走东线。收到3人：东线3，西线0。",
    );
    expect(await world.says("wang", "征求 结果 C1")).toContain("决定：走东线");
    expect(await world.says("li", "C1 西线", village)).toBe("");
    expect(world.toChat(direct("li")).at(-1)).toContain("迟到");
  });

  test("is put to groups at or below one's place, by who may", async () => {
    expect(await world.says("li", east, village)).toBe("");
    expect(world.toChat(direct("li")).at(-1)).toContain("要干部才能用");
    expect(await world.says("zhou", `${east} 群：东卧牛村民群`)).toContain("征求 C1 发到东卧牛村村民群，");
    expect(said()).toContain("【征求 C1】");
    expect(await world.says("wang", "/征求 修不修路 截止：周五 群：新会镇工作群", office)).toBe("");
    expect(world.toChat(direct("wang")).at(-1)).toContain("要新会镇或上级的干部");
    for (const [wrong, why] of [
      ["/征求 修不修路", "没写什么时候截止"],
      ["/征求 走东线还是西线 截止：周五", "请写上选项"],
      ["/征求 走哪条 选项：东线 截止：周五", "选项要两个到"],
      ["/征求 修不修路 截止：昨天", "已经过了"],
      ["/征求 修不修路 截止：周五 群：柳河", "没有绑定村民群"],
    ])
      expect([wrong, await world.says("zhou", wrong ?? "")]).toEqual([wrong, expect.stringContaining(why ?? "-")]);
  });

  test("keeps nothing of chatter, and what it heard under the seal alone", async () => {
    await world.says("wang", "/征求 村口装监控，同意不同意？ 截止：周一18:00", village);
    const before = await world.store.read.inbox.counts();
    for (const words of ["卖豆腐的来了", "同意书在哪领", "支持一下我家孩子", "不行了，先睡了", "谁同意了？"])
      await world.says("li", words, village);
    expect(await world.store.read.inbox.counts()).toEqual(before);
    expect(await world.store.read.consultationWords.of((await open()).id)).toEqual([]);
    // what agrees with somebody's chatter waits until it is sure that it says nothing
    await world.says("li", "+1", village, { quote: { messageId: "chat1" } });
    await world.passes("2026-11-21T11:31+08:00");
    expect(await world.store.read.consultationWords.of((await open()).id)).toEqual([]);
  });

  const open = async () => {
    const [row] = await world.store.read.consultations.at("/county/", ["open"], { limit: 1, offset: 0 });
    if (!row) throw new Error("none is open");
    return row;
  };

  test("costs chatter one statement, and an answer few", async () => {
    await world.says("wang", east, village);
    for (const who of ["li", "xiuying"]) await world.says(who, "你好");
    const cost = async (who: string, words: string) => {
      const before = world.store.executed();
      await world.accept(world.message(who, words, village));
      return world.store.executed() - before;
    };
    expect(await cost("li", "今天天气不错")).toBe(1);
    // the scene, the consultation, the word, the inbox
    expect(await cost("li", "东线")).toBe(4);
    expect(await cost("xiuying", "走西线，近")).toBe(4);
  });

  test("taken back is not heard any more, and heard again once it is restored", async () => {
    await world.says("wang", east, village);
    expect(await world.says("wang", "撤销", village)).toContain("撤销了 C1");
    await world.says("li", "东线", village);
    expect((await world.store.read.inbox.counts()).done).toBe(2);
    expect(await world.says("wang", "/恢复 C1", village)).toContain("C1");
    await world.says("li", "东线", village);
    await world.passes("2026-11-23T18:02+08:00");
    expect(said()).toContain("截止了，收到1人：东线1");
  });

  test("hears what quotes an answer that comes after it, and forgets what was recalled", async () => {
    await world.says("wang", "/征求 村口装监控，同意不同意？ 截止：周一18:00", village);
    await world.says("xiuying", "+1", village, {
      quote: { messageId: "p1" },
      platformId: "p2",
      sentAt: world.now() + 9,
    });
    await world.says("li", "不同意", village, { platformId: "p1", sentAt: world.now() + 1 });
    expect(await world.says("wang", "/征求 结果 C1")).toContain("已收2人：同意0，反对2");
    await world.receives({
      ...{ type: "recall", key: "r1", platformId: "p2", chat: village, sentAt: world.now(), by: "sandbox:xiuying" },
    });
    expect(await world.says("wang", "/征求 结果 C1")).toContain("已收1人：同意0，反对1");
    expect(await world.says("li", "我收回刚才的话", village, { sentAt: world.now() + 99 })).toBe("");
    expect(world.toChat(direct("li")).at(-1)).toContain("您刚才说的不算了");
    expect(await world.says("wang", "/征求 结果 C1")).toContain("已收0人");
  });

  test("hears 同意 said to the bot, which is a word of other matters too", async () => {
    await world.says("wang", "/征求 村口装监控，同意不同意？ 截止：周一18:00", village);
    await world.says("li", "@小助手 同意", village, { mentioned: true });
    await world.says("xiuying", "@小助手 不同意 太贵了", village, { mentioned: true });
    expect(await world.says("wang", "/征求 结果 C1")).toContain("已收2人：同意1，反对1");
  });

  test("leaves to a human what is not clear, and closes early", async () => {
    await world.says("wang", "/征求 村口装监控，同意不同意？ 截止：周一18:00", village);
    await world.says("li", "C1 要是不收钱我就同意", village);
    await world.says("xiuying", "同意😂", village);
    const list = await world.says("wang", "/征求 归类 C1");
    expect(list).toContain("1 李大山：“C1 要是不收钱我就同意”\n2 王秀英：“同意😂”");
    expect(await world.says("wang", "/征求 归类 C1 1 同意")).toBe("第1条记作“同意”。还有1条没归类。");
    expect(await world.says("wang", "/征求 归类 C1")).toContain("2 王秀英");
    expect(await world.says("wang", "/征求 归类 C1 2 也许")).toContain("写第几条、归到哪");
    world.waits("2026-11-21T10:05:00+08:00");
    expect(await world.says("wang", "/征求 截止 C1", village)).toContain("C1 现在截止");
    world.waits("2026-11-21T10:05:20+08:00");
    await world.says("new1", "同意", village);
    await world.passes("2026-11-21T10:07+08:00");
    expect(said()).toBe("【C1】村口装监控，同意不同意？截止了，收到1人：同意1，反对0。另有1人的话没归类。");
    expect(await world.says("sun", "/征求 列表")).toContain("C1 村口装监控，同意不同意？（截止了）");
  });

  test("may end later than was said, and every group hears it", async () => {
    await world.says("zhou", "/征求 村口装监控，同意不同意？ 截止：今天18:00 群：东卧牛村民群");
    expect(await world.says("zhou", "/征求 截止 C1 昨天")).toContain("已经过了");
    expect(await world.says("zhou", "/征求 截止 C1 下周一18:00")).toBe("【C1】截止改到周一18:00。");
    expect(said()).toBe("【C1】截止改到周一18:00。");
    await world.passes("2026-11-22T10:00+08:00");
    await world.says("li", "同意", village);
    await world.passes("2026-11-23T18:02+08:00");
    expect(said()).toContain("截止了，收到1人：同意1");
  });

  test("goes quiet at night and is told in the morning; the digest says how many have spoken", async () => {
    await world.says("wang", "/征求 村口装监控，同意不同意？ 截止：今天22:00 不公开过程", village);
    await world.says("li", "得行", village);
    expect(await world.says("sun", "/简报")).toContain("征求 1件 1人说话：C1 村口装监控");
    await world.passes("2026-11-22T06:59+08:00");
    expect(world.toChat(village)).toHaveLength(1);
    await world.passes("2026-11-22T07:01+08:00");
    expect(said()).toContain("截止了，收到1人：同意1，反对0");
  });

  test("two at once: what fits one is that one's, what fits both waits for a human", async () => {
    await world.says("wang", "/征求 村口装监控，同意不同意？ 截止：周一18:00", village);
    await world.says("wang", east, village);
    await world.says("li", "东线", village);
    await world.says("xiuying", "C1 同意", village);
    await world.says("wang", "/征求 井台修不修？ 截止：周一18:00", village);
    await world.says("new1", "同意", village);
    const results = await Promise.all(["C1", "C2", "C3"].map((number) => world.says("wang", `/征求 结果 ${number}`)));
    expect(results.join("\n")).toContain("同意1，反对0。另有1人的话没归类");
  });
});
