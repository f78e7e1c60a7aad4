import { setImmediate as turn } from "node:timers/promises";
import { beginDigest, takeOver } from "../bot/post.ts";
import type { PlaceIndex } from "../chinese/names/index.ts";
import { idsBeforeNow } from "../store/engine/id.ts";
import { groupBy } from "../store/tables/group-by.ts";
import type { HeldPost, KnownPerson } from "../store/tables/roster.ts";
import type { Tables } from "../store/tables.ts";
import type { BadRow, Checked } from "./check.ts";
import { checkEachPerson, type PersonRow } from "./check-people.ts";
import { inTurns } from "./in-turns.ts";
import { type Individual, individualsOf } from "./individuals.ts";
import { type Long, Packed } from "./packed.ts";
import { findPeople, type Given, type Recognised, settlePerson } from "./recognise-people.ts";
import type { Table } from "./table.ts";
import type { Written } from "./write.ts";

export type PeopleFile = Omit<Checked<Recognised>, "good"> & {
  readonly good: Long<Recognised>;
  /** the columns that the file has: nothing else is written */
  readonly columns: ReadonlySet<string>;
  /** what was known when it was read: between reading and writing others go on */
  readonly known: Known;
};

export type Known = ReturnType<typeof idsBeforeNow> & {
  /** people of the last minute, who were there already */
  readonly recent: ReadonlySet<string>;
  readonly owners: ReadonlyMap<string, { readonly id: string }>;
  /** which imports had ended: whom another one adds cannot be told from who was there */
  readonly ended: string;
};

/** In so many parts, all of a name in one of them, a roster is looked at, one after the other. */
const parts = 16;
const someAtOnce = 250;
function partOf(name: string): number {
  let sum = 0;
  for (const sign of name) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 65_536;
  return sum % parts;
}

/** Reads a roster and finds out who each person in it is; what is long of it is packed. */
export async function readPeople(table: Table, places: PlaceIndex, tables: Tables): Promise<PeopleFile> {
  const ended = await tables.imports.ended("people");
  const rows = Array.from({ length: parts }, () => new Packed<PersonRow>());
  const checked = await checkEachPerson(table, places, (row) => rows[partOf(row.name)]?.add(row));
  const ids = idsBeforeNow();
  const recent = new Set((await tables.roster.madeFrom(ids.bound)).map(({ id }) => id));
  const owners = new Map<string, { readonly id: string; readonly name: string }>();
  const given: Given = new Map();
  const ownerOf = (account: string) => owners.get(account);
  const bad = [...checked.bad];
  const found: Long<Recognised>[] = [];
  for (const part of rows.splice(0)) {
    const { individuals, bad: unclear } = await individualsOf(await inTurns(part, (some) => some), places);
    const known = groupBy(
      await tables.roster.called([...new Set(individuals.map(({ name }) => name))]),
      ({ name }) => name,
    );
    for (const [account, owner] of await tables.roster.owners(individuals.flatMap(({ accounts }) => accounts)))
      owners.set(account, owner);
    const roster = { called: (name: string) => known.get(name) ?? [], ownerOf };
    const recognised = await findPeople(individuals, roster, places, given);
    bad.push(...unclear, ...recognised.bad);
    found.push(await Packed.inTurns(recognised.found.toSorted(byRow), (some) => some));
  }
  const good = await settled(found, (one) => settlePerson(one, { ownerOf }, given), bad);
  return {
    good,
    bad: bad.sort((one, other) => one.row - other.row),
    unknownColumns: checked.unknownColumns,
    columns: new Set(table.header),
    known: { ...ids, recent, owners, ended },
  };
}

const rowOf = ({ individual }: Recognised): number => individual.rows[0].row;
const byRow = (one: Recognised, other: Recognised): number => rowOf(one) - rowOf(other);

/** Of all parts in the order of the file. */
async function settled(
  found: readonly Long<Recognised>[],
  settle: (one: Recognised) => Recognised | BadRow,
  bad: BadRow[],
): Promise<Packed<Recognised>> {
  const good = new Packed<Recognised>();
  const open = found.map((part) => {
    const each = part[Symbol.iterator]();
    return { each, next: each.next() };
  });
  for (let count = 1; ; count++) {
    let [first] = open;
    for (const one of open)
      if (!one.next.done && (!first || first.next.done || byRow(one.next.value, first.next.value) < 0)) first = one;
    if (!first || first.next.done) return good;
    const one = settle(first.next.value);
    if ("reason" in one) bad.push(one);
    else good.add(one);
    first.next = first.each.next();
    if (count % someAtOnce === 0) await turn();
  }
}

/** Brings the roster up to what the file says, and touches nothing of which it says nothing. */
export async function writePeople(file: PeopleFile, tables: Tables, now: number): Promise<Written> {
  const good = [...file.good];
  const written = await writeRows({ ...file, good }, tables, now);
  for (const { individual, known } of good)
    for (const { role, placeId, title } of individual.rows)
      if (role !== "villager" && !known?.posts.some((post) => samePost(post, { role, placeId })))
        await takeOver({ personId: known?.id ?? written.idOf(individual), role, placeId, title }, tables);
  return written;
}

