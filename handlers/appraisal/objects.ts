import type { Context } from "../../src/bot/context.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { findPlace } from "../../src/chinese/names/index.ts";
import type { Template } from "../../src/ledger/appraisal-templates.ts";
import type { PlaceRow } from "../../src/store/schema.ts";
import type { ObjectRow } from "../../src/store/tables/appraisals.ts";

type NewObject = Omit<ObjectRow, "id" | "record_id" | "position" | "struck">;

const words = (text: string): readonly string[] =>
  text
    .split(/[、,，;；\n\s]+/u)
    .map((word) => word.replace(/^\d+[.、．]?/u, "").trim())
    .filter(Boolean);

/** Ids of all who are named, of the roster at the actor's places and below. @throws UserError */
export async function peopleCalled(text: string, title: string, context: Context, path?: string): Promise<string[]> {
  const { tables, places, actor } = context;
  const at = path ?? actor.posts[0]?.placePath ?? places.root()?.path ?? "/";
  const wanted = [...new Set(words(text))];
  const near = await tables.people.candidates({ names: wanted }, { path: at });
  const wide = places.root()?.path ?? "/";
  const found =
    near.length >= wanted.length
      ? near
      : [...near, ...(await tables.people.candidates({ names: wanted }, { path: wide }))];
  const ids: string[] = [];
  const unclear: string[] = [];
  for (const word of wanted) {
    const local = new Set(near.filter(({ name }) => name === word).map(({ id }) => id));
    const all = local.size > 0 ? local : new Set(found.filter(({ name }) => name === word).map(({ id }) => id));
    const [id] = all;
    if (id !== undefined && all.size === 1) ids.push(id);
    else unclear.push(word);
  }
  if (unclear.length > 0)
    throw new UserError(`${title}里名册没有，或不止一位：${unclear.slice(0, 10).join("、")}。没改，写清楚再发。`);
  return ids;
}

/** What is graded: teams, people in office, villages; of a template of posts, whoever holds them in each village. @throws UserError */
export async function objectsIn(
  text: string | undefined,
  terms: Template,
  place: PlaceRow,
  context: Context,
): Promise<readonly NewObject[]> {
  if (terms.posts && text !== undefined)
    throw new UserError(`${terms.name}评的是各村的${terms.posts.join("、")}，不写“对象：”。没改，去掉再发。`);
  if (terms.posts) return inPosts(terms.posts, place, context);
  if (terms.units) return unitsIn(text ?? "", terms, place, context);
  const made: NewObject[] = [];
  for (const word of new Set(words(text ?? ""))) {
    const other = findPlace(word, place.id, context.places.index);
    if (/班子$/u.test(word)) made.push({ person_id: null, place_id: place.id, name: word, post: "", criterion: "" });
    else if (other.kind === "one" && /[村社区镇乡]$/u.test(word))
      made.push({ person_id: null, place_id: other.value.id, name: other.value.name, post: "", criterion: "" });
    else {
      const [id] = await peopleCalled(word, "对象", context, place.path);
      made.push({ person_id: id ?? null, place_id: place.id, name: word, post: "", criterion: "" });
    }
  }
  return made;
}

const mostUnits = 20;

/** Organisations and households, as they are written, one line for each criterion. @throws UserError */
function unitsIn(text: string, { criteria = [], name }: Template, place: PlaceRow, { places }: Context): NewObject[] {
  const units = [...new Set(words(text))];
  if (units.length > mostUnits) throw new UserError(`${name}一次最多${mostUnits}个，分几次评。没建。`);
  return units.flatMap((unit) => {
    const whose = unit.replace(/(?:党总支|党支部|总支|支部|党委|村委会|居委会)$/u, "");
    const found = findPlace(whose, place.id, places.index);
    const at = found.kind === "one" ? found.value.id : place.id;
    return criteria.map((one) => ({ person_id: null, place_id: at, name: unit, post: "", criterion: one.name }));
  });
}

const holds = (post: string, { role, title }: { role: string; title: string }): boolean =>
  post === "书记" ? role === "secretary" : title.includes(post);

async function inPosts(
  posts: readonly string[],
  place: PlaceRow,
  { tables, places }: Context,
): Promise<readonly NewObject[]> {
  const people = await tables.roster.inOfficeBelow(place.path);
  const made: NewObject[] = [];
  for (const person of people)
    for (const held of person.posts) {
      const village = places.above(held.placeId, "village");
      const post = posts.find((one) => one !== "书记" && holds(one, held)) ?? posts.find((one) => holds(one, held));
      if (village && post !== undefined)
        made.push({ person_id: person.id, place_id: village.id, name: person.name, post, criterion: "" });
    }
  return made.sort((one, other) =>
    one.place_id === other.place_id
      ? posts.indexOf(one.post) - posts.indexOf(other.post)
      : (places.get(one.place_id ?? "")?.path ?? "").localeCompare(places.get(other.place_id ?? "")?.path ?? ""),
  );
}
