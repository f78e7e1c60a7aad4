import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Message } from "../../src/bot/message.ts";
import { chatKey } from "../../src/bot/message.ts";
import { decode } from "../../src/channels/onebot/decode.ts";
import { openWorld, saturday, type World } from "../world.ts";

const at = (qq: string) => ({ type: "at", data: { qq } });
const text = (said: string) => ({ type: "text", data: { text: said } });
const picture = { type: "image", data: { file: "a.jpg" } };
const face = { type: "face", data: { id: 14 } };
const bot = "10001";
const village = { channel: "onebot", bot, kind: "group", id: "700800900" } as const;

describe("what stands before or among the words, as OneBot sends it", () => {
  let world: World;
  let count = 0;
  beforeAll(async () => {
    world = await openWorld();
    await world.store.write(async (tables) => {
      await tables.groups.meet(chatKey(village), saturday, "all");
      await tables.groups.bind(chatKey(village), "东卧牛村", "village");
      await tables.groups.greeted(chatKey(village), saturday);
      for (const [number, who] of [
        ["20002", "wang"],
        ["20003", "zhou"],
        ["20004", "li"],
      ] as const) {
        const listed = await tables.people.byAccount(`sandbox:${who}`);
        await tables.people.nameAccount(`onebot:${number}`, listed?.person_id ?? "");
      }
    });
  });
  afterAll(() => world.close());

  async function says(who: string, ...message: readonly object[]): Promise<string> {
    const frame = {
      ...{ time: Math.floor(world.now() / 1000), self_id: bot, post_type: "message", message_type: "group" },
      ...{ sub_type: "normal", message_id: ++count, group_id: village.id, user_id: who, anonymous: null, message },
      sender: { nickname: "某", card: "" },
    };
    const decoded = decode(frame, { selfId: bot, otherBots: [], retentionMs: 86_400_000, now: world.now() });
    const before = world.sent.length;
    // one-to-one would be another chat: here the group hears all there is to hear
    await world.receives({ ...(decoded as Message), privately: null });
    return world.sent
      .slice(before)
      .map((one) => one.text)
      .join("\n");
  }

  test("a picture, a face or somebody else's @ hides neither a label, a sign nor the bot", async () => {
    expect(await says("20004", picture, text("意见：三社路灯不亮"))).toContain("收到 O1");
    await world.passes(60_000);
    expect(await says("20004", face, at(bot), text(" 井水发浑"))).toContain("收到 O2");
    await world.passes(60_000);
    expect(await says("20004", at("20009"), at(bot), text(" 渠又堵了"))).toContain("收到 O3");
    const kept = await world.store.read.records.mine("onebot:20004", null, 3);
    expect(kept.map((row) => world.store.read.records.openText(row))).toEqual(["渠又堵了", "井水发浑", "三社路灯不亮"]);
    expect(await says("20002", at("20009"), at(bot), text(" /提醒 我 明天9点 开会"))).toContain("记下了 R1");
    expect(await says("20004", at("20009"), text(" 明天赶集去不去"))).toBe("");
  });

  test("a mention is the person behind it; one that nobody knows is said to be so", async () => {
    await world.receives(world.message("zhou", "你好"));
    expect(await says("20002", text("/提醒 "), at("20003"), text("后天9点 交表"))).toContain("提醒周明“交表”");
    expect(await says("20002", text("/提醒 "), at("29999"), text(" 后天9点 交表"))).toBe(
      "我不认识@的这个账号，没记，请写姓名。",
    );
    expect(await says("20002", at(bot), text("提醒"), at("20003"), text("后天10点带账本"))).toContain(
      "提醒周明“带账本”",
    );
  });
});
