import { afterEach, describe, expect, test } from "@jest/globals";
import { jobs } from "../../jobs/index.ts";
import { defaultMinute } from "../../src/ledger/digest.ts";
import { placesVersion } from "../../src/store/tables/places.ts";
import { direct, type Engine, group, openWorld, type World } from "../world.ts";

let world: World;
afterEach(() => world.close());

const day = 86_400_000;
const minute = 60_000;
const ms = (time: string) => Date.parse(`${time}+08:00`);
/** `2027-02-05`, and 1 for Monday: of a moment in Shanghai. */
const iso = (at: number) => new Date(at + 8 * 60 * minute).toISOString().slice(0, 10);
const weekday = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
const clock = (at: number) => new Date(at + 8 * 60 * minute).toISOString().slice(11, 16);

function datesBetween(from: string, to: string): string[] {
  const dates: string[] = [];
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= Date.parse(`${to}T00:00:00Z`); at += day)
    dates.push(new Date(at).toISOString().slice(0, 10));
  return dates;
}

/** Statutory holidays and the weekend days that are worked for them; a year that is not in it is Monday to Friday. */
type Statute = { readonly off: readonly string[]; readonly worked: readonly string[] };
const statute2027: Statute = {
  off: [...datesBetween("2027-01-01", "2027-01-03"), ...datesBetween("2027-02-05", "2027-02-11")],
  worked: ["2027-01-30", "2027-02-20"],
};
const isWorkday = (date: string, { off, worked }: Statute): boolean =>
  worked.includes(date) || (weekday(date) < 6 && !off.includes(date));

/** Each thing that is set, its words among what is said, and on which days it must come. */
type Expected = { readonly set: string; readonly word: string; readonly at: string; on(date: string): boolean };

const monthEnd = (date: string): boolean => iso(Date.parse(`${date}T12:00:00Z`) + day).slice(8) === "01";

/** Villages in each of which something waits for an answer; a third of them has a secretary who reads digests. */
async function fill(villages: number, holidays: Statute): Promise<string[]> {
  const people: string[] = [];
  await world.store.write(async (tables) => {
    for (let index = 0; index < villages; index++) {
      const id = `q${index}`;
      const path = `/county/town/${id}/`;
      await tables.places.put(
        { ...{ id, parent_id: "town", level: "village", level_word: "" }, name: `第${index}村`, path, town_id: "town" },
        [],
      );
      await tables.records.add({
        ...{ kind: "opinion", town_id: "town", chat: "sandbox:town:direct:li", account: "sandbox:li", author_id: null },
        ...{ place_id: id, cause: `fill${index}#record`, text: "路灯不亮", fingerprint: "", created_at: world.now() },
        day: iso(world.now()),
      });
      if (index % 3 !== 0) continue;
      const person = { homePlaceId: null, awayCity: null, partyMember: false, phone: null, now: world.now() };
      const personId = await tables.people.add({ ...person, name: `书记${index}` });
      await tables.people.addPost({ personId, role: "secretary", placeId: id, title: "", now: world.now() });
      await tables.people.nameAccount(`sandbox:s${index}`, personId);
      // minutes that several share: what happens to many at once is the point, not so many minutes
      await tables.digests.begin(personId, defaultMinute(id) - (defaultMinute(id) % 5) + 1, iso(world.now() + day));
      people.push(`s${index}`);
    }
    await tables.holidays.put([
      ...holidays.off.map((date) => ({ day: date, kind: "休" as const, name: "假" })),
      ...holidays.worked.map((date) => ({ day: date, kind: "班" as const, name: "假" })),
    ]);
    await tables.settings.set(placesVersion, "2");
  });
  people.push("sun");
  // a digest that says the same as the last is not sent: each day of the week has something else to be done
  for (const who of people)
    for (const each of "一二三四五六日") await world.says(who, `/提醒 每周${each}18:30 第${each}样收尾`);
  return people;
}

