import { dirname } from "node:path";
import { expect, test } from "@jest/globals";
import { withdrawRecord } from "../../../src/bot/record/withdraw.ts";
import { recountCommand } from "../../../src/cli/recount.ts";
import type { Tables } from "../../../src/store/tables.ts";
import fc from "../../property.ts";
import { type Db, onEachEngine, testKey } from "../open.ts";

const tree = ["town", "town/east", "town/east/1", "town/east/2", "town/west", "town/west/1"];
const campaigns = ["talk", "visit"] as const;

type Kept = { readonly kind: (typeof campaigns)[number]; place: string; author: string | null; day: string };
type Step = Kept | { readonly undo: number };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constantFrom(...campaigns),
      place: fc.constantFrom(...tree),
      author: fc.constantFrom("wang", "zhou", "sun", null),
      day: fc.integer({ min: 1, max: 5 }).map((day) => `2026-11-0${day}`),
    }),
    fc.record({ undo: fc.nat() }),
  ),
  { maxLength: 25 },
);

let runs = 0;

/** A tree of its own for each run: `r3 › r3/town › …`. */
async function plant(tables: Tables): Promise<string> {
  const root = `r${++runs}`;
  for (const name of ["", ...tree.map((place) => `/${place}`)]) {
    const id = `${root}${name}`.replaceAll("/", "-");
    const parent_id = name === "" ? null : id.replace(/-[^-]*$/, "");
    const above = parent_id === null ? "" : ((await tables.places.get(parent_id))?.path ?? "");
    const path = `${above || "/"}${id}/`;
    await tables.places.put({ id, parent_id, level: "village", level_word: "", name: id, path, town_id: root }, []);
  }
  return root;
}

const idOf = (root: string, place: string): string => `${root}-${place.replaceAll("/", "-")}`;

/** What the cells must be, counted from nothing but the records that stand. */
function recount(root: string, standing: readonly Kept[]): Map<string, string> {
  const days = new Map<string, string[]>();
  for (const { kind, place, author, day } of standing) {
    const parts = idOf(root, place).split("-");
    for (const [depth] of parts.entries())
      for (const who of author === null ? [""] : ["", author]) {
        const cell = `${kind} ${parts.slice(0, depth + 1).join("-")} ${who}`;
        days.set(cell, [...(days.get(cell) ?? []), day].sort());
      }
  }
  return new Map([...days].map(([cell, all]) => [cell, `${all.length} ${all[0]} ${all.at(-1)}`]));
}

async function cellsOf(db: Db, root: string): Promise<Map<string, string>> {
  const cells = (await db.read.coverage.all()).filter((cell) => `${cell.place_id}-`.startsWith(`${root}-`));
  return new Map(
    cells.map((cell) => [
      `${cell.campaign} ${cell.place_id} ${cell.who}`,
      `${cell.count} ${cell.first_day} ${cell.last_day}`,
    ]),
  );
}

async function keep({ kind, place, author, day }: Kept, root: string, key: string, tables: Tables): Promise<string> {
  const place_id = idOf(root, place);
  await tables.records.add({
    ...{ kind, place_id, author_id: author, day, cause: key, town_id: root, chat: "c", account: "a", at: null },
    ...{ with_person_id: null, with_name: "", category: "", sensitive: false, text: "", fields: {}, fingerprint: "" },
    created_at: 0,
  });
  const path = (await tables.places.get(place_id))?.path ?? "";
  await tables.coverage.add({ campaign: kind, path, personId: author, day });
  return key;
}

async function withdraw(key: string, tables: Tables): Promise<void> {
  const [row] = await tables.records.causedBy(key);
  if (row) await withdrawRecord(row, tables, 1, { account: "a", personId: null, action: "undone" });
}

onEachEngine("coverage cells equal a recount from the records", (db) => {
  test("after any talks, visits and undos", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const root = await db.write(plant);
        const standing = new Map<string, Kept>();
        for (const [at, step] of taken.entries()) {
          if ("kind" in step) {
            standing.set(await db.write((tables) => keep(step, root, `${root} ${at}#`, tables)), step);
            continue;
          }
          const keys = [...standing.keys()];
          const key = keys[step.undo % Math.max(keys.length, 1)];
          if (key === undefined) continue;
          await db.write((tables) => withdraw(key, tables));
          standing.delete(key);
        }
        expect(await cellsOf(db, root)).toEqual(recount(root, [...standing.values()]));
      }),
      { numRuns: 40 },
    );
  });

  test("and `cli recount` changes nothing, but mends what was broken", async () => {
    const environment = { DATA_DIR: dirname(db.file), DATABASE_URL: db.url, DATA_KEY: testKey.toString("base64") };
    const silent = { environment, out: () => {}, err: () => {}, input: process.stdin, now: () => 0 };
    const before = await db.read.coverage.all();
    expect(before.length).toBeGreaterThan(50);
    expect(await recountCommand.run([], silent)).toBe(0);
    expect(await db.read.coverage.all()).toEqual(before);
    const path = (await db.read.places.get(before[0]?.place_id ?? ""))?.path ?? "";
    await db.write((tables) => tables.coverage.add({ campaign: "talk", path, personId: "nobody", day: "2026-11-09" }));
    await recountCommand.run([], silent);
    expect(await db.read.coverage.all()).toEqual(before);
  });
});
