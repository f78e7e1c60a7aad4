import type { Context } from "../../src/bot/context.ts";
import { formatDay } from "../../src/chinese/time/index.ts";
import { lateBounds } from "../../src/ledger/assignment-days.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { type Aspect, aspect, counted, daysBetween, type Figure } from "../../src/ledger/self-report.ts";
import type { PlaceRow } from "../../src/store/schema.ts";

type Days = { readonly from: string; readonly to: string };

/** What a place's work is told by, problems first: figures of records that are written anyway. */
export async function aspectsOf(place: PlaceRow, days: Days, context: Context): Promise<readonly Aspect[]> {
  const { tables, now, calendar } = context;
  const { path } = place;
  const rows = (await tables.selfReport.written(["talk", "visit", "opinion", "consultation"], path, days)).map(
    (row) => ({
      ...row,
      number: numberOf(row),
      sensitive: row.sensitive === 1,
    }),
  );
  const of = (kind: string) => rows.filter((row) => row.kind === kind);
  const [talks, visits, opinions, consultations] = [of("talk"), of("visit"), of("opinion"), of("consultation")];
  const answered = await tables.selfReport.answered(path, days);
  const handed = (await tables.selfReport.handed(path, days)).map((row) => ({
    ...{ ...row, number: numberOf(row), sensitive: row.sensitive === 1, due: Number(row.due_at ?? 0) },
  }));
  const { before } = lateBounds(now, calendar);
  const open = handed.filter(({ state }) => state === "offered" || state === "working" || state === "returned");
  const late = open.filter(({ due }) => due < before);
  const people = [...talks, ...visits].flatMap(({ with_person_id }) => with_person_id ?? []);
  const office = await tables.selfReport.inOffice(people, path);
  const withOffice = talks.filter(({ with_person_id }) => with_person_id !== null && office.has(with_person_id));
  const withMembers = [...talks, ...visits].filter(({ party_member }) => party_member === 1);
  const unanswered = opinions.filter(({ id, state }) => state === "open" && !answered.has(id));
  const missed = await notTalked(place, talks, context);
  const solved = handed.filter(({ state, outcome }) => state === "closed" && outcome === "solved");
  const promised = handed.filter(({ list }) => list !== "");
  const kept = promised.filter(({ state }) => state === "closed");
  return [
    aspect("存在问题", [
      counted(late, (count) => `交办超期没办完 ${count}/${handed.length}件`),
      counted(unanswered, (count) => `意见没答复 ${count}/${opinions.length}`),
      missed,
      promised.length > kept.length
        ? counted(
            promised.filter(({ state }) => state !== "closed"),
            (count) => `会上承诺和问题没办结 ${count}/${promised.length}件`,
          )
        : null,
    ]),
    aspect("班子建设", [counted(withOffice, (count) => `和班子成员谈心 ${count}/${talks.length}次`)]),
    aspect("队伍建设", [counted(withMembers, (count) => `和党员谈心走访 ${count}/${talks.length + visits.length}次`)]),
    aspect("制度建设", [
      counted(
        consultations,
        (count) => `征求意见 ${count}次，有决定 ${consultations.filter(({ state }) => state === "decided").length}次`,
      ),
    ]),
    aspect("作风建设", [
      counted(talks, (count) => `谈心 ${count}次`),
      counted(visits, (count) => `走访 ${count}次`),
      answeredFigure(opinions, answered),
    ]),
    aspect("业绩表现", [
      counted(solved, (count) => `交办的事办结并解决 ${count}/${handed.length}件`),
      kept.length > 0 ? counted(kept, (count) => `会上承诺和问题办结 ${count}/${promised.length}件`) : null,
    ]),
    aspect("下步打算", [...open.slice(0, 4).map((row) => ahead(row, now))]),
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

/** The places below in which nobody was talked to on these days; null where nobody was anywhere. */
async function notTalked(
  place: PlaceRow,
  talks: readonly Placed[],
  { tables, places }: Context,
): Promise<Figure | null> {
  if (talks.length === 0) return null;
  const level = place.level === "village" ? "section" : "village";
  const all = await tables.coverage.days({ campaign: "talk", path: place.path, who: "" }, [level], 500);
  const missing = all.filter(({ id }) => talks.every(({ path }) => !path.startsWith(places.get(id)?.path ?? "/")));
  if (missing.length === 0) return null;
  const names = missing.slice(0, 3).map(({ name }) => name);
  return {
    text: `没谈过心的${level === "village" ? "村" : "社"} ${missing.length}/${all.length}：${names.join("、")}${missing.length > 3 ? "等" : ""}`,
    numbers: [],
  };
}

const ahead = (
  { number, due, sensitive }: { readonly number: string; readonly due: number; readonly sensitive: boolean },
  now: number,
): Figure =>
  sensitive
    ? { text: `${formatDay(due, now)}前办结内部事项1件`, numbers: [] }
    : { text: `${formatDay(due, now)}前办结`, numbers: [number] };
