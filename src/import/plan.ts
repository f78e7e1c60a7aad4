import { roleWords } from "../bot/permission.ts";
import type { Gazetteer } from "../bot/places.ts";
import type { DirectoryEntry } from "../store/tables/directory.ts";
import type { Pairing } from "../store/tables/pairings.ts";
import type { Policy } from "../store/tables/policies.ts";
import type { Tables } from "../store/tables.ts";
import type { HolidayRow } from "./check-holidays.ts";
import { levelWordOf, type PlaceRow } from "./check-places.ts";
import { shownPhone } from "./exported.ts";
import { inTurns } from "./in-turns.ts";
import { policyKey } from "./policies.ts";
import type { Recognised } from "./recognise-people.ts";
import { stayOf } from "./write-pairings.ts";
import { factsOf, type PeopleFile, samePost } from "./write-people.ts";

/** One column of something known that would become another. */
export type Change = readonly [column: string, from: string, to: string];
/** What a file would do, without doing it. */
export type Plan = {
  readonly added: readonly string[];
  readonly updates: readonly { readonly of: string; readonly changes: readonly Change[] }[];
  readonly same: number;
};

/** `changes` null: it is new. */
type Planned = { readonly of: string; readonly changes: readonly Change[] | null };

/** Of rows each of which is new, or known with what would change of it. */
export function planOf(rows: readonly Planned[]): Plan {
  const updates = rows.flatMap(({ of, changes }) => (changes && changes.length > 0 ? [{ of, changes }] : []));
  const added = rows.filter(({ changes }) => changes === null).map(({ of }) => of);
  return { added, updates, same: rows.length - updates.length - added.length };
}

const change = (column: string, from: string, to: string): Change[] => (from === to ? [] : [[column, from, to]]);

export async function planPlaces(rows: readonly PlaceRow[], tables: Tables): Promise<Plan> {
  const known = new Map((await tables.places.all()).map((place) => [place.id, place]));
  const aliases = await tables.places.aliases();
  return planOf(
    rows.map(({ name, levelWord, existingId, aliases: said }): Planned => {
      const before = known.get(existingId ?? "");
      if (!before) return { of: name, changes: null };
      const called = aliases.get(before.id) ?? [];
      const more = said.filter((alias) => !called.includes(alias));
      return {
        of: name,
        changes: [
          ...change("名称", before.name, name),
          ...change("级别", levelWordOf(before), levelWord),
          ...change("别名", called.join("、"), [...called, ...more].join("、")),
        ],
      };
    }),
  );
}

export async function planHolidays(rows: readonly HolidayRow[], tables: Tables): Promise<Plan> {
  const known = new Map((await tables.holidays.all()).map((holiday) => [holiday.day, holiday]));
  return planOf(
    rows.map(({ day, kind, name }): Planned => {
      const before = known.get(day);
      const changes = before && [...change("类型", before.kind, kind), ...change("名称", before.name, name)];
      return { of: day, changes: changes ?? null };
    }),
  );
}

export async function planDirectory(rows: readonly DirectoryEntry[], tables: Tables): Promise<Plan> {
  const keyOf = ({ title, name }: DirectoryEntry) => `${title}\n${name}`;
  const known = new Map((await tables.directory.all()).map((entry) => [keyOf(entry), entry]));
  const open = (isPublic: boolean) => (isPublic ? "公开" : "内部");
  return planOf(
    rows.map((row): Planned => {
      const of = [row.title, row.name].filter(Boolean).join(" ");
      const before = known.get(keyOf(row));
      if (!before) return { of, changes: null };
      return {
        of,
        changes: [
          ...change("事项", before.matters.join("、"), row.matters.join("、")),
          ...(before.phone === row.phone ? [] : [phoneChange("电话", before.phone, row.phone)]),
          ...change("公开", open(before.isPublic), open(row.isPublic)),
        ],
      };
    }),
  );
}

export async function planPolicies(rows: readonly Policy[], tables: Tables): Promise<Plan> {
  const known = new Map((await tables.policies.all()).map((policy) => [policyKey(policy), policy]));
  return planOf(
    rows.map((row): Planned => {
      const of = policyKey(row);
      const before = known.get(of);
      if (!before) return { of, changes: null };
      return {
        of,
        changes: [
          ...change("内容", before.words, row.words),
          ...change("来源", before.source, row.source),
          ...change("日期", before.from, row.from),
          ...change("到期", before.until ?? "", row.until ?? ""),
        ],
      };
    }),
  );
}

export async function planPairings(
  rows: readonly Pairing[],
  tables: Tables,
  wordsOf: (one: Pairing) => Promise<string>,
): Promise<Plan> {
  const keyOf = ({ cadreId, kind, target }: Pairing) => [cadreId, kind, target].join();
  const held = new Map((await tables.pairings.all()).map((one) => [keyOf(one), one]));
  const planned: Planned[] = [];
  for (const row of rows) {
    const before = held.get(keyOf(row));
    const [was, is] = [before && stayOf(before), stayOf(row, before)];
    planned.push({
      of: await wordsOf(row),
      changes: was ? [...change("到", was.until ?? "", is.until ?? ""), ...change("目标", was.goal, is.goal)] : null,
    });
  }
  return planOf(planned);
}

export const planPeople = async ({ good, columns }: PeopleFile, places: Gazetteer): Promise<Plan> =>
  planOf(
    await inTurns(good, (some) =>
      some.map((one): Planned => {
        const of = `${one.individual.name} ${places.fullName(one.individual.placeIds[0] ?? "")}`;
        return { of, changes: one.known ? changesOf(one, columns, places) : null };
      }),
    ),
  );

export function changesOf(
  { individual, known }: Recognised,
  columns: ReadonlySet<string>,
  places: Gazetteer,
): Change[] {
  if (!known) return [];
  const facts = factsOf(individual, known, columns);
  const yes = (is: boolean) => (is ? "是" : "否");
  const place = (id: string | null | undefined) => (id ? places.fullName(id) : "");
  const listed = columns.has("账号") && individual.accounts.length > 0 ? individual.accounts : known.listed;
  return [
    ...(facts.homePlaceId === undefined ? [] : change("地点", place(known.homePlaceId), place(facts.homePlaceId))),
    ...(facts.phone === undefined ? [] : [phoneChange("手机", known.phone, facts.phone)]),
    ...(facts.awayCity === undefined ? [] : change("外出", known.awayCity ?? "在家", facts.awayCity ?? "在家")),
    ...(facts.partyMember === undefined ? [] : change("党员", yes(known.partyMember), yes(facts.partyMember))),
    ...(facts.fatherName === undefined ? [] : change("父名", known.fatherName ?? "", facts.fatherName ?? "")),
    ...individual.rows.flatMap((row): Change[] => {
      if (row.role === "villager") return [];
      const held = known.posts.find((post) => samePost(post, row));
      if (!held) return [["岗位", "", `${place(row.placeId)}${roleWords[row.role]}${row.title && `（${row.title}）`}`]];
      return columns.has("职务") ? change("职务", held.title, row.title) : [];
    }),
    ...change("账号", [...known.listed].sort().join("、"), [...listed].sort().join("、")),
  ];
}

/** Of two numbers that look alike when they are masked it is said that they differ. */
function phoneChange(column: string, from: string | null, to: string | null): Change {
  const [old, next] = [shownPhone(from, false), shownPhone(to, false)];
  return [column, old, old === next ? `${next}（另一个）` : next];
}
