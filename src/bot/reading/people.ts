import type { RosterPerson } from "../../chinese/names/index.ts";
import { type Called, calledIn, type ReaderWorld, type Speaker, withPeople } from "../../chinese/reader/index.ts";
import { type Context, ownPlaceId } from "../context.ts";
import { holds } from "../permission.ts";

/** Who speaks, as the reader sees it; `sentAt` is when. */
export const speakerIn = (context: Context, sentAt: number): Speaker => ({
  placeId: ownPlaceId(context),
  isCadre: holds(context.actor, "cadre"),
  sentAt,
});

/** The world in which a text is read: of 70,000 people on a roster those of whom its words can speak. */
export async function worldOf(text: string, context: Context): Promise<ReaderWorld> {
  const { places, reader, tables } = context;
  const own = ownPlaceId(context);
  const called = calledIn(text, { placeId: own }, reader);
  if (called.names.length + called.surnames.length + called.titles.length === 0) return withPeople(reader, []);
  const villages = [...new Set([...called.places.map(({ id }) => id), ...(own === null ? [] : [own])])].flatMap(
    (id) => places.above(id, "village")?.path ?? [],
  );
  const near = [...new Set(villages)];
  const line = own === null ? [] : [places.above(own, "town"), places.above(own, "county"), places.above(own, "city")];
  const town = line[0]?.path ?? null;
  const offices = [...line.flatMap((row) => row?.id ?? []), ...called.places.map(({ id }) => id)];
  const said = { near, town, offices: [...new Set(offices)], ...called };
  const people = new Map((await tables.people.spokenOf(said)).map((person) => [person.id, person]));
  // 老马 whom the village does not know: everybody in the town may be meant, not only those in office
  const far = near.length === 0 ? called.surnames : nobodyNear(called, [...people.values()], near, context);
  if (town === null) return withPeople(reader, [...people.values()]);
  for (const surname of far)
    for (const person of await tables.people.living(surname, town)) people.set(person.id, person);
  return withPeople(reader, [...people.values()]);
}

/** Surnames that nobody found in these villages bears. */
function nobodyNear(
  { surnames }: Called,
  people: readonly RosterPerson[],
  near: readonly string[],
  { places }: Context,
): readonly string[] {
  const isNear = (id: string | null) => near.some((path) => id !== null && places.get(id)?.path.startsWith(path));
  const known = people.filter(({ homeId, posts }) => isNear(homeId) || posts.some(({ placeId }) => isNear(placeId)));
  return surnames.filter((surname) => !known.some(({ name }) => name.startsWith(surname)));
}
