import { type Kysely, sql } from "kysely";
import { newId } from "../engine/id.ts";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";
import type { Cut } from "./lists.ts";
import { endOfPath, prefixes } from "./places.ts";

export type Campaign = Schema["campaigns"] & { readonly path: string };
type New = Omit<Schema["campaigns"], "id" | "ended_at" | "template"> & {
  readonly template?: Schema["campaigns"]["template"];
  readonly people: readonly string[];
  /** of a checklist */
  readonly items?: readonly string[];
};

/** What can be said of one later. */
export type Said = Pick<Campaign, "title" | "from_day" | "to_day" | "minimum">;

const campaignActs = ["campaign opened", "campaign ended", "campaign amended"] as const;
/** Its subject is the act, as it stands in the audit. */
const campaignUndone = "campaign act undone";
export type CampaignUndone = typeof campaignUndone;
export type CampaignAct = {
  readonly id: string;
  readonly at: number;
  readonly what: (typeof campaignActs)[number];
  readonly campaign: string;
  /** of an amendment */
  readonly before?: Said;
};

/** Of a target how many there are, how many were reached often enough, and how many of these only since a day. */
export type Progress = { readonly all: number; readonly reached: number; readonly fresh: number };

/** At a path or below; `who`: a person's own records, or "" for anybody's. */
type Within = { readonly path: string; readonly who: string };
export type Left = {
  readonly id: string;
  readonly name: string;
  readonly count: number;
  readonly last_day: string | null;
};

const peopleAtOnce = 400;

