import { afterEach, expect, test } from "@jest/globals";
import { writeAppraisals } from "../../../src/import/appraisal-templates.ts";
import { checkAppraisals } from "../../../src/import/check-appraisals.ts";
import { makeTable } from "../../../src/import/table.ts";
import { direct, engines, type World } from "../../world.ts";
import { openHall } from "./hall.ts";

let world: World;
afterEach(() => world.close());

const header = ["模板", "项目", "名称", "值", "依据"];

/** As a file brings it in. */
async function bring(name: string, ...rows: readonly (readonly string[])[]) {
  const lines = [header, ...rows.map((cells) => [name, ...cells])].map((cells, at) => [at + 1, cells] as const);
  const { good, bad } = checkAppraisals(makeTable(lines, header));
  const written = await world.store.write((tables) => writeAppraisals(good, tables));
  return { ...written, bad: bad.map(({ reason }) => reason) };
}

const source = "云办发〔2026〕3号";
const panels = [
  ["票组", "党员", "60 名册", source],
  ["票组", "组织", "40 合议", ""],
];
const grades = [
  ["档", "优秀", "100", ""],
  ["档", "合格", "70", ""],
  ["档", "不合格", "0", ""],
];
const made = "对象：班子、王建国 截止：今天18:00";

test.each(engines)("a county's own way to grade, on %s: what runs keeps the one it was made with", async (engine) => {
  world = await openHall(engine);
  await world.says("sun", `/评议 新建 三票两评 东卧牛村 ${made} 票：党员 100% 名册`);
  expect(await world.says("sun", "/评议 模板")).toContain("有：三票两评、三评三定、述职测评、满意度、民主评议、");
  const own = [...panels, ...grades, ["公布", "", "班子", ""], ["最少票", "", "6", source]];
  expect(await bring("三票两评", ...own)).toEqual({ added: 1, updated: 0, bad: [] });
  expect(await bring("三票两评", ...own)).toEqual({ added: 0, updated: 0, bad: [] });
  expect(await world.says("sun", "/评议 模板 三票两评")).toBe(
    `三票两评（第2版）\n票组：党员 60 名册、组织 40 合议（${source}）\n档：优秀 100、合格 70、不合格 0\n公布：班子\n最少票：6（${source}）`,
  );
  // the one before has its grades, a new one the county's
  expect(await world.says("sun", "/评议 状态 A1")).toContain("1好 2较好 3一般 4差 5不了解");
  const answer = await world.says("sun", `/评议 新建 三票两评 东卧牛村 ${made}`);
  expect(answer).toContain("1优秀 2合格 3不合格");
  expect(answer).toContain("党员");
  await world.says("sun", "/评议 名单 A2 党员 陈一、陈二、陈三、陈四、陈五");
  expect(await world.says("sun", "/评议 开始 A2")).toContain("党员只有5人，不足6没有结果");
  // while it runs another version comes, and what is below what holds is none
  await world.says("sun", "/评议 开始 A1");
  await world.says("sun", "开始");
  expect(await bring("三票两评", ...panels, ...grades.slice(0, 2), ["公布", "", "班子", ""])).toMatchObject({
    updated: 1,
  });
  expect(await world.says("m1", "投票")).toContain("1好 2较好 3一般 4差 5不了解");
  expect(await world.says("sun", "/评议 模板 三票两评")).toContain("（第3版）");
  expect(await bring("村民评干部", ...panels, ...grades, ["最少票", "", "3", source])).toEqual({
    ...{ added: 0, updated: 0 },
    bad: ["第7行：模板“村民评干部”：不足5票不能有结果：少了就推得出谁投了什么"],
  });
  expect(await bring("村民评干部", ["票组", "群众", "100 开放", ""], ...grades, ["三定", "", "", ""])).toMatchObject({
    bad: ["第2行：模板“村民评干部”：每个人都能投的票仅供参考，不能定格次、奖惩、星（国办函〔2026〕12号）"],
  });
  // a new name is one more way, for making and for what a place sets
  expect(await bring("村民评干部", ...panels, ...grades)).toMatchObject({ added: 1, bad: [] });
  expect(await world.says("sun", "/评议 设置 只用纸票 村民评干部")).toContain("只用纸票 村民评干部");
  expect(await world.says("sun", `/评议 新建 村民评干部 东卧牛村 ${made}`)).toContain("只用纸票");
  expect(await world.says("sun", `/评议 新建 三评两定 东卧牛村 ${made}`)).toContain("十星户、村民评干部");
});

