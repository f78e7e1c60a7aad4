import { leadingPerson, personQuery, type RosterPerson } from "../../chinese/names/index.ts";
import { type Context, ownPlaceId } from "../context.ts";
import { type Reader, type Taken, whichOf } from "./ask.ts";
import type { Argument, PersonValue, PlaceValue } from "./declare.ts";

/** The person a text begins with, of the roster at or near `place`, or as it was written. */
export async function readPerson(
  text: string,
  argument: Argument,
  place: PlaceValue | undefined,
  reader: Reader,
): Promise<Taken<PersonValue>> {
  const { context, order } = reader;
  const { places } = context;
  const own = ownPlaceId(context);
  const near = place?.id ?? own;
  const scope = place ?? (own === null ? undefined : (places.above(own, "town") ?? places.get(own)));
  const people = await candidates(text, scope?.path ?? "/", near, context);
  const within = place && places.index.byId.get(place.id);
  const leading = leadingPerson(text, near, places.index, people, within ? { within: [within] } : {});
  const chosen = order.chosen[argument.name];
  if (chosen !== undefined) {
    const person = await context.tables.people.get(chosen);
    return { value: person && { id: person.id, name: leading?.said ?? person.name }, rest: leading?.rest ?? text };
  }
  if (!leading || (leading.found.kind === "none" && !argument.asWritten)) {
    if (!argument.asWritten) return { value: undefined, rest: text };
    // no call we know: a first word as short as a name stands for the person as it was written
    const [, word, rest = ""] = /^\s*([\p{L}·]{1,6})(?!\S)\s*([\s\S]*)$/u.exec(text) ?? [];
    return word ? { value: { id: null, name: word }, rest } : { value: undefined, rest: text };
  }
  const { found, said, rest } = leading;
  if (found.kind === "one") return { value: { id: found.value.id, name: said }, rest };
  if (found.kind === "none") return { value: { id: null, name: said }, rest };
  const choices = found.values.map((person) => ({ value: person.id, label: describe(person, context) }));
  const [only, ...others] = found.values;
  const question = only && others.length === 0 ? `没有“${said}”，是说${only.name}吗？` : `“${said}”不止一位，是哪位？`;
  throw whichOf(choices, question, argument, reader);
}

async function candidates(
  text: string,
  path: string,
  near: string | null,
  { tables: { people }, places }: Context,
): Promise<readonly RosterPerson[]> {
  const { surname, fullName, title } = personQuery(text, near, places.index);
  // the whole name first: there are more 王 in a county than one asks a database for
  const named = fullName ? await people.candidates({ name: fullName }, path) : [];
  if (named.length > 0) return named;
  const wanted = surname ? { namePrefix: surname } : title ? { titlePart: title } : null;
  return wanted ? people.candidates(wanted, path) : [];
}

function describe(person: RosterPerson, { places }: Context): string {
  const post = person.posts.find((held) => held.title !== "");
  const placeId = post?.placeId ?? person.homeId;
  const place = placeId === null ? "" : (places.get(placeId)?.name ?? "");
  return `${person.name}（${[place, post?.title].filter(Boolean).join(" ")}）`;
}
