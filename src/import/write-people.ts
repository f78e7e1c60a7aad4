import { beginDigest, takeOver } from "../bot/post.ts";
import type { PlaceIndex } from "../chinese/names/index.ts";
import { idsBeforeNow } from "../store/engine/id.ts";
import { groupBy } from "../store/tables/group-by.ts";
import type { HeldPost, KnownPerson } from "../store/tables/roster.ts";
import type { Tables } from "../store/tables.ts";
import type { Checked } from "./check.ts";
import { checkPeople, type PersonRow } from "./check-people.ts";
import { type Individual, individualsOf } from "./individuals.ts";
import { type Recognised, recognisePeople } from "./recognise-people.ts";
import type { Table } from "./table.ts";
import type { Written } from "./write.ts";

export type PeopleFile = Checked<Recognised> & {
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

/** Reads a roster and finds out who each person in it is. */
export async function readPeople(table: Table, places: PlaceIndex, tables: Tables): Promise<PeopleFile> {
  const ended = await tables.imports.ended("people");
  const checked = await checkPeople(table, places);
  const { individuals, bad } = await individualsOf(checked.good, places);
  const ids = idsBeforeNow();
  const recent = new Set((await tables.roster.madeFrom(ids.bound)).map(({ id }) => id));
  const known = groupBy(
    await tables.roster.called([...new Set(individuals.map(({ name }) => name))]),
    ({ name }) => name,
  );
  const owners = await tables.roster.owners(individuals.flatMap(({ accounts }) => accounts));
  const roster = {
    called: (name: string) => known.get(name) ?? [],
    ownerOf: (account: string) => owners.get(account),
  };
  const recognised = await recognisePeople(individuals, roster, places);
  const columns = new Set(table.header);
  const allBad = [...checked.bad, ...bad, ...recognised.bad].sort((one, other) => one.row - other.row);
  return {
    good: recognised.good,
    bad: allBad,
    unknownColumns: checked.unknownColumns,
    columns,
    known: { ...ids, recent, owners, ended },
  };
}

/** Brings the roster up to what the file says, and touches nothing of which it says nothing. */
export async function writePeople(file: PeopleFile, tables: Tables, now: number): Promise<Written> {
  const written = await writeRows(file, tables, now);
  for (const { individual, known } of file.good)
    for (const { role, placeId, title } of individual.rows)
      if (role !== "villager" && !known?.posts.some((post) => samePost(post, { role, placeId })))
        await takeOver({ personId: known?.id ?? written.idOf(individual), role, placeId, title }, tables);
  return written;
}

/** All but that what the holders of posts left behind goes to whom they are given. */
export async function writeRows(
  { good, columns, known: { make } }: PeopleFile,
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
  const given: Given = { posts: new Map(), accounts: new Map() };
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
type Given = {
  /** by who, what and where; the last title is meant */
  readonly posts: Map<string, Omit<HeldPost, "id">>;
  readonly accounts: Map<string, string>;
};
type Whose = { readonly id: string; readonly known: KnownPerson | null };

async function writePost(
  row: PersonRow,
  { id: personId, known }: Whose,
  columns: ReadonlySet<string>,
  given: Given,
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
  given: Given,
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
