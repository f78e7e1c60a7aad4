import { afterEach, expect, test } from "@jest/globals";
import { dayNumber, makeCalendar } from "../../../src/chinese/time/index.ts";
import { placesVersion } from "../../../src/store/tables/places.ts";
import { openWorld, type World } from "../../world.ts";

let world: World;
afterEach(() => world.close());

const day = 24 * 60 * 60_000;
const holidays = [
  ...["2027-01-01", "2027-02-05", "2027-02-06", "2027-02-07", "2027-02-08", "2027-02-09", "2027-02-10", "2027-02-11"],
  ...["2027-05-01", "2027-05-03", "2027-05-04", "2027-10-01", "2027-10-04", "2027-10-05", "2027-10-06", "2027-10-07"],
].map((when) => ({ day: when, kind: "休" as const, name: "节" }));
const makeUp = ["2027-02-14", "2027-10-10"].map((when) => ({ day: when, kind: "班" as const, name: "班" }));
const calendar = makeCalendar([...holidays, ...makeUp]);
const count = 30;

const matters = ["路灯", "水管", "水渠", "垃圾", "低保", "桥栏", "井盖", "喇叭", "化粪池", "电杆"];
/** What becomes of each, in turn: said so many days after it was handed over. */
const lives: readonly (readonly (readonly [days: number, who: "wang" | "sun", text: string])[])[] = [
  [
    [1, "wang", "签收 J#"],
    [4, "wang", "办好了 J# 弄好了"],
    [5, "sun", "核实 J#"],
  ],
  [
    [30, "wang", "办不了 J# 归供电所"],
    [31, "sun", "核实 J#"],
  ],
  [
    [1, "wang", "签收 J#"],
    [8, "wang", "延期 J# 到半个月后 等配件"],
    [9, "sun", "同意 J#"],
    [20, "wang", "办好了 J#"],
    [21, "sun", "核实 J#"],
  ],
  [
    [1, "wang", "退回 J# 不归我管"],
    [2, "sun", "指定 J#"],
    [6, "wang", "办好了 J#"],
    [7, "sun", "不通过 J# 没弄好"],
    [8, "wang", "办好了 J#"],
    [9, "sun", "核实 J#"],
  ],
  [[2, "sun", "撤回 J# 和别的一起办"]],
  [
    [25, "wang", "办好了 J# 晚了几天"],
    [26, "sun", "核实 J#"],
  ],
];

test("a year of thirty matters: at most five pushes a round, one a person a day, none on a day off", async () => {
  world = await openWorld();
  await world.store.write(async (tables) => {
    await tables.holidays.put([...holidays, ...makeUp]);
    await tables.settings.set(placesVersion, "2");
  });
  for (const who of ["wang", "sun"]) await world.says(who, "帮助");
  await world.says("sun", "/简报 关");
  const plan: { at: number; who: "wang" | "sun"; text: string; of: number }[] = [];
  const begin = Date.parse("2026-11-23T10:07:00+08:00");
  for (let index = 0; index < count; index++) {
    let at = begin + index * 12 * day;
    while (!calendar.isWorkday(dayNumber(at))) at += day;
    const what = `第${index + 1}处${matters[index % matters.length]}要${"修换装清查补"[index % 6]}`;
    plan.push({ at, who: "sun", text: `/交办 王主任 ${what} 十天内`, of: index });
    for (const [days, who, text] of lives[index % lives.length] ?? [])
      plan.push({ at: at + days * day + index, who, text, of: index });
  }
  plan.sort((one, other) => one.at - other.at);
  const numbers = new Map<number, string>();
  const pushes: { to: string; at: number; text: string }[] = [];
  const pass = async (until: number) => {
    const before = world.sent.length;
    await world.passes(until - world.now());
    pushes.push(...world.sent.slice(before));
  };
  for (const { at, who, text, of } of plan) {
    await pass(at);
    const answer = await world.says(who, text.replace("J#", numbers.get(of) ?? ""));
    const made = /交出去了 (J\d+)/.exec(answer)?.[1];
    if (made) numbers.set(of, made);
    else if (text.startsWith("/交办")) {
      const second = await world.says(who, "②");
      numbers.set(of, /交出去了 (J\d+)/.exec(second)?.[1] ?? "");
    }
    expect(answer).not.toMatch(/没有您能动的|没听懂/);
  }
  await pass(begin + 430 * day);

  expect(numbers.size).toBe(count);
  expect(pushes.length).toBeGreaterThan(count);
  for (const { at } of pushes) expect([at, calendar.isWorkday(dayNumber(at))]).toEqual([at, true]);
  const days = pushes.map(({ to, at }) => `${to} ${dayNumber(at)}`);
  expect(new Set(days).size).toBe(days.length);
  for (const number of numbers.values()) {
    const own = pushes.filter(({ to, text }) => to.includes("wang") && new RegExp(`${number}(?!\\d)`).test(text));
    // two before, overdue, told upward: with the handing over five; what was extended or redone has a second round
    expect([number, own.length <= 8]).toEqual([number, true]);
    const late = own.filter(({ text }) => text.includes(`${number} 超期`));
    expect([number, late.length <= 1]).toEqual([number, true]);
  }
  // by hand, five of each life: 签收 or 退回 on the next day is in time, the thirtieth and the twenty-fifth are not
  expect(await world.says("sun", "/交办 三率")).toBe(
    "新会镇：交办25件：办结25、在办0、超期0。响应15/25，解决20/25，满意0/0。",
  );
});
