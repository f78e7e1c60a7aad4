import { type Kysely, sql } from "kysely";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";
import { endOfPath } from "./places.ts";
import { settings } from "./settings.ts";

type Row = Schema["digests"];

/** What became of one reader's digest; `sent_as` null: nothing was written to send. */
export type Delivery = {
  readonly person_id: string;
  readonly name: string;
  readonly place_name: string;
  /** whether they have an account that can be written to */
  readonly claimed: number;
  /** 1: they get digests; null: they never spoke to the bot */
  readonly enabled: number | null;
  readonly unsubscribed_at: number | null;
  readonly leave_until: number | null;
  readonly state: Row["state"] | null;
  readonly sent_as: Schema["outbox"]["state"] | null;
  readonly waits_for_message: number | null;
};

const undeliveredCount = "undelivered digests";

/** A city has 6,216 villages, and some are led by two. */
const mostReaders = 20_000;

export const digests = (db: Kysely<Schema>, seal: Seal) => ({
  setting: (personId: string) =>
    db.selectFrom("digest_settings").selectAll().where("person_id", "=", personId).executeTakeFirst(),
  /** Makes a setting, at `minute` of the day from a day on, for somebody who has none. */
  async begin(personId: string, minute: number, beginsOn: string): Promise<void> {
    await db
      .insertInto("digest_settings")
      .values({
        ...{ person_id: personId, minute, enabled: 1, also_on: "", begins_on: beginsOn },
        ...{ weekly_day: 0, weekly_minute: 0, picture: 1 },
      })
      .onConflict((conflict) => conflict.column("person_id").doNothing())
      .execute();
  },
  async set(personId: string, setting: Partial<Omit<Schema["digest_settings"], "person_id">>): Promise<void> {
    await db.updateTable("digest_settings").set(setting).where("person_id", "=", personId).execute();
  },

  /** People whose minute of the day has come and who have no digest of this day yet, or want it once more. */
  async due(
    day: string,
    minute: number,
    isWorkday: boolean,
    limit: number,
  ): Promise<{ personId: string; minute: number }[]> {
    let query = db
      .selectFrom("digest_settings")
      .leftJoin("digests", (join) =>
        join
          .onRef("digests.person_id", "=", "digest_settings.person_id")
          .on("digests.day", "=", day)
          .on("digests.kind", "=", "daily"),
      )
      .select(["digest_settings.person_id", "digest_settings.minute"])
      .where("digest_settings.enabled", "=", sql.lit(1))
      .where("digest_settings.minute", "<=", minute)
      .where("digest_settings.begins_on", "<=", day)
      .where((row) => row.or([row("digests.person_id", "is", null), row("digest_settings.also_on", "=", day)]));
    if (!isWorkday) query = query.where("digest_settings.also_on", "=", day);
    const rows = await query
      .orderBy("digest_settings.minute")
      .orderBy("digest_settings.person_id")
      .limit(limit)
      .execute();
    return rows.map((row) => ({ personId: row.person_id, minute: row.minute }));
  },

  /** People whose week ends on one of these days at a minute that has come, and who have no report of it yet; `monday` is its first day. */
  async weeklyDue(
    monday: string,
    weekdays: readonly number[],
    minute: number,
    limit: number,
  ): Promise<{ personId: string; minute: number }[]> {
    const rows = await db
      .selectFrom("digest_settings")
      .select(["person_id", "weekly_minute"])
      .where("weekly_day", ">", sql.lit(0))
      .where("weekly_day", "in", weekdays)
      .where("weekly_minute", "<=", minute)
      .where((row) =>
        row.not(
          row.exists(
            row
              .selectFrom("digests")
              .select("digests.day")
              .whereRef("digests.person_id", "=", "digest_settings.person_id")
              .where("digests.kind", "=", "weekly")
              .where("digests.day", ">=", monday),
          ),
        ),
      )
      .orderBy("weekly_minute")
      .orderBy("person_id")
      .limit(limit)
      .execute();
    return rows.map((row) => ({ personId: row.person_id, minute: row.weekly_minute }));
  },

  /** The minutes of the day at which anybody gets a digest. */
  async minutes(): Promise<number[]> {
    const daily = db.selectFrom("digest_settings").select("minute").where("enabled", "=", sql.lit(1));
    const weekly = db
      .selectFrom("digest_settings")
      .select("weekly_minute as minute")
      .where("weekly_day", ">", sql.lit(0));
    const rows = await daily.union(weekly).orderBy("minute").execute();
    return rows.map((row) => row.minute);
  },

  last: (personId: string, kind: Row["kind"]): Promise<Row | undefined> =>
    db
      .selectFrom("digests")
      .selectAll()
      .where("person_id", "=", personId)
      .where("kind", "=", kind)
      .where("state", "in", ["composed", "empty"])
      .orderBy("day", "desc")
      .limit(1)
      .executeTakeFirst(),

  of: (personId: string, day: string, kind: Row["kind"]): Promise<Row | undefined> =>
    db
      .selectFrom("digests")
      .selectAll()
      .where("person_id", "=", personId)
      .where("day", "=", day)
      .where("kind", "=", kind)
      .executeTakeFirst(),
  /** The latest days of which there is one. */
  async days(personId: string, kind: Row["kind"], limit: number): Promise<string[]> {
    const rows = await db
      .selectFrom("digests")
      .select("day")
      .where("person_id", "=", personId)
      .where("kind", "=", kind)
      .where("state", "in", ["composed", "empty"])
      .orderBy("day", "desc")
      .limit(limit)
      .execute();
    return rows.map(({ day }) => day);
  },

  /** Keeps what was composed; false when this day's digest is there already. */
  async keep({ text, ...row }: Omit<Row, "text_sealed"> & { text: string }): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto("digests")
      .values({ ...row, text_sealed: seal.seal(text) })
      .onConflict((conflict) => conflict.columns(["person_id", "day", "kind"]).doNothing())
      .executeTakeFirst();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  },
  /** The latest within some days, both included. */
  within: (personId: string, kind: Row["kind"], from: string, to: string): Promise<Row | undefined> =>
    db
      .selectFrom("digests")
      .selectAll()
      .where("person_id", "=", personId)
      .where("kind", "=", kind)
      .where("day", ">=", from)
      .where("day", "<=", to)
      .where("state", "in", ["composed", "empty"])
      .orderBy("day", "desc")
      .limit(1)
      .executeTakeFirst(),
  /** Forgets those of days to come, and what of `today` was skipped as too late: the clock was ahead. */
  async forgetAhead(today: string): Promise<void> {
    await db
      .deleteFrom("digests")
      .where((row) =>
        row.or([
          row("day", ">", today),
          row.and([row("day", "=", today), row("state", "=", "skipped"), row("kind", "=", "daily")]),
        ]),
      )
      .execute();
  },
  /** Forgets those of days before `day`. */
  async forgetBefore(day: string): Promise<void> {
    await db.deleteFrom("digests").where("day", "<", day).execute();
  },
  async forget(personId: string, day: string, kind: Row["kind"]): Promise<void> {
    await db
      .deleteFrom("digests")
      .where("person_id", "=", personId)
      .where("day", "=", day)
      .where("kind", "=", kind)
      .execute();
  },
  /** What became of the digests of those who lead a place at or below a path; `day` is theirs. */
  async deliveries(path: string, day: string): Promise<Delivery[]> {
    const { rows } = await sql<Delivery>`
      select p.id as person_id, p.name, min(l.name) as place_name, s.enabled, p.unsubscribed_at, p.leave_until, d.state,
        o.state as sent_as, o.waits_for_message,
        (select count(*) from accounts a where a.person_id = p.id and a.direct_chat is not null) as claimed
      from places l
      join posts h on h.place_id = l.id and h.ended_at is null and h.role = 'secretary'
      join people p on p.id = h.person_id
      left join digest_settings s on s.person_id = p.id
      left join digests d on d.person_id = p.id and d.day = ${day} and d.kind = 'daily'
      left join outbox o on o.id = (
        select m.id from outbox m where m.cause >= ${"digest:"} || p.id || ${`:${day}:`} and m.cause < ${"digest:"} || p.id || ${`:${day};`}
          and m.cause not like '%#picture'
        order by m.created_at desc, m.id desc limit 1)
      where l.path >= ${path} and l.path < ${endOfPath(path)}
      group by p.id, p.name, s.enabled, p.unsubscribed_at, p.leave_until, d.state, o.state, o.waits_for_message
      order by min(l.path), p.id limit ${sql.lit(mostReaders)}`.execute(db);
    return rows;
  },
  /** Keeps how many of the last working morning did not arrive. */
  noteUndelivered: (count: number) => settings(db).set(undeliveredCount, String(count)),
  undelivered: async () => Number((await settings(db).get(undeliveredCount)) ?? 0),
  openText: (row: Pick<Row, "text_sealed">): string => seal.open(row.text_sealed),
});
