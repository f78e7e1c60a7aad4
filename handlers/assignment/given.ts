import type { Context } from "../../src/bot/context.ts";
import { siblingsOf } from "../../src/bot/record/kept.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

const day = 24 * 60 * 60_000;
const open = ["offered", "working", "returned", "checking"];

/** More than are pasted at once. */
const mostHeld = 500;

/** What somebody owns, or handed over, and is in these states; what is not over, where none are said. */
export const heldAs = (
  stake: "owner" | "assigner",
  { actor, tables }: Pick<Context, "actor" | "tables">,
  states: readonly string[] = open,
): Promise<RecordRow[]> =>
  tables.involved.held("assignment", states, {
    ...{ account: actor.account, personId: actor.person?.id ?? null, stakes: [stake], most: mostHeld },
  });

/** What reached its owner within a day, message by message: all that was handed over at once came in one. */
export function freshlyGiven(owned: readonly RecordRow[], now: number): RecordRow[][] {
  const fresh = owned.filter(({ heard_at }) => heard_at !== null && now - heard_at < day);
  const messages = new Map<string, RecordRow[]>();
  for (const row of fresh) {
    const message = siblingsOf(row.cause);
    messages.set(message, [...(messages.get(message) ?? []), row]);
  }
  return [...messages.values()].map((rows) => rows.sort((one, other) => one.number - other.number));
}

/**
 * What the one message of the last day handed over to whoever speaks, as it counted them; of several messages none is
 * meant. Ids of records: some may be withdrawn or somebody else's by now.
 */
export async function givenLast(context: Context): Promise<readonly string[]> {
  const { actor, tables, now } = context;
  const [rows = [], ...others] = freshlyGiven(await heldAs("owner", context, [...open, "closed"]), now);
  const [first] = rows;
  if (!first || others.length > 0) return [];
  const told = await tables.outbox.recordsToldBy(`${siblingsOf(first.cause)}owner:${actor.person?.id ?? ""}`);
  if (told.length === 0) return rows.map(({ id }) => id);
  // what was somebody else's at first came in a message of its own
  return rows.every(({ id }) => told.includes(id)) ? told : [];
}

export const wasTakenBack = ({ withdrawn_at, state }: Pick<RecordRow, "withdrawn_at" | "state">): boolean =>
  withdrawn_at !== null || state === "void";
