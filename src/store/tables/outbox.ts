import { type Kysely, sql } from "kysely";
import type { Shown } from "../../pictures/sheet.ts";
import { newId } from "../engine/id.ts";
import { type Given, type Run, statement } from "../engine/prepared.ts";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";
import type { Surroundings } from "../surroundings.ts";
import { holding, open, waiting } from "./holding.ts";
import { acknowledgement, newRow } from "./outbox-row.ts";
import { betweenRecords, quoting } from "./quoting.ts";
import { noteJoint, saidWhere } from "./said-where.ts";
import { sending } from "./sending.ts";

type Row = Schema["outbox"];
export type OutboxRow = Row;

/** Words offered with a message; `number` where they do not stand alone. */
export type Actions = {
  readonly words: readonly string[];
  readonly number?: string;
  /** nothing but the number says which: it stands with the words also where they are alone */
  readonly alwaysNumbered?: true;
  /** not written out where the chat has no buttons */
  readonly asButtonsOnly?: true;
  /** one of several the message speaks of: a word alone would not say which */
  readonly isOneOfMany?: true;
};

export type NewOutbox = {
  readonly target: string;
  readonly cause: string;
  readonly purpose: Row["purpose"];
  readonly text: string;
  /** sent instead of the text where the chat can show one */
  readonly picture?: Shown;
  readonly now: number;
  /** not before */
  readonly holdUntil?: number;
  readonly numbers?: string;
  readonly reply?: { readonly to: string; readonly until: number };
  readonly personId?: string | null;
  /** chat key, for when none of the person's accounts can be written to */
  readonly otherwise?: string | null;
  /** said there instead of the text */
  readonly instead?: string;
  readonly why?: Row["why"];
  readonly recordId?: string | readonly string[];
  readonly actions?: Actions;
  readonly expiresAt?: number;
  /** what waits under the same key goes no more */
  readonly replaces?: string;
  readonly joins?: string;
  /** who is told when it cannot be delivered, and what it is called then: `O31 的答复` */
  readonly author?: { readonly account: string; readonly about: string };
};

/** What is to be said, and how it goes out. */
export const outbox = (db: Kysely<Schema>, seal: Seal, { toSend, run }: Surroundings) => ({
  /** Whether something that was no answer was said in a chat since then. */
  async saidSince(target: string, since: number): Promise<boolean> {
    const row = await db
      .selectFrom("outbox")
      .select("id")
      .where("target", "=", target)
      .where("why", "is not", null)
      .where("sent_at", ">", since)
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  },

  /** False when the cause has written already. */
  async add(message: NewOutbox): Promise<boolean> {
    const row = rowOf(message, holderFor(message, toSend), seal);
    const written = await run.first(newRow, row);
    if (written) {
      note({ ...row, ...written }, toSend);
      await noteJoint(db, row);
    }
    if (written && message.replaces !== undefined) await supersede(run, message.replaces, message.cause);
    return written !== undefined;
  },

  /**
   * Acknowledges a number under a cause: the first is said at once, those that follow while it stands wait until
   * `holdUntil` and are said together. What comes when both have gone is said by itself, under `alone`.
   */
  async acknowledge(
    message: NewOutbox & { readonly numbers: string; readonly holdUntil: number },
    alone: string,
  ): Promise<void> {
    const row = rowOf(message, holderFor(message, toSend), seal);
    const written = await run.first(acknowledgement, row);
    if (!written) await this.add({ ...message, cause: alone, holdUntil: 0 });
    else note({ ...row, ...written }, toSend);
  },

  /** What waits under a key is said in other words. */
  async reword(key: string, text: string): Promise<void> {
    await db
      .updateTable("outbox")
      .set({ text_sealed: seal.seal(text) })
      .where("replaces", "=", key)
      .where("state", "=", "waiting")
      .execute();
  },

  /** What waits under a key is said no more. */
  unsay: (key: string): Promise<void> => supersede(run, key, ""),

  openText: (row: Pick<Row, "text_sealed">): string => seal.open(row.text_sealed),
  openPicture: (row: Pick<Row, "picture_sealed">): Shown | null =>
    row.picture_sealed === null ? null : JSON.parse(seal.open(row.picture_sealed)),
  openInstead: (row: Pick<Row, "instead_sealed">): string | null =>
    row.instead_sealed === null ? null : seal.open(row.instead_sealed),
  openAbout: (row: Pick<Row, "about_sealed">): string => (row.about_sealed === null ? "" : seal.open(row.about_sealed)),
  openActions: (row: Pick<Row, "actions">): Actions | null => (row.actions === null ? null : JSON.parse(row.actions)),

  /** The same for another chat, as if never tried. */
  async moveTo(row: Row, target: string, cause: string, now: number, holdUntil: number): Promise<void> {
    const moved: Row = { ...row, ...untried, id: newId(), target, cause, hold_until: holdUntil, created_at: now };
    const { numInsertedOrUpdatedRows } = await db
      .insertInto("outbox")
      .values(moved)
      .onConflict((conflict) => conflict.column("cause").doNothing())
      .executeTakeFirst();
    if ((numInsertedOrUpdatedRows ?? 0n) === 0n) return;
    await noteJoint(db, moved);
    toSend.waits(target, holdUntil);
  },

  /** Takes back what a message caused and nobody has been sent yet; how many, and how many had gone to others. */
  async cancelCausedBy(causePrefix: string): Promise<{ cancelled: number; gone: number }> {
    const end = `${causePrefix}\u{10ffff}`;
    const { numUpdatedRows } = await db
      .updateTable("outbox")
      .set({ state: "cancelled" })
      .where("cause", ">=", causePrefix)
      .where("cause", "<", end)
      .where("purpose", "=", "push")
      .where(waiting)
      .executeTakeFirst();
    const gone = await db
      .selectFrom("outbox")
      .select((row) => row.fn.countAll<number>().as("count"))
      .where("cause", ">=", causePrefix)
      .where("cause", "<", end)
      .where("purpose", "=", "push")
      .where((row) => row.or([row("why", "is", null), row("why", "!=", "own")]))
      .where("state", "in", ["sent", "sending"])
      .executeTakeFirstOrThrow();
    return { cancelled: Number(numUpdatedRows), gone: Number(gone.count) };
  },

  /** Messages to an account that stopped its pushes. */
  /** Returns what was waiting and will not be sent. */
  async cancelPushesTo(targets: readonly string[]): Promise<readonly Row[]> {
    if (targets.length === 0) return [];
    return db
      .updateTable("outbox")
      .set({ state: "cancelled" })
      .where("target", "in", [...targets])
      .where("purpose", "=", "push")
      .where(waiting)
      .returningAll()
      .execute();
  },

  async forgetBefore(before: number): Promise<void> {
    await db
      .deleteFrom("outbox")
      .where("created_at", "<", before)
      .where("state", "not in", ["waiting", "sending"])
      .execute();
    await db.deleteFrom("outbox_records").where("at", "<", before).execute();
  },

  /** How many are still to be sent, or just being sent. */
  async openCounts(): Promise<{ waiting: number; sending: number }> {
    const rows = await db
      .selectFrom("outbox")
      .select((row) => ["state", row.fn.countAll<number>().as("count")])
      .where(open)
      .groupBy("state")
      .execute();
    const of = (state: string) => Number(rows.find((row) => row.state === state)?.count ?? 0);
    return { waiting: of("waiting"), sending: of("sending") };
  },

  /** What still waits may have gone already: said once more, and no third time. How many they are. */
  async doubtOpen(): Promise<number> {
    const { numUpdatedRows } = await db.updateTable("outbox").set({ ambiguous: 1 }).where(open).executeTakeFirst();
    return Number(numUpdatedRows);
  },

  async counts(): Promise<Record<string, number>> {
    const rows = await db
      .selectFrom("outbox")
      .select((row) => ["state", row.fn.countAll<number>().as("count")])
      .groupBy("state")
      .execute();
    return Object.fromEntries(rows.map((row) => [row.state, Number(row.count)]));
  },

  ...sending(db),
  ...holding(db, toSend),
  ...quoting(db, seal),
  ...saidWhere(db, run),
});