test("who votes where the law says so is not changed in the making either", async () => {
  world = await openHall();
  const rest = "东卧牛村 对象：王建国 截止：今天18:00 监票：李明、丁慧";
  expect(await world.says("sun", `/评议 新建 民主评议 ${rest} 票：群众 100% 开放`)).toBe(
    "民主评议由村民会议或村民代表会议来评，票组只能是名册或纸票（村民委员会组织法第三十八条）。没建。",
  );
  expect(await world.says("sun", `/评议 新建 民主评议 ${rest} 村民代表：票号`)).toContain("第三十八条");
  expect(await world.says("sun", `/评议 新建 民主评议 ${rest} 村民代表：纸票`)).toContain("A1");
});

test("a grade by the count comes of those who were to vote, and none where anybody could", async () => {
  world = await openHall();
  await bring("村民评干部", ["票组", "党员", "100 名册", ""], ...grades, ["不合格", "", "不合格", ""]);
  const begun = "/评议 新建 村民评干部 东卧牛村 对象：王建国 截止：今天18:00";
  const given: string[][] = [];
  for (const [number, panel] of [
    ["A1", "党员 100% 名册"],
    ["A2", "群众 100% 开放"],
  ]) {
    for (const text of [`${begun} 票：${panel}`, `/评议 开始 ${number}`, "开始"]) await world.says("sun", text);
    for (const who of ["m1", "m2", "m3", "m4", "m5"])
      for (const text of ["投票", "不合格", "投"]) await world.says(who, text);
    await world.says("sun", `/评议 停止 ${number}`);
    await world.passes(60_000);
    expect(await world.says("sun", `/评议 结果 ${number}`)).toContain("5");
    const [row] = await world.store.read.records.find(["town"], ["appraisal"], Number(number?.slice(1)));
    given.push((await world.store.read.grades.in(row?.id ?? "")).map(({ grade }) => grade));
  }
  expect(given).toEqual([["不合格"], []]);
  // the second one counts nothing: nobody failed twice
  expect(world.toChat(direct("sun")).join("\n")).not.toContain("连续两次");
});

test("a county's lines of stars hold for what is made by them", async () => {
  world = await openHall();
  await bring(
    "星级",
    ["票组", "评议组", "100 名册", ""],
    ["方面", "班子", "", ""],
    ["对象", "", "组织", ""],
    ["给星", "", "按分", ""],
    ["分数线", "", "99、98、97、96、95", source],
    ["公布", "", "星", ""],
  );
  await world.says("sun", "/评议 新建 星级 新会镇 对象：东卧牛村党支部 截止：今天18:00");
  await world.says("sun", "/评议 名单 A1 评议组 陈一、陈二、陈三、陈四、陈五");
  for (const text of ["/评议 开始 A1", "开始"]) await world.says("sun", text);
  for (const who of ["m1", "m2", "m3", "m4", "m5"])
    for (const text of ["投票", "97", "投"]) await world.says(who, text);
  await world.passes("2026-11-21T18:05+08:00");
  expect(await world.says("sun", "/评议 结果 A1")).toContain("三星");
});

test("a ballot of a county's own grades, or of numbers, that is typed before it was asked for is no opinion", async () => {
  world = await openHall();
  await bring("村民评干部", ["票组", "党员", "100 名册", ""], ...grades);
  for (const text of [
    "/评议 新建 村民评干部 东卧牛村 对象：王建国、张桂兰 截止：今天18:00 监票：李明、丁慧",
    "/评议 开始 A1",
    "开始",
    "/评议 新建 擂台赛 东卧牛村 对象：王建国、张桂兰 截止：今天18:00 监票：李明、丁慧 票：党员 100% 名册",
    "/评议 开始 A2",
    "开始",
  ])
    await world.says("sun", text);
  for (const [who, text, number] of [
    ["m1", "王建国优秀，张桂兰合格", "A1"],
    ["m2", "王建国 88 张桂兰 92分", "A2"],
  ] as const) {
    expect(await world.says(who, text)).toContain(`这条没留，先看票再写。\n${number} `);
    expect(await world.store.read.records.mine(`sandbox:${who}`, null, 10)).toEqual([]);
  }
  expect(world.sealed.join("\n")).not.toMatch(/王建国优秀|92分/);
});
