import { dirname } from "node:path";
import { expect, test } from "@jest/globals";
import { join, recount as recountRecord } from "../../../src/bot/record/counted.ts";
import { placesField } from "../../../src/bot/record/keep.ts";
import { withdrawRecord } from "../../../src/bot/record/withdraw.ts";
import { recountCommand } from "../../../src/cli/recount.ts";
import type { Tables } from "../../../src/store/tables.ts";
import fc from "../../property.ts";
import { type Db, onEachEngine, testKey } from "../open.ts";

const tree = ["town", "town/east", "town/east/1", "town/east/2", "town/west", "town/west/1"];
const campaigns = ["talk", "visit"] as const;

type Kept = {
  readonly kind: (typeof campaigns)[number];
  readonly place: string;
  /** further places of the same record */
  readonly also: readonly string[];
  readonly author: string | null;
  readonly day: string;
  /** the same happening as this one */
  readonly of?: string;
};
type Opened = {
  readonly campaign: (typeof campaigns)[number];
  readonly at: string;
  readonly from: string;
  readonly to: string;
};
type Step =
  | Kept
  | Opened
  | { readonly undo: number }
  /** somebody else writes the same down, and says so */
  | { readonly again: number; readonly by: string }
  | { readonly amend: number; readonly day: string; readonly place: string };

const day = fc.integer({ min: 1, max: 5 }).map((number) => `2026-11-0${number}`);
const place = fc.constantFrom(...tree);
const kind = fc.constantFrom(...campaigns);
const author = fc.constantFrom("wang", "zhou", "sun", null);
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind, place, also: fc.uniqueArray(place, { maxLength: 2 }), author, day }) },
    { weight: 1, arbitrary: fc.record({ campaign: kind, at: place, from: day, to: day }) },
    { weight: 2, arbitrary: fc.record({ undo: fc.nat() }) },
    { weight: 2, arbitrary: fc.record({ again: fc.nat(), by: fc.constantFrom("wang", "zhou", "sun") }) },
    { weight: 1, arbitrary: fc.record({ amend: fc.nat(), day, place }) },
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
    await tables.places.put({ id, parent_id, level: levelOf(id), level_word: "", name: id, path, town_id: root }, []);
  }
  return root;
}

/** `r3-town-east` is a village; nobody asks for how much of a place above was reached. */
const levelOf = (id: string) =>
  (["city", "county", "village", "section"] as const)[id.split("-").length - 1] ?? "hamlet";

const idOf = (root: string, place: string): string => `${root}-${place.replaceAll("/", "-")}`;

type Running = Opened & { readonly id: string };

/** What the cells must be, counted from nothing but the records that stand. */
function recount(root: string, standing: readonly Kept[], running: readonly Running[]): Map<string, string> {
  const days = new Map<string, string[]>();
  const put = (campaign: string, from: string, record: Kept) => {
    const reached = [record.place, ...record.also].flatMap((one) => {
      const parts = idOf(root, one).split("-");
      return parts.map((_, depth) => parts.slice(0, depth + 1).join("-"));
    });
    for (const id of new Set(reached.filter((one) => `${one}-`.startsWith(`${from}-`))))
      for (const who of [...(record.of ? [] : [""]), ...(record.author === null ? [] : [record.author])]) {
        const cell = `${campaign} ${id} ${who}`;
        days.set(cell, [...(days.get(cell) ?? []), record.day].sort());
      }
  };
  for (const record of standing) {
    put(record.kind, root, record);
    for (const { id, campaign, at, from, to } of running)
      if (campaign === record.kind && from <= record.day && record.day <= to) put(id, idOf(root, at), record);
  }
  return new Map([...days].map(([cell, all]) => [cell, `${all.length} ${all[0]} ${all.at(-1)}`]));
}

/** What was the same as one that is gone, or is of another day or place by now, is one of its own. */
function standAlone(gone: string, standing: Map<string, Kept>): void {
  for (const [key, { of, ...own }] of standing) if (of === gone) standing.set(key, own);
}

