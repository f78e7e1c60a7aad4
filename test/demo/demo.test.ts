import { beforeAll, describe, expect, test } from "@jest/globals";
import { findPerson, makePlaceIndex, type PlaceIndex, type RosterPerson } from "../../src/chinese/names/index.ts";
import { checkHolidays } from "../../src/import/check-holidays.ts";
import { checkPairings } from "../../src/import/check-pairings.ts";
import { checkPeople, type PersonRow } from "../../src/import/check-people.ts";
import { checkPlaces, type PlaceRow } from "../../src/import/check-places.ts";
import { readTable } from "../../src/import/read-table.ts";

/** What an import makes of the places: ids are row numbers. */
function treeOf(rows: readonly PlaceRow[]): PlaceIndex {
  return makePlaceIndex(
    rows.map(({ row, name, level, aliases, parent }) => {
      const parentId = parent === null || !("row" in parent) ? null : `${parent.row}`;
      return { id: `${row}`, parentId, level, name, aliases };
    }),
  );
}

describe("the demo town", () => {
  let places: readonly PlaceRow[] = [];
  let people: readonly PersonRow[] = [];
  let index: PlaceIndex;

  beforeAll(async () => {
    const checkedPlaces = checkPlaces(await readTable("demo/places.csv"), makePlaceIndex([]));
    expect(checkedPlaces.bad).toEqual([]);
    places = checkedPlaces.good;
    index = treeOf(places);
    const checkedPeople = await checkPeople(await readTable("demo/people.csv"), index);
    expect(checkedPeople.bad).toEqual([]);
    people = checkedPeople.good;
  });

  test("one town of 21 villages, 99 sections and 220 hamlets", () => {
    const count = (level: string) => places.filter((place) => place.level === level).length;
    expect([count("town"), count("village"), count("section"), count("hamlet")]).toEqual([1, 21, 99, 220]);
  });

  test("each village has a party secretary and a director, villagers at home and villagers away", () => {
    for (const village of places.filter((place) => place.level === "village")) {
      const here = people.filter(({ placeId }) => {
        for (let at = index.byId.get(placeId); at; at = index.byId.get(at.parentId ?? ""))
          if (at.id === `${village.row}`) return true;
        return false;
      });
      const villagers = here.filter((person) => person.role === "villager");
      expect(here.filter((person) => person.title.endsWith("党支部书记"))).toHaveLength(1);
      expect(here.filter((person) => /[村居]委会主任$/.test(person.title))).toHaveLength(1);
      expect(villagers.filter((person) => person.awayCity === null).length).toBeGreaterThanOrEqual(2);
      expect(villagers.filter((person) => person.awayCity !== null).length).toBeGreaterThanOrEqual(2);
    }
  });

  test("seven leaders with three villages each; the holidays of the year", async () => {
    const pairings = checkPairings(await readTable("demo/pairings.csv"));
    const holidays = checkHolidays(await readTable("demo/holidays.csv"));
    expect([pairings.bad, holidays.bad]).toEqual([[], []]);
    const leaders = new Set(pairings.good.map((row) => row.cadre));
    expect(leaders.size).toBe(7);
    for (const leader of leaders) expect(pairings.good.filter((row) => row.cadre === leader)).toHaveLength(3);
  });

  test("the six of the sandbox, and 赫书记 whom its first example names", () => {
    const played = people.filter((person) => person.accounts.length > 0);
    expect(Object.fromEntries(played.map((person) => [person.accounts[0], person.name]))).toEqual({
      "sandbox:admin": "管理员",
      "sandbox:secretary": "孙国华",
      "sandbox:cadre": "王建国",
      "sandbox:villager-home": "王秀英",
      "sandbox:villager-away": "李大山",
      "sandbox:village-secretary": "冯立英",
    });
    const roster = people.map(({ row, name, role, placeId, title }): RosterPerson => {
      return { id: `${row}`, name, posts: [{ placeId, role, title }], homeId: null };
    });
    for (const said of ["赫书记", "王主任", "王秀英"]) {
      expect(findPerson(`东卧牛${said}`, null, index, roster).kind).toBe("one");
    }
  });
});
