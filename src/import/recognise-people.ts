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

/** Which accounts the file gives to people who are on the roster, by their ids; of whom it gives none it says nothing. */
export type Given = Map<string, readonly string[]>;

/**
 * Who each person of the file is: by name and phone, else by name and place, else by name and account. Never by the
 * account alone: one that the roster gives to somebody of another name is to be settled by people.
 */
export async function recognisePeople(
  individuals: readonly Individual[],
  roster: Roster,
  places: PlaceIndex,
): Promise<{ readonly good: readonly Recognised[]; readonly bad: readonly BadRow[] }> {
  const given: Given = new Map();
  const { found, bad } = await findPeople(individuals, roster, places, given);
  const settled = await inTurns(found, (some) => some.map((one) => settlePerson(one, roster, given)));
  return {
    good: settled.flatMap((one) => ("reason" in one ? [] : one)),
    bad: [...bad, ...settled.flatMap((one) => ("reason" in one ? one : []))],
  };
}

/** Who they are, before it is asked whose their accounts are: all bearers of a name together. */
export async function findPeople(
  individuals: readonly Individual[],
  roster: Roster,
  places: PlaceIndex,
  given: Given,
): Promise<{ readonly found: readonly Recognised[]; readonly bad: readonly BadRow[] }> {
  const byPhone = new Map(
    await inTurns(individuals, (some) => some.map((one) => [one, ofSamePhone(one, roster.called(one.name))] as const)),
  );
  const taken = new Set([...byPhone.values()].map((known) => known?.id));
  // by id of the person: over 100,000 rows nothing may be looked for among all
  const named = new Map<string, Individual>();
  const bad: BadRow[] = [];
  const find = (individual: Individual): readonly Recognised[] => {
    const others = roster.called(individual.name).filter(({ id }) => !taken.has(id));
    const match = byPhone.get(individual) ?? matchOf(individual, others, places);
    const rival = match && typeof match !== "string" && named.get(match.id);
    const fault =
      match === null && isMasked(individual)
        ? maskedWords(individual)
        : typeof match === "string"
          ? match
          : rival
            ? rivalWords(individual, rival)
            : null;
    if (fault !== null || typeof match === "string") {
      bad.push(badRow(individual.rows[0].row, fault ?? ""));
      return [];
    }
    if (match) named.set(match.id, individual);
    if (match && individual.accounts.length > 0) given.set(match.id, individual.accounts);
    return [{ individual, known: match }];
  };
  return { found: await inTurns(individuals, (some) => some.flatMap(find)), bad };
}

/** Once all of the file were found: their accounts are theirs, or are given up by whose they are. */
export function settlePerson(one: Recognised, { ownerOf }: Pick<Roster, "ownerOf">, given: Given): Recognised | BadRow {
  const { individual, known } = one;
  const conflict = individual.accounts.find((account) => {
    const owner = ownerOf(account);
    return owner !== undefined && owner.id !== known?.id && !givesUp(given.get(owner.id), account);
  });
  if (conflict === undefined) return one;
  const owner = ownerOf(conflict)?.name ?? "";
  const remedy = `确是${individual.name}的，把${owner}那一行也写进来，账号写${owner}现在的`;
  return badRow(individual.rows[0].row, `账号“${conflict}”名册里是${owner}的：${remedy}`);
}

/** The file itself says that its owner now has another account. */
const givesUp = (accounts: readonly string[] | undefined, account: string): boolean =>
  accounts !== undefined && !accounts.includes(account);

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
