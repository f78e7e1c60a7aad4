import { findPerson } from "../names/find-person.ts";
import { findPlace } from "../names/find-place.ts";
import type { Found } from "../names/found.ts";
import { levelOfWord, PLACE_LEVELS } from "../names/level.ts";
import { makePlaceIndex, type Place, type PlaceIndex } from "../names/place-index.ts";
import type { PlaceLevel } from "../names/place-level.ts";
import type { RosterPerson } from "../names/roster.ts";
import { type Corpus, sameJson } from "./corpus.ts";

/** What was said, by somebody where, and who or what place is wanted; without `want` a place, else a person. */
export type NameCase = {
  readonly text: string;
  readonly want?: "person" | "place";
  readonly speaker: { readonly place: string | null };
};

/** The answer in the corpus's own form; ids are the account without its channel, and the path of the place. */
export type NameAnswer =
  | { readonly person: string }
  | { readonly place: string }
  | { readonly ask: readonly string[] }
  | { readonly none: true };

/** A row of an import file: header word to cell. */
export type NameRow = Readonly<Record<string, string | undefined>>;

export type NameWorld = { readonly index: PlaceIndex; readonly people: readonly RosterPerson[] };

const ROLES = new Map([
  ["村民", "villager"],
  ["干部", "cadre"],
  ["书记", "secretary"],
  ["管理员", "admin"],
]);

function listed(cell: string | undefined): readonly string[] {
  return (cell ?? "").split("、").filter((item) => item.trim() !== "");
}

const UPPER = new Set<PlaceLevel | null>(["city", "county", "town"]);

/**
 * The tree of a places file. A city, a county and a town go by their names, everything below by its path from the
 * town down; 上级 is such a path or a name that only one row bears.
 */
function placesOf(rows: readonly NameRow[]): readonly Place[] {
  const byName = new Map<string, NameRow[]>();
  for (const row of rows) byName.set(row.名称 ?? "", [...(byName.get(row.名称 ?? "") ?? []), row]);
  const idOf = (row: NameRow, depth = 0): string => {
    const above = aboveOf(row, depth);
    return above === null || UPPER.has(levelOfWord(row.级别 ?? "")) ? (row.名称 ?? "") : `${above}/${row.名称}`;
  };
  const aboveOf = (row: NameRow, depth: number): string | null => {
    const above = row.上级 ?? "";
    const [parent, ...others] = byName.get(above) ?? [];
    if (parent === undefined || others.length > 0 || depth > PLACE_LEVELS.length) return above || null;
    return idOf(parent, depth + 1);
  };
  return rows.map((row): Place => {
    const level = levelOfWord(row.级别 ?? "") ?? "hamlet";
    return { id: idOf(row), parentId: aboveOf(row, 0), level, name: row.名称 ?? "", aliases: listed(row.别名) };
  });
}

function personOf(row: NameRow, number: number): RosterPerson {
  const name = row.姓名 ?? "";
  const account = listed(row.账号)[0] ?? `row:${number}`;
  const post = {
    placeId: row.地点 ?? "",
    role: ROLES.get(row.岗位 ?? "") ?? "villager",
    title: row.职务 ?? "",
  };
  return {
    id: account.slice(account.indexOf(":") + 1),
    name,
    posts: [post],
    homeId: post.role === "villager" ? post.placeId : null,
    aliases: listed(row.别名),
  };
}

/** The tree and the roster from the rows of a places file and a people file. */
export function nameWorld(places: readonly NameRow[], people: readonly NameRow[]): NameWorld {
  return { index: makePlaceIndex(placesOf(places)), people: people.map(personOf) };
}

function answer<T extends { readonly id: string }>(found: Found<T>, one: (id: string) => NameAnswer): NameAnswer {
  if (found.kind === "one") return one(found.value.id);
  if (found.kind === "several") return { ask: found.values.map((value) => value.id).sort() };
  return { none: true };
}

/** Who or what place is meant, in the form of the corpus. */
function understandName(said: NameCase, world: NameWorld): NameAnswer {
  const at = said.speaker.place;
  if (said.want !== "person") {
    const place = answer(findPlace(said.text, at, world.index), (id) => ({ place: id }));
    if (said.want === "place" || !("none" in place)) return place;
  }
  return answer(findPerson(said.text, at, world.index, world.people), (id) => ({ person: id }));
}

function inOrder(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("ask" in value) || !Array.isArray(value.ask)) return value;
  return { ask: [...value.ask].sort() };
}

/** `names.jsonl`: what somebody called a person or a place, and who or where; a bare line is a call by nobody near. */
export function namesCorpus(world: NameWorld): Corpus<NameCase> {
  return {
    parse(line) {
      if (!line.trim() || line.startsWith("#")) return null;
      if (!line.startsWith("{")) return { input: { text: line, speaker: { place: null } }, expected: undefined };
      const { text, want, speaker, expected } = JSON.parse(line);
      return { input: { text, want, speaker: speaker ?? { place: null } }, expected };
    },
    answer: (said) => understandName(said, world),
    same: (got, expected) => sameJson(inOrder(got), inOrder(expected)),
  };
}
