import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Schema } from "../schema.ts";
import { contains } from "./contains.ts";
import { deskRoster } from "./desk-roster.ts";
import { waiting } from "./holding.ts";
import type { Cut } from "./lists.ts";
import { endOfPath } from "./places.ts";

type Since = { readonly since: number; readonly now: number };

export type GroupShown = {
  readonly key: string;
  readonly place: string | null;
  readonly kind: string | null;
  readonly hears: "all" | "mentions" | "unknown";
  readonly may_push: "yes" | "no" | "unknown";
  readonly alive_at: number;
  readonly dead_at: number | null;
  /** when something was said there last that nobody had asked for */
  readonly sent_at: number | null;
};
export type GroupFilter = "deaf" | "mute" | "dead" | "silent" | "unbound";

/** Which rows of the audit: older than one by its id; these acts, of all when there are none; by whom; from when to when. */
type AuditAsked = {
  readonly path: string | null;
  readonly before?: string;
  readonly actions?: readonly string[];
  readonly who?: string;
  readonly begins?: number | undefined;
  readonly ends?: number | undefined;
};

const week = 7 * 24 * 3_600_000;

/** What the console shows: counts, names and states, nobody's words. */
export const desk = (db: Kysely<Schema>) => {
  const within = (path: string, of = "p") =>
    sql<boolean>`${sql.ref(`${of}.path`)} >= ${path} and ${sql.ref(`${of}.path`)} < ${endOfPath(path)}`;
  const channel = (column: string): RawBuilder<string> => sql<string>`case
    when ${sql.ref(column)} like 'wecom:%' then 'wecom' when ${sql.ref(column)} like 'qq:%' then 'qq'
    when ${sql.ref(column)} like 'onebot:%' then 'onebot' else 'sandbox' end`;

  return {
    ...deskRoster(db),

    /** Messages that came in since then, by channel. */
    async taken({ since }: Since): Promise<{ channel: string; all: number; failed: number }[]> {
      const { rows } = await sql<{ channel: string; all: number; failed: number }>`
        select ${channel("chat")} as channel, count(*) as "all", sum(case when state = 'failed' then 1 else 0 end) as failed
        from inbox where received_at > ${since} group by 1 order by 1`.execute(db);
      return rows.map((row) => ({ channel: row.channel, all: Number(row.all), failed: Number(row.failed) }));
    },
    /** Messages that went out, or did not, since then, by channel. */
    async sent({ since }: Since): Promise<{ channel: string; sent: number; failed: number; cancelled: number }[]> {
      const count = (state: string) => sql`sum(case when state = ${sql.lit(state)} then 1 else 0 end)`;
      const { rows } = await sql<{ channel: string; sent: number; failed: number; cancelled: number }>`
        select ${channel("target")} as channel, ${count("sent")} as sent, ${count("failed")} as failed, ${count("cancelled")} as cancelled
        from outbox where created_at > ${since} group by 1 order by 1`.execute(db);
      return rows.map(({ channel: of, ...row }) => ({
        ...{ channel: of, sent: Number(row.sent), failed: Number(row.failed), cancelled: Number(row.cancelled) },
      }));
    },
    /** Why what waits does. */
    async held(
      now: number,
    ): Promise<{ forGroup: number; later: number; again: number; now: number; oldest: number | null }> {
      const count = (when: RawBuilder<boolean>) => sql<number>`sum(case when ${when} then 1 else 0 end)`;
      const forGroup = sql<boolean>`waits_for_message = 1`;
      const later = sql<boolean>`waits_for_message = 0 and hold_until > ${now}`;
      const again = sql<boolean>`waits_for_message = 0 and hold_until <= ${now} and retry_at > ${now}`;
      const row = await db
        .selectFrom("outbox")
        .select((one) => [
          count(forGroup).as("forGroup"),
          count(later).as("later"),
          count(again).as("again"),
          one.fn.countAll<number>().as("all"),
          one.fn.min("created_at").as("oldest"),
        ])
        .where(waiting)
        .executeTakeFirstOrThrow();
      const [all, group, some, twice] = [row.all, row.forGroup, row.later, row.again].map(Number);
      return {
        ...{ forGroup: group ?? 0, later: some ?? 0, again: twice ?? 0 },
        now: (all ?? 0) - (group ?? 0) - (some ?? 0) - (twice ?? 0),
        oldest: row.oldest === null ? null : Number(row.oldest),
      };
    },
    /** What platforms said of messages that were given up, the most frequent first. */
    async refusals({ since }: Since): Promise<{ error: string; count: number; last: number }[]> {
      const rows = await db
        .selectFrom("outbox")
        .select((one) => ["error", one.fn.countAll<number>().as("count"), one.fn.max("created_at").as("last")])
        .where("state", "=", "failed")
        .where("created_at", ">", since)
        .groupBy("error")
        .orderBy((one) => one.fn.countAll(), "desc")
        .limit(20)
        .execute();
      return rows.map(({ error, count, last }) => ({ error: error ?? "", count: Number(count), last: Number(last) }));
    },

    /** How many groups below a path nothing can be sent to any more. */
    async deadGroups(path: string | null): Promise<number> {
      const row = await db
        .selectFrom("groups as g")
        .leftJoin("places as p", "p.id", "g.place_id")
        .select((one) => one.fn.countAll<number>().as("n"))
        .where("g.dead_at", "is not", null)
        .$if(path !== null, (query) => query.where(within(path ?? "")))
        .executeTakeFirst();
      return Number(row?.n ?? 0);
    },

    /** Groups below a path, or with a null path all, those bound to nothing too. */
    async groups(
      path: string | null,
      filter: GroupFilter | null,
      now: number,
      { limit, offset }: Cut,
    ): Promise<GroupShown[]> {
      const rows = await db
        .selectFrom("groups as g")
        .leftJoin("places as p", "p.id", "g.place_id")
        .select(["g.key", "p.name as place", "g.kind", "g.hears", "g.may_push", "g.alive_at", "g.dead_at"])
        .$if(path !== null, (query) => query.where(within(path ?? "")))
        .$if(filter === "deaf", (query) => query.where("g.hears", "=", "mentions").where("g.dead_at", "is", null))
        .$if(filter === "mute", (query) => query.where("g.may_push", "=", "no").where("g.dead_at", "is", null))
        .$if(filter === "dead", (query) => query.where("g.dead_at", "is not", null))
        .$if(filter === "silent", (query) => query.where("g.alive_at", "<", now - week).where("g.dead_at", "is", null))
        .$if(filter === "unbound", (query) => query.where("g.place_id", "is", null))
        .orderBy(sql`coalesce(p.path, '')`)
        .orderBy("g.key")
        .limit(limit)
        .offset(offset)
        .execute();
      const keys = rows.map(({ key }) => key);
      const sent =
        keys.length === 0
          ? []
          : await db
              .selectFrom("outbox")
              .select((one) => ["target", one.fn.max("sent_at").as("sent_at")])
              .where("target", "in", keys)
              // with what else went there it is in no index
              .where("why", "is not", null)
              .groupBy("target")
              .execute();
      return rows.map((row) => {
        const last = sent.find(({ target }) => target === row.key)?.sent_at ?? null;
        return { ...row, sent_at: last === null ? null : Number(last) };
      });
    },

    /** What was done, the latest first: everywhere, or by those at home or with a post below a path. */
    audit({ path, before = "", actions = [], who = "", begins, ends }: AuditAsked, limit: number) {
      return db
        .selectFrom("audit as a")
        .leftJoin("people as w", "w.id", "a.person_id")
        .leftJoin("places as p", "p.id", "w.home_place_id")
        .leftJoin("records as r", "r.id", "a.subject")
        .leftJoin("people as s", "s.id", "a.subject")
        .select([
          "a.id",
          "a.at",
          "a.action",
          "a.subject",
          "a.account",
          "w.name",
          "r.kind",
          "r.number",
          "s.name as whom",
        ])
        .$if(before !== "", (query) => query.where("a.id", "<", before))
        .$if(actions.length > 0, (query) => query.where("a.action", "in", actions))
        .$if(who !== "", (query) => query.where(contains(sql`w.name`, who)))
        .$if(begins !== undefined, (query) => query.where("a.at", ">=", begins ?? 0))
        .$if(ends !== undefined, (query) => query.where("a.at", "<", ends ?? 0))
        .$if(path !== null, (query) =>
          query.where(
            sql<boolean>`(${within(path ?? "")} or exists (select 1 from posts o join places q on q.id = o.place_id
              where o.person_id = a.person_id and o.ended_at is null and ${within(path ?? "", "q")}))`,
          ),
        )
        .orderBy("a.id", "desc")
        .limit(limit)
        .execute();
    },

    /** What goes tonight because it was kept long enough. */
    async tonight({ words, audit, now }: { words: number; audit: number; now: number }) {
      const { rows } = await sql<{ inbox: number; outbox: number; audit: number }>`select
        (select count(*) from inbox where received_at < ${now - words} and message_sealed is not null and state = 'done') as inbox,
        (select count(*) from outbox where created_at < ${now - words}) as outbox,
        (select count(*) from audit where at < ${now - audit}) as audit`.execute(db);
      return { inbox: Number(rows[0]?.inbox), outbox: Number(rows[0]?.outbox), audit: Number(rows[0]?.audit) };
    },
  };
};