/** How many places of a level lie at and below each place and were reached, from the cells of anybody. */
function reachOf(cells: ReadonlyMap<string, string>): Map<string, number> {
  const reach = new Map<string, number>();
  for (const [campaign = "", id = "", who] of [...cells.keys()].map((cell) => cell.split(" "))) {
    const level = levelOf(id);
    if (who !== "" || (level !== "village" && level !== "section")) continue;
    for (const above of id.split("-").map((_, depth, parts) => parts.slice(0, depth + 1).join("-"))) {
      const key = `${campaign} ${above} ${level}`;
      if (cells.has(`${campaign} ${above} `)) reach.set(key, (reach.get(key) ?? 0) + 1);
    }
  }
  return reach;
}

async function keptReach(db: Db, root: string): Promise<Map<string, number>> {
  const rows = (await db.read.reach.all()).filter(({ place_id }) => `${place_id}-`.startsWith(`${root}-`));
  const some = rows.filter(({ done }) => Number(done) !== 0);
  return new Map(some.map(({ campaign, place_id, level, done }) => [`${campaign} ${place_id} ${level}`, Number(done)]));
}

const questions = [
  ["talk", "village", 0],
  ["visit", "section", 1],
] as const;

/** What is asked of a place, as if towns lay below it or not. */
async function asked(db: Db, root: string, isAbove: boolean): Promise<unknown> {
  const ids = tree.map((one) => idOf(root, one));
  const known = {
    count: (path: string, level: string) =>
      ids.filter((id) => levelOf(id) === level && `${id}-`.startsWith(`${path.split("/").at(-2)}-`)).length,
    towns: (path: string) => (isAbove && path === `/${root}/` ? ["one", "other"] : []),
  };
  const said = [];
  for (const [campaign, level, offset] of questions) {
    const below = { campaign, path: `/${root}/`, who: "" };
    const counts = await db.read.coverage.counts(below, "2026-11-03", known);
    const { all = 0, reached = 0 } = counts.get(level) ?? {};
    const gaps = all > reached ? null : await db.read.coverage.gaps({ ...below, level }, { limit: 2, offset }, known);
    said.push([counts.get(level), await db.read.coverage.missing({ ...below, level }, 2, known, offset), gaps]);
  }
  return said;
}