/** All that was said with a word, as moments, in order. */
const told = (word: string): number[] =>
  world.sent
    .filter(({ text }) => text.startsWith("【提醒】") && text.includes(word))
    .map(({ at }) => at)
    .sort((one, other) => one - other);

const expectedOf = ({ at, on }: Expected, from: number, to: number): number[] =>
  datesBetween(iso(from), iso(to))
    .filter(on)
    .map((date) => ms(`${date}T${at}:00`))
    .filter((moment) => moment > from && moment <= to);

const digestsOf = (who: string): string[] =>
  world.sent
    .filter(({ to, text }) => to === `sandbox:town:direct:${who}` && /^\d+月\d+日 /.test(text))
    .map(({ at }) => iso(at));

/** Group posts and what others caused rest at night, group posts at noon too. */
const inQuietHours = () =>
  world.sent.filter(({ to, at }) => {
    const time = clock(at);
    const isNight = time >= "21:00" || time < "07:00";
    return to.includes(":group:") && (isNight || (time >= "12:00" && time < "14:00"));
  });

async function play(things: readonly Expected[], people: readonly string[], until: string, holidays: Statute) {
  const from = world.now();
  for (const { set } of things) {
    const said = await world.says("zhou", set, set.includes("本群") ? group("office") : direct("zhou"), {
      mentioned: true,
    });
    expect([set, said]).toEqual([set, expect.stringContaining("记下了")]);
  }
  await world.passes(until);
  const to = world.now();
  for (const one of things)
    expect([one.set, told(one.word).map(clockOf)]).toEqual([one.set, expectedOf(one, from, to).map(clockOf)]);
  const mornings = datesBetween(iso(from + day), iso(to)).filter((date) => isWorkday(date, holidays));
  for (const who of people) expect([who, digestsOf(who)]).toEqual([who, mornings]);
  expect(inQuietHours()).toEqual([]);
}

const clockOf = (at: number): string => `${iso(at)} ${clock(at)}`;

const things = (holidays: Statute): readonly Expected[] => [
  { set: "/提醒 每天8:30 甲事 到1月15日", word: "甲事", at: "08:30", on: (date) => date <= "2027-01-15" },
  { set: "/提醒 工作日9:10 乙事", word: "乙事", at: "09:10", on: (date) => isWorkday(date, holidays) },
  { set: "/提醒 每周二四六8点 丙事", word: "丙事", at: "08:00", on: (date) => [2, 4, 6].includes(weekday(date)) },
  {
    set: "/提醒 每两周的周一9点 丁事",
    ...{ word: "丁事", at: "09:00" },
    on: (date) => weekday(date) === 1 && ((Date.parse(date) - Date.parse("2026-12-21")) / day) % 14 === 0,
  },
  { set: "/提醒 每月最后一天17点 戊事", word: "戊事", at: "17:00", on: monthEnd },
  { set: "/提醒 每月31号10点 己事", word: "己事", at: "10:00", on: (date) => date.endsWith("-31") },
  {
    set: "/提醒 农历每月初一8点 庚事",
    ...{ word: "庚事", at: "08:00" },
    // 腊月初一, 正月初一, 二月初一 by the almanac
    on: (date) => ["2027-01-08", "2027-02-06", "2027-03-08"].includes(date),
  },
  { set: "/提醒 除夕15点 辛事", word: "辛事", at: "15:00", on: (date) => date === "2027-02-05" },
  {
    set: "/提醒 每周五16点 壬事 节假日除外",
    ...{ word: "壬事", at: "16:00" },
    on: (date) => weekday(date) === 5 && !holidays.off.includes(date),
  },
  { set: "/提醒 本群 每天10点 癸事", word: "癸事", at: "10:00", on: () => true },
];

describe("a quarter in fast time", () => {
  test("over New Year and the Spring Festival each reminder and digest comes exactly once, and none in quiet hours", async () => {
    world = await openWorld({ startAt: ms("2026-12-20T10:00:00") });
    const people = await fill(21, statute2027);
    await play(things(statute2027), people, "2027-03-20T12:00:00+08:00", statute2027);
  });
});

