import { beforeAll, expect, test } from "@jest/globals";
import { loadReference } from "../../../src/bot/places.ts";
import { endOfPath } from "../../../src/store/tables/places.ts";
import fc from "../../property.ts";
import { onEachEngine } from "../open.ts";
import { pathOf, putTown } from "../town.ts";

onEachEngine("places", (db) => {
  beforeAll(() => db.write(putTown));

  test("below a path are one range, itself included, those that only begin alike left out", async () => {
    const { places } = await loadReference(db.read);
    const below = async (id: string) => {
      const found = await db.read.coverage.missing(
        { campaign: "talk", path: pathOf(id), level: "section", who: "" },
        10,
        places,
      );
      return found.map(({ name }) => name);
    };
    expect(await below("county")).toEqual(["s1", "s10"]);
    expect(await below("s1")).toEqual(["s1"]);
    expect(await below("west")).toEqual([]);
  });

  test("are renamed by being put again, and stay where they are", async () => {
    await db.write((tables) =>
      tables.places.put(
        {
          id: "west",
          parent_id: "east",
          level: "village",
          level_word: "社区",
          name: "西社区",
          path: "/x/",
          town_id: "x",
        },
        ["西头", "西头", "老西"],
      ),
    );
    expect(await db.read.places.get("west")).toMatchObject({
      name: "西社区",
      level_word: "社区",
      parent_id: "town",
      path: pathOf("west"),
    });
    const aliases = (await db.read.places.aliases()).get("west") ?? [];
    expect([...aliases].sort()).toEqual(["老西", "西头"].sort());
  });

  test("come with those above before those below", async () => {
    expect((await db.read.places.all()).map(({ id }) => id)).toEqual(["county", "town", "east", "s1", "s10", "west"]);
  });
});

test("the end of a path's range lies behind everything below it and before every neighbour", () => {
  const id = fc.stringMatching(/^[0-9a-z-]{1,8}$/);
  const bytes = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other));
  fc.assert(
    fc.property(
      fc.array(id, { minLength: 1, maxLength: 4 }),
      fc.array(id, { minLength: 1, maxLength: 4 }),
      (at, to) => {
        const [path, other] = [`/${at.join("/")}/`, `/${to.join("/")}/`];
        const inRange = bytes(other, path) >= 0 && bytes(other, endOfPath(path)) < 0;
        expect(inRange).toBe(other.startsWith(path));
      },
    ),
  );
});
