import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { wholeRegister } from "../../handlers/assignment/register.ts";
import { loadReference } from "../../src/bot/places.ts";
import { answersFor } from "../../src/cli/export-answers.ts";
import { exporters } from "../../src/import/exported.ts";
import { kinds } from "../../src/ledger/kinds.ts";
import { everything } from "../faults/ledgers.ts";
import { openPages, type PagesWorld } from "../web/pages/world.ts";
import { direct, engines, group } from "../world.ts";

/** Stands in everything that is said here and is nobody else's business. */
const secret = "鹦鹉";
const [village, office] = [group("village"), group("office")];

const said: readonly (readonly [string, string, ReturnType<typeof group>?])[] = [
  ["wang", `/走访 三社老李家 屋里有病人${secret}甲；类别：困难户；问题：药费${secret}乙；承诺：12月4日送药${secret}丙`],
  ["wang", `/更正 V1 问题：药费和住院${secret}丁`],
  ["zhou", `/接访 东卧牛 老赵 说宅基地的事${secret}戊`],
  ["wang", `/走访 三社老孙家 他家老二残疾${secret}己`],
  ["wang", `/手记 ${secret}庚`],
  ["wang", `/民情 ${secret}辛`],
  ["wang", `/政策笔记 ${secret}壬`],
  ["wang", `/提醒 明天9点 去找${secret}癸`],
  ["li", `投诉：王主任吃拿卡要${secret}子`, village],
  ["li", `反映：王建国打人，${secret}丑`],
  ["xiuying", `匿名 村主任王建国贪污${secret}寅`],
  ["sun", "/答复 O1 找他谈过了"],
  ["li", `救命，我爹喝农药了${secret}辰`],
  // what is still being asked about
  ["zhou", `/走访 类别：上访户；问题：${secret}巳`],
  ["wang", `今天去三社老钱家看了看，孩子有精神病${secret}午`],
];

describe.each(engines)("what is delicate on %s", (engine) => {
  let pages: PagesWorld;
  beforeEach(async () => {
    pages = await openPages({ engine });
    for (const [who, words, where] of said) await pages.world.says(who, words, where ?? direct(who));
  });
  afterEach(() => pages.close());

  test("is unreadable in the database: in the bytes of the file, in every column of every table", async () => {
    const { url } = pages.world;
    const rows = Object.entries(await everything(url)).flatMap(([table, all]) =>
      all.map((row) => `${table} ${JSON.stringify(row)}`),
    );
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.filter((row) => row.includes(secret))).toEqual([]);
    if (engine === "sqlite") {
      const file = url.slice("sqlite:".length);
      const bytes = Buffer.concat([file, `${file}-wal`].map((part) => readFileSync(part)));
      // names lie there in the clear
      expect([bytes.includes("王建国"), bytes.includes(secret)]).toEqual([true, false]);
    }
    // what is nobody's secret is read there: the scan sees words
    await pages.world.says("wang", `/谈心 东卧牛 赫书记 修路灯`);
    expect(JSON.stringify((await everything(url)).records)).toContain("修路灯");
  });

  test("is in no group, digest, list for others, export or page", async () => {
    const { world } = pages;
    for (const words of ["/简报", "/走访 列表", "/意见 列表", "V1", "V2", "O1", "/备谈 东卧牛", "/覆盖", "查 东卧牛"])
      for (const who of ["sun", "zhou", "wang"])
        for (const way of [{}, { privately: null }]) await world.says(who, words, office, way);
    await world.passes("2026-11-23T09:00+08:00");
    const inGroups = world.sent.filter(({ to }) => to.includes(":group:"));
    expect(inGroups.length).toBeGreaterThan(5);
    expect(inGroups.filter(({ text }) => text.includes(secret))).toEqual([]);
    const digests = world.toChat(direct("sun")).filter((text) => /新会镇\n/.test(text));
    expect(digests.length).toBeGreaterThan(0);
    expect(digests.join()).not.toContain(secret);
    // neither to the cadre beside, nor to the villager, nor to the accused of what was said of them
    for (const [who, words] of [
      ["zhou", ["V1", "V3", "N1", "O1", "/走访 列表", "/意见 列表", "/备谈 东卧牛"]],
      ["xiuying", ["V1", "O1", "查我的"]],
      ["wang", ["O1", "O2", "O3", "/意见 列表"]],
    ] as const)
      for (const one of words)
        expect([who, one, await world.says(who, one)]).not.toContainEqual(expect.stringMatching(/鹦鹉[^寅]/));
    const { places, calendar } = await loadReference(world.store.read);
    const reads = { tables: world.store.read, places };
    const files = await Promise.all(Object.values(exporters).map((exporter) => exporter?.({ ...reads, full: false })));
    const plain = ({ sensitive, accused }: { sensitive: number; accused: string }) => sensitive === 0 && accused === "";
    const register = await wholeRegister({ path: "/" }, { ...reads, calendar, now: world.now(), reads: plain });
    const answers = await answersFor(world.store.read, places, world.now());
    expect(JSON.stringify([files, register, answers])).not.toContain(secret);
    expect(JSON.stringify(files)).toContain("王建国");
    const browser = await pages.signedIn("sun");
    const records = await Promise.all(kinds.map(({ name }) => world.store.read.records.find(["town"], [name], 1)));
    const paths = [
      ...world.pages.flatMap(({ path }) => (path === "record" ? [] : [`/p/town/${path}`])),
      ...records.flat().map(({ id }) => `/p/record/${id}`),
      "/p/me",
    ];
    for (const path of paths) expect([path, (await browser.get(path)).body.includes(secret)]).toEqual([path, false]);
    expect(world.logged.join()).not.toContain(secret);
  });
});
