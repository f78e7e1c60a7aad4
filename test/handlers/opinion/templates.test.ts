import { expect, test } from "@jest/globals";
import { direct, engines, openWorld } from "../../world.ts";

test.each(engines)("the usual answers of a town on %s are listed, added, taken away and sent", async (engine) => {
  const world = await openWorld({ engine });
  expect(await world.says("wang", "/答复 模板")).toMatch(/^新会镇的答复模板：\n1 收到了，3个工作日内去看/);
  // those of the town are for those who work there
  expect(await world.says("wang", "/答复 模板 加 已报镇水利站，本周内来看")).toContain("新会镇或上级");
  expect(await world.says("li", "/答复 模板")).toContain("要干部才能用");
  expect(await world.says("zhou", "/答复 模板 加 已报镇水利站，本周内来看")).toContain("4 已报镇水利站，本周内来看");
  expect(await world.says("zhou", "/答复 模板 加 已报镇水利站，本周内来看")).not.toContain("\n5 ");
  await world.says("li", "三社水管漏了");
  expect(await world.says("wang", "/答复 O1 模板4，先别关总闸")).toBe("O1 的答复发回本人了。");
  expect(world.toChat(direct("li")).at(-1)).toBe(
    "您说的“三社水管漏了”（O1）有答复：已报镇水利站，本周内来看，先别关总闸",
  );
  expect(await world.says("wang", "/答复 O1 模板9")).toContain("没有模板9");
  expect(await world.says("sun", "/答复 模板 删 4")).not.toContain("水利站");
  expect(await world.says("sun", "/答复 模板 删 4")).toContain("现在有3条");
  expect(await world.says("sun", "/答复 模板 改")).toContain("没听懂“改”");
  await world.close();
});
