import { beforeAll, expect, test } from "@jest/globals";
import { onEachEngine } from "../open.ts";
import { pathOf, putTown } from "../town.ts";

onEachEngine("groups", (db) => {
  beforeAll(() => db.write(putTown));
  const meet = (key: string) => db.write((tables) => tables.groups.meet(key, 1, "all"));
  const bind = (key: string, place: string, kind: "village" | "cadre" = "village") =>
    db.write((tables) => tables.groups.bind(key, place, kind));

  test("are met once and keep what was learnt since", async () => {
    await meet("a");
    expect(await db.write((tables) => tables.groups.learn("a", { hears: "mentions" }))).toBe(true);
    expect(await db.write((tables) => tables.groups.learn("a", { hears: "mentions" }))).toBe(false);
    await meet("a");
    expect((await db.read.groups.get("a"))?.hears).toBe("mentions");
  });

  test("of a place are those that live, the ones that can be spoken to first at the front", async () => {
    for (const key of ["g1", "g2", "g3", "g4"]) {
      await meet(key);
      await bind(key, "east", key === "g4" ? "cadre" : "village");
    }
    await db.write(async (tables) => {
      await tables.groups.learn("g2", { may_push: "yes" });
      await tables.groups.died("g3", 5_000_000_000_000);
    });
    const at = async () => (await db.read.groups.at("east", "village")).map(({ key }) => key);
    expect(await at()).toEqual(["g2", "g1"]);
    await db.write((tables) => tables.groups.alive("g3", 5_000_000_000_001));
    expect(await at()).toContain("g3");
  });

  test("below a path are counted when they hear only what is addressed to the bot", async () => {
    await bind("a", "west");
    expect(await db.read.groups.deafBelow(pathOf("town"))).toBe(1);
    expect(await db.read.groups.deafBelow(pathOf("east"))).toBe(0);
    expect((await db.read.groups.below(pathOf("west"), 9)).map(({ key }) => key)).toEqual(["a"]);
  });

  test("keep their webhook key sealed", async () => {
    await db.write((tables) => tables.groups.setWebhook("a", "693a91f6-secret"));
    const row = await db.read.groups.get("a");
    expect(JSON.stringify(row)).not.toContain("693a91f6");
    expect(row && db.read.groups.openWebhook(row)).toBe("693a91f6-secret");
  });
});