describe.each<Engine>(["sqlite", "postgres"])("a clock that is moved, on %s", (engine) => {
  const moved = async (to: string) => {
    world.waits(to);
    for (const job of jobs) await job.clockMoved?.(world.context);
  };

  test("back an hour and forward a day repeats nothing, and tells once what was missed", async () => {
    world = await openWorld({ engine, startAt: ms("2026-12-20T10:00:00") });
    const people = await fill(2, statute2027);
    await world.says("zhou", "/提醒 每天9点 甲事");
    await world.says("zhou", "/提醒 12月21日8:40 乙事");
    await world.passes("2026-12-21T09:30:00+08:00");
    await moved("2026-12-21T08:30:00+08:00");
    await world.passes("2026-12-21T20:00:00+08:00");
    expect(told("甲事").map(clockOf)).toEqual(["2026-12-21 09:00"]);
    expect(told("乙事").map(clockOf)).toEqual(["2026-12-21 08:40"]);
    await moved("2026-12-22T20:00:00+08:00");
    await world.passes("2026-12-24T20:00:00+08:00");
    expect(told("甲事").map(clockOf).slice(1)).toEqual(["2026-12-22 20:01", "2026-12-23 09:00", "2026-12-24 09:00"]);
    // that of the 22nd is later than noon and falls into the next
    for (const who of people) expect(digestsOf(who)).toEqual(["2026-12-21", "2026-12-23", "2026-12-24"]);
  });

  test("eight hours or forty days ahead and put right silences no rhythm and no digest", async () => {
    world = await openWorld({ engine, startAt: ms("2026-12-21T06:30:00") });
    const people = await fill(2, statute2027);
    await world.says("zhou", "/提醒 每天17点 甲事");
    await moved("2026-12-21T14:30:00+08:00");
    await world.passes("2026-12-21T14:31:00+08:00");
    await moved("2026-12-21T06:32:00+08:00");
    await world.passes("2026-12-22T20:00:00+08:00");
    expect(told("甲事").map(clockOf)).toEqual(["2026-12-21 17:00", "2026-12-22 17:00"]);
    for (const who of people) expect(digestsOf(who)).toEqual(["2026-12-22"]);
    await moved("2027-01-31T20:00:00+08:00");
    await world.passes("2027-01-31T20:01:00+08:00");
    await moved("2026-12-22T20:02:00+08:00");
    await world.passes("2026-12-25T20:00:00+08:00");
    const after = told("甲事")
      .map(clockOf)
      .filter((at) => at < "2027")
      .slice(2);
    expect(after).toEqual(["2026-12-24 17:00", "2026-12-25 17:00"]);
    for (const who of people) expect(digestsOf(who).slice(1)).toEqual(["2026-12-23", "2026-12-24", "2026-12-25"]);
  });
});

test("over a leap day and into a year whose holidays nobody has recorded working days are Monday to Friday", async () => {
  world = await openWorld({ startAt: ms("2028-02-25T10:00:00") });
  const unknown: Statute = { off: [], worked: [] };
  const people = await fill(3, unknown);
  expect(await world.says("zhou", "/提醒 工作日7:30 子事")).toContain("2028年节假日未录入，暂按周一至周五");
  await play(
    [
      { set: "/提醒 每天8点 甲事", word: "甲事", at: "08:00", on: () => true },
      { set: "/提醒 工作日9:10 乙事", word: "乙事", at: "09:10", on: (date) => isWorkday(date, unknown) },
      { set: "/提醒 每月最后一天17点 丙事", word: "丙事", at: "17:00", on: (date) => date === "2028-02-29" },
      { set: "/提醒 2月29日9点 丁事", word: "丁事", at: "09:00", on: (date) => date === "2028-02-29" },
      { set: "/提醒 3月1日15点 戊事 提前一天", word: "戊事", at: "15:00", on: (date) => date === "2028-02-29" },
    ],
    people,
    "2028-03-03T12:00:00+08:00",
    unknown,
  );
});
