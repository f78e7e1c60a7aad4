import type { Gazetteer } from "../bot/places.ts";
import { tellRoles } from "../bot/tell/aid-roles.ts";
import type { HeldPairing, Pairing } from "../store/tables/pairings.ts";
import type { Tables } from "../store/tables.ts";
import type { Pieces } from "./take-in.ts";
import { commonPath } from "./whole-roster.ts";
import type { Written } from "./write.ts";

export async function writePairings(rows: readonly Pairing[], tables: Tables, now: number): Promise<Written> {
  const { added, updated } = await writeRows(rows, tables, now);
  await tellRoles(added, { tables, now });
  return { added: added.length, updated };
}

/** The same in pieces; who has a role by them is told once all of it stands. */
export async function pairingPieces(rows: readonly Pairing[], read: Tables): Promise<Pieces<Pairing>> {
  // a piece may be done twice before it stands
  const addedBy = new Map<Pairing | undefined, readonly Pairing[]>();
  return {
    kind: "pairings",
    ended: await read.imports.ended("pairings"),
    all: rows,
    async write(id, some, tables, now) {
      const theirs = () => tables.importChanges.ofPairings([...new Set(some.map(({ cadreId }) => cadreId))]);
      const before = await theirs();
      const { added, updated } = await writeRows(some, tables, now);
      await tables.importChanges.keep(id, before, await theirs());
      addedBy.set(some[0], added);
      return { added: added.length, updated, left: [] };
    },
    atEnd: (tables, _, now) => tellRoles([...addedBy.values()].flat(), { tables, now }),
  };
}

type Changed = { readonly added: readonly Pairing[]; readonly updated: number };
async function writeRows(rows: readonly Pairing[], tables: Tables, now: number): Promise<Changed> {
  const added: Pairing[] = [];
  let updated = 0;
  for (const pairing of rows) {
    if (await tables.pairings.add(pairing, now)) added.push(pairing);
    else if (pairing.until != null || pairing.goal !== undefined) {
      const before = (await tables.pairings.of(pairing.cadreId)).find((held) => keyOf(held) === keyOf(pairing));
      const stay = before && stayOf(pairing, before);
      if (!stay || (stay.until === stayOf(before).until && stay.goal === stayOf(before).goal)) continue;
      await tables.stations.station({ cadreId: pairing.cadreId, placeId: pairing.target, ...stay }, now);
      updated++;
    }
  }
  return { added, updated };
}

/** Until when and with which goal somebody stays; what a file does not say remains. */
export const stayOf = ({ until, goal }: Pairing, before?: Pairing) => ({
  until: until ?? before?.until ?? null,
  goal: goal ?? before?.goal ?? "",
});

/** Pairings that end when the file names all that there are where its villages and households lie. */
export async function endingPairings(
  rows: readonly Pairing[],
  places: Gazetteer,
  tables: Tables,
): Promise<readonly HeldPairing[]> {
  const paths: string[] = [];
  for (const { target, targetIs } of rows) {
    const placeId = targetIs === "place" ? target : (await tables.people.get(target))?.home_place_id;
    paths.push(places.get(placeId ?? "")?.path ?? "/");
  }
  const kept = new Set(rows.map(keyOf));
  const held = rows.length === 0 ? [] : await tables.pairings.below(commonPath(paths));
  return held.filter((pairing) => !kept.has(keyOf(pairing)));
}

const keyOf = ({ cadreId, kind, target }: Pairing): string => [cadreId, kind, target].join();
