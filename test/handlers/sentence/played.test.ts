import { afterEach, expect, test } from "@jest/globals";
import { direct, openWorld, type World } from "../../world.ts";
import { plays } from "./days/plays.ts";

let world: World;
afterEach(() => world.close());

test("a villager's own way of asking: what is new is kept, what was said before is shown, what is no matter is not kept", async () => {
  world = await openWorld();
  const says = async (words: string) => {
    world.waits(new Date(world.now() + 90_000).toISOString());
    return world.says("li", words);
  };
  const kept = /^收到 O/;
  const shown = /^O1 11月21日 意见 屋里那个路灯又熄了/;
  expect(await says("屋里那个路灯又熄了咋个没得人管哦")).toMatch(kept);
  for (const words of ["那个路灯修好了没得", "等了半个月了没得消息", "还没有修哦", "上次说的那个事呢"])
    expect([words, await says(words)]).toEqual([words, expect.stringMatching(shown)]);
  expect(await says("路灯是不是要交钱才修")).toMatch(kept);
  expect(await says("我想申请低保")).toMatch(kept);
  // how something is applied for is a question of its own
  expect(await says("低保要啥子条件")).toMatch(kept);
  expect(await says("困难补助怎么申请")).toMatch(kept);
  for (const words of [
    "【拼多多】我在领现金，就差你一个了，快来帮我点一下",
    "https://example.com/goods?id=123 帮我砍一刀",
    "转发：紧急通知 明天全国停电十小时 速转",
  ])
    expect(await says(words)).toContain("这像是转发的链接或消息，没记");
  expect(await says("你吃饭了没")).toContain("我是机器人");
  expect(await says("今天好冷")).toContain("注意身体");
  expect(await says("帮我查下我的养老金")).toContain("12333");
  expect(await says("我说的话王建国看得到不")).toMatch(/^您私聊我说的/);
  expect(await says("我不在苏州了 我到昆山了")).toBe("记下了：您在昆山。回来了发“/回村”。");
  expect(await says("我回屋头了 过完年再走")).toBe("记下了：您从昆山回来了。");
  expect(await says("我要退出这个")).toContain("/退订");
  expect(await says("意见：")).toContain("想说什么事");
  expect(await says("哪个管危房哦")).toContain("“危房”归谁管");
  expect(await says("王主任电话好多")).toContain("“王主任”的电话");
});

test("whoever asks to be called back by the secretary accuses nobody", async () => {
  world = await openWorld();
  expect(await world.says("xiuying", "我电话13812345678 让书记给我回个电话")).toMatch(/^收到 O1，东卧牛村/);
});

test("a broken leg is an emergency, and who was joking is told how to call it off", async () => {
  world = await openWorld();
  for (const who of ["wang", "sun"]) await world.says(who, "帮助");
  expect(await world.says("xiuying", "我爸摔了腿断了")).toContain("120");
  expect(world.toChat(direct("wang")).at(-1)).toMatch(/^【急】/);
  expect(await world.says("xiuying", "我是开玩笑的")).toBe("转告了。真不是急事就回“误报”，免得人白跑。");
});

test("what a secretary asks before breakfast is looked up, in the words of the morning", async () => {
  world = await openWorld();
  for (const who of ["wang", "zhou"]) await world.says(who, "帮助");
  await world.says("li", "三社路灯不亮");
  const handed = /^没办完的交办/;
  const village = /^东卧牛村最近\n/;
  await plays(world, [
    ["sun", "那个路灯的事办了没", /^O1 11月21日 东卧牛村三社 三社路灯不亮/],
    ["sun", "王建国这个月干了啥", /^这个我答不上/],
    ["sun", "这周怎么样", /新会镇/],
    ["sun", "昨天群里说了啥", /^群里闲聊我不记/],
    ["sun", "给我看看东卧牛", village],
    ["sun", "东卧牛", village],
    ["sun", "石门多久没人去了", /^石门村最近没有记录/],
    ["sun", "有急事没", "没有等着处理的急事。"],
    ["sun", "交办的都办完没", /^没有没办完的交办|没有没办完的/],
    ["sun", "/交办 王建国 三社路灯修好 期限：下周三", /^交出去了 J1/],
    ["sun", "还有几件没办", handed],
    ["sun", "谁没签收", handed],
    ["sun", "简报发给周明一份", /^没发：简报只给书记本人/],
    ["sun", "提醒各村书记下午三点开会", /^记下了 R1：.*提醒新会镇工作群“开会”/],
    ["sun", "昨天谁值班", /值班/],
    ["sun", "O1 让王建国去看", "答复 O1“三社路灯不亮”：让王建国去看\n①发 ②改 ③交办"],
    ["sun", "取消", /^好/],
    ["sun", "通知大家明天停水", /^现在就发的通知我不代发/],
    ["sun", "帮我写个总结", /^写材料我不会/],
  ]);
});

