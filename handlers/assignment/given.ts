import type { Context } from "../../src/bot/context.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

const day = 24 * 60 * 60_000;
const states = ["offered", "working", "returned", "checking", "closed"];

/** What somebody owns in these states. */
export const ownedIn = (
  among: readonly string[],
  { actor, tables }: Pick<Context, "actor" | "tables">,
): Promise<RecordRow[]> =>
  tables.involved.held("assignment", among, {
    ...{ account: actor.account, personId: actor.person?.id ?? null, stakes: ["owner"] },
  });

/** What reached its owner within a day, message by message: all that was handed over at once came in one. */
export function freshlyGiven(owned: readonly RecordRow[], now: number): RecordRow[][] {
  const fresh = owned.filter(({ heard_at }) => heard_at !== null && now - heard_at < day);
  const messages = new Map<string, RecordRow[]>();
  for (const row of fresh) {
    const message = row.cause.replace(/record\d*$/u, "");
    messages.set(message, [...(messages.get(message) ?? []), row]);
  }
  return [...messages.values()].map((rows) => rows.sort((one, other) => one.number - other.number));
}

/** The one message of the last day that handed something over to whoever speaks; of several none is meant. */
export async function givenLast(context: Context): Promise<readonly RecordRow[]> {
  const [rows = [], ...others] = freshlyGiven(await ownedIn(states, context), context.now);
  return others.length === 0 ? rows : [];
}
