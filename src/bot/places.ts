import { makePlaceIndex, type Place, type PlaceIndex } from "../chinese/names/index.ts";
import { type Calendar, makeCalendar } from "../chinese/time/index.ts";
import type { PlaceRow } from "../store/schema.ts";
import type { Tables } from "../store/tables.ts";

/** The place tree in memory, for finding places by what people call them. */
export type Gazetteer = {
  /** which tree this is: an import makes another one */
  readonly version: string;
  readonly index: PlaceIndex;
  get(id: string): PlaceRow | undefined;
  /** `新会镇东卧牛村`: the name with what is above it, up to the town */
  fullName(id: string): string;
  /** `东卧牛村三社`: the name with what is above it, up to the village */
  localName(id: string): string;
  /** the ids of all places at or below a path that number records of their own */
  towns(path: string): readonly string[];
  /** how many places of a level there are at a path and below */
  count(path: string, level: PlaceRow["level"]): number;
  /** the top of the tree; undefined while nothing was imported */
  root(): PlaceRow | undefined;
  /** the nearest place of this level at or above */
  above(id: string, level: PlaceRow["level"]): PlaceRow | undefined;
};

/** `东卧牛村一社、二社`: a place with further ones of its village. */
export function placeWords(
  place: { readonly id: string; readonly also?: readonly { readonly id: string; readonly name: string }[] },
  { localName }: Gazetteer,
): string {
  return [localName(place.id), ...(place.also ?? []).map(({ name }) => name)].join("、");
}

/** Places and holidays change by import only, which raises their version. */
export type Reference = { readonly version: string; readonly places: Gazetteer; readonly calendar: Calendar };

/** The copy kept in memory. It is loaded beside the transactions: none waits for it. */
export function keepReference(read: Tables) {
  let kept: Promise<Reference> | undefined;

  function load(): Promise<Reference> {
    const loading = loadReference(read);
    kept = loading;
    loading.catch(() => {
      if (kept === loading) kept = undefined;
    });
    return loading;
  }
  return {
    /** As it was when last loaded; whoever uses it compares the version. */
    kept: (): Promise<Reference> => kept ?? load(),
    /** As it stands now. */
    async current(): Promise<Reference> {
      const version = await read.places.version();
      const reference = await (kept ?? load());
      return reference.version === version ? reference : load();
    },
  };
}

export type KeptReference = ReturnType<typeof keepReference>;

/** Places or holidays were imported since the copy was loaded: it must be loaded again, outside of the transaction. */
export class OldReference extends Error {
  override readonly name = "OldReference" as const;
}

export async function loadReference(tables: Tables): Promise<Reference> {
  // the version first: what is imported meanwhile makes the copy old, not new
  const version = await tables.places.version();
  const all = await tables.places.all();
  const rows = new Map(all.map((row) => [row.id, row]));
  const index = makePlaceIndex(withAliases(all, await tables.places.aliases()));
  const above = (id: string, level: PlaceRow["level"]) => {
    for (let row = rows.get(id); row; row = row.parent_id === null ? undefined : rows.get(row.parent_id))
      if (row.level === level) return row;
    return undefined;
  };
  const nameUpTo = (id: string, ...levels: PlaceRow["level"][]) => {
    const names: string[] = [];
    for (let row = rows.get(id); row; row = row.parent_id === null ? undefined : rows.get(row.parent_id)) {
      names.unshift(row.name);
      if (levels.includes(row.level)) break;
    }
    return names.join("");
  };
  const fullName = (id: string) => nameUpTo(id, "town");
  const localName = (id: string) => {
    const level = rows.get(id)?.level;
    return level === "section" || level === "hamlet" ? nameUpTo(id, "village", "town") : (rows.get(id)?.name ?? "");
  };
  const calendar = makeCalendar(await tables.holidays.all());
  const root = [...rows.values()].find((row) => row.parent_id === null);
  const numbering = [...rows.values()].filter((row) => row.town_id === row.id);
  const towns = (path: string) => numbering.filter((row) => row.path.startsWith(path)).map((row) => row.id);
  const count = counterOf(all);
  const places = {
    version,
    towns,
    count,
    index,
    get: (id: string) => rows.get(id),
    root: () => root,
    fullName,
    localName,
    above,
  };
  return { version, places, calendar };
}

function withAliases(rows: readonly PlaceRow[], aliases: ReadonlyMap<string, readonly string[]>): Place[] {
  return rows.map(({ id, parent_id, level, name }) => ({
    ...{ id, parentId: parent_id, level, name },
    aliases: aliases.get(id) ?? [],
  }));
}

/** Finds both ends of a range among the sorted paths of a level: a city asks of 100,000 places. */
function counterOf(rows: readonly PlaceRow[]): Gazetteer["count"] {
  const paths = new Map<PlaceRow["level"], string[]>();
  for (const { level, path } of rows) {
    const known = paths.get(level);
    if (known) known.push(path);
    else paths.set(level, [path]);
  }
  for (const of of paths.values()) of.sort();
  return (path, level) => {
    const of = paths.get(level) ?? [];
    // `0` is the character after `/`
    return before(of, `${path.slice(0, -1)}0`) - before(of, path);
  };
}

/** How many of what is sorted come before a word. */
function before(sorted: readonly string[], word: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? "") < word) low = middle + 1;
    else high = middle;
  }
  return low;
}
