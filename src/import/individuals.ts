import type { PlaceIndex } from "../chinese/names/place-index.ts";
import { groupBy } from "../store/tables/group-by.ts";
import { type BadRow, badRow } from "./check.ts";
import type { PersonRow } from "./check-people.ts";
import { inTurns } from "./in-turns.ts";

/** One person of the file, in one row or several: somebody may hold several posts. */
export type Individual = {
  readonly name: string;
  readonly rows: readonly [PersonRow, ...PersonRow[]];
  readonly placeIds: readonly string[];
  readonly phone: string | null;
  readonly formerPhone: string | null;
  readonly fatherName: string | null;
  readonly accounts: readonly string[];
};

/** Which rows are the same person: those of one name that share a phone or an account. */
export async function individualsOf(
  rows: readonly PersonRow[],
  places: PlaceIndex,
): Promise<{ readonly individuals: readonly Individual[]; readonly bad: readonly BadRow[] }> {
  const bad: BadRow[] = [];
  const among = (namesakes: readonly PersonRow[]): readonly Individual[] => {
    const found: Individual[] = [];
    const near = (one: Individual, row: PersonRow) =>
      one.placeIds.some((id) => isSameNeighbourhood(id, row.placeId, places));
    for (const row of namesakes) {
      const same = found.find((one) => shares(one, row) || (sameFather(one, row) && near(one, row)));
      const alone = individual([row]);
      const rival = same ? undefined : found.find((one) => isMistakable(one, alone, places));
      if (rival) bad.push(badRow(row.row, alikeWords(row, rival)));
      else if (same) found[found.indexOf(same)] = individual([...same.rows, row]);
      else found.push(alone);
    }
    return found;
  };
  const individuals = await inTurns([...groupBy(rows, (row) => row.name).values()], (some) => some.flatMap(among));
  return { individuals, bad };
}

const alikeWords = (row: PersonRow, { rows: [first] }: Individual): string =>
  `和第${first.row}行的${row.name}分不开：是同一个人就写一样的手机，是两个人就各写手机，或各写父名`;

function individual(rows: readonly [PersonRow, ...PersonRow[]]): Individual {
  const said = <Key extends "phone" | "formerPhone" | "fatherName">(key: Key): string | null =>
    rows.map((row) => row[key]).find((value) => value != null) ?? null;
  return {
    name: rows[0].name,
    rows,
    placeIds: [...new Set(rows.map((row) => row.placeId))],
    phone: said("phone"),
    formerPhone: said("formerPhone"),
    fatherName: said("fatherName"),
    accounts: [...new Set(rows.flatMap((row) => row.accounts))],
  };
}

const shares = (one: Individual, row: PersonRow): boolean =>
  (row.phone !== null && row.phone === one.phone) ||
  (row.phone === null && row.formerPhone !== undefined && row.formerPhone === one.formerPhone) ||
  row.accounts.some((account) => one.accounts.includes(account));

const sameFather = (one: Individual, { fatherName }: PersonRow): boolean =>
  fatherName !== undefined && fatherName === one.fatherName;

function isMistakable(one: Individual, other: Individual, places: PlaceIndex): boolean {
  // the places last: a city has thousands of one name, and most have phones
  if (differ(one.phone, other.phone) || differ(one.fatherName, other.fatherName)) return false;
  return one.placeIds.some((id) => other.placeIds.some((otherId) => isSameNeighbourhood(id, otherId, places)));
}

export const differ = (one: string | null, other: string | null): boolean =>
  one !== null && other !== null && one !== other;

/** One place, or a village and a section of it: 东卧牛村 may be all that a roster says of somebody in 三社. */
export function isSameNeighbourhood(one: string, other: string, places: PlaceIndex): boolean {
  if (one === other) return true;
  const [above, otherAbove] = [upToVillage(one, places), upToVillage(other, places)];
  return above.includes(other) || otherAbove.includes(one);
}

/** The place and what it lies in, up to its village; nothing for a place above villages. */
function upToVillage(id: string, places: PlaceIndex): readonly string[] {
  const ids: string[] = [];
  for (let place = places.byId.get(id); place; place = places.byId.get(place.parentId ?? "")) {
    ids.push(place.id);
    if (place.level === "village") return ids;
  }
  return [];
}