/** The same, from the cells. */
function askedOf(root: string, cells: ReadonlyMap<string, string>): unknown {
  return questions.map(([campaign, level, offset]) => {
    const ids = tree.map((one) => idOf(root, one)).filter((id) => levelOf(id) === level);
    const found = ids.flatMap((id) => cells.get(`${campaign} ${id} `)?.split(" ")[1] ?? []);
    const never = ids.filter((id) => !cells.has(`${campaign} ${id} `)).map((id) => ({ id, name: id }));
    const fresh = found.filter((first) => first >= "2026-11-03").length;
    const last = (id: string) => cells.get(`${campaign} ${id} `)?.split(" ")[2] ?? "";
    const longest = ids.toSorted((one, other) => (last(one) < last(other) ? -1 : last(one) > last(other) ? 1 : 0));
    const gaps = longest.slice(offset, offset + 2).map((id) => ({ id, name: id, last_day: last(id) }));
    return [
      { all: ids.length, reached: found.length, fresh },
      never.slice(offset, offset + 2),
      never.length > 0 ? null : gaps,
    ];
  });
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

async function keep(
  { kind, place, also, author, day }: Kept,
  root: string,
  key: string,
  tables: Tables,
): Promise<void> {
  const [place_id = "", ...further] = [place, ...also].map((one) => idOf(root, one));
  const { id } = await tables.records.add({
    ...{ kind, place_id, author_id: author, day, cause: key, town_id: root, chat: "c", account: "a", at: null },
    ...{ with_person_id: null, with_name: "", category: "", sensitive: false, text: "", fingerprint: "" },
    fields: further.length > 0 ? { [placesField]: further } : {},
    created_at: 0,
  });
  await tables.recordPlaces.set(id, further);
  const [path = "", ...paths] = await Promise.all(
    [place_id, ...further].map(async (one) => (await tables.places.get(one))?.path ?? ""),
  );
  await tables.coverage.add({ kind, paths: [path, ...paths], personId: author, day });
}

async function amend(key: string, day: string, place: string, root: string, tables: Tables): Promise<void> {
  const [row] = await tables.records.causedBy(key);
  if (!row) return;
  const change = { day, place_id: idOf(root, place), fields: "" };
  await tables.records.change(row, change);
  await recountRecord(row, change, tables);
}

async function open({ campaign, at, from, to }: Opened, root: string, key: string, tables: Tables): Promise<string> {
  const place_id = idOf(root, at);
  const id = await tables.campaigns.open({
    ...{ cause: key, place_id, title: key, kind: campaign, level: "village", minimum: 1, from_day: from, to_day: to },
    ...{ account: "a", created_at: 0, people: [] },
  });
  const path = (await tables.places.get(place_id))?.path ?? "";
  await tables.coverage.begin({ campaign: id ?? "", path, from_day: from, to_day: to }, campaign);
  return id ?? "";
}

async function same(key: string, of: string, tables: Tables): Promise<void> {
  const [[row], [into]] = [await tables.records.causedBy(key), await tables.records.causedBy(of)];
  if (row && into) await join(row, into, tables);
}

async function withdraw(key: string, tables: Tables): Promise<void> {
  const [row] = await tables.records.causedBy(key);
  if (row) await withdrawRecord(row, tables, 1, { account: "a", personId: null, action: "undone" });
}

onEachEngine("coverage cells and what is kept over them equal a recount from the records", (db) => {
  test("after any talks, visits and undos", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const root = await db.write(plant);
        const standing = new Map<string, Kept>();
        const running: Running[] = [];
        for (const [at, step] of taken.entries()) {
          const key = `${root} ${at}#`;
          const keys = [...standing.keys()];
          const meant = (number: number) => keys[number % Math.max(keys.length, 1)] ?? "";
          if ("kind" in step) {
            const whole = { ...step, also: step.also.filter((one) => one !== step.place) };
            await db.write((tables) => keep(whole, root, key, tables));
            standing.set(key, whole);
          } else if ("campaign" in step) {
            running.push({ ...step, id: await db.write((tables) => open(step, root, key, tables)) });
          } else if ("again" in step) {
            const of = meant(step.again);
            const before = standing.get(of);
            if (!before || before.of || before.author === step.by) continue;
            const whole = { ...before, author: step.by, of };
            await db.write((tables) => keep(whole, root, key, tables));
            await db.write((tables) => same(key, of, tables));
            standing.set(key, whole);
          } else if ("undo" in step) {
            const gone = meant(step.undo);
            await db.write((tables) => withdraw(gone, tables));
            standing.delete(gone);
            standAlone(gone, standing);
          } else {
            const before = standing.get(meant(step.amend));
            if (!before) continue;
            await db.write((tables) => amend(meant(step.amend), step.day, step.place, root, tables));
            const { of, ...own } = before;
            const stays = step.day === before.day && step.place === before.place && before.also.length === 0;
            const changed = { ...own, day: step.day, place: step.place, also: [] };
            standing.set(meant(step.amend), stays && of ? { ...changed, of } : changed);
            if (!stays) standAlone(meant(step.amend), standing);
          }
        }
        const cells = recount(root, [...standing.values()], running);
        expect(await cellsOf(db, root)).toEqual(cells);
        expect(await keptReach(db, root)).toEqual(reachOf(cells));
        for (const isAbove of [true, false]) expect(await asked(db, root, isAbove)).toEqual(askedOf(root, cells));
      }),
      { numRuns: 40 },
    );
  });

  test("and `cli recount` changes nothing, but mends what was broken", async () => {
    const environment = { DATA_DIR: dirname(db.file), DATABASE_URL: db.url, DATA_KEY: testKey.toString("base64") };
    const silent = { environment, out: () => {}, err: () => {}, input: process.stdin, now: () => 0 };
    const before = await db.read.coverage.all();
    const reachedOnes = async () => (await db.read.reach.all()).filter(({ done }) => Number(done) !== 0);
    const reach = await reachedOnes();
    expect(reach.length).toBeGreaterThan(20);
    expect(before.length).toBeGreaterThan(50);
    expect(await recountCommand.run([], silent)).toBe(0);
    expect([await db.read.coverage.all(), await reachedOnes()]).toEqual([before, reach]);
    const path = (await db.read.places.get(before[0]?.place_id ?? ""))?.path ?? "";
    await db.write((tables) =>
      tables.coverage.add({ kind: "talk", paths: [path], personId: "nobody", day: "2026-11-09" }),
    );
    await db.write((tables) => tables.reach.move("talk", [before[0]?.place_id ?? ""], [before[0]?.place_id ?? ""], 1));
    await recountCommand.run([], silent);
    expect([await db.read.coverage.all(), await reachedOnes()]).toEqual([before, reach]);
  });
});
