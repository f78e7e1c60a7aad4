import { afterEach, expect, test } from "@jest/globals";
import { checkTemplates } from "../../../src/import/check-templates.ts";
import { writeTemplates } from "../../../src/import/motion-templates.ts";
import { makeTable } from "../../../src/import/table.ts";
import { engines, type World } from "../../world.ts";
import { openVillage } from "./village.ts";

let world: World;
afterEach(() => world.close());

const header = ["模板", "步骤", "到会", "通过", "依据"];
const lines = (name: string, ...rest: readonly (readonly string[])[]) =>
  [header, ...rest.map((cells) => [name, ...cells])].map((cells, at) => [at + 1, cells] as const);

/** As a file brings it in. */
async function bring(name: string, ...rest: readonly (readonly string[])[]) {
  const { good, bad } = checkTemplates(makeTable(lines(name, ...rest), header));
  const written = await world.store.write((tables) => writeTemplates(good, tables));
  return { ...written, bad: bad.map(({ reason }) => reason) };
}

test.each(engines)("a county's own template, on %s: what runs keeps the one it began with", async (engine) => {
  world = await openVillage(engine);
  await world.says("wang", "/议题 新建 修水渠");
  const own = [["支委会 提议"], ["村代会 决议", "四分之三", "", "云湖县规定第五条"], ["公布 决议"], ["公布 结果"]];
  expect(await bring("4+2", ...own)).toEqual({ added: 1, updated: 0, bad: [] });
  expect(await bring("4+2", ...own)).toEqual({ added: 0, updated: 0, bad: [] });
  expect(await world.says("wang", "/议题 新建 装路灯")).toContain("建好了 M2：装路灯（东卧牛村，4+2）");
  await world.says("he", "M2 支委会 今天 5/5 同意5");
  expect(await world.says("wang", "M2")).toContain("等村民代表会议决议");
  await world.says("wang", "M2 已授权 2024年3月15日村民会议");
  expect(await world.says("wang", "M2 村代会 今天 36/26 同意26")).toContain(
    "应到36 实到26，至少27，不够数，不能作决定（云湖县规定第五条）",
  );
  await world.says("he", "M1 支委会 今天 5/5 同意5");
  expect(await world.says("wang", "M1")).toContain("等两委会商议");
  expect(await world.says("wang", "/议题 模板 4+2")).toBe(
    "4+2（第2版）\n1. 支委会 提议\n2. 村民代表会议 决议（到会四分之三，云湖县规定第五条）\n3. 公布 决议\n4. 公布 结果",
  );
  // another one is another version, and what is not lawful is none
  expect(await bring("4+2", ["支委会 提议"], ["村代会 决议"], ["公布 决议"])).toMatchObject({ updated: 1 });
  expect(await world.says("wang", "M2")).toContain("流会");
  expect(await bring("五议", ["支委会 提议"], ["村代会 决议", "半数", "", "云湖县规定"], ["公布 决议"])).toEqual({
    ...{ added: 0, updated: 0 },
    bad: ["第3行：村民代表会议到会不能低于三分之二（村民委员会组织法第二十九条）"],
  });
  expect(await bring("院落议事", ["小组会 决议"], ["公布 决议"])).toMatchObject({ added: 1 });
  expect(await world.says("he", "/议题 设置 模板 院落议事、4+2")).toContain("模板 院落议事、4+2");
  expect(await world.says("wang", "/议题 新建 修院墙 模板：院落议事 地点：三社")).toContain("三社，院落议事");
});

test.each(engines)("a province's share of the women, on %s: asked for, judged and published", async (engine) => {
  world = await openVillage(engine);
  const rule = ["村代会 决议", "三分之二、妇女三分之二", "", "省实施办法第二十条"];
  expect(await bring("两步", rule, ["公布 决议"])).toMatchObject({ added: 1, bad: [] });
  expect(await world.says("wang", "/议题 模板 两步")).toContain("（到会三分之二、妇女三分之二，省实施办法第二十条）");
  await world.says("wang", "/议题 新建 装路灯 模板：两步");
  await world.says("wang", "M1 已授权 2024年3月15日村民会议");
  expect(await world.says("wang", "M1 村代会 今天 36/31 同意28 反对3")).toBe(
    "妇女代表实到几人，应到几人？例：妇女12/14",
  );
  expect(await world.says("wang", "9/14")).toContain(
    "妇女代表应到14 实到9，至少10，不够数，不能作决定（省实施办法第二十条）。记作流会。",
  );
  expect(await world.says("wang", "M1 村代会 今天 36/31 妇女40/41 同意28 反对3")).toContain("写错了？");
  expect(await world.says("wang", "M1 村代会 今天 36/31")).toContain("妇女代表实到几人");
  expect(await world.says("wang", "8/10")).toContain("几票同意");
  expect(await world.says("wang", "同意28 反对3")).toContain(
    "应到36 实到31（至少24） 妇女8/10（至少7） 同意28（至少16）反对3，通过。依据：村民委员会组织法第三十条。妇女代表10人，不到三分之一（36人里至少12，村民委员会组织法第二十五条），照记。下一步",
  );
  expect(await world.says("wang", "M1 公布")).toContain("实到31，妇女代表应到10、实到8，同意28、反对3，通过");
  await world.says("wang", "取消");
  expect(await world.says("wang", "/会议 村代会 11月20日 36/30 妇女9/10")).toContain("妇女代表10人，不到三分之一");
});
