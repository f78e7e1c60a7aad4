import type { OutboxRow } from "../../store/tables/outbox.ts";
import type { Tables } from "../../store/tables.ts";
import { parseChatKey } from "../message.ts";
import { heldBy, tell } from "../tell/tell.ts";

type Row = OutboxRow;

const firstCause = (cause: string): string => cause.split(">")[0] ?? cause;

/** What follows from a message that nobody heard. */
export type Undelivered = (row: Row, tables: Tables, now: number) => Promise<void>;

/**
 * Ends a message that cannot be delivered in this chat: it goes to the person's next account, or what may be said of it
 * in a group is said there, and its author is told.
 */
export async function giveUp(
  row: Row,
  error: string,
  undelivered: Undelivered,
  tables: Tables,
  now: number,
): Promise<void> {
  await tables.outbox.failed(row.id, error);
  if (await goElsewhere(row, tables, now)) return;
  await sayInstead(row, tables, now);
  await tellAuthor(row, "没送到，请打电话或当面说。", "undelivered", tables, now);
  await undelivered(row, tables, now);
}

/** Another chat in which the same may be said: the person's next account, at last where it goes otherwise. */
export async function goElsewhere(row: Row, tables: Tables, now: number): Promise<boolean> {
  if (row.purpose !== "push") return false;
  const base = firstCause(row.cause);
  const tried = await tables.outbox.triedFor(base);
  const accounts = row.person_id === null ? [] : await tables.accounts.reachable(row.person_id);
  const last = row.otherwise !== null && row.instead_sealed === null ? [row.otherwise] : [];
  const target = [...accounts.map(({ chat }) => chat), ...last].find((chat) => !tried.includes(chat));
  if (target === undefined) return false;
  await tables.outbox.moveTo(row, target, `${base}>${target}`, now, await allowed(row, target, now, tables));
  return true;
}

/** What is private is not said in a group; that there is something is: as the news, or the answer, that it was. */
export async function sayInstead(row: Row, tables: Tables, now: number): Promise<void> {
  const line = tables.outbox.openInstead(row);
  if (row.otherwise === null || line === null) return;
  const cause = `${firstCause(row.cause)}>${row.otherwise}`;
  if (row.why !== null) await tell({ to: { chat: row.otherwise }, text: line, cause, why: row.why }, { tables, now });
  else await tables.outbox.add({ target: row.otherwise, cause, purpose: "answer", text: line, now });
}

/** Once for each message, in one line and without its words. */
export async function tellAuthor(row: Row, what: string, once: string, tables: Tables, now: number): Promise<void> {
  if (row.author_account === null) return;
  const text = `${tables.outbox.openAbout(row)}${what}`;
  // no part of what the message did: taking that back does not take this back
  const cause = `${once}:${firstCause(row.cause)}`;
  await tell({ to: { account: row.author_account }, text, cause, why: "operator" }, { tables, now });
}

/** What others caused disturbs nobody at night either when it goes another way. */
async function allowed({ why }: Row, target: string, now: number, tables: Tables): Promise<number> {
  return why === null ? now : heldBy(why, target, now, tables);
}

export const isGroup = (target: string): boolean => parseChatKey(target).kind === "group";
