import type { PlaceIndex } from "../chinese/names/place-index.ts";
import type { KnownPerson } from "../store/tables/roster.ts";
import { type BadRow, badRow } from "./check.ts";
import { inTurns } from "./in-turns.ts";
import { differ, type Individual, isSameNeighbourhood } from "./individuals.ts";
import { pathOf } from "./place-path.ts";

/** A person of the file, and who that is on the roster; null is somebody new. */
export type Recognised = { readonly individual: Individual; readonly known: KnownPerson | null };

export type Roster = {
  /** everybody of a name that stands in the file */
  readonly called: (name: string) => readonly KnownPerson[];
  /** whose an account is, by the roster or by a code */
  readonly ownerOf: (account: string) => { readonly id: string; readonly name: string } | undefined;
};

/**
 * Who each person of the file is: by name and phone, else by name and place, else by name and account. Never by the
 * account alone: one that the roster gives to somebody of another name is to be settled by people.
 */
export async function recognisePeople(
  individuals: readonly Individual[],
  roster: Roster,
  places: PlaceIndex,
): Promise<{ readonly good: readonly Recognised[]; readonly bad: readonly BadRow[] }> {
  const byPhone = new Map(
    await inTurns(individuals, (some) => some.map((one) => [one, ofSamePhone(one, roster.called(one.name))] as const)),
  );
  const taken = new Set([...byPhone.values()].map((known) => known?.id));
  const found = new Map<Individual, KnownPerson | null>();
  // by id of the person: over 100,000 rows nothing may be looked for among all
  const named = new Map<string, Individual>();
  const bad: BadRow[] = [];
  const find = (individual: Individual): void => {
    const others = roster.called(individual.name).filter(({ id }) => !taken.has(id));
    const match = byPhone.get(individual) ?? matchOf(individual, others, places);
    const rival = match && typeof match !== "string" && named.get(match.id);
    if (match === null && isMasked(individual)) bad.push(badRow(individual.rows[0].row, maskedWords(individual)));
    else if (typeof match === "string") bad.push(badRow(individual.rows[0].row, match));
    else if (rival) bad.push(badRow(individual.rows[0].row, rivalWords(individual, rival)));
    else {
      found.set(individual, match);
      if (match) named.set(match.id, individual);
    }
  };
  const settle = (individual: Individual): readonly Recognised[] => {
    const known = found.get(individual);
    if (known === undefined) return [];
    const conflict = individual.accounts.find((account) => {
      const owner = roster.ownerOf(account);
      return owner !== undefined && owner.id !== known?.id && !givesUp(named.get(owner.id), account);
    });
    if (conflict === undefined) return [{ individual, known }];
    const owner = roster.ownerOf(conflict)?.name ?? "";
    const remedy = `确是${individual.name}的，把${owner}那一行也写进来，账号写${owner}现在的`;
    bad.push(badRow(individual.rows[0].row, `账号“${conflict}”名册里是${owner}的：${remedy}`));
    return [];
  };
  await inTurns(individuals, (some) => {
    for (const individual of some) find(individual);
    return [];
  });
  return { good: await inTurns(individuals, (some) => some.flatMap(settle)), bad };
}

/** The file itself says that its owner now has another account. */
const givesUp = (owner: Individual | undefined, account: string): boolean =>
  owner !== undefined && owner.accounts.length > 0 && !owner.accounts.includes(account);

const isMasked = ({ phone, formerPhone }: Individual): boolean => phone === null && formerPhone !== null;
const maskedWords = ({ name, formerPhone }: Individual): string =>
  `手机遮住了，名册里没有尾号是${formerPhone}的${name}：新来的要写全号码`;

const rivalWords = ({ name }: Individual, { rows: [other] }: Individual): string =>
  `名册里只有一个${name}，和第${other.row}行不知哪个是他：先只导是他的那一行`;

function ofSamePhone({ phone }: Individual, candidates: readonly KnownPerson[]): KnownPerson | undefined {
  const found = candidates.filter((known) => phone !== null && known.phone === phone);
  return found.length === 1 ? found[0] : undefined;
}

/** A fault where it cannot be told. */
function matchOf(
  individual: Individual,
  candidates: readonly KnownPerson[],
  places: PlaceIndex,
): KnownPerson | null | string {
  const { name, phone, fatherName, accounts, placeIds } = individual;
  const holdsAccount = (known: KnownPerson) => accounts.some((account) => known.accounts.includes(account));
  const near = candidates.filter(
    (known) =>
      known.placeIds.some((id) => placeIds.some((said) => isSameNeighbourhood(id, said, places))) &&
      !differ(known.fatherName, fatherName),
  );
  const certain = near.filter((known) => holdsAccount(known) || isSurely(known, individual));
  if (certain.length === 1) return certain[0] ?? null;
  // another phone and a father where none was known: another person
  const possible = near.filter((known) => fatherName === null || !differ(known.phone, phone));
  const [first] = possible;
  if (!first) return candidates.find(holdsAccount) ?? null;
  if (possible.length > 1)
    return `名册里${wordsFor(first, places)}有${possible.length}个${name}：写上手机或父名，才知道是哪一个`;
  if (!differ(first.phone, phone)) return first;
  const end = first.phone?.slice(-4) ?? "";
  return `名册里${wordsFor(first, places)}的${name}手机尾号是${end}：换了号就写“新号（原${end}）”，是另一个人就写上父名`;
}

/** The phone that was changed, the same father, or the very post. */
const isSurely = (known: KnownPerson, individual: Individual): boolean =>
  (individual.formerPhone !== null && known.phone?.endsWith(individual.formerPhone) === true) ||
  (individual.fatherName !== null && known.fatherName === individual.fatherName) ||
  individual.rows.some(
    ({ role, placeId }) =>
      role !== "villager" && known.posts.some((post) => post.role === role && post.placeId === placeId),
  );

function wordsFor({ placeIds: [first = ""] }: KnownPerson, places: PlaceIndex): string {
  const place = places.byId.get(first);
  return place ? pathOf(place, places.byId) : "";
}
