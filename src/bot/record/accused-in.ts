import { fold } from "../../chinese/fold.ts";
import { Roster } from "../../chinese/names/index.ts";
import { type Accusation, accusation, mayAccuse } from "../../chinese/privacy/complaint.ts";
import type { Tables } from "../../store/tables.ts";
import type { Gazetteer } from "../places.ts";

const mostRead = 400;

/**
 * Whom a text said at a place accuses, among those in office there and above and everybody there whose name it holds;
 * null: nobody. `label`: the word it began with.
 */
export async function accusedIn(
  text: string,
  label: string | null | undefined,
  placeId: string | undefined,
  { tables, places }: { readonly tables: Tables; readonly places: Gazetteer },
): Promise<Accusation | null> {
  if (!mayAccuse(text, label ?? "")) return null;
  const place = placeId === undefined ? undefined : (places.above(placeId, "village") ?? places.get(placeId));
  const people = place ? await tables.roster.couldBeMeant(namesIn(text), place.path) : [];
  return accusation(text, label ?? "", new Roster(people));
}

/** All that could be a name: two to four characters in a row. */
export function namesIn(text: string): string[] {
  const folded = fold(text.slice(0, mostRead)).text;
  const runs = folded.match(/\p{Script=Han}{2,}/gu) ?? [];
  const names = runs.flatMap((run) =>
    [2, 3, 4].flatMap((length) =>
      Array.from({ length: Math.max(0, run.length - length + 1) }, (_, at) => run.slice(at, at + length)),
    ),
  );
  return [...new Set(names)];
}
