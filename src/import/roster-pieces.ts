import type { Gazetteer } from "../bot/places.ts";
import type { KnownPerson } from "../store/tables/roster.ts";
import type { Tables } from "../store/tables.ts";
import { type BadRow, badRow } from "./check.ts";
import { inTurns } from "./in-turns.ts";
import { Packed } from "./packed.ts";
import { changesOf } from "./plan.ts";
import type { Recognised } from "./recognise-people.ts";
import type { Pieces, TakenIn } from "./take-in.ts";
import { factsOf, type PeopleFile, type Some, writeRows } from "./write-people.ts";

/** People who are new or become others by the file. */
export const rosterPieces = async (file: PeopleFile, places: Gazetteer): Promise<Pieces<Recognised>> => {
  const givenTo = new Map<string, string | undefined>();
  await inTurns(file.good, (some) => {
    for (const { individual, known } of some)
      for (const account of individual.accounts) givenTo.set(account, known?.id);
    return [];
  });
  return {
    kind: "people",
    ended: file.known.ended,
    all: await Packed.inTurns(file.good, (some) =>
      some.filter((one) => !one.known || changesOf(one, file.columns, places).length > 0),
    ),
    movesFigures: (some) =>
      some.some(({ individual, known }) => known && factsOf(individual, known, file.columns).awayCity !== undefined),
    write: (id, good, tables, now) => writePiece(id, { ...file, good }, givenTo, tables, now),
  };
};

/** To whom on the roster each account goes by the file; undefined: to somebody new. */
type GivenTo = ReadonlyMap<string, string | undefined>;

async function writePiece(id: string, file: Some, givenTo: GivenTo, tables: Tables, now: number): Promise<TakenIn> {
  const ids = file.good.flatMap(({ known }) => (known ? [known.id] : []));
  const shorts = file.good.flatMap(({ individual, known }) => [...individual.accounts, ...(known?.listed ?? [])]);
  // first, as they are held from then on
  const before = await tables.importChanges.ofPeople(ids, shorts);
  const { good, left } = await stillSo(file, givenTo, tables);
  const { added, updated, idOf } = await writeRows({ ...file, good }, tables, now);
  const fresh = good.flatMap(({ individual, known }) => (known ? [] : [idOf(individual)]));
  await tables.importChanges.keep(id, before, await tables.importChanges.ofPeople([...ids, ...fresh], shorts));
  return { added, updated, left };
}

/** Who they are by now; those of whom that cannot be said any more are left. */
async function stillSo(
  { good, known }: Some,
  givenTo: GivenTo,
  tables: Tables,
): Promise<{ readonly good: readonly Recognised[]; readonly left: readonly BadRow[] }> {
  const ids = good.flatMap((one) => (one.known ? [one.known.id] : []));
  const people = new Map((await tables.roster.ofIds(ids)).map((person) => [person.id, person]));
  const met = new Set(
    (await tables.roster.madeFrom(known.bound)).flatMap(({ id, name }) => (known.recent.has(id) ? [] : [name])),
  );
  const owners = await tables.roster.owners(good.flatMap(({ individual }) => individual.accounts));
  const isTaken = (account: string, id: string | undefined): boolean => {
    const owner = owners.get(account);
    return owner !== undefined && owner.id !== id && owner.id !== known.owners.get(account)?.id;
  };
  /** accounts that the file itself gives to others, who may have been written before */
  const taken = (one: Recognised) => (account: string) =>
    givenTo.has(account) && givenTo.get(account) !== one.known?.id;
  const left: BadRow[] = [];
  const still = good.flatMap((one): Recognised[] => {
    const { name, accounts, rows } = one.individual;
    const person = one.known ? people.get(one.known.id) : null;
    const isMet = one.known ? !person || isOther(one.known, person, taken(one)) : met.has(name);
    if (!isMet && !accounts.some((account) => isTaken(account, one.known?.id)))
      return [{ ...one, known: person ?? null }];
    left.push(badRow(rows[0].row, `${name}刚刚有人登记或改过，没有写：再导一遍`));
    return [];
  });
  return { good: still, left };
}

/** Whether somebody changed what is known of them: what was taken away by hand is not given back by a file read before. */
function isOther(before: KnownPerson, now: KnownPerson, isMoved: (account: string) => boolean): boolean {
  const shut = ({ listed, posts, ...person }: KnownPerson) =>
    JSON.stringify([
      ...[person.name, person.fatherName, person.phone, person.homePlaceId, person.awayCity, person.partyMember],
      posts.map(({ id, title }) => [id, title]),
      listed.filter((account) => !isMoved(account)),
    ]);
  return shut(before) !== shut(now);
}
