import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, type World } from "../../world.ts";
import { atBot, later, office, openStoneGate, shimen } from "./stone-gate.ts";

describe.each(engines)("nobody comes to harm, on %s", (engine) => {
  let world: World;
  let say: ReturnType<typeof later>;
  beforeEach(async () => {
    world = await openStoneGate(engine);
    say = later(world);
  });
  afterEach(() => world.close());

  test("whom a villager accuses neither reads it, nor is told of it, nor closes it", async () => {
    const accusations = [
      ["qin", "告状：马德福把退耕还林的钱截下一半", direct("qin")],
      ["qin", "我们那个马主任，办个五保要送两条中华", direct("qin")],
      ["dou", "石门村主任家的三轮车，是拿公家钱买的", direct("dou")],
      ["dou", "马德福开会点我名，说我是刁民", direct("dou")],
      ["dou", "村主任评先进都评他们自己", shimen],
    ] as const;
    for (const [who, words, where] of accusations)
      expect(await say(who, words, where, atBot)).toMatch(/^已收到，私下核实/);
    await world.passes("2026-11-23T17:01+08:00");
    // 您好 was the last that was said to him
    expect(world.toChat(direct("ma"))).toHaveLength(1);
    expect(await say("ma", "意见 列表")).toBe("没有等答复的意见。");
    for (const words of ["答复 O1 没有的事", "不用答复 O2 胡说", "采纳 O3", "O4", "并入 O5 O1", "转 O5 尤文秀"])
      expect(await say("ma", words)).not.toMatch(/^O\d 的答复|^O\d 不另答复|发回|采纳了|三轮车|中华|刁民/);
    expect(await say("ma", "答复 O5 一视同仁", shimen)).not.toContain("评先进");
    expect(world.toChat(shimen).join("\n")).not.toMatch(/马德福|主任|一视同仁|胡说/);
    const list = await say("sun", "意见 列表");
    expect(list).toMatch(/O1 .*退耕还林[\s\S]*O2 .*中华[\s\S]*O3 .*三轮车[\s\S]*O4 .*刁民[\s\S]*O5 .*评先进/);
    expect(await say("sun", "答复 O1 镇纪委已经在核实")).toBe("O1 的答复发回本人了。");
  });

  test("a secretary, one of the town, and whoever is only called by a post are kept out as well", async () => {
    expect(await say("qin", "建议：曹桂芬把救济粮先分给她娘家哥", shimen)).toBe("已收到，私下核实");
    expect(await say("dou", "包村的周明收了包工头的烟")).toMatch(/^已收到，私下核实/);
    expect(await say("dou", "支书家的亲戚都吃上低保了，真困难的没份")).toMatch(/^已收到，私下核实/);
    expect(await say("qiao", "韩冬梅扣着独生子女费不发")).toMatch(/^已收到，私下核实/);
    // everyday things about the same people stay with the village
    expect(await say("qin", "马主任昨天来看过，水渠还是漏")).toMatch(/^收到 O5/);
    expect(await say("qin", "请曹书记再讲讲养羊的政策")).toMatch(/^收到 O6/);
    for (const [who, number] of [
      ["cao", "O1"],
      ["zhou", "O2"],
      ["cao", "O3"],
      ["han", "O4"],
    ] as const) {
      expect(await say(who, "意见 列表")).not.toMatch(/O[1-4] /);
      expect(await say(who, `/答复 ${number} 都是误会`)).toBe(`您管的地方没有 ${number}。发“/意见 列表”看看。`);
      expect(await say(who, number)).not.toMatch(/救济粮|烟|亲戚|独生/);
    }
    expect(world.toChat(shimen).join("\n")).not.toContain("误会");
    await world.passes("2026-11-23T17:01+08:00");
    for (const who of ["ma", "cao", "han", "zhou"])
      expect(world.toChat(direct(who)).join("\n")).not.toMatch(/救济粮|两条烟|包工头|亲戚|独生/);
    expect(world.toChat(direct("sun")).join("\n")).toMatch(/救济粮[\s\S]*独生/);
    expect(await say("ma", "意见 列表")).toMatch(/O5 [\s\S]*O6 /);
    expect(await say("sun", "意见 列表")).toMatch(/O1 [\s\S]*O2 [\s\S]*O3 [\s\S]*O4 /);
  });

  test("who is in charge is told of each opinion, at once of danger and else twice a day, and not of what does not burn", async () => {
    await say("qin", "村口晒场的电线耷拉下来半截了");
    await say("dou", "羊圈那边的蓄水池漏水");
    expect(world.toChat(direct("ma"))).toHaveLength(1);
    await world.passes("2026-11-23T11:31+08:00");
    expect(world.toChat(direct("ma")).at(-1)).toMatch(/石门村新增意见2条[\s\S]*O1 .*电线[\s\S]*O2 .*蓄水池/);
    for (const [who, words, first] of [
      ["qin", "俺娃掉井里了", "110"],
      ["dou", "我爹一个人在家昏过去了叫不醒", "120"],
      ["qiao", "男人喝了酒又打我，孩子也打", "110"],
      ["li", "活着没意思，想喝百草枯", "12356"],
    ] as const) {
      expect(await say(who, words)).toContain(first);
      expect(world.toChat(direct("sun")).at(-1)).toContain("【急】");
    }
    expect(world.toChat(direct("ma")).join("\n")).toMatch(/掉井里[\s\S]*叫不醒/);
    expect(world.toChat(direct("cao")).join("\n")).toMatch(/掉井里[\s\S]*叫不醒/);
    expect(world.toChat(direct("han")).at(-1)).toContain("【急】");
    // nobody said 收到: called again, and told so
    await world.passes("2026-11-23T12:15+08:00");
    expect(world.toChat(direct("qin")).at(-1)).toMatch(/没有人回/);
    expect(world.toChat(direct("ma")).filter((text) => text.includes("掉井里")).length).toBeGreaterThan(1);
    expect(await say("ma", "收到")).toMatch(/U\d/);
  });

  test("a number is nowhere shown in part, whichever way a text is shortened", async () => {
    await say("qin", "我妈的身份证号610322195811042214，帮着查查养老金发到哪了");
    await say("dou", "给我们打个电话行不，我儿子号码15191234567，他跑车，家里的水管子爆了没人会弄");
    await say(
      "ma",
      "/走访 石门 秦守田 存折和银行卡6217003320012345677都丢了，电话13891234567，补办要身份证610322195811042214",
    );
    const seen = [
      await say("ma", "意见 列表"),
      await say("ma", "O1"),
      await say("ma", "O2"),
      await say("qin", "查我的"),
      await say("ma", "我刚记的"),
      await say("ma", "撤销"),
      await say("ma", "恢复"),
      await say("sun", "简报"),
    ].join("\n");
    await world.passes("2026-11-23T11:31+08:00");
    const all = [seen, ...world.sent.map(({ text }) => text)].join("\n");
    for (const number of ["610322195811042214", "6217003320012345677", "15191234567", "13891234567"]) {
      for (let at = 0; at + 6 <= number.length; at++) expect(all).not.toContain(number.slice(at, at + 6));
    }
    // what is masked keeps its length: no other number comes of it
    expect(all).not.toMatch(/(?<![\d*])(?:\d{6}\*{1,7}\d{4}|\d{3}\*{1,3}\d{4})(?![\d*])/);
  });

  test("misery of a household is not written down before a group, in whatever words", async () => {
    for (const words of [
      "残疾证要换，他老伴偏瘫在床",
      "娃精神不正常，一直吃药",
      "上访户，又要去市里",
      "离婚后一个人带娃，欠了高利贷",
      "刑满释放回来，找不到活",
      "尿毒症透析，手术费凑不齐",
      "孤儿寡母靠五保过日子",
    ]) {
      const before = world.toChat(office).length;
      expect(await say("ma", `/走访 石门 窦长贵家 ${words}`, office)).toBe("");
      expect(world.toChat(office)).toHaveLength(before);
      expect(world.toChat(direct("ma")).at(-1)).toBe("这类走访只能私聊我记，不在群里说。");
    }
    expect(await say("ma", "/走访 石门 窦长贵家 屋后水渠要清", office)).toMatch(/^记下了 V1/);
    expect(await say("ma", "/走访 石门 窦长贵家 残疾证要换")).toMatch(/^记下了 V2/);
  });
});
