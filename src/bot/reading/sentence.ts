import { comingDown } from "../../chinese/reader/coming-down.ts";
import {
  correctionOf,
  type Filled,
  filled,
  looksUp,
  narrowed,
  type ReaderWorld,
  readRecord,
  withSaying,
} from "../../chinese/reader/index.ts";
import { dayOf, startOfDay } from "../../chinese/time/index.ts";
import type { Context } from "../context.ts";
import type { Order } from "../order.ts";
import { may } from "../permission.ts";
import { UserError } from "../user-error.ts";
import type { Declared } from "./ask.ts";
import type { PersonValue, PlaceValue, PromiseValue, TimeValue } from "./declare.ts";
import { unclear, villageOfPerson, villagesOf } from "./doubts.ts";
import { speakerIn, worldOf } from "./people.ts";
import { ownVillage, placeValueOf } from "./place.ts";
import { askOf } from "./sentence-question.ts";
import { timeValueOf } from "./time.ts";

type Spoken = Declared & { readonly sentence: "谈心" | "走访" };

/** What a record's arguments are filled with. */
export type RecordValues = {
  readonly place?: PlaceValue | undefined;
  readonly person?: PersonValue | undefined;
  readonly time?: TimeValue | undefined;
  readonly text?: string | undefined;
  readonly promises?: readonly PromiseValue[] | undefined;
  readonly [slot: string]: unknown;
};

/**
 * A record's words, and all that was said of it since, as its arguments: places, people, the day and promises are found
 * anywhere in them, everything else is its content. @throws UserError or Ask
 */
export async function readSentence(declared: Spoken, given: Order, context: Context): Promise<RecordValues> {
  const order = withAnswers(given, context.message.sentAt);
  if (order.spoken === undefined && looksUp(order.rest)) throw new UserError(lookedUp(declared.name, order.rest));
  const { sayings = [] } = order;
  const world = await worldOf([order.rest, ...sayings.map(({ text }) => text)].join("\n"), context);
  const record = recordOf(declared.sentence, order, context, world);
  const values = valuesOf(record, order, context);
  const ask = askOf({ declared, order, context, record, values, doubts: unclear(record, order.chosen, context) });
  // who may not keep it there is refused before anything is asked
  if (ask && (!values.place || may(context.actor, "keep record", values.place))) throw ask;
  return values;
}

/** What 0.1.0 was answered to a question of one argument, as it is kept now; such a question may have been open since. */
function withAnswers({ said, ...order }: Order, sentAt: number): Order {
  const answers = Object.entries(said);
  if (answers.length === 0) return { ...order, said };
  const heard = answers.flatMap(([slot, text]) =>
    text === null ? [] : [{ text, at: order.saidAt?.[slot] ?? sentAt, asked: [slot] }],
  );
  const skipped = answers.flatMap(([slot, text]) => (text === null ? [slot] : []));
  return {
    ...order,
    said: {},
    sayings: [...heard, ...(order.sayings ?? [])],
    skipped: [...skipped, ...(order.skipped ?? [])],
  };
}

/** `/走访 列表` asks for records and is none. */
const lookedUp = (name: string, rest: string): string =>
  `“${name} ${rest.trim().slice(0, 20)}”像是要查，没有记。看记过的发“/${name} 列表”，看哪里还没去发“/覆盖 ${name}”。`;

function recordOf(name: Spoken["sentence"], order: Order, context: Context, world: ReaderWorld): Filled {
  const told = { name, kind: order.calledAs ?? null, spoken: order.spoken === true };
  const { sentAt } = context.message;
  let record = filled(order.rest, readRecord(order.rest, told, speakerIn(context, sentAt), world));
  for (const { text, at, asked, mends = false } of order.sayings ?? []) {
    const speaker = speakerIn(context, at);
    const words = mends ? correctionOf(text) : text;
    const read = filled(words, readRecord(words, { name, kind: null, spoken: false }, speaker, world));
    record = withSaying(record, { text, read, asked, mends }, { speaker, world });
  }
  return narrowed(record, world);
}