/** Campaigns over records that are written anyway. */
export const campaigns = (db: Kysely<Schema>, seal: Seal) => {
  const all = () =>
    // few run: from them to their places, not from all places to them
    db
      .selectFrom("campaigns")
      .crossJoin("places")
      .whereRef("places.id", "=", "campaigns.place_id")
      .selectAll("campaigns")
      .select("places.path")
      .where("ended_at", "is", null);

  /** What each of the target has: a place its cell, a person the records with them. */
  const found = ({ id, kind, level, from_day, to_day }: Campaign, { path, who }: Within) =>
    level === null
      ? sql`select p.id, p.name, p.name as place, (select count(*) from records r where r.with_person_id = p.id
            and r.kind = ${kind} and r.withdrawn_at is null and r.day >= ${from_day} and r.day <= ${to_day}
            and ((${who} = '' and r.of_id is null) or r.author_id = ${who})) as n,
          (select min(r.day) from records r where r.with_person_id = p.id and r.kind = ${kind}
            and r.withdrawn_at is null and r.day >= ${from_day} and r.day <= ${to_day}
            and (${who} = '' or r.author_id = ${who})) as first_day,
          (select max(r.day) from records r where r.with_person_id = p.id and r.kind = ${kind}
            and r.withdrawn_at is null and r.day >= ${from_day} and r.day <= ${to_day}
            and (${who} = '' or r.author_id = ${who})) as last_day
        from campaign_people t join people p on p.id = t.person_id where t.campaign_id = ${id}`
      : sql`select p.id, p.name, p.path as place,
          (select c.count from coverage c where c.campaign = ${id} and c.place_id = p.id and c.who = ${who}) as n,
          (select c.first_day from coverage c where c.campaign = ${id} and c.place_id = p.id and c.who = ${who}) as first_day,
          (select c.last_day from coverage c where c.campaign = ${id} and c.place_id = p.id and c.who = ${who}) as last_day
        from places p where p.level = ${level} and p.path >= ${path} and p.path < ${endOfPath(path)}`;

  return {
    /** Its id; null where one of the title runs at that place, or the same message opened it already. */
    async open({ people, items = [], template = "reached", ...campaign }: New): Promise<string | null> {
      const id = newId();
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("campaigns")
        .values({ ...campaign, template, id, ended_at: null })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if ((numInsertedOrUpdatedRows ?? 0n) === 0n) return null;
      const rows = people.map((person_id) => ({ campaign_id: id, person_id }));
      for (let from = 0; from < rows.length; from += peopleAtOnce)
        await db
          .insertInto("campaign_people")
          .values(rows.slice(from, from + peopleAtOnce))
          .execute();
      if (items.length > 0)
        await db
          .insertInto("campaign_items")
          .values(items.map((title, position) => ({ campaign_id: id, position, title })))
          .execute();
      return id;
    },

    /** Those that run at a path, above it or below it, those that end first in front. */
    around: (path: string): Promise<Campaign[]> =>
      all()
        .where((row) =>
          row.or([
            row("places.path", "in", prefixes(path)),
            row.and([row("places.path", ">=", path), row("places.path", "<", endOfPath(path))]),
          ]),
        )
        .orderBy("to_day")
        .orderBy("campaigns.id")
        .execute(),

    get: (id: string): Promise<Campaign | undefined> =>
      db
        .selectFrom("campaigns")
        .innerJoin("places", "places.id", "campaigns.place_id")
        .selectAll("campaigns")
        .select("places.path")
        .where("campaigns.id", "=", id)
        .executeTakeFirst(),

    async change({ id }: Pick<Campaign, "id">, said: Said): Promise<void> {
      await db.updateTable("campaigns").set(said).where("id", "=", id).execute();
    },

    async reopen(id: string): Promise<void> {
      await db.updateTable("campaigns").set({ ended_at: null }).where("id", "=", id).execute();
    },

    /** As if there had been none; its cells are the coverage's. */
    async remove(id: string): Promise<void> {
      await db.deleteFrom("campaign_people").where("campaign_id", "=", id).execute();
      await db.deleteFrom("campaign_items").where("campaign_id", "=", id).execute();
      await db.deleteFrom("campaigns").where("id", "=", id).execute();
    },

    /** What an account did last with one since, and did not take back. */
    async lastAct(account: string, since: number): Promise<CampaignAct | undefined> {
      const own = (actions: readonly string[]) =>
        db
          .selectFrom("audit")
          .selectAll()
          .where("at", ">=", since)
          .where("account", "=", account)
          .where("action", "in", [...actions])
          .orderBy("id", "desc")
          .limit(50)
          .execute();
      const undone = new Set((await own([campaignUndone])).map(({ subject }) => subject));
      const [last] = (await own(campaignActs)).filter(({ id }) => !undone.has(id));
      if (!last) return undefined;
      const what = campaignActs.find((one) => one === last.action) ?? campaignActs[0];
      const before = last.detail_sealed === null ? {} : { before: JSON.parse(seal.open(last.detail_sealed)) as Said };
      return { id: last.id, at: Number(last.at), what, campaign: last.subject, ...before };
    },

    /** True for the first who ends it. */
    async end(id: string, now: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("campaigns")
        .set({ ended_at: now })
        .where("id", "=", id)
        .where("ended_at", "is", null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async progress(campaign: Campaign, within: Within, since: string): Promise<Progress> {
      const { rows } = await sql<Progress>`
        select count(*) as "all", sum(case when n >= ${campaign.minimum} then 1 else 0 end) as reached,
          sum(case when n >= ${campaign.minimum} and first_day >= ${since} then 1 else 0 end) as fresh
        from (${found(campaign, within)}) found`.execute(db);
      const [row] = rows;
      return { all: Number(row?.all ?? 0), reached: Number(row?.reached ?? 0), fresh: Number(row?.fresh ?? 0) };
    },

    /** Those that are still to be reached, the never reached first, then the longest ago. */
    async left(campaign: Campaign, within: Within, { limit, offset }: Cut): Promise<Left[]> {
      const { rows } = await sql<Left>`
        select id, name, coalesce(n, 0) as count, last_day from (${found(campaign, within)}) found
        where coalesce(n, 0) < ${campaign.minimum}
        order by coalesce(last_day, ''), place, id limit ${limit} offset ${offset}`.execute(db);
      return rows.map((row) => ({ ...row, count: Number(row.count) }));
    },

    /** Secretaries of the villages at a path and below. */
    villageSecretaries: async (path: string): Promise<string[]> => {
      const rows = await db
        .selectFrom("places")
        .innerJoin("posts", "posts.place_id", "places.id")
        .select("posts.person_id")
        .distinct()
        .where("places.level", "=", "village")
        .where("places.path", ">=", path)
        .where("places.path", "<", endOfPath(path))
        .where("posts.role", "=", "secretary")
        .where("posts.ended_at", "is", null)
        .execute();
      return rows.map(({ person_id }) => person_id);
    },
  };
};
