import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

const [office, village] = [group("office"), group("village")];

describe.each(engines)("what a question was asked about, on %s", (engine) => {
  let world: World;
  const open = async (startAt = "2026-11-21T10:00:00+08:00") => {
    world = await openWorld({ engine, startAt: Date.parse(startAt) });
  };
  beforeEach(() => open());
  afterEach(() => world.close());

  const recall = (who: string, platformId: string, chat = direct(who)) =>
    world.receives({
      ...{ type: "recall", key: `recall:${platformId}`, platformId, chat },
      ...{ by: `sandbox:${who}`, sentAt: world.now() },
    } as const);
  const mine = (who: string) => world.says(who, "查我的");

  describe("keeps its time", () => {
    test("半小时后 counts from when it was said", async () => {
      await world.says("xiuying", "你好");
      expect(await world.says("zhou", "/提醒 王秀英 半小时后 开会")).toContain("不止一位，是哪位");
      world.waits("2026-11-21T10:09:00+08:00");
      expect(await world.says("zhou", "①")).toContain("R1：11月21日（周六）10:30");
    });

    test("and from when it was answered, where the answer says it", async () => {
      expect(await world.says("zhou", "/提醒")).toContain("什么时候提醒");
      world.waits("2026-11-21T10:09:00+08:00");
      expect(await world.says("zhou", "半小时后 开会")).toContain("10:39");
    });

    test("a talk said before midnight is of that day", async () => {
      await world.close();
      await open("2026-11-21T23:57:00+08:00");
      expect(await world.says("zhou", "/谈心 卧牛 老马 修桥")).toContain("是哪个");
      world.waits("2026-11-22T00:02:00+08:00");
      expect(await world.says("zhou", "②")).toContain("T1：11月21日 谈心 西卧牛村 老马");
    });
  });

  describe("keeps its chat", () => {
    test("a record ordered in a group is the group's", async () => {
      await world.says("zhou", "/谈心 卧牛 老马 修桥", office);
      expect(await world.says("zhou", "②")).toBe("记下了 T1：11月21日 谈心 西卧牛村 老马（修桥）。错了回“撤销”。");
      expect(world.toChat(office).at(-1)).toBe("记下了 T1：11月21日 谈心 西卧牛村 老马。错了回“撤销”。");
      expect(await world.says("zhou", "撤销")).toBe("十分钟内没有可撤销的。");
      expect(await world.says("zhou", "撤销", office)).toContain("撤销了 T1");
    });

    test("a group is bound although two places are called so", async () => {
      const fresh = group("fresh");
      expect(await world.says("sun", "/绑定 卧牛村", fresh)).not.toContain("绑到了");
      expect(await world.says("sun", "②")).toBe("群里：本群绑到了新会镇西卧牛村，是村民群。");
      expect(world.toChat(fresh).at(-1)).toBe("本群绑到了新会镇西卧牛村，是村民群。");
    });

    test("a near miss in a group is carried out there", async () => {
      await world.says("wang", "/谈新 东卧牛 赫书记 低保", office);
      expect(await world.says("wang", "。")).toContain("谈心 东卧牛村 赫书记（低保）");
      expect(world.toChat(office).at(-1)).toContain("记下了 T1：11月21日 谈心 东卧牛村 赫书记。");
      expect(await world.says("sun", "/邦定 柳河村", group("fresh"))).toContain("大家好");
      expect(await world.says("sun", "。")).toBe("群里：本群绑到了新会镇柳河村，是村民群。");
    });

    test("what is still missing is asked where it is spoken of", async () => {
      await world.says("zhou", "/谈新", office);
      expect(await world.says("zhou", "。")).toBe("哪个村？跟谁谈的？谈了什么？（不想说回“跳过”）");
      expect(await world.says("zhou", "柳河 老马 修桥")).toContain("谈心 柳河村 老马（修桥）");
      expect(world.toChat(office).at(-1)).toContain("谈心 柳河村 老马。");
    });

    test("a group that only a response reaches is not written to", async () => {
      const only = { answers: "response", answerOnly: true } as const;
      await world.says("zhou", "/谈心 卧牛 老马 修桥", office, only);
      expect(await world.says("zhou", "②")).toContain("谈心 西卧牛村 老马（修桥）");
      expect(world.toChat(office)).toEqual([]);
    });
  });

  describe("ends with its message", () => {
    test("a question, with what was said", async () => {
      await world.says("guest", "家里老人没人管", direct("guest"), { platformId: "p1" });
      await recall("guest", "p1");
      await world.passes(11 * 60_000);
      expect(await mine("guest")).toContain("没有记过您的话");
    });

    test("a question asked privately from a group", async () => {
      await world.says("wang", "/谈新 东卧牛 赫书记 低保", office, { platformId: "p1" });
      await recall("wang", "p1", office);
      expect(await world.says("wang", "。")).toBe("");
      expect(await mine("wang")).toContain("没有记过您的话");
    });

    test.each(["p1", "p2"])("a record made through a question (%s)", async (platformId) => {
      await world.says("zhou", "/谈心 卧牛 老马 修桥", direct("zhou"), { platformId: "p1" });
      expect(await world.says("zhou", "②", direct("zhou"), { platformId: "p2" })).toContain("T1");
      await recall("zhou", platformId);
      expect(await mine("zhou")).toContain("没有记过您的话");
    });

    test("not with somebody else's", async () => {
      await world.says("zhou", "/谈心 卧牛 老马 修桥", direct("zhou"), { platformId: "p1" });
      await world.says("zhou", "你好", direct("zhou"), { platformId: "p2" });
      await recall("zhou", "p2");
      expect(await world.says("zhou", "②")).toContain("T1");
    });
  });

  describe("is settled before another question comes", () => {
    test("what stands without an answer is recorded", async () => {
      await world.says("guest", "家里老人没人管");
      await world.says("guest", "/意间 三社路灯坏了", village);
      expect(await mine("guest")).toContain("O1 11月21日 意见 家里老人没人管");
    });

    test("what does not is put aside, and that is said", async () => {
      await world.says("wang", "三社路灯坏了");
      expect(await world.says("wang", "/提醒")).toMatch(/^刚才那条“三社路灯坏了”没记完，接着记回“接着”。/);
    });
  });

  test("is recorded once when its time is over and its sender writes at that moment", async () => {
    for (let round = 0; round < 10; round += 1) {
      const who = `guest${round}`;
      await world.says(who, "家里老人没人管");
      world.waits(new Date(world.now() + 10 * 60_000).toISOString());
      const due = world.passes(1);
      await Promise.all([due, world.says(who, "路灯不亮"), world.says(who, "井水浑")]);
      const records = await world.store.read.records.mine(`sandbox:${who}`, null, 9);
      expect(records.filter(({ text }) => text === "家里老人没人管")).toHaveLength(1);
    }
  });
});