const superseded = statement((db, { key, newest }: Given<{ key: string; newest: string }>) =>
  db
    .updateTable("outbox")
    .set({ state: sql.lit("cancelled"), error: sql.lit("replaced") })
    .where("replaces", "=", key)
    .where("cause", "!=", newest)
    .where(sql<boolean>`state = 'waiting'`),
);

/** What waited under this key is out of date. */
const supersede = (run: Run, key: string, newest: string): Promise<void> => run.send(superseded, { key, newest });

const untried = {
  waits_for_message: 0,
  retry_at: 0,
  state: "waiting",
  attempts: 0,
  claimed_at: null,
  holder: null,
  parts_sent: 0,
  ambiguous: 0,
  error: null,
  reply_to: null,
  reply_until: 0,
  reply_sequence: 0,
  joins: null,
  joined_to: null,
  message_id: null,
  text_mark: null,
  sent_at: null,
} as const;

/** What answers a message of the platform is numbered when it goes, and what is held may be joined with others then. */
const holderFor = ({ target, reply, joins }: NewOutbox, toSend: Surroundings["toSend"]): string | null =>
  reply === undefined && joins === undefined ? toSend.holderFor(target) : null;

function note(row: Row, toSend: Surroundings["toSend"]): void {
  if (row.state === "sending") toSend.claimed({ ...row, attempts: 1 });
  else toSend.waits(row.target, Number(row.hold_until));
}

function rowOf(message: NewOutbox, holder: string | null, seal: Seal): Row {
  const { instead, author, actions, picture, now } = message;
  return {
    id: newId(),
    target: message.target,
    cause: message.cause,
    purpose: message.purpose,
    text_sealed: seal.seal(message.text),
    picture_sealed: picture === undefined ? null : seal.seal(JSON.stringify(picture)),
    numbers: message.numbers ?? "",
    hold_until: message.holdUntil ?? 0,
    ...untried,
    // the attempt is counted when it has ended
    claimed_at: holder === null ? null : now,
    holder,
    reply_to: message.reply?.to ?? null,
    reply_until: message.reply?.until ?? 0,
    person_id: message.personId ?? null,
    otherwise: message.otherwise ?? null,
    instead_sealed: instead === undefined ? null : seal.seal(instead),
    why: message.why ?? null,
    record_id: message.recordId === undefined ? null : [message.recordId].flat().join(betweenRecords),
    actions: actions === undefined ? null : JSON.stringify(actions),
    expires_at: message.expiresAt ?? null,
    replaces: message.replaces ?? null,
    joins: message.joins ?? null,
    author_account: author?.account ?? null,
    about_sealed: author === undefined ? null : seal.seal(author.about),
    created_at: now,
  };
}
