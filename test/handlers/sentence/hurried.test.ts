import { afterEach, describe, expect, test } from "@jest/globals";
import { direct, group, openWorld, type World } from "../../world.ts";
import { plays } from "./days/plays.ts";

let world: World;
afterEach(() => world.close());

const card = /^O1 意见 11月21日/;

describe("what people ask of a number is no order", () => {
  test.each([
    "O1 转给民政所了吗",
    "O1转民政所没有",
    "O1 转民政所了没",
    "转 O1 民政所了吗",
    "O1 采纳了吗",
    "采纳 O1 了吗",
    "O1 答复过没",
    "O1 不用答复行不行",
    "O1 要不要采纳",
    "O1 能不能转给水利站",
    "O1 是不是转给民政所了",
    "把O1转给民政所可以吗",
    "O1 补充了没",
    "O1 撤销了吗",
    "O1 谁说的",
    "O1 合并到O2了吗",
  ])("%s", async (words) => {
    world = await openWorld();
    await world.says("xiuying", "一社井水有股铁锈味");
    expect(await world.says("wang", words)).toMatch(card);
    const [row] = await world.store.read.records.find(["town"], ["opinion"], 1);
    expect([row?.state, row?.text]).toEqual(["open", "一社井水有股铁锈味"]);
    expect(world.toChat(direct("xiuying"))).toHaveLength(1);
  });
});

test("words behind a number go to whoever spoke only after they were read back, with a blank between or without", async () => {
  world = await openWorld();
  await world.says("xiuying", "一社井水有股铁锈味");
  for (const words of ["O1给她换个泵", "O1 给她换个泵", "O1，给她换个泵"])
    expect(await world.says("wang", words)).toContain("答复 O1“一社井水有股铁锈味”：给她换个泵\n①发 ②改");
  expect(world.toChat(direct("xiuying"))).toHaveLength(1);
  await world.says("wang", "发");
  expect(world.toChat(direct("xiuying")).at(-1)).toContain("有答复：给她换个泵");
});

test("what is said of digests, of an absence and to somebody who is to be reminded", async () => {
  world = await openWorld();
  for (const who of ["wang", "zhou"]) await world.says(who, "帮助");
  const leave = /^要我到时候先不打扰您，说到哪天为止/;
  const off = /^好，每天的简报不发了。/;
  await plays(world, [
    ["sun", "周末别发简报", /^简报只在工作日发，周末和放假本来就不发/],
    ["sun", "以后简报7点半发", "好，简报定在工作日7:30。不想收发“/简报 关”。"],
    ["sun", "先别给我发简报", off],
    ["sun", "简报别发了", off],
    ["sun", "这周先不发简报", /^简报不能只停几天，还照常发。/],
    ["sun", "恢复简报", "每天几点发？例：7:50"],
    ["sun", "7:50", "好，简报定在工作日7:50。不想收发“/简报 关”。"],
    ["sun", "/交办 周明 三社路灯修好 期限：下周三", /^交出去了 J1/],
    ["sun", "催一下周明", "J1 催了周明。"],
    ["sun", "催王建国", "王建国手里没有您交办的、没办完的。您交出去的都在：/交办 列表 我交的"],
    ["sun", "/交办 周明 一社的井清一遍 期限：下周三", /^交出去了 J2/],
    ["sun", "催催周明井的事", "J2 催了周明。"],
    ["sun", "催周明", /^您交给周明的有2件没办完，催哪件？①J2 一社的井清一遍 ②J1 三社路灯修好 ③都催$/],
    ["sun", "取消", /^好/],
    ["zhou", "出差到周五", /^好，您休息到11月27日（周五）18:00/],
    ["zhou", "销假", /^欢迎回来。/],
    ["zhou", "我下周请假", leave],
    ["zhou", "要休三天", leave],
    ["li", "我下周请假", /^收到 O1/],
  ]);
});

test("who is told to do something in a sentence is handed it, after a yes", async () => {
  world = await openWorld();
  for (const who of ["wang", "zhou"]) await world.says(who, "帮助");
  const asked = (line: string) => `交办 ${line}。交出去吗？①交 ②不交`;
  await plays(world, [
    ["sun", "让周明今天去趟石门", asked("周明 今天去趟石门")],
    ["sun", "不交", /^好，没记/],
    ["sun", "柳河石门李家湾让周明周五前走完", asked("周明 柳河石门李家湾 周五前走完")],
    ["sun", "不交", /^好，没记/],
    ["sun", "把三社路灯的事交给王建国周五前办完", asked("王建国 三社路灯 周五前办完")],
    ["sun", "不交", /^好，没记/],
    ["sun", "路灯的事交给王建国 周五前", asked("王建国 路灯 周五前")],
    ["sun", "交", /^交出去了 J1：路灯，王建国/],
    ["sun", "把李家门口那事交给水利站周五前办完", /^没交：交办要写姓名/],
  ]);
});

