import { makePlaceIndex, type PlaceIndex } from "../chinese/names/index.ts";
import { type Calendar, makeCalendar } from "../chinese/time/index.ts";
import type { PlaceRow } from "../store/schema.ts";
import type { Tables } from "../store/tables.ts";

/** The place tree in memory, for finding places by what people call them. */
export type Gazetteer = {
  readonly index: PlaceIndex;
  get(id: string): PlaceRow | undefined;
  /** `新会镇东卧牛村`: the name with what is above it, up to the town */
  fullName(id: string): string;
  /** the top of the tree; undefined while nothing was imported */
  root(): PlaceRow | undefined;
  /** the nearest place of this level at or above */
  above(id: string, level: PlaceRow["level"]): PlaceRow | undefined;
};

export type Reference = { readonly places: Gazetteer; readonly calendar: Calendar };

/**
 * Places and holidays change by import only, which raises their version; every message brings the version it sees,
 * so a copy kept here is never older than the message.
 */
export function createReference() {
  let kept: { version: string; reference: Promise<Reference> } | undefined;
  return (tables: Tables, version: string): Promise<Reference> => {
    if (kept?.version !== version) {
      const reference = load(tables);
      kept = { version, reference };
      reference.catch(() => {
        kept = undefined;
      });
    }
    return kept.reference;
  };
}

async function load(tables: Tables): Promise<Reference> {
  const rows = new Map((await tables.places.all()).map((row) => [row.id, row]));
  const index = makePlaceIndex(await tables.places.tree());
  const above = (id: string, level: PlaceRow["level"]) => {
    for (let row = rows.get(id); row; row = row.parent_id === null ? undefined : rows.get(row.parent_id))
      if (row.level === level) return row;
    return undefined;
  };
  const fullName = (id: string) => {
    const names: string[] = [];
    for (let row = rows.get(id); row; row = row.parent_id === null ? undefined : rows.get(row.parent_id)) {
      names.unshift(row.name);
      if (row.level === "town") break;
    }
    return names.join("");
  };
  const calendar = makeCalendar(await tables.holidays.all());
  const root = [...rows.values()].find((row) => row.parent_id === null);
  return { places: { index, get: (id) => rows.get(id), root: () => root, fullName, above }, calendar };
}
