import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { Tables } from "../../../src/store/tables.ts";
import { type Beside, openBeside } from "../beside.ts";
import { putTown } from "../town.ts";

let db: Beside;
beforeEach(async () => {
  db = await openBeside();
  await db.store.write(putTown);
});
afterEach(() => db.remove());

const which = { place_id: "east", body: "representatives" } as const;
const counted: number[] = [];
const asks = (voice: string) => async (tables: Tables) => {
  await tables.assemblyCalls.begin(which, 0);
  await tables.assemblyCalls.add({ ...which, voice, speaks_for: "representatives", at: 1, cause: voice });
  counted.push((await tables.assemblyCalls.of(which)).length);
};

test("two who ask for a meeting at the same moment are two: whoever comes second sees the first", async () => {
  await db.atOnce(asks("one"), asks("two"));
  expect(counted).toEqual([1, 2]);
});
