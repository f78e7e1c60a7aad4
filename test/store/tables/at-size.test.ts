import { beforeAll, expect, test } from "@jest/globals";
import type { Tables } from "../../../src/store/tables.ts";
import { onEachEngine } from "../open.ts";
import { pathOf, putTown } from "../town.ts";

const record = {
  ...{ town_id: "town", place_id: "east", chat: "c", account: "a", author_id: null, with_person_id: null },
  ...{ with_name: "", day: "2026-11-21", at: null, category: "", sensitive: false, text: "修路", fields: {} },
  ...{ fingerprint: "f", created_at: 0 },
} as const;
/** 1,001 of them, in as many statements as SQLite takes values in. */
async function put(kind: "motion" | "assignment", tables: Tables): Promise<string[]> {
  const ids: string[] = [];
  for (const start of [0, 500, 1_000]) {
    const causes = Array.from({ length: start === 1_000 ? 1 : 500 }, (_, at) => `${kind}${start + at}`);
    const made = await tables.records.addAll(causes.map((cause) => ({ ...record, kind, cause })));
    ids.push(...made.map(({ id }) => id));
  }
  return ids;
}

// What is counted, handed on or reported is all there is, however much that is.
onEachEngine("lists at size", (db) => {
  beforeAll(() => db.write(putTown));

  test("every motion below a place is looked at, over all pages", async () => {
    await db.write(async (tables) => {
      for (const record_id of await put("motion", tables))
        await tables.motions.add({ record_id, template: "{}", budget: "", finish_by: null, stepped_at: 0 });
    });
    const seen = new Set<string>();
    for await (const { id } of db.read.motions.eachBelow(pathOf("east"), ["going"])) seen.add(id);
    expect(seen.size).toBe(1_001);
  });

  test("whoever leaves a post leaves all that hangs on it", async () => {
    await db.write(async (tables) => {
      for (const record_id of await put("assignment", tables))
        await tables.assignments.add([
          { record_id, from_place_id: "town", from_role: "secretary", from_title: "", first_due_at: 0 },
        ]);
    });
    expect(await db.read.involved.stakesOf({ personId: null, placeId: "east" })).toHaveLength(1_001);
  });
});
