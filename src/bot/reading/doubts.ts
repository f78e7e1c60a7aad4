import type { RosterPerson } from "../../chinese/names/index.ts";
import type { Filled, SaidPlace } from "../../chinese/reader/index.ts";
import type { Context } from "../context.ts";
import { describe } from "./person.ts";
import { ownVillage } from "./place.ts";
import { timeValueOf } from "./time.ts";

/** Something about a record that must be asked, or that may be said. */
export type Doubt = {
  readonly slot: string;
  readonly question: string;
  /** empty: whatever is said */
  readonly choices: readonly { readonly label: string; readonly also?: string[]; readonly value: string }[];
  /** without it there is no record */
  readonly isNeeded: boolean;
};

const apiece = "分开 分开记 分别记 各记一条 各一条 各记各的 一村一条 每村一条 都记 都要 全记".split(" ");

/** What is unclear about a record, as far as nothing was chosen yet. */
export function unclear(record: Filled, chosen: Readonly<Record<string, string>>, context: Context): readonly Doubt[] {
  return [
    ...aboutPlace(record, chosen, context),
    ...aboutPerson(record, chosen, context),
    ...aboutTime(record, chosen),
    ...aboutPromises(record, chosen),
  ];
}

function aboutPlace({ places: said }: Filled, chosen: Readonly<Record<string, string>>, { places }: Context): Doubt[] {
  const unknown = said.find((one) => one.places.length === 0);
  if (unknown) return [{ slot: "place", question: `没有找到“${unknown.said}”。哪个村？`, choices: [], isNeeded: true }];
  const open = said.find((one) => one.places.length > 1);
  if (open && chosen.place === undefined) {
    const choices = open.places.slice(0, 9).map(({ id }) => ({ label: places.fullName(id), value: id }));
    return [{ slot: "place", question: `“${open.said}”有好几个，是哪个？`, choices, isNeeded: true }];
  }
  const villages = villagesOf(said, { places });
  if (villages.length < 2 || chosen.places !== undefined) return [];
  const names = villages.map(({ id, name }) => ({ label: `只记${name}`, value: id }));
  // ids with blanks between: a record for each
  const each = {
    label: `${"两三四五"[villages.length - 2] ?? villages.length}条`,
    also: apiece,
    value: villages.map(({ id }) => id).join(" "),
  };
  const question = `说了${villages.map(({ name }) => name).join("、")}，分开记吗？`;
  return [{ slot: "places", question, choices: [each, ...names].slice(0, 9), isNeeded: true }];
}

/** The villages that are spoken of, each with the place that was said first in it. */
export function villagesOf(said: readonly SaidPlace[], { places }: Pick<Context, "places">) {
  const found = new Map<string, { readonly id: string; readonly name: string }>();
  for (const { places: meant } of said) {
    const [place] = meant;
    if (!place || meant.length > 1) continue;
    const village = places.above(place.id, "village")?.id ?? place.id;
    if (!found.has(village)) found.set(village, { id: place.id, name: places.localName(place.id) });
  }
  return [...found.values()];
}

function aboutPerson({ people }: Filled, chosen: Readonly<Record<string, string>>, context: Context): Doubt[] {
  const open = people.find((one) => one.people.length > 1);
  if (!open || chosen.person !== undefined) return [];
  const choices = open.people.slice(0, 9).map((person) => ({ label: describe(person, context), value: person.id }));
  return [{ slot: "person", question: `“${open.said}”不止一位，是哪位？`, choices, isNeeded: false }];
}

function aboutTime({ time }: Filled, chosen: Readonly<Record<string, string>>): Doubt[] {
  if (time.kind !== "ask" || chosen.time !== undefined) return [];
  const choices = time.choices.map((one) => ({ label: one.echo, value: JSON.stringify(timeValueOf(one)) }));
  return [{ slot: "time", question: time.question, choices, isNeeded: false }];
}

/** A promise whose date is vague or over. */
function aboutPromises({ promises }: Filled, chosen: Readonly<Record<string, string>>): Doubt[] {
  return promises.flatMap(({ text, due }, at): Doubt[] => {
    const slot = `promise${at}`;
    if ((due.kind !== "ask" && due.kind !== "past") || chosen[slot] !== undefined) return [];
    const choices =
      due.kind === "ask"
        ? due.choices.flatMap((one) =>
            one.kind === "moment" ? [{ label: one.echo, value: JSON.stringify({ at: one.at, echo: one.echo }) }] : [],
          )
        : [];
    const why = due.kind === "past" ? `${due.echo}已经过了，` : "";
    return [{ slot, question: `${why}答应的“${text}”是哪天前？`, choices, isNeeded: false }];
  });
}

/** The village that stands where none was said, and a person's own. */
export const villageOfPerson = (person: RosterPerson, { places }: Pick<Context, "places">): string | undefined =>
  [...person.posts.map(({ placeId }) => placeId), ...(person.homeId === null ? [] : [person.homeId])].find(
    (id) => places.above(id, "village") !== undefined,
  );

export const hasOwnVillage = (context: Context): boolean => ownVillage(context) !== undefined;
