import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { piece } from "../../../src/bot/unfinished-import.ts";
import type { Tables } from "../../../src/store/tables.ts";
import { type Beside, openBeside } from "../beside.ts";
import { putPerson, putTown } from "../town.ts";

// Somebody goes away while they, or others, speak: two transactions on one PostgreSQL.

let db: Beside;
let person: string;
let said: string;
beforeEach(async () => {
  db = await openBeside();
  await db.store.write(async (tables) => {
    await putTown(tables);
    person = await putPerson(tables, "li");
    said = await opinion("before", tables);
  });
});
afterEach(() => db.remove());

/** On another day, so that it moves rows of its own. */
const speaks = (tables: Tables) => opinion("meanwhile", tables, 86_400_000);
async function opinion(cause: string, tables: Tables, at = 1): Promise<string> {
  const { id } = await tables.records.add({
    ...{ kind: "opinion", town_id: "town", place_id: "east", chat: "c", account: "a", author_id: person },
    ...{ cause, text: "路灯不亮", fingerprint: "", created_at: at },
  });
  return id;
}
const goes = (tables: Tables) => tables.roster.correct(person, { awayCity: "苏州" });
const isAnswered = (tables: Tables) =>
  tables.records.change({ id: said, kind: "opinion", state: "open" }, { state: "answered", waiting: 0 });
const isTakenBack = (tables: Tables) => tables.records.withdraw(said, 3, "opinion");
const recount = (tables: Tables) => tables.tallies.recount();

async function figures(): Promise<readonly string[]> {
  const rows = await db.store.read.tallies.all();
  return rows.flatMap(({ place_id, what, away, count }) =>
    Number(count) === 0 ? [] : [`${place_id} ${what} ${away} ${count}`],
  );
}
async function expectCounted(): Promise<void> {
  const kept = await figures();
  await db.store.write(recount);
  expect(kept).toEqual(await figures());
}

test.each([
  ["they speak, and go away", speaks, goes],
  ["they go away, and speak", goes, speaks],
  ["they are answered, and go away", isAnswered, goes],
  ["they go away, and are answered", goes, isAnswered],
  ["what they said is taken back, and they go away", isTakenBack, goes],
  ["they go away, and what they said is taken back", goes, isTakenBack],
  ["they speak, and all is counted anew", speaks, recount],
  ["all is counted anew, and they speak", recount, speaks],
] as const)("%s", async (_, first, second) => {
  await db.atOnce(first, second);
  await expectCounted();
});

test.each([
  ["speak", speaks],
  ["are answered", isAnswered],
] as const)("they %s, and go away by an import, which sees one state of the database", async (_, first) => {
  const held = { store: db.store, now: () => 5, holder: "import" };
  await db.atOnce(first, goes, (work) => piece(held, work, true));
  await expectCounted();
});

test("an import that had them go away and is taken back leaves no figure of it", async () => {
  await db.store.write(async (tables) => {
    const before = await tables.importChanges.ofPeople([person], []);
    await goes(tables);
    await tables.importChanges.keep("import", before, await tables.importChanges.ofPeople([person], []));
  });
  expect(await figures()).toContain("town opinion:open 1 1");
  const nobody = { people: new Set<string>(), places: new Set<string>(), since: "" };
  await db.store.write((tables) => tables.importChanges.undo("import", 7, nobody, 10));
  expect(await figures()).toContain("town opinion:open 0 1");
  await expectCounted();
});
