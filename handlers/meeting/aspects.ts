import type { Context } from "../../src/bot/context.ts";
import { formatDay, startOfDay } from "../../src/chinese/time/index.ts";
import { lateBounds } from "../../src/ledger/assignment-days.ts";
import { ratesOf, ratesWords } from "../../src/ledger/assignment-rates.ts";
import { type Body, bodies } from "../../src/ledger/bodies.ts";
import { figuresOf, totalsOf } from "../../src/ledger/deed-figures.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { isStuck, motionTermsOf } from "../../src/ledger/motion-terms.ts";
import { type Aspect, aspect, counted, daysBetween, type Figure, mostRead } from "../../src/ledger/self-report.ts";
import type { PlaceRow } from "../../src/store/schema.ts";
import { checklistFigures } from "./checklists.ts";

/** More villages than a city has. */
const mostPlaces = 20_000;
const dayLength = 24 * 60 * 60_000;

type Days = { readonly from: string; readonly to: string };

/** What a place's work is told by, problems first: figures of records that are written anyway. */
export async function aspectsOf(place: PlaceRow, days: Days, context: Context): Promise<readonly Aspect[]> {
  const { tables, now, calendar } = context;
  const { path } = place;
  const rows = (
    await tables.selfReport.written(
      ["talk", "visit", "opinion", "consultation", "motion", "deed"],
      path,
      days,
      mostRead,
    )
  ).map((row) => ({
    ...row,
    number: numberOf(row),
    sensitive: row.sensitive === 1,
  }));
  const of = (kind: string) => rows.filter((row) => row.kind === kind);
  const [talks, visits, opinions, consultations] = [of("talk"), of("visit"), of("opinion"), of("consultation")];
  const [motions, deeds] = [of("motion"), of("deed")];
  const under = motions.filter(({ state }) => state === "going" || state === "published");
  const answered = await tables.selfReport.answered(path, days);
  const handed = (await tables.selfReport.handed(path, days, mostRead)).map((row) => ({
    ...{ ...row, number: numberOf(row), sensitive: row.sensitive === 1, due: Number(row.due_at ?? 0) },
  }));
  const { parts, money } = totalsOf(
    (await tables.deeds.below(path, days)).map((row) => figuresOf(tables.records.openText(row))),
  );
  const done = `${parts.join("、")}${money && `；资金${money}`}`;
  const graded = await tables.selfReport.graded(path, startOfDay(days.from), startOfDay(days.to) + dayLength);
  const { before } = lateBounds(now, calendar);
  const open = handed.filter(({ state }) => state === "offered" || state === "working" || state === "returned");
  const late = open.filter(({ due }) => due < before);
  const people = [...talks, ...visits].flatMap(({ with_person_id }) => with_person_id ?? []);
  const office = await tables.selfReport.inOffice(people, path);
  const withOffice = talks.filter(({ with_person_id }) => with_person_id !== null && office.has(with_person_id));
  const withMembers = [...talks, ...visits].filter(({ party_member }) => party_member === 1);
  const unanswered = opinions.filter(({ id, state }) => state === "open" && !answered.has(id));
  const stuck = await stuckIn(place, motions, context);
  const where = await talkedTo(place, talks, context);
  const lists = await checklistFigures(path, days, context);
  const met = await tables.selfReport.met(path, days);
  const rates = ratesOf(await tables.assignmentRegister.rated({ path, days }), now, calendar);
  const solved = handed.filter(({ state, outcome }) => state === "closed" && outcome === "solved");
  const promised = handed.filter(({ list }) => list !== "");
  const kept = promised.filter(({ state }) => state === "closed");
  return [
    aspect("存在问题", [
      // never a figure that hides that there is more
      rows.length < mostRead && handed.length < mostRead
        ? null
        : { text: `记录太多，下面只算最近的${mostRead / 10_000}万条`, numbers: [] },
      counted(late, (count) => `交办超期没办完 ${count}/${handed.length}件`),
      counted(unanswered, (count) => `意见没答复 ${count}/${opinions.length}`),
      promised.length > kept.length
        ? counted(
            promised.filter(({ state }) => state !== "closed"),
            (count) => `会上承诺和问题没办结 ${count}/${promised.length}件`,
          )
        : null,
      counted(stuck, (count) => `议题停着没往下走 ${count}/${motions.length}件`),
      where?.missed ?? null,
    ]),
    aspect("班子建设", [
      metWords(met.filter(({ body }) => ofTeam.has(body))),
      counted(withOffice, (count) => `和班子成员谈心 ${count}/${talks.length}次`),
    ]),
    aspect("队伍建设", [
      counted(withMembers, (count) => `和党员谈心走访 ${count}/${talks.length + visits.length}次`),
      lists.trained,
    ]),
    aspect("制度建设", [
      metWords(met.filter(({ body }) => !ofTeam.has(body))),
      counted(motions, (count) => `议题 ${count}件，办结${motions.filter(({ state }) => state === "done").length}件`),
      counted(
        consultations,
        (count) => `征求意见 ${count}次，有决定 ${consultations.filter(({ state }) => state === "decided").length}次`,
      ),
      lists.done,
    ]),
    aspect("作风建设", [
      counted(
        talks,
        (count) => `谈心 ${count}次${where === null ? "" : `，谈到的${where.level} ${where.reached}/${where.all}`}`,
      ),
      counted(visits, (count) => `走访 ${count}次`),
      answeredFigure(opinions, answered),
      rates.all > 0 ? { text: ratesWords(rates), numbers: [] } : null,
    ]),
    aspect("业绩表现", [
      counted(solved, (count) => `交办的事办结并解决 ${count}/${handed.length}件`),
      kept.length > 0 ? counted(kept, (count) => `会上承诺和问题办结 ${count}/${promised.length}件`) : null,
      counted(deeds, (count) => `实事 ${count}件：${done}`),
      graded.length > 0
        ? { text: `评议格次 ${graded.map(({ grade, count }) => `${grade}${count}`).join("、")}`, numbers: [] }
        : null,
    ]),
    aspect("下步打算", [
      ...open.slice(0, 3).map((row) => ahead(row, now)),
      counted(under, (count) => `议题接着办 ${count}件`),
    ]),
  ];
}

