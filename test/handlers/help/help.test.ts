import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { commands } from "../../../handlers/index.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

describe.each(engines)("on %s", (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ engine });
  });
  afterAll(() => world.close());

  describe("/帮助", () => {
    test.each(["stranger", "li", "wang", "zhou", "sun", "admin"])("shows %s at most eight lines", async (who) => {
      const lines = (await world.says(who, "/帮助")).split("\n");
      expect(lines.length).toBeLessThanOrEqual(8);
      expect(lines.length).toBeGreaterThan(2);
    });

    test.each([
      ["wang", ["cadre"]],
      ["sun", ["cadre", "secretary"]],
      ["admin", ["cadre", "secretary", "admin"]],
    ])("names to %s every matter there is for them, and nothing else", async (who, roles) => {
      const text = await world.says(who, "/帮助");
      expect(text).toContain(who === "admin" ? "\n回“登记”“发码”“意见 列表”" : "\n回“谈心”“走访”“意见 列表”“我刚记的”");
      const named = [
        ...[...text.matchAll(/\/([\p{Script=Han}]+)/gu)].map(([, name = ""]) => name),
        ...(/还有：(.*?)。看/.exec(text)?.[1]?.split(" ") ?? []),
      ];
      const theirs = commands.filter(({ role, prompted }) => !prompted && (role === "anyone" || roles.includes(role)));
      expect([...new Set(named)].filter((name) => name !== "帮助").sort()).toEqual(
        theirs.map(({ name }) => name).sort(),
      );
    });

    test("speaks of the reader's own village and people, and of what they wrote last", async () => {
      const before = await world.says("wang", "/帮助");
      expect(before).toContain("记谈心：/谈心 东卧牛 赫书记");
      expect(before).toContain("记错了：回“撤销”");
      expect(await world.says("zhou", "/帮助 提醒")).toContain("/提醒 孙国华 明天9点 交表");
      await world.says("wang", "/走访 三社 老李家 门框歪了");
      expect(await world.says("wang", "/帮助")).toContain(
        "刚记的 V1（老李家门框歪了）：回“撤销 V1”不要了，要改回“更正 V1 日期是昨天”",
      );
      await world.says("wang", "撤销");
      expect(await world.says("wang", "/帮助")).toContain("记错了：回“撤销”");
    });

    test("says again no more than a line of what it does not know", async () => {
      const said = await world.says("wang", `/帮助 ${"谈谈".repeat(3000)}`);
      expect(said).toMatch(/^没有“谈谈/);
      expect(said.length).toBeLessThan(400);
    });

    test("offers villagers what they need and nothing of the cadres'", async () => {
      const text = await world.says("li", "/帮助");
      for (const word of ["说事", "查", "退订"]) expect(text).toContain(word);
      expect(text).not.toMatch(/谈心|简报|绑定|发码|认领/);
      expect(await world.says("stranger", "/帮助")).toContain("认领");
    });

    test("of one command shows how it is written, by any of its names", async () => {
      for (const word of ["谈心", "/谈心", "talk", "／谈话"]) {
        const text = await world.says("wang", `/帮助 ${word}`);
        expect(text).toContain("/谈心 村 [人] [内容]\n");
        expect(text).toContain("可加：问题：…；承诺：…");
        expect(text.split("\n").length).toBeLessThanOrEqual(8);
      }
    });

    test("of every command fits eight lines", async () => {
      for (const { name } of commands)
        expect((await world.says("admin", `/帮助 ${name}`)).split("\n").length).toBeLessThanOrEqual(8);
    });

    test("of an unknown one says where to look", async () => {
      expect(await world.says("wang", "/帮助 天气")).toBe("没有“天气”这个命令。发“/帮助”看有哪些。");
    });

    test("in a group is answered privately", async () => {
      expect(await world.says("wang", "/帮助", group("office"))).toBe("");
      expect(world.toChat(direct("wang")).at(-1)).toContain("记谈心");
    });
  });
});
