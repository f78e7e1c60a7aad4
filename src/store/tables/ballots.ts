import { randomBytes } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";
import type { Surroundings } from "../surroundings.ts";

export type Right = Schema["ballot_rights"];
export type Hand = Schema["ballot_hands"];
export type Line = Schema["ballot_lines"];
export type NewLine = Pick<Line, "object_id" | "envelope">;

/** Random in all its bits: an id that began with the time would tell when a line was written. */
const unguessable = (): string => randomBytes(16).toString("base64url");
const most = 200;

/** Who may vote, what lies before them, and the lines of their ballots as envelopes. */
export const ballots = (db: Kysely<Schema>, seal: Seal, { engine }: Surroundings) => ({
  slipMark: (slip: string): string => seal.fingerprint(`slip:${slip}`),

  async addRights(rights: readonly Omit<Right, "id" | "account" | "used">[]): Promise<void> {
    const rows = rights.map((right) => ({ ...right, id: unguessable(), account: null, used: 0 }));
    for (let from = 0; from < rows.length; from += most)
      await db
        .insertInto("ballot_rights")
        .values(rows.slice(from, from + most))
        .execute();
  },
  async dropSlips(panelId: string): Promise<void> {
    await db.deleteFrom("ballot_rights").where("panel_id", "=", panelId).where("slip", "is not", null).execute();
  },
  /** That of whoever comes to an open panel, made when it is asked for. */
  async openRight(right: Omit<Right, "id" | "used" | "slip">): Promise<Right> {
    const own = () =>
      db
        .selectFrom("ballot_rights")
        .selectAll()
        .where("panel_id", "=", right.panel_id)
        .where((row) =>
          right.person_id === null
            ? row.and([row("account", "=", right.account), row("person_id", "is", null)])
            : row("person_id", "=", right.person_id),
        )
        .executeTakeFirst();
    const known = await own();
    if (known) return known;
    await db
      .insertInto("ballot_rights")
      .values({ ...right, id: unguessable(), slip: null, used: 0 })
      .execute();
    const made = await own();
    if (!made) throw new Error("the right was not made");
    return made;
  },
  right: (id: string): Promise<Right | undefined> =>
    db.selectFrom("ballot_rights").selectAll().where("id", "=", id).executeTakeFirst(),
  bySlip: (mark: string): Promise<Right | undefined> =>
    db.selectFrom("ballot_rights").selectAll().where("slip", "=", mark).executeTakeFirst(),
  /** Those of somebody in all that is open. */
  ofPerson: (personId: string): Promise<(Right & { number: number; town_id: string })[]> =>
    db
      .selectFrom("ballot_rights")
      .innerJoin("records", "records.id", "ballot_rights.record_id")
      .innerJoin("panels", "panels.id", "ballot_rights.panel_id")
      .selectAll("ballot_rights")
      .select(["records.number", "records.town_id"])
      .where("person_id", "=", personId)
      .where("records.state", "=", "open")
      .where("records.withdrawn_at", "is", null)
      .orderBy("records.number")
      .orderBy("panels.position")
      .limit(most)
      .execute(),
  /** Those that an account began, in all that is open. */
  ofAccount: (account: string): Promise<Right[]> =>
    db
      .selectFrom("ballot_rights")
      .innerJoin("records", "records.id", "ballot_rights.record_id")
      .selectAll("ballot_rights")
      .where("ballot_rights.account", "=", account)
      .where("records.state", "=", "open")
      .where("records.withdrawn_at", "is", null)
      .limit(most)
      .execute(),
  /** How many slips of an appraisal an account has taken in hand. */
  async slipsOf(recordId: string, account: string): Promise<number> {
    const row = await db
      .selectFrom("ballot_rights")
      .select((rows) => rows.fn.countAll<number>().as("count"))
      .where("record_id", "=", recordId)
      .where("account", "=", account)
      .where("slip", "is not", null)
      .executeTakeFirstOrThrow();
    return Number(row.count);
  },
  /** Entitled and voted, panel by panel. */
  async turnout(recordId: string): Promise<Map<string, { entitled: number; voted: number }>> {
    const rows = await db
      .selectFrom("ballot_rights")
      .select((row) => ["panel_id", row.fn.countAll<number>().as("entitled"), row.fn.sum<number>("used").as("voted")])
      .where("record_id", "=", recordId)
      .groupBy("panel_id")
      .execute();
    return new Map(
      rows.map(({ panel_id, entitled, voted }) => [
        panel_id,
        { entitled: Number(entitled), voted: Number(voted ?? 0) },
      ]),
    );
  },
  /** Whoever is on a roster. */
  async entitled(recordId: string): Promise<string[]> {
    const rows = await db
      .selectFrom("ballot_rights")
      .select("person_id")
      .where("record_id", "=", recordId)
      .where("person_id", "is not", null)
      .execute();
    return rows.flatMap(({ person_id }) => person_id ?? []);
  },
  /** Whoever is on a roster and has not voted; listed to nobody. */
  async unused(recordId: string): Promise<string[]> {
    const rows = await db
      .selectFrom("ballot_rights")
      .select("person_id")
      .where("record_id", "=", recordId)
      .where("used", "=", 0)
      .where("person_id", "is not", null)
      .execute();
    return rows.flatMap(({ person_id }) => person_id ?? []);
  },

  /** Puts a ballot before an account. A slip that somebody else began is theirs no more. */
  async show(right: Right, account: string, now: number, page: number): Promise<void> {
    if (right.slip !== null && right.account !== account) {
      await db.deleteFrom("ballot_hands").where("right_id", "=", right.id).execute();
      await db.deleteFrom("ballot_lines").where("right_id", "=", right.id).execute();
    }
    if (right.slip !== null || right.account === null)
      await db.updateTable("ballot_rights").set({ account }).where("id", "=", right.id).where("used", "=", 0).execute();
    await db
      .insertInto("ballot_hands")
      .values({ account, record_id: right.record_id, right_id: right.id, shown_at: now, page, warned: 0 })
      .onConflict((conflict) =>
        conflict.columns(["account", "right_id"]).doUpdateSet({ shown_at: now, page, warned: 0 }),
      )
      .execute();
  },
  /** The ballot shown last to an account. */
  hand: (account: string): Promise<Hand | undefined> =>
    db
      .selectFrom("ballot_hands")
      .selectAll()
      .where("account", "=", account)
      .orderBy("shown_at", "desc")
      .limit(1)
      .executeTakeFirst(),
  async warn(rightId: string, account: string): Promise<void> {
    await db
      .updateTable("ballot_hands")
      .set({ warned: 1 })
      .where("right_id", "=", rightId)
      .where("account", "=", account)
      .execute();
  },
  hands: (recordId: string): Promise<Hand[]> =>
    db.selectFrom("ballot_hands").selectAll().where("record_id", "=", recordId).execute(),

  /** Accounts that have filled something and not cast it. */
  async uncast(recordId: string): Promise<string[]> {
    const rows = await db
      .selectFrom("ballot_hands")
      .select("account")
      .distinct()
      .where("record_id", "=", recordId)
      .where((row) =>
        row.exists(
          row
            .selectFrom("ballot_lines")
            .select("ballot_lines.id")
            .whereRef("ballot_lines.right_id", "=", "ballot_hands.right_id"),
        ),
      )
      .orderBy("account")
      .execute();
    return rows.map(({ account }) => account);
  },

  /** Nobody casts or fills it at the same moment, and the appraisal stays open meanwhile; false: used, or closed. */
  async hold(rightId: string): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable("ballot_rights")
      .set((row) => ({ used: row.ref("used") }))
      .where("id", "=", rightId)
      .where("used", "=", 0)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return false;
    const open = db
      .selectFrom("records")
      .innerJoin("ballot_rights", "ballot_rights.record_id", "records.id")
      .select("records.id")
      .where("ballot_rights.id", "=", rightId)
      .where("records.state", "=", "open")
      .where("records.withdrawn_at", "is", null);
    // whoever closes it waits for this one, and those who vote do not wait for each other
    const row = await (engine === "postgres" ? open.forShare("records") : open).executeTakeFirst();
    return row !== undefined;
  },
  /** Ids of the objects whose lines are filled. */
  async filled(rightId: string): Promise<ReadonlySet<string>> {
    const rows = await db.selectFrom("ballot_lines").select("object_id").where("right_id", "=", rightId).execute();
    return new Set(rows.map(({ object_id }) => object_id));
  },
  /** In place of those of the same lines. */
  async fill(right: Right, lines: readonly NewLine[]): Promise<void> {
    if (lines.length === 0) return;
    await db.updateTable("ballot_hands").set({ warned: 0 }).where("right_id", "=", right.id).execute();
    await db
      .deleteFrom("ballot_lines")
      .where("right_id", "=", right.id)
      .where(
        "object_id",
        "in",
        lines.map((line) => line.object_id),
      )
      .execute();
    const { record_id, panel_id, id: right_id } = right;
    const rows = lines.map((line) => ({ ...line, id: unguessable(), record_id, panel_id, right_id }));
    for (let from = 0; from < rows.length; from += most)
      await db
        .insertInto("ballot_lines")
        .values(rows.slice(from, from + most))
        .execute();
  },
  /** The right is used, and nothing joins its lines any more. */
  async cast(right: Right): Promise<void> {
    await db.updateTable("ballot_rights").set({ used: 1 }).where("id", "=", right.id).execute();
    const lines = await db.selectFrom("ballot_lines").selectAll().where("right_id", "=", right.id).execute();
    await db.deleteFrom("ballot_lines").where("right_id", "=", right.id).execute();
    const anew = lines
      .map((line) => ({ ...line, id: unguessable(), right_id: null }))
      .sort((one, other) => (one.id < other.id ? -1 : 1));
    for (let from = 0; from < anew.length; from += most)
      await db
        .insertInto("ballot_lines")
        .values(anew.slice(from, from + most))
        .execute();
    await db.deleteFrom("ballot_hands").where("right_id", "=", right.id).execute();
  },

  /** What was cast, some at a time by their ids, which say nothing. */
  castAfter: (recordId: string, id: string, limit: number): Promise<Line[]> =>
    db
      .selectFrom("ballot_lines")
      .selectAll()
      .where("record_id", "=", recordId)
      .where("right_id", "is", null)
      .where("id", ">", id)
      .orderBy("id")
      .limit(limit)
      .execute(),

  /** All of it goes, the rights that were not used too: they would name who voted. A file is overwritten. */
  async end(recordId: string): Promise<void> {
    if (engine === "sqlite") await sql`pragma secure_delete = on`.execute(db);
    await db.deleteFrom("ballot_lines").where("record_id", "=", recordId).execute();
    await db.deleteFrom("ballot_hands").where("record_id", "=", recordId).execute();
    await db.deleteFrom("ballot_rights").where("record_id", "=", recordId).execute();
    await db
      .deleteFrom("outbox")
      .where("record_id", "=", recordId)
      .where("purpose", "=", sql.lit("unwritten"))
      .execute();
    if (engine === "sqlite") await sql`pragma secure_delete = off`.execute(db);
  },
  /** Sheets of slips that have been sent: whoever printed them has them. */
  async forgetSheets(recordId: string): Promise<boolean> {
    await db
      .deleteFrom("outbox")
      .where("record_id", "=", recordId)
      .where("purpose", "=", sql.lit("unwritten"))
      .where("state", "=", "sent")
      .execute();
    const left = await db
      .selectFrom("outbox")
      .select("id")
      .where("record_id", "=", recordId)
      .where("purpose", "=", sql.lit("unwritten"))
      .limit(1)
      .executeTakeFirst();
    return left === undefined;
  },
});