test("a cadre in a hurry is answered, and nothing is written that was not told", async () => {
  world = await openWorld();
  await world.says("li", "三社路灯不亮");
  await plays(world, [
    ["wang", "O1修好了", "答复 O1“三社路灯不亮”：修好了\n①发 ②改"],
    ["wang", "发", /^O1 的答复/],
    ["wang", "告诉李大山路灯修好了", /^没发：答复要带上那条的号/],
    ["wang", "我村今天没事", "好。"],
    ["wang", "报平安", "好。"],
    ["wang", "累死了", /^辛苦了/],
    ["wang", "/谈心 东卧牛 赫书记 低保", /^记下了 T1/],
    ["wang", "我刚才记的啥", /^您最近记的：\nT1/],
    ["wang", "今天记了几条", /^您最近记的：/],
    ["wang", "明天有啥安排", "没有等着的提醒。"],
    ["wang", "三社还有谁没交合疗", /^这个我答不上/],
  ]);
});

test("what was said is spoken of by its words, and read back; of two that are meant neither is", async () => {
  world = await openWorld();
  await world.says("sun", "帮助");
  await world.says("li", "三社路灯不亮");
  await world.says("xiuying", "一社井水有股铁锈味");
  await plays(world, [
    ["wang", "那个路灯修好了", "答复 O1“三社路灯不亮”：修好了\n①发 ②改 ③不是这条"],
    ["wang", "不是这条", /^好，没记/],
    ["wang", "井水的事转给孙国华", "O2“一社井水有股铁锈味”转给孙国华吗？①转 ②不转"],
    ["wang", "转", /^O2 转/],
    ["wang", "路灯的事转给王建国", /^O1“.*”转给王建国吗？/],
    ["wang", "转", /^O1 转给的就是您/],
  ]);
  expect(world.toChat(direct("li"))).toHaveLength(1);
  await world.says("xiuying", "一社路灯也不亮了");
  await world.says("wang", "那个路灯修好了");
  expect(world.toChat(direct("wang")).at(-1)).not.toContain("答复 O");
});

test("what only looks like an advertisement, a plan or an order is none", async () => {
  world = await openWorld();
  await world.says("zhou", "帮助");
  expect(await world.says("li", "高速转弯处没有灯 昨晚又出事了")).toMatch(/^收到 O1/);
  world.waits(new Date(world.now() + 90_000).toISOString());
  expect(await world.says("li", "低保领现金的钱少了五十")).toMatch(/^收到 O2/);
  world.waits(new Date(world.now() + 90_000).toISOString());
  expect(await world.says("li", "我不在家 到医院了")).toMatch(/^收到 O3/);
  await plays(world, [
    ["wang", "今天热得很 路灯坏了两个", /^记成意见吗/],
    ["sun", "安排周明值班周六", /^(?!交办)/],
    ["sun", "催一下", /^(?!记成)/],
    ["sun", "昨天让周明去看了 他说没事", /^(?!交办)/],
    ["sun", "/交办 周明 路灯修好 期限：下周三", /J1/],
    ["sun", "催一下", "J1 催了周明。"],
  ]);
});

test("a reminder is taken back or put off by its words", async () => {
  world = await openWorld();
  await plays(world, [
    ["zhou", "/提醒 每周一8点 开例会", /^记下了 R1/],
    ["zhou", "/提醒 明天9点 交表", /^记下了 R2/],
    ["zhou", "/提醒 后天9点 交总结", /^记下了 R3/],
    ["zhou", "把交表那个提醒改到后天上午十点", "R2 改到11月23日（周一）10:00再提醒。"],
    ["zhou", "例会那个提醒不要了", "已取消 R1（开例会）。"],
    ["zhou", "取消打疫苗的提醒", "等着的提醒里没有“打疫苗”。看号发“我的提醒”。"],
    ["zhou", "别提醒我交总结了", "已取消 R3（交总结）。"],
  ]);
});

test("whom a visit was to, and who came along, is not left in its words", async () => {
  world = await openWorld();
  await plays(world, [
    ["zhou", "走访了张大爷 他说膝盖疼", "走访：11月21日 张大爷（他说膝盖疼）。走访的哪个村、哪个组？"],
    ["zhou", "取消", /^好/],
    ["zhou", "昨天和冯立英一起去西卧牛看了蓄水池", "走访：11月20日 西卧牛村（蓄水池）。对吗？①对 ②改"],
    ["zhou", "对", /^记下了 V1/],
    ["zhou", "V1", /\n同：冯立英\n/],
  ]);
});