type Placed = { readonly path: string };
type Row = { readonly id: string; readonly number: string; readonly day: string; readonly sensitive: boolean };

/** `答复意见 118/126，最长9天（O331）` */
function answeredFigure(opinions: readonly Row[], answered: ReadonlyMap<string, number>): Figure | null {
  const done = opinions.flatMap((row) => {
    const at = answered.get(row.id);
    return at === undefined ? [] : [{ ...row, days: daysBetween(row.day, at) }];
  });
  if (done.length === 0) return null;
  const longest = done.reduce((one, other) => (other.days > one.days ? other : one));
  return {
    text: `答复意见 ${done.length}/${opinions.length}，最长${longest.days}天`,
    numbers: longest.sensitive ? [] : [longest.number],
  };
}

/** How many places below were reached by talks of these days, and which were not; null where nobody was anywhere. */
async function talkedTo(place: PlaceRow, talks: readonly Placed[], { tables, places }: Context) {
  if (talks.length === 0) return null;
  const below = place.level === "village" ? "section" : "village";
  const level = below === "village" ? "村" : "社";
  const all = await tables.coverage.days({ campaign: "talk", path: place.path, who: "" }, [below], mostPlaces);
  if (all.length === 0) return null;
  const missing = all.filter(({ id }) => talks.every(({ path }) => !path.startsWith(places.get(id)?.path ?? "/")));
  const names = missing.slice(0, 3).map(({ name }) => name);
  const missed: Figure = {
    text: `没谈过心的${level} ${missing.length}/${all.length}：${names.join("、")}${missing.length > 3 ? "等" : ""}`,
    numbers: [],
  };
  const reached = all.length - missing.length;
  return { level, all: all.length, reached, missed: missing.length > 0 ? missed : null };
}

/** Motions that have stood at one step for longer than the place allows. */
async function stuckIn<Row extends { readonly id: string }>(
  place: PlaceRow,
  motions: readonly Row[],
  { tables, now }: Context,
): Promise<readonly Row[]> {
  if (motions.length === 0) return [];
  const { stuckDays } = motionTermsOf(await tables.records.setFor("motion", place.id));
  const stuck = new Set<string>();
  for await (const one of tables.motions.eachBelow(place.path, ["going"]))
    if (isStuck(one, stuckDays, now)) stuck.add(one.id);
  return motions.filter(({ id }) => stuck.has(id));
}

/** Bodies of those who lead a village; the others are of its members and people. */
const ofTeam: ReadonlySet<string> = new Set<Body>(["branch committee", "two committees"]);

/** `开会 党员大会1次、村代会2次`, in the order in which motions come to them. */
function metWords(met: readonly { readonly body: string; readonly count: number }[]): Figure | null {
  const words = Object.entries(bodies).flatMap(([name, { word }]) => {
    const count = met.find(({ body }) => body === name)?.count ?? 0;
    return count === 0 ? [] : [`${word}${count}次`];
  });
  return words.length === 0 ? null : { text: `开会 ${words.join("、")}`, numbers: [] };
}

const ahead = (
  { number, due, sensitive }: { readonly number: string; readonly due: number; readonly sensitive: boolean },
  now: number,
): Figure =>
  sensitive
    ? { text: `${formatDay(due, now)}前办结内部事项1件`, numbers: [] }
    : { text: `${formatDay(due, now)}前办结`, numbers: [number] };
