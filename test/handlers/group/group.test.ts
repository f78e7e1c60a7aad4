import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { chatKey } from "../../../src/bot/message.ts";
import { direct, engines, group, openWorld, saturday, type World } from "../../world.ts";

describe.each(engines)("groups, on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  const fresh = group("fresh");
  const secret = "693a91f6-7abc-4bc4-97a0-0ec2sifa5aaa";
  const bound = async (chat = fresh) => {
    const row = await world.store.read.groups.get(chatKey(chat));
    return [row?.place_id, row?.kind];
  };

  describe("a group that belongs to no place", () => {
    test("has nothing stored of it but that it was greeted, and says how to be bound", async () => {
      const before = await world.store.read.inbox.counts();
      expect(await world.says("li", "意见：三社路灯不亮", fresh)).toBe("");
      expect(await world.says("li", "今天下雨", fresh)).toBe("");
      expect(await world.says("li", "我家电话13800001234", fresh)).toBe("");
      expect(await world.store.read.inbox.counts()).toEqual(before);
      expect(await world.says("zhou", "/谈心 东卧牛 赫书记 低保", fresh)).toContain("本群还没绑定地点");
      expect(await world.says("zhou", "/帮助", fresh)).toBe("");
      expect(world.toChat(direct("zhou")).at(-1)).toContain("记谈心");
    });

    test("keeps the words of no message, also not of those it answers", async () => {
      const message = world.message("li", "意见：三社路灯不亮", fresh, { mentioned: true });
      await world.receives(message);
      const { failed } = await world.store.read.inbox.counts();
      expect(failed).toBe(0);
      expect(await world.store.read.records.mine("sandbox:li", null, 5)).toEqual([]);
    });

    test("is greeted once, in four lines", async () => {
      const hello = await world.says("li", "@小助手 你好", fresh, { mentioned: true });
      const lines = hello.split("\n").slice(-4);
      expect(lines[0]).toContain("大家好，我是小助手");
      expect(lines).toHaveLength(4);
      expect(await world.says("li", "@小助手 你好", fresh, { mentioned: true })).not.toContain("大家好");
    });

    test("is greeted when the bot is added, and not again when somebody speaks to it", async () => {
      const change = {
        type: "chat",
        key: "c1",
        chat: fresh,
        change: "joined",
        sentAt: saturday,
        answers: "push",
      } as const;
      await world.receives(change);
      await world.receives({ ...change, key: "c2" });
      const [hello, ...more] = world.toChat(fresh);
      expect(hello?.split("\n")).toHaveLength(4);
      expect(more).toEqual([]);
      expect(await world.says("li", "@小助手 你好", fresh, { mentioned: true })).not.toContain("大家好");
    });
  });

  describe("/绑定", () => {
    test("by a cadre of the place makes it a village group, by its level a cadre group", async () => {
      expect(await world.says("wang", "/绑定 东卧牛村", fresh)).toContain("本群绑到了新会镇东卧牛村，是村民群。");
      expect(await bound()).toEqual(["东卧牛村", "village"]);
      expect(await world.says("zhou", "/绑定 新会镇", group("other"))).toContain("是工作群。");
      expect(await bound(group("other"))).toEqual(["town", "cadre"]);
    });

    test("at a section is a villagers' group too", async () => {
      expect(await world.says("wang", "/绑定 东卧牛三社", fresh)).toContain("东卧牛村三社，是村民群。");
    });

    test("takes the kind that is said, and no other word", async () => {
      expect(await world.says("wang", "/绑定 东卧牛村 工作群", fresh)).toContain("是工作群");
      expect(await world.says("wang", "/绑定 东卧牛村 聊天群", fresh, { privately: null })).toContain("没听明白");
      expect(world.toChat(fresh).join()).not.toContain("聊天群");
      expect(await bound()).toEqual(["东卧牛村", "cadre"]);
    });

    test("is refused to villagers and outside the own place", async () => {
      await world.says("li", "/绑定 东卧牛村", fresh);
      expect(world.toChat(direct("li")).at(-1)).toContain("要干部才能用");
      await world.says("wang", "/绑定 柳河村", fresh);
      expect(world.toChat(direct("wang")).at(-1)).toContain("柳河村的绑定要柳河村或上级的干部来做");
      expect((await bound())[0] ?? null).toBeNull();
    });

    test("moves a group only by somebody who may bind both", async () => {
      await world.says("zhou", "/绑定 柳河村", fresh);
      await world.says("wang", "/绑定 东卧牛村", fresh);
      expect(world.toChat(direct("wang")).at(-1)).toContain("两边都管得到");
      expect(await bound()).toEqual(["柳河村", "village"]);
      await world.says("zhou", "/绑定 东卧牛村", fresh);
      expect(await bound()).toEqual(["柳河村", "village"]);
      expect(world.toChat(direct("zhou")).at(-1)).toBe(
        "本群原来是新会镇柳河村村民群，改成新会镇东卧牛村村民群？改就回“改”，不改回“取消”。",
      );
      await world.says("zhou", "改");
      expect(await bound()).toEqual(["东卧牛村", "village"]);
      expect(world.toChat(fresh).at(-1)).toContain("本群绑到了新会镇东卧牛村，是村民群。");
    });

    test("asks before a village's group becomes a cadres' group, and not when nothing changes", async () => {
      await world.says("zhou", "/绑定 东卧牛村", group("village"), { privately: null });
      expect(await bound(group("village"))).toEqual(["东卧牛村", "village"]);
      const asked = await world.says("zhou", "/绑定 新会镇", group("village"), { privately: null });
      expect(asked).toContain("本群原来是新会镇东卧牛村村民群，改成新会镇工作群？");
      expect(await bound(group("village"))).toEqual(["东卧牛村", "village"]);
      await world.says("zhou", "改", group("village"), { privately: null });
      expect(await bound(group("village"))).toEqual(["town", "cadre"]);
    });

    test("by an admin needs no roster", async () => {
      expect(await world.says("admin", "/绑定 石门村", fresh)).toContain("新会镇石门村");
    });
  });

  describe("/群", () => {
    test("says what the bot hears and may say there", async () => {
      const untried = "新会镇东卧牛村村民群：我听得到群里所有的话；没试过主动发";
      expect(await world.says("zhou", "/群 状态")).toBe(`新会镇工作群：我听得到群里所有的话；没试过主动发\n${untried}`);
      expect(await world.says("wang", "/群 状态")).toBe(untried);
      expect(await world.says("wang", "/群 状态", group("office"))).toMatch(/^新会镇工作群：/);
      expect(await world.says("zhou", "/群 状态")).toContain("新会镇工作群：我听得到群里所有的话；可以主动发");
    });

    test("says so when there are more groups than it shows", async () => {
      await world.store.write(async (tables) => {
        for (let number = 1; number <= 31; number++) {
          const key = chatKey(group(`more${number}`));
          await tables.groups.meet(key, saturday, "all");
          await tables.groups.bind(key, "柳河村", "village");
        }
      });
      const lines = (await world.says("sun", "/群 状态")).split("\n");
      expect(lines).toHaveLength(31);
      expect(lines.at(-1)).toContain("还有更多的群，这里只列30个");
    });

    test("推送 keeps the key sealed and never says it", async () => {
      const said = await world.says(
        "admin",
        `/群 推送 https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${secret}`,
        group("office"),
      );
      expect(said).toContain("推送设好了");
      expect(await world.says("admin", `/群 推送 ${secret} `, group("office"))).toContain("推送设好了");
      const row = await world.store.read.groups.get(chatKey(group("office")));
      expect(JSON.stringify(row)).not.toContain(secret);
      expect(row && world.store.read.groups.openWebhook(row)).toBe(secret);
      await world.says("admin", "/群 状态", group("office"));
      expect(JSON.stringify([world.sent, world.logged])).not.toContain(secret);
    });

    test("推送 takes an admin of the group's own place", async () => {
      await world.store.write(async (tables) => {
        const id = await tables.people.add({
          ...{ name: "吴管理", homePlaceId: null, awayCity: null, partyMember: false, phone: null, now: saturday },
        });
        await tables.people.addPost({ personId: id, role: "admin", placeId: "东卧牛村", title: "", now: saturday });
        await tables.people.nameAccount("sandbox:wu", id);
      });
      await world.says("wu", `/群 推送 ${secret}`, group("office"));
      expect(world.toChat(direct("wu")).at(-1)).toContain("新会镇的群推送要新会镇或上级的管理员来做");
      expect((await world.store.read.groups.get(chatKey(group("office"))))?.webhook_sealed).toBeNull();
      expect(await world.says("wu", `/群 推送 ${secret}`, group("village"))).toContain("推送设好了");
    });

    test("推送 takes an admin, a group, and something that looks like a key, and repeats none of it", async () => {
      await world.says("wang", `/群 推送 ${secret}`, group("office"));
      expect(world.toChat(direct("wang")).at(-1)).toContain("要管理员才能用");
      expect(await world.says("admin", `/群 推送 ${secret}`)).toContain("请在要设推送的群里发");
      await world.says("admin", "/群 推送 not-a-key", group("office"), { privately: null });
      expect(JSON.stringify(world.sent)).not.toMatch(/not-a-key|693a91f6-7abc/);
    });
  });
});
