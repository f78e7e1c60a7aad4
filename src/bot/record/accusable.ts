import { fold } from "../../chinese/fold.ts";
import { Roster } from "../../chinese/names/index.ts";
import { mayAccuse } from "../../chinese/privacy/complaint.ts";
import type { PlaceRow } from "../../store/schema.ts";
import type { Tables } from "../../store/tables.ts";
import type { Gazetteer } from "../places.ts";

const mostRead = 400;

/** Whom a text said at a place could accuse: those in office there and above, and everybody there whose name it holds. */
export async function accusable(
  text: string,
  label: string | null | undefined,
  placeId: string,
  { tables, places }: { readonly tables: Tables; readonly places: Gazetteer },
): Promise<Roster> {
  const place: PlaceRow | undefined = places.above(placeId, "village") ?? places.get(placeId);
  if (!place || !mayAccuse(text, label ?? "")) return new Roster([]);
  return new Roster(await tables.roster.couldBeMeant(namesIn(text), place.path));
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
