import { type Kysely, sql } from "kysely";
import type { RosterSchema } from "../roster-schema.ts";
import type { Schema } from "../schema.ts";
import type { Cut } from "./lists.ts";
import { endOfPath, numberingAt } from "./places.ts";
import type { RecordRow } from "./records.ts";

/** A question that lies open in groups. `question` is JSON that only its ledger reads. */
export type AskedIn = { readonly recordId: string; readonly question: string; readonly until: number };
export type RosterEntry = Pick<RosterSchema["people"], "id" | "name" | "away_city">;

const mostPeople = 50_000;

/** What is asked where; the group's row holds all of it, so that a message learns it with its scene. */
export const consultations = (db: Kysely<Schema>) => ({
  /** Puts a question to chats, or the question as it is now to those that have it. */
  async put({ recordId, question, until }: AskedIn, chats: readonly string[], now: number): Promise<void> {
    for (const chat of chats)
      await db
        .insertInto("consultation_groups")
        .values({ record_id: recordId, chat, question, until })
        .onConflict((conflict) => conflict.columns(["record_id", "chat"]).doUpdateSet({ question, until }))
        .execute();
    await this.refresh(chats, now);
  },

  /** Writes anew what is asked in these groups. */
  async refresh(chats: readonly string[], now: number): Promise<void> {
    for (const chat of chats) {
      const open = await db
        .selectFrom("consultation_groups")
        .select("question")
        .where("chat", "=", chat)
        .where("until", ">", now)
        .orderBy("record_id")
        .limit(20)
        .execute();
      const asking = open.length > 0 ? `[${open.map(({ question }) => question).join(",")}]` : "";
      await db.updateTable("groups").set({ asking }).where("key", "=", chat).execute();
    }
  },

  groupsOf: (recordId: string) =>
    db
      .selectFrom("consultation_groups")
      .leftJoin("groups", "groups.key", "consultation_groups.chat")
      .leftJoin("places", "places.id", "groups.place_id")
      .select(["chat", "question", "until", "groups.hears", "groups.kind", "places.path", "places.name as place_name"])
      .where("record_id", "=", recordId)
      .orderBy("chat")
      .execute(),

  /** What the bot said when it said this, of which record: how its messages are told from one another. */
  async said(chat: string, messageId: string): Promise<{ recordId: string; cause: string } | null> {
    const row = await db
      .selectFrom("outbox")
      .select(["record_id", "cause"])
      .where("message_id", "=", messageId)
      .where("target", "=", chat)
      .where("record_id", "is not", null)
      .limit(1)
      .executeTakeFirst();
    return row?.record_id ? { recordId: row.record_id, cause: row.cause } : null;
  },

  /** Everybody at home at or below one of these paths, and these people beside. */
  async roster(paths: readonly string[], personIds: readonly string[]): Promise<RosterEntry[]> {
    const people = new Map<string, RosterEntry>();
    for (const path of paths) {
      const rows = await db
        .selectFrom("places")
        .innerJoin("people", "people.home_place_id", "places.id")
        .select(["people.id", "people.name", "people.away_city"])
        .where("places.path", ">=", path)
        .where("places.path", "<", endOfPath(path))
        .limit(mostPeople)
        .execute();
      for (const row of rows) people.set(row.id, row);
    }
    const others = personIds.filter((id) => !people.has(id));
    for (let at = 0; at < others.length; at += 500) {
      const rows = await db
        .selectFrom("people")
        .select(["id", "name", "away_city"])
        .where("id", "in", others.slice(at, at + 500))
        .execute();
      for (const row of rows) people.set(row.id, row);
    }
    return [...people.values()];
  },

  /** Standing ones at or below a path in these states, the latest first. */
  at: (path: string, states: readonly string[], { limit, offset }: Cut): Promise<RecordRow[]> =>
    db
      .selectFrom("records")
      .innerJoin("places", "places.id", "records.place_id")
      .selectAll("records")
      .where("records.kind", "=", "consultation")
      .where("records.town_id", "in", numberingAt(path))
      .where("places.path", ">=", path)
      .where("places.path", "<", endOfPath(path))
      .where("records.state", "in", [...states])
      .where("records.withdrawn_at", "is", null)
      .orderBy("records.created_at", "desc")
      .orderBy("records.number", "desc")
      .limit(limit)
      .offset(offset)
      .execute(),

  /** How many people have spoken to one, and how many of them are away. */
  async speakersOf(recordId: string): Promise<{ readonly people: number; readonly away: number }> {
    const row = await db
      .selectFrom("consultation_words as word")
      .leftJoin("people", "people.id", "word.person_id")
      .select(() => {
        const who = sql`coalesce(word.person_id, word.account)`;
        return [
          sql<number>`count(distinct ${who})`.as("people"),
          sql<number>`count(distinct case when people.away_city is not null then ${who} end)`.as("away"),
        ];
      })
      .where("word.record_id", "=", recordId)
      .where("word.state", "=", "heard")
      .executeTakeFirst();
    return { people: Number(row?.people ?? 0), away: Number(row?.away ?? 0) };
  },

  waitingAt: (path: string): Promise<RecordRow[]> =>
    db
      .selectFrom("records")
      .innerJoin("places", "places.id", "records.place_id")
      .selectAll("records")
      .where("records.kind", "=", sql.lit("consultation"))
      .where("records.waiting", "=", sql.lit(1))
      .where("records.withdrawn_at", "is", null)
      .where("places.path", ">=", path)
      .where("places.path", "<", endOfPath(path))
      .orderBy("records.due_at")
      .limit(20)
      .execute(),

  async follow(recordId: string, account: string, personId: string | null): Promise<void> {
    await db
      .insertInto("consultation_followers")
      .values({ record_id: recordId, account, person_id: personId })
      .onConflict((conflict) => conflict.columns(["record_id", "account"]).doNothing())
      .execute();
  },

  async forgetFollowers(recordId: string): Promise<void> {
    await db.deleteFrom("consultation_followers").where("record_id", "=", recordId).execute();
  },

  followers: (recordId: string) =>
    db.selectFrom("consultation_followers").selectAll().where("record_id", "=", recordId).orderBy("account").execute(),
});
