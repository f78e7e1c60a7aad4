import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { ChatAddress } from "../../../src/bot/message.ts";
import { joinBot } from "../../../src/join.ts";
import { nobody } from "../../../src/store/to-send.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

const [village, office] = [group("village"), group("office")];
const hour = 60 * 60_000;

type Case = readonly [most: number, who: string, text: string, where: ChatAddress];

/**
 * 撤销 looks for what fell just before and for what was done last that is no record (three kinds of it, for a cadre), and tells both the group and the author what it took; a digest asks each ledger;
 * the first talk of a village, and the last visit that is taken back, move what is kept of the places above.
 */
const most: Readonly<Record<string, number>> = {
  ...{ 撤销: 23, "/简报": 23, "/谈心 东卧牛 赫书记 低保、路灯 承诺：12月4日前修好路灯": 16 },
};

const cases: readonly Case[] = [
  // not ours: nothing of it is stored
  [1, "li", "今天天气不错", village],
  [1, "li", "意见箱挂哪了", village],
  // comments that are stored, the second within ten seconds of the first; the group notes that more may follow,
  // and the town's figures count it
  [8, "li", "意见：三社路灯不亮", village],
  [8, "xiuying", "建议：装监控", village],
  // commands
  ...[
    ["li", "井水又浑了", direct("li")],
    ["wang", "/谈心 东卧牛 赫书记 低保、路灯 承诺：12月4日前修好路灯", office],
    [
      "wang",
      "/谈心 东卧牛 赫书记 修渠；承诺：12月5日前回话；承诺：12月6日前量渠；承诺：月底前开工；下次：下周三",
      direct("wang"),
    ],
    ["wang", "/走访 东卧牛三社 李大山家 屋顶漏了", office],
    ["wang", "撤销", office],
    ["wang", "/提醒 明天9点 村民代表会", direct("wang")],
    ["zhou", "/提醒 王建国 明天10点 交表", direct("zhou")],
    ["wang", "/提醒 列表", direct("wang")],
    ["sun", "/覆盖", direct("sun")],
    ["sun", "/覆盖 谈心", office],
    ["sun", "/简报", direct("sun")],
    ["sun", "/简报 设置 7:50", direct("sun")],
    ["wang", "查我的", direct("wang")],
    ["sun", "/帮助", office],
    ["sun", "/群 状态", direct("sun")],
    ["sun", "退订", direct("sun")],
  ].map(([who, text, where]) => [most[String(text)] ?? 14, who, text, where] as Case),
];

/** Savepoints, begin and commit not counted. */
describe.each(engines)("SQL statements for one message on %s", (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ engine });
  });
  afterAll(() => world.close());

  test("are few, and no more with hundreds of records than with few", async () => {
    let now = world.now();
    // what sending costs is not counted
    world.store.onToSend(nobody);
    const { accept } = joinBot({ store: world.store, admins: new Set(), now: () => now, log: () => {} });
    const send = (who: string, text: string, where: ChatAddress) =>
      accept(world.message(who, text, where, { sentAt: now }));
    /** people have been heard of within the hour and groups within the day, as most have; the first word costs one more */
    const greet = async () => {
      for (const where of [village, office]) await send("wang", "今天天气不错", where);
      for (const who of ["li", "xiuying", "wang", "zhou", "sun"]) await send(who, "你好", direct(who));
    };
    const costs = async () => {
      const counted: [text: string, most: number, count: number][] = [];
      for (const [most, who, text, where] of cases) {
        const before = world.store.executed();
        await send(who, text, where);
        counted.push([text, most, world.store.executed() - before]);
      }
      return counted;
    };
    await greet();
    const few = await costs();
    expect(few.filter(([, most, count]) => count > most)).toEqual([]);
    // to a Wednesday: on a Monday a digest also tells of the weeks before
    for (let round = 0; round < 48; round++) {
      now += 2 * hour;
      for (const [at, village] of ["东卧牛", "西卧牛", "李家湾", "柳河", "石门"].entries())
        await send("zhou", `/谈心 ${village}村 老马 修桥${round * 5 + at} 承诺：明年3月1日前修好`, direct("zhou"));
    }
    await greet();
    const many = await costs();
    expect(many.filter(([, , count], at) => count > (few[at]?.[2] ?? 0))).toEqual([]);
  });
});
