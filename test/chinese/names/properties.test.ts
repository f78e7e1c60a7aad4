import { describe, expect, test } from "@jest/globals";
import { namesCorpus } from "../../../src/chinese/corpora/names.ts";
import {
  type Found,
  findPerson,
  findPlace,
  leadingPerson,
  leadingPlace,
  makePlaceIndex,
  type Place,
  personQuery,
  type RosterPerson,
} from "../../../src/chinese/names/index.ts";
import fc from "../../property.ts";
import { casesOf } from "../corpora/corpus-file.ts";
import { worldOf } from "./world.ts";

const world = worldOf("");
const { index, people } = world;
const places = [...index.byId.values()];
const cases = casesOf(namesCorpus(world), "names.jsonl").map(({ input }) => input);

const speaker = fc.option(fc.constantFrom(...places.map((place) => place.id)));
const piece = fc.oneof(
  fc.constantFrom(...places.map((place) => place.name)),
  fc.constantFrom(...people.flatMap((person) => [person.name, person.posts[0]?.title ?? ""])),
  fc.constantFrom(
    "老",
    "小",
    "的",
    "家",
    "第",
    "三",
    "社",
    "组",
    "村",
    "镇",
    "长",
    "书记",
    "主任",
    " ",
    "（",
    "）",
    "/",
  ),
  fc.string({ unit: "grapheme", maxLength: 4 }),
);
const call = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(""));

function valuesOf<T>(found: Found<T>): readonly T[] {
  if (found.kind === "one") return [found.value];
  return found.kind === "several" ? found.values : [];
}

describe("whatever is said", () => {
  test("only what is in the tree and on the roster is found, each once, several being more than one", () => {
    fc.assert(
      fc.property(call, speaker, (said, at) => {
        for (const found of [findPlace(said, at, index), findPerson(said, at, index, people)]) {
          const values = valuesOf<Place | RosterPerson>(found);
          expect(new Set(values).size).toBe(values.length);
          if (found.kind === "several") expect(values.length).toBeGreaterThan(1);
          for (const value of values) expect([...places, ...people]).toContain(value);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("a leading call and what follows are the text, with only blanks and a sign lost between", () => {
    const bare = (text: string) => text.replace(/[\s\u200b-\u200d\ufeff，,：:、；;的]/gu, "");
    fc.assert(
      fc.property(call, speaker, (text, at) => {
        for (const leading of [leadingPlace(text, at, index), leadingPerson(text, at, index, people)]) {
          if (leading === null) continue;
          expect(leading.said).not.toBe("");
          expect(bare(leading.said) + bare(leading.rest)).toBe(bare(text));
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("a village of another name in another county changes no answer", () => {
    const strange: readonly Place[] = [
      { id: "另县", parentId: null, level: "county", name: "锦屏县", aliases: [] },
      { id: "另镇", parentId: "另县", level: "town", name: "霓裳镇", aliases: [] },
      { id: "另村", parentId: "另镇", level: "village", name: "琵琶渡村", aliases: ["豌豆屯"] },
      { id: "另社", parentId: "另村", level: "section", name: "三社", aliases: [] },
    ];
    const more = makePlaceIndex([...strange, ...places]);
    for (const { text, want, speaker } of cases) {
      const ids = (other: typeof index) => {
        const found: Found<{ id: string }> =
          want === "place" ? findPlace(text, speaker.place, other) : findPerson(text, speaker.place, other, people);
        return valuesOf(found).map((value) => value.id);
      };
      expect([text, ids(more)]).toEqual([text, ids(index)]);
    }
  });

  test("the order of the tree and of the roster changes no answer but its order", () => {
    const backwards = makePlaceIndex(places.toReversed());
    for (const { text, want, speaker } of cases) {
      const [one, other]: [Found<{ id: string }>, Found<{ id: string }>] =
        want === "place"
          ? [findPlace(text, speaker.place, index), findPlace(text, speaker.place, backwards)]
          : [
              findPerson(text, speaker.place, index, people),
              findPerson(text, speaker.place, backwards, people.toReversed()),
            ];
      const ids = (found: Found<{ id: string }>) =>
        valuesOf(found)
          .map((value) => value.id)
          .sort();
      expect([text, ids(other)]).toEqual([text, ids(one)]);
    }
  });

  test("every place answers to its own path, wherever the speaker is", () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), speaker, (place, at) => {
        expect(valuesOf(findPlace(place.id, at, index))).toEqual([place]);
      }),
      { numRuns: 500 },
    );
  });

  test("a tree whose parents run in a circle still answers", () => {
    const circle = makePlaceIndex([
      { id: "a", parentId: "b", level: "town", name: "甲镇", aliases: [] },
      { id: "b", parentId: "a", level: "village", name: "乙家村", aliases: [] },
    ]);
    expect(findPlace("乙家村", "a", circle)).toMatchObject({ kind: "one", value: { id: "b" } });
  });

  test("the query for a call holds everybody the call means", () => {
    for (const { text, want, speaker } of cases) {
      if (want !== "person") continue;
      const { fullName, surname, title } = personQuery(text, speaker.place, index);
      const rows = people.filter((person) => {
        if (fullName !== undefined) return person.name === fullName;
        const named = surname === undefined || person.name.startsWith(surname);
        return named && (title === undefined || person.posts.some((post) => post.title.includes(title)));
      });
      for (const person of valuesOf(findPerson(text, speaker.place, index, people))) {
        expect([text, rows.map((row) => row.id)]).toEqual([text, expect.arrayContaining([person.id])]);
      }
    }
  });
});
