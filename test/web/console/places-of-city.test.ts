import { expect, test } from "@jest/globals";
import { openPages } from "../pages/world.ts";

test("what the places of a city hold is counted once a minute, of all others at once", async () => {
  const pages = await openPages();
  const { store, now } = pages.world;
  const admin = await pages.atDesk("admin");
  const placed = { level_word: "" };
  await store.write(async (tables) => {
    await tables.places.put(
      {
        ...placed,
        id: "city",
        town_id: "city",
        parent_id: "county",
        level: "city",
        name: "云湖市",
        path: "/county/city/",
      },
      [],
    );
    await tables.places.put(
      {
        ...placed,
        id: "seat",
        town_id: "seat",
        parent_id: "city",
        level: "county",
        name: "湖东县",
        path: "/county/city/seat/",
      },
      [],
    );
    await tables.places.changed();
  });
  const shown = async (at: string, row: string) => {
    const { text } = await admin.get(`/console/places?at=${at}`);
    return new RegExp(`${row} (\\d+ \\d+ \\d+)`, "u").exec(text)?.[1];
  };
  const comes = (name: string, homePlaceId: string) =>
    store.write((tables) =>
      tables.people.add({ name, homePlaceId, awayCity: null, partyMember: false, phone: null, now: now() }),
    );
  await comes("陈一", "seat");
  expect(await shown("city", "湖东县")).toBe("0 1 0");
  expect((await admin.get("/console/places?at=city")).text).toContain("一分钟数一次");
  await comes("陈二", "seat");
  expect(await shown("city", "湖东县")).toBe("0 1 0");
  expect(await shown("county", "云湖市")).toBe("1 2 0");
  pages.world.waits(new Date(now() + 61_000).toISOString());
  expect(await shown("city", "湖东县")).toBe("0 2 0");
  await pages.close();
});
