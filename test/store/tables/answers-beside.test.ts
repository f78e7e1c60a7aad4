import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { Tables } from "../../../src/store/tables.ts";
import { type Beside, openBeside } from "../beside.ts";
import { putTown } from "../town.ts";

// Two processes on one PostgreSQL move the figures of one record at the same moment.

let db: Beside;
let row: { readonly id: string; readonly kind: "opinion"; readonly state: string };
beforeEach(async () => {
  db = await openBeside();
  await db.store.write(async (tables) => {
    await putTown(tables);
    const { id } = await tables.records.add({
      ...{ kind: "opinion", town_id: "town", place_id: "east", chat: "c", account: "a", author_id: null },
      ...{ cause: "c", text: "路灯不亮", fingerprint: "", created_at: 1 },
    });
    row = { id, kind: "opinion", state: "open" };
  });
});
afterEach(() => db.remove());

const answer = async (tables: Tables): Promise<void> => {
  if (!(await tables.records.change(row, { state: "answered", waiting: 0 }))) return;
  await tables.moves.add({
    ...{ record_id: row.id, at: 2, account: "b", person_id: null, chat: "c", word: "答复" },
    ...{ from_state: "open", to_state: "answered", note: null, before: {}, cause: "b" },
  });
};
const withdraw = (tables: Tables) => tables.records.withdraw(row.id, 3, "opinion");

async function figures(): Promise<readonly string[]> {
  const rows = await db.store.read.tallies.all();
  return rows.flatMap(({ what, count }) => (Number(count) === 0 ? [] : [`${what} ${count}`]));
}

test.each([
  ["an answer, and its record is taken back", answer, withdraw],
  ["two take it back", withdraw, withdraw],
] as const)("%s", async (_, first, second) => {
  await db.atOnce(first, second);
  expect(await figures()).toEqual([]);
});

test("two put it elsewhere", async () => {
  const to = (place: string) => (tables: Tables) => tables.records.change(row, { place_id: place });
  await db.atOnce(to("county"), to("west"));
  const kept = await figures();
  await db.store.write((tables) => tables.tallies.recount());
  expect(kept).toEqual(await figures());
});

test("what refers to a record waits for nobody who moves its figures", async () => {
  const referred = await db.store.write(async (tables) => {
    await tables.records.change(row, { place_id: "west" });
    // as the database itself does for a row that refers to this one
    return (await db.watcher.query("select 1 from records where id = $1 for key share nowait", [row.id])).rowCount;
  });
  expect(referred).toBe(1);
});
