import { readMessage, readRecord, type SaidPerson, type SaidPlace } from "../../chinese/reader/index.ts";
import type { Context } from "../context.ts";
import type { Order } from "../order.ts";
import { speakerIn, worldOf } from "../reading/people.ts";

const records = ["谈心", "走访"];

/**
 * Whether words tell a record of their own beside the one that is still asked about: another village, somebody else, or
 * a visit beside a talk. What fits the record goes to it.
 */
export async function isAnotherMatter(words: string, order: Order, context: Context): Promise<boolean> {
  const name = context.commands.find((command) => command.name === order.command)?.sentence;
  const speaker = speakerIn(context, context.message.sentAt);
  const world = await worldOf([order.rest, words].join("\n"), context);
  const [told] = readMessage(words, speaker, world);
  if (name === undefined || told?.kind !== "command" || !records.includes(told.name ?? "")) return false;
  if (told.content.trim() === "" || told.people.length + told.places.length === 0) return false;
  if (told.name !== name) return true;
  const before = readRecord(order.rest, { name, kind: null, spoken: order.spoken === true }, speaker, world);
  return (
    areApart(before.places.flatMap(idsOf), told.places.flatMap(idsOf)) ||
    areApart(before.people.map(wordsOf), told.people.map(wordsOf))
  );

  function idsOf({ places }: SaidPlace): string[] {
    return places.map(({ id }) => context.places.above(id, "village")?.id ?? id);
  }
}

const wordsOf = ({ said, people: [only, ...others] }: SaidPerson): string =>
  only && others.length === 0 ? only.id : said;

/** Both say something, and nothing of it is the same. */
const areApart = (before: readonly string[], now: readonly string[]): boolean =>
  before.length > 0 && now.length > 0 && now.every((one) => !before.includes(one));