function valuesOf(record: Filled, order: Order, context: Context): RecordValues {
  const { chosen } = order;
  const { content, problems, topics, companions, next, spot, category, kind } = record;
  const some = (words: readonly string[]) => (words.length > 0 ? [...words] : undefined);
  return {
    place: placeOf(record, order, context),
    person: personOf(record, chosen),
    time: timeOf(record, chosen, context),
    text: content || undefined,
    promises: some(record.promises.map(({ text }) => text)) && record.promises.map(promiseOf(chosen)),
    next: next ?? undefined,
    problems: some(problems),
    topics: some(topics),
    companions: companions.join("、") || undefined,
    spot: spot ?? undefined,
    category: category ?? undefined,
    kind: kindOf(kind, order, context),
  };
}

/** What a village's own cadre tells in passing as a reception is a visit: those kinds are for whoever comes down to it. */
function kindOf(kind: string | null, order: Order, { actor, places }: Context): string | undefined {
  const comesDown =
    actor.isAdmin ||
    actor.posts.some(({ role, placeId }) => role !== "villager" && places.above(placeId, "village") === undefined);
  return kind === null || (order.spoken === true && comingDown.has(kind) && !comesDown) ? undefined : kind;
}

/** Where it belongs: what was said or chosen, else where the person belongs, else the speaker's own village. */
function placeOf(record: Filled, { chosen }: Order, context: Context): PlaceValue | undefined {
  const { places } = context;
  const said = record.places.flatMap(({ places: meant }) =>
    meant.length === 1 ? meant : meant.filter(({ id }) => id === chosen.place),
  );
  const only = chosen.places;
  const village = only && (places.above(only, "village")?.id ?? only);
  const within = village
    ? said.filter(({ id }) => (places.above(id, "village")?.id ?? id) === village)
    : said.slice(0, villagesOf(record.places, context).length > 1 ? 1 : undefined);
  const [first, ...further] = within;
  if (first) {
    const value = placeValueOf(first.id, context);
    const also = further.flatMap(({ id }) => placeValueOf(id, context) ?? []);
    return value && (also.length > 0 ? { ...value, also } : value);
  }
  if (record.places.length > 0) return undefined;
  const [met] = record.people;
  const person =
    met?.people.find(({ id }) => id === chosen.person) ?? (met?.people.length === 1 ? met.people[0] : null);
  const home = person && villageOfPerson(person, context);
  if (home) return placeValueOf(places.above(home, "village")?.id ?? home, context);
  if (met && met.people.length > 1 && chosen.person === undefined) return undefined;
  return record.village ? placeValueOf(record.village.place.id, context) : ownVillage(context);
}

function personOf({ people }: Filled, chosen: Order["chosen"]): PersonValue | undefined {
  const [first, ...others] = people;
  if (!first) return undefined;
  const meant = [first, ...others].flatMap((one) =>
    one.people.length === 1 ? one.people : one.people.filter(({ id }) => id === chosen.person),
  );
  return { id: meant[0]?.id ?? null, name: people.map(({ said }) => said).join("、") };
}

function timeOf({ time, timeWords }: Filled, chosen: Order["chosen"], context: Context): TimeValue | undefined {
  if (chosen.time !== undefined) return JSON.parse(chosen.time) as TimeValue;
  if (time.kind === "none") return undefined;
  // nobody could say which day: it is the day on which it was told, and that is said
  if (time.kind === "ask") {
    const day = dayOf(context.message.sentAt);
    return { at: startOfDay(day), day, hasClock: false, rule: null, echo: timeWords, words: timeWords };
  }
  const value = timeValueOf(time);
  const isPlain = /\d|[号日]/.test(timeWords) || value.day === dayOf(context.message.sentAt);
  return isPlain ? value : { ...value, words: timeWords };
}

const promiseOf =
  (chosen: Order["chosen"]) =>
  ({ text, due }: Filled["promises"][number], at: number): PromiseValue => {
    const said = chosen[`promise${at}`];
    if (said !== undefined) return { text, due: JSON.parse(said) as PromiseValue["due"] };
    return { text, due: due.kind === "moment" ? { at: due.at, echo: due.echo } : null };
  };
