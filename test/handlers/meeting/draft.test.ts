import { afterEach, expect, test } from "@jest/globals";
import { direct, engines, openWorld, type World } from "../../world.ts";

let world: World;
afterEach(() => world.close());

const draftOf = async (who: string): Promise<string> => world.says(who, "草稿");

test("the draft of a report is what the records say, problems first, and nothing delicate", async () => {
  world = await openWorld();
  for (const who of ["wang", "zhou", "sun", "li"]) await world.says(who, "帮助");
  await world.says("zhou", "/谈心 东卧牛 王建国 路灯的事");
  await world.says("zhou", "/谈心 东卧牛 王秀英 养老的事");
  await world.says("zhou", "/走访 三社李大山 屋顶漏 类别：困难户");
  await world.says("li", "意见：三社路灯不亮");
  await world.says("li", "意见：水管漏了要修");
  await world.says("wang", "/答复 O1 修好了");
  await world.says("sun", "/交办 王主任 台账补齐 11月24日前");
  await world.says("sun", "/交办 周明 公示栏更新 12月20日前");
  await world.says("zhou", "办好了 J2 更新了");
  await world.says("sun", "核实 J2");
  await world.passes("2026-11-30T10:00+08:00");
  const draft = await draftOf("sun");
  expect(draft.split("\n")[0]).toMatch(/^【草稿，请您改】新会镇 1月1日–11月30日，数字来自记录/);
  expect(draft).toContain(
    "存在问题：\n交办超期没办完 1/2件（J1）\n意见没答复 1/2（O2）\n没谈过心的村 4/5：李家湾村、柳河村、石门村等",
  );
  expect(draft).toContain("班子建设：\n和班子成员谈心 1/2次（T1）");
  expect(draft).toContain("队伍建设：\n没有记录，请您补");
  expect(draft).toContain(
    "作风建设：\n谈心 2次，谈到的村 1/5（T2、T1）\n走访 1次\n答复意见 1/2，最长0天（O1）\n交办2件：办结1、在办0、超期1（最久6天）。响应1/2，解决1/2，满意0/0",
  );
  expect(draft).toContain("业绩表现：\n交办的事办结并解决 1/2件（J2）");
  expect(draft).toContain("下步打算：\n11月24日前办结（J1）");
  expect(draft).not.toMatch(/屋顶|困难户|李大山|V1/);
  for (const number of ["J1", "O2", "T1"]) expect(await world.says("sun", number)).toContain(number);
  expect(await world.says("sun", "/述职 草稿 上半年")).toContain("【草稿，请您改】新会镇 1月1日–6月30日");
});

test("a speaker's page says what the records of the place say, problems first, to who arranges and, of the own place, to who reports", async () => {
  world = await openWorld();
  for (const who of ["wang", "zhou", "sun", "li"]) await world.says(who, "帮助");
  await world.says("li", "意见：三社路灯不亮");
  await world.says("sun", "/交办 王主任 台账补齐 11月24日前");
  await world.says("sun", "/述职 新建 述职评议会 12月16日9点");
  await world.says("sun", "/述职 名单 H1\n东卧牛村 王建国");
  await world.says("sun", "确定");
  await world.passes("2026-11-30T10:00+08:00");
  const page = await world.says("sun", "/述职 一页纸 H1 王建国");
  expect(page.split("\n").slice(0, 3)).toEqual([
    "1号 东卧牛村 王建国",
    "存在问题：交办超期没办完 1/1件（J1）",
    "意见没答复 1/1（O1）",
  ]);
  expect(page.split("\n").length).toBeLessThanOrEqual(12);
  expect(await world.says("sun", "/述职 一页纸 H1")).toContain(
    "1号 东卧牛村 王建国；存在问题：交办超期没办完 1/1件（J1）；",
  );
  expect(await world.says("wang", "/述职 一页纸 H1 王建国")).toContain("存在问题：交办超期没办完 1/1件（J1）");
  expect(await world.says("zhou", "/述职 一页纸 H1 王建国")).toContain("没有您能动的 H1");
});

test.each(engines)(
  "without records each aspect says so, and nobody but who reports gets one, on %s",
  async (engine) => {
    world = await openWorld({ engine });
    for (const who of ["zhou", "sun"]) await world.says(who, "帮助");
    const draft = await draftOf("sun");
    expect(draft.match(/没有记录，请您补/g)).toHaveLength(7);
    expect(await world.says("zhou", "/述职 草稿")).toContain("述职草稿是给书记和第一书记的");
    expect(world.toChat(direct("zhou")).join()).not.toContain("请您补");
  },
);
