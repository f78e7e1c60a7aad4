import type { Gazetteer } from "../bot/places.ts";
import { runningChecklists } from "../bot/record/checklist.ts";
import { countWords } from "../ledger/checklist.ts";
import type { Tables } from "../store/tables.ts";

/** What stands of the checklists that run, as a file that changes nothing. */
export async function tickLines(
  tables: Tables,
  places: Gazetteer,
  pathOf: (id: string) => string,
  top: string | null,
): Promise<readonly (readonly string[])[]> {
  const lines: (readonly string[])[] = [];
  const all = await tables.places.all();
  const idOf = new Map(all.map(({ path, id }) => [path, id]));
  for (const { items, ticks } of await runningChecklists(places, tables)) {
    for (const { position, title } of items) {
      const own = ticks.filter(({ item }) => item === position);
      for (const [at, tick] of own.entries()) {
        const later = own.slice(at + 1);
        const paths = tick.paths.filter(
          (path) => (top === null || path.startsWith(top)) && !later.some((one) => one.paths.includes(path)),
        );
        const where = paths.flatMap((path) => idOf.get(path) ?? []).map(pathOf);
        if (where.length > 0) lines.push([where.join("、"), title, tick.day, countWords(tick.counts)]);
      }
    }
  }
  return lines;
}
