import { type Context, ownPlaceId } from "../../src/bot/context.ts";
import type { PlaceValue } from "../../src/bot/reading/declare.ts";
import { leadingPlace } from "../../src/chinese/names/index.ts";
import type { KnownEntry } from "../../src/store/tables/directory.ts";

/** Those that fit best, the office before the person, the nearer before the further; none of another town. */
export function fitting(
  entries: readonly KnownEntry[],
  fits: (entry: KnownEntry) => number,
  said: PlaceValue | undefined,
  context: Context,
): readonly KnownEntry[] {
  const { places } = context;
  const own = said?.path ?? places.get(ownPlaceId(context) ?? "")?.path ?? places.root()?.path ?? "/";
  const ranked = entries.flatMap((entry) => {
    const fit = fits(entry);
    const place = placeOf(entry, context);
    const covers = place === undefined || own.startsWith(place) || (said !== undefined && place.startsWith(own));
    return fit > 0 && covers ? [{ entry, fit, near: place?.length ?? 0 }] : [];
  });
  const best = Math.max(0, ...ranked.map(({ fit }) => fit));
  return ranked
    .filter(({ fit }) => fit === best)
    .sort((one, other) => Number(isPerson(one.entry)) - Number(isPerson(other.entry)) || other.near - one.near)
    .map(({ entry }) => entry);
}

const isPerson = ({ name }: KnownEntry): boolean => name !== "";

/** 新会镇民政所 belongs to 新会镇; the path of that place. */
function placeOf({ title }: KnownEntry, { places }: Context): string | undefined {
  const found = leadingPlace(title, null, places.index)?.found;
  return found?.kind === "one" ? places.get(found.value.id)?.path : undefined;
}
