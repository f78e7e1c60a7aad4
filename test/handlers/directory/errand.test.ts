import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { checkDirectory } from "../../../src/import/check-directory.ts";
import { writeDirectory } from "../../../src/import/directory.ts";
import { table } from "../../import/tables.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

describe.each(engines)("errands and whoever holds them on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
    await world.says("zhou", "在吗");
    await world.says("wang", "在吗");
  });
  afterEach(() => world.close());

  const idOf = async (name: string) =>
    (await world.store.read.people.candidates({ names: [name] }, { path: "/" }))[0]?.id ?? "";

  test("/代办 is kept for the village, told to its agent, and answered one-to-one", async () => {
    const cadreId = await idOf("周明");
    await world.store.write((tables) =>
      tables.pairings.add({ cadreId, kind: "代办", target: "东卧牛村", targetIs: "place" }, world.now()),
    );
    expect(await world.says("li", "代办")).toBe("办什么事，给谁办？如：高龄补贴 张大爷");
    expect(await world.says("li", "高龄补贴 李老汉")).toContain("收到 O1，东卧牛村的干部会看到");
    expect(world.toChat(direct("zhou")).at(-1)).toContain("东卧牛村有人请您代办（O1）：“高龄补贴 李老汉”");
    await world.says("zhou", "/答复 O1 下周一带身份证来");
    expect(world.toChat(direct("li")).at(-1)).toContain("有答复：下周一带身份证来");
    expect(await world.says("li", "查我的")).toContain("高龄补贴 李老汉 · 答复了");
    expect(await world.says("li", "/代办 医保缴费 李老汉", group("village"))).not.toContain("医保");
    expect(world.toChat(group("village")).join()).not.toContain("医保");
  });

  test("said twice it is one, and taken back it waits for nobody", async () => {
    await world.says("li", "/代办 高龄补贴 李老汉");
    expect(await world.says("li", "/代办 高龄补贴 李老汉")).toContain("刚才已记 O1");
    expect(await world.says("li", "撤销")).toContain("撤销了 O1");
    expect(await world.says("wang", "/意见 列表")).not.toContain("高龄");
  });

  test("once a quarter each holder is asked alone whether it is right, and says so in a word", async () => {
    await world.store.write((tables) =>
      writeDirectory(
        checkDirectory(
          table(
            "事项,姓名,职务,电话,公开",
            "低保、医保,周明,新会镇民政助理,13800001399,公开",
            "路灯,,新会镇城建所,0537-1112222,公开",
            "水电,王建国,东卧牛村电工,13800001308,内部",
            "户口,钱无名,新会镇户籍,13800001307,公开",
          ),
        ).good,
        tables,
      ),
    );
    await world.passes("2026-12-31T18:00+08:00");
    expect(world.toChat(direct("zhou")).join()).not.toContain("还对吗");
    await world.passes("2027-01-01T10:00+08:00");
    expect(world.toChat(direct("zhou")).at(-1)).toBe(
      "您管的事登记着：\n低保、医保：新会镇民政助理 周明 13800001399\n这还对吗？对就回“还对”，不对请找管理员改。",
    );
    expect(world.toChat(direct("wang")).at(-1)).toContain("138****1308（不公开）");
    expect(await world.says("zhou", "还对")).toBe("好，1条都记作没错。");
    expect(await world.says("sun", "还对")).toBe("名录里没有登记您管的事。");
    await world.passes("2027-02-01T10:00+08:00");
    expect(world.toChat(direct("zhou")).filter((text) => text.includes("还对吗"))).toHaveLength(1);
  });
});
