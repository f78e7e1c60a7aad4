import { leadingPerson, personQuery, type RosterPerson } from "../../chinese/names/index.ts";
import { readTime } from "../../chinese/time/index.ts";
import type { PlaceRow } from "../../store/schema.ts";
import { type Context, ownPlaceId } from "../context.ts";
import { type Occasion, type Taken, whichOf } from "./ask.ts";
import { type Argument, argumentsOf, type PersonValue, type PlaceValue } from "./declare.ts";

/** The person a text begins with, of the roster at or near `place`, or as it was written. */
export async function readPerson(
  text: string,
  argument: Argument,
  place: PlaceValue | undefined,
  occasion: Occasion,
): Promise<Taken<PersonValue>> {
  const { context, order } = occasion;
  const { places } = context;
  const own = ownPlaceId(context);
  const near = place?.id ?? own;
  const scope = place ?? (own === null ? undefined : (places.above(own, "town") ?? places.get(own)));
  const people = await candidates(text, { near, scope, time: leadingTime(text, argument, occasion) }, context);
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
  throw whichOf(choices, question, argument, occasion);
}

type Where = {
  readonly near: string | null;
  readonly scope: Pick<PlaceRow, "path" | "level"> | undefined;
  /** the words of a time at the beginning of the text, or "" */
  readonly time: string;
};

/** Those on the roster whom the beginning of a text may mean. */
async function candidates(
  text: string,
  { near, scope, time }: Where,
  { tables: { people }, places }: Context,
): Promise<readonly RosterPerson[]> {
  const { surname, fullName, names, title } = personQuery(text, near, places.index);
  const path = scope?.path ?? "/";
  // 周一鸣 begins with a day and is one: whole names are looked for all the same, but nobody of the surname 明 for 明天
  const isWide = scope === undefined || scope.level === "county" || scope.level === "city";
  const hasTime = time !== "";
  const whole = (fullName === undefined ? (isWide || hasTime ? names : []) : [fullName]).filter(
    (name) => !time.startsWith(name),
  );
  const named = whole.length > 0 ? await people.candidates({ names: whole }, { path }) : [];
  // the whole name first: there are more 王 in a county than one asks a database for
  if (hasTime || (fullName !== undefined && named.length > 0)) return named;
  const called = surname ? { surname } : title ? { title } : null;
  const more = called ? await people.candidates(called, { path, officesOnly: isWide }) : [];
  return [...new Map([...named, ...more].map((person) => [person.id, person])).values()];
}

/** The time that stands where somebody might, when one is to be read next: 明天9点 of 明天9点 开会. */
function leadingTime(text: string, argument: Argument, { declared, context }: Occasion): string {
  const all = argumentsOf(declared.args);
  const at = all.findIndex(({ name }) => name === argument.name);
  const next = at < 0 ? undefined : all[at + 1];
  if (next?.label !== undefined || next?.reading.kind !== "time") return "";
  const { use } = next.reading;
  const time = readTime(text, { sentAt: context.message.sentAt, use, calendar: context.calendar });
  const isFirst = time.kind !== "none" && text.slice(0, time.span.start).trim() === "";
  return isFirst ? text.slice(time.span.start, time.span.end) : "";
}

export function describe(person: RosterPerson, { places }: Pick<Context, "places">): string {
  const post = person.posts.find((held) => held.title !== "");
  const placeId = post?.placeId ?? person.homeId;
  const place = placeId === null ? "" : places.localName(placeId);
  return `${person.name}（${[place, post?.title].filter(Boolean).join(" ")}）`;
}