/** Some people of a file. */
export type Some = Omit<PeopleFile, "good"> & { readonly good: readonly Recognised[] };

/** All but that what the holders of posts left behind goes to whom they are given. */
export async function writeRows(
  { good, columns, known: { make } }: Some,
  tables: Tables,
  now: number,
): Promise<Written & { readonly idOf: (individual: Individual) => string }> {
  const fresh = good.flatMap(({ individual, known }) => (known ? [] : [individual]));
  const ids = await tables.roster.addAll(
    fresh.map((individual) => ({ name: individual.name, ...factsOf(individual, null, columns) })),
    now,
    make,
  );
  const idOf = new Map(fresh.map((individual, i) => [individual, ids[i] ?? ""]));
  const added = fresh.length;
  let updated = 0;
  const given: GivenAway = { posts: new Map(), accounts: new Map() };
  const become = good.map((one) => ({ ...one, facts: one.known ? factsOf(one.individual, one.known, columns) : {} }));
  await tables.roster.away(
    new Map(
      become.flatMap(({ known, facts }) =>
        known && facts.awayCity !== undefined ? [[known.id, facts.awayCity] as const] : [],
      ),
    ),
  );
  for (const { individual, known, facts } of become) {
    const id = known?.id ?? idOf.get(individual) ?? "";
    const { awayCity: _written, ...others } = facts;
    await tables.roster.correct(id, others);
    let changes = Object.keys(facts).length;
    for (const row of individual.rows) changes += await writePost(row, { id, known }, columns, given, tables);
    if (columns.has("账号")) changes += await writeAccounts(individual, { id, known }, given, tables);
    if (known && changes > 0) updated++;
  }
  const posts = [...given.posts.values()];
  await tables.roster.addPosts(posts, now);
  await tables.roster.list(given.accounts);
  for (const { role, personId, placeId } of posts)
    if (role === "secretary") await beginDigest(personId, placeId, tables, now);
  return { added, updated, idOf: (individual) => idOf.get(individual) ?? "" };
}

export type Facts = Partial<Pick<KnownPerson, "fatherName" | "phone" | "homePlaceId" | "awayCity" | "partyMember">>;

/** What the file says of a person and is not so yet. */
export function factsOf(
  { rows, phone, fatherName }: Individual,
  known: KnownPerson | null,
  columns: ReadonlySet<string>,
): Facts {
  const home = rows.find(({ role }) => role === "villager")?.placeId;
  const livesElsewhere = home !== undefined && (columns.has("岗位") || known === null) && home !== known?.homePlaceId;
  const awayCity = rows.find((row) => row.awayCity !== null)?.awayCity ?? null;
  const partyMember = rows.some((row) => row.partyMember);
  return {
    ...(fatherName !== null && fatherName !== known?.fatherName ? { fatherName } : {}),
    ...(phone !== null && phone !== known?.phone ? { phone } : {}),
    ...(livesElsewhere ? { homePlaceId: home } : {}),
    ...(columns.has("外出") && awayCity !== (known?.awayCity ?? null) ? { awayCity } : {}),
    ...(columns.has("党员") && partyMember !== (known?.partyMember ?? false) ? { partyMember } : {}),
  };
}

export const samePost = (one: Pick<HeldPost, "role" | "placeId">, other: Pick<HeldPost, "role" | "placeId">): boolean =>
  one.role === other.role && one.placeId === other.placeId;

/** What nobody held before is written with a few statements for all: with one each a server takes ten times as long. */
type GivenAway = {
  /** by who, what and where; the last title is meant */
  readonly posts: Map<string, Omit<HeldPost, "id">>;
  readonly accounts: Map<string, string>;
};
type Whose = { readonly id: string; readonly known: KnownPerson | null };

async function writePost(
  row: PersonRow,
  { id: personId, known }: Whose,
  columns: ReadonlySet<string>,
  given: GivenAway,
  tables: Tables,
): Promise<number> {
  const { role, placeId, title } = row;
  if (role === "villager") return 0;
  const held = known?.posts.find((post) => samePost(post, row));
  if (!held) given.posts.set([personId, role, placeId].join(), { personId, role, placeId, title });
  else if (columns.has("职务") && held.title !== title) await tables.roster.retitle(held.id, title);
  else return 0;
  return 1;
}

/** The accounts in a cell are all that the roster gives; an empty cell says nothing of them. */
async function writeAccounts(
  { accounts }: Individual,
  { id, known }: Whose,
  given: GivenAway,
  tables: Tables,
): Promise<number> {
  if (accounts.length === 0) return 0;
  const listed = known?.listed ?? [];
  const fresh = accounts.filter((account) => !listed.includes(account));
  const gone = listed.filter((account) => !accounts.includes(account));
  for (const account of gone) await tables.roster.unlist(account, id);
  for (const account of fresh) given.accounts.set(account, id);
  return fresh.length + gone.length;
}
