import { expect, test } from "@jest/globals";
import pg from "pg";
import { onEachEngine } from "./open.ts";
import { pathOf, putPerson, putTown } from "./town.ts";

onEachEngine("a world begun anew", (db) => {
  const known = async () => (await db.read.places.all()).map(({ id }) => id);

  test("holds nothing of before, and what it is filled with", async () => {
    const before = await db.write(async (tables) => {
      await putTown(tables);
      await tables.settings.set("sandbox-offset", "5");
      return putPerson(tables, "王建国", { homePlaceId: "s1" });
    });
    await db.store.beginAnew(async (tables) => {
      expect(await tables.places.all()).toEqual([]);
      const county = { id: "county", parent_id: null, level: "county", level_word: "县", name: "县" } as const;
      await tables.places.put({ ...county, path: pathOf("county"), town_id: "county" }, []);
    });
    expect(await db.read.settings.get("sandbox-offset")).toBeUndefined();
    expect([await db.read.people.get(before), await known()]).toEqual([undefined, ["county"]]);
  });

  test("takes nothing of what others keep in the same database", async () => {
    if (db.store.engine !== "postgres") return; // nobody else keeps anything in the file
    const client = new pg.Client({ connectionString: db.url });
    await client.connect();
    await client.query("create schema theirs; create table theirs.places as select 'kept' as name");
    await client.query("create table theirs.other as select 1 as one");
    await db.store.beginAnew(putTown);
    expect((await client.query("select name from theirs.places")).rows).toEqual([{ name: "kept" }]);
    await client.query("drop schema theirs cascade");
    await client.end();
  });

  test("still knows the key it was written with", async () => {
    await db.store.beginAnew(putTown);
    expect(await db.read.settings.get("data-key")).toBeDefined();
  });

  test("is the old one when filling fails", async () => {
    await db.store.beginAnew(putTown);
    const failed = db.store.beginAnew(async () => {
      throw new Error("no town");
    });
    await expect(failed).rejects.toThrow("no town");
    expect(await known()).toHaveLength(6);
  });
});