test("who has second thoughts puts right what was just written down, and nothing else", async () => {
  world = await openWorld();
  await plays(world, [
    ["zhou", "/走访 西卧牛 看蓄水池", /^记下了 V1/],
    ["zhou", "上一条改成昨天", "V1 更正了：“11月21日”改成“11月20日”。错了回“撤销”。"],
    ["zhou", "日期不对是大前天", /^V1 更正了：“11月20日”改成“11月18日”/],
    ["zhou", "前面那个是昨天的事", /^V1 更正了：“11月18日”改成“11月20日”/],
    ["zhou", "刚才那条不是蓄水池是水渠", /^V1 更正了：.*水渠/],
    ["zhou", "再加一句 他愿意搬", /^V1 更正了：补了“他愿意搬”/],
    ["zhou", "写错了", /^哪里错了？V1/],
    ["zhou", "记错人了", "没说对的是什么，V1 没改。例：人是冯书记、日期是昨天、不是路灯，是水管"],
    ["zhou", "今天跑了东卧牛、西卧牛，都没啥大事", /^走访：.*东卧牛村（都没啥大事）/],
    ["zhou", "不对 是西村", /^内容我记着。走访：11月21日 东卧牛村（都没啥大事，不对 是西村）/],
  ]);
});

test("a new sentence does not go into what still waits to be put somewhere", async () => {
  world = await openWorld();
  const menu = "记成意见吗？①意见 ②走访 ③谈心 ④只是说说";
  await plays(world, [
    ["wang", "路灯坏了三天了", menu],
    ["wang", "晚上黑得很", `内容我记着。${menu}`],
    ["wang", "水渠那边也堵了", `刚才那条“路灯坏了三天了”没记完，接着记回“接着”。\n${menu}`],
    ["wang", "村里的狗越来越多没有人管", /没记完.*\n记成意见吗/],
    ["wang", "1", /^收到 O1/],
  ]);
  const [row] = await world.store.read.records.find(["town"], ["opinion"], 1);
  expect(row?.text).toBe("村里的狗越来越多没有人管");
});

test("a cadre who says that people are to be asked is asked until when, and only then many hear of it", async () => {
  world = await openWorld();
  const village = group("village");
  await plays(world, [
    [
      "wang",
      "征求一下大家的意见，水渠走东线还是西线，周五前说",
      "在群里征求：水渠走东线还是西线（选项：东线/西线），11月27日（周五）18:00截止。发吗？①发 ②不发",
    ],
    ["wang", "不发", /^好，没记/],
    [
      "wang",
      "征求大家意见：年货节搞不搞",
      /^在群里征求：年货节搞不搞，到什么时候？①11月23日（周一）18:00截止 ②11月28日/,
    ],
    ["wang@village", "征求一下大家的意见，灌溉用井水还是先用库水", ""],
  ]);
  expect(world.toChat(village)).toEqual([]);
  await world.says("wang", "征求一下大家的意见，水渠走东线还是西线，周五前说", village);
  expect(await world.says("wang", "发")).toContain("征求");
  expect(world.toChat(village).at(-1)).toMatch(/^【征求 C1】水渠走东线还是西线/);
});

test("what was done in another chat is not taken back in a group, nor what stood before it", async () => {
  world = await openWorld();
  const office = group("office");
  await world.says("wang", "/走访 三社老李家 屋顶漏", office);
  await world.passes(60_000);
  await world.says("wang", "/会议 村代会 今天 36/31", office);
  // what it was the group is not told
  expect(await world.says("wang", "撤销", office)).not.toContain("会议");
  expect(world.toChat(direct("wang")).at(-1)).toBe(
    "没撤：您最后办的是会议，撤它私聊我回“撤销”。要撤的是 V1，回“撤销 V1”。",
  );
  expect(await world.says("wang", "撤销")).toContain("撤销了：东卧牛村村民代表会议");
});
