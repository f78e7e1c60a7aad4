import type { Kysely } from "kysely";
import type { KindName } from "../../ledger/kinds.ts";
import type { Schema } from "../schema.ts";
import { endOfPath, prefixes } from "./places.ts";

type Days = { readonly from: string; readonly to: string };

/** What a place's work of a year is told from. */
export const selfReport = (db: Kysely<Schema>) => {
  const written = (kinds: readonly KindName[], path: string, { from, to }: Days) =>
    db
      .selectFrom("records")
      .innerJoin("places", "places.id", "records.place_id")
      .where("records.kind", "in", [...kinds])
      .where("records.withdrawn_at", "is", null)
      .where("places.path", ">=", path)
      .where("places.path", "<", endOfPath(path))
      .where("records.day", ">=", from)
      .where("records.day", "<=", to);

  return {
    /** What was written down at a place and below on these days, the latest first. */
    written: (kinds: readonly KindName[], path: string, days: Days, most: number) =>
      written(kinds, path, days)
        .leftJoin("people", "people.id", "records.with_person_id")
        .select(["records.id", "records.kind", "records.number", "records.state", "records.sensitive", "records.day"])
        .select(["records.place_id", "records.with_person_id", "people.party_member", "places.path"])
        .orderBy("records.day", "desc")
        .orderBy("records.id", "desc")
        .limit(most)
        .execute(),

    /** When what was said on these days was answered first. */
    async answered(path: string, days: Days): Promise<ReadonlyMap<string, number>> {
      const rows = await db
        .selectFrom("moves")
        .select((row) => ["record_id", row.fn.min("at").as("at")])
        .where("record_id", "in", written(["opinion"], path, days).select("records.id"))
        .where("to_state", "in", ["answered", "adopted"])
        .where("undone_at", "is", null)
        .groupBy("record_id")
        .execute();
      return new Map(rows.map(({ record_id, at }) => [record_id, Number(at)]));
    },

    /** Of these the ones who hold an office at a place or below. */
    async inOffice(personIds: readonly string[], path: string): Promise<ReadonlySet<string>> {
      if (personIds.length === 0) return new Set();
      const rows = await db
        .selectFrom("posts")
        .innerJoin("places", "places.id", "posts.place_id")
        .select("posts.person_id")
        .where("posts.role", "!=", "villager")
        .where("posts.ended_at", "is", null)
        .where("places.path", ">=", path)
        .where("places.path", "<", endOfPath(path))
        .execute();
      const all = new Set(rows.map(({ person_id }) => person_id));
      return new Set(personIds.filter((id) => all.has(id)));
    },

    /** How often bodies met and could decide at a place and below. */
    async met(path: string, { from, to }: Days): Promise<readonly { readonly body: string; readonly count: number }[]> {
      const rows = await db
        .selectFrom("assemblies")
        .innerJoin("places", "places.id", "assemblies.place_id")
        .select((row) => ["assemblies.body", row.fn.countAll<number>().as("count")])
        .where("assemblies.quorate", "=", 1)
        .where("assemblies.day", ">=", from)
        .where("assemblies.day", "<=", to)
        .where("places.path", ">=", path)
        .where("places.path", "<", endOfPath(path))
        .groupBy("assemblies.body")
        .orderBy("assemblies.body")
        .execute();
      return rows.map(({ body, count }) => ({ body, count: Number(count) }));
    },

    /** Lists of things to be done in each village that ran on some of these days at a place, above or below, also ended ones. */
    checklists: (path: string, { from, to }: Days) =>
      db
        .selectFrom("campaigns")
        .innerJoin("places", "places.id", "campaigns.place_id")
        .select(["campaigns.id", "places.path"])
        .where("campaigns.template", "=", "checklist")
        .where("campaigns.from_day", "<=", to)
        .where("campaigns.to_day", ">=", from)
        .where((campaign) =>
          campaign.or([
            campaign("places.path", "in", prefixes(path)),
            campaign.and([campaign("places.path", ">=", path), campaign("places.path", "<", endOfPath(path))]),
          ]),
        )
        .orderBy("campaigns.id")
        .execute(),

    /** How many objects of a place and below were given each grade. */
    async graded(path: string, since: number, until: number) {
      const rows = await db
        .selectFrom("grades")
        .innerJoin("places", "places.id", "grades.place_id")
        .select((row) => ["grades.grade", row.fn.countAll<number>().as("count")])
        .where("grades.at", ">=", since)
        .where("grades.at", "<", until)
        .where("places.path", ">=", path)
        .where("places.path", "<", endOfPath(path))
        .groupBy("grades.grade")
        .orderBy("grades.grade")
        .execute();
      return rows.map(({ grade, count }) => ({ grade, count: Number(count) }));
    },

    /** What was handed to the posts of a place and below, told already: open or ended on these days. */
    handed: (path: string, { from, to }: Days, most: number) =>
      db
        .selectFrom("records")
        .innerJoin("assignments", "assignments.record_id", "records.id")
        .innerJoin("places", "places.id", "records.place_id")
        .select([
          "records.id",
          "records.kind",
          "records.number",
          "records.state",
          "records.sensitive",
          "records.due_at",
        ])
        .select(["assignments.outcome", "assignments.list", "records.day"])
        .where("records.kind", "=", "assignment")
        .where("records.withdrawn_at", "is", null)
        .where("records.state", "not in", ["held", "void"])
        .where("places.path", ">=", path)
        .where("places.path", "<", endOfPath(path))
        .where((row) =>
          row.or([
            row("records.waiting", "=", 1),
            row.and([row("records.day", ">=", from), row("records.day", "<=", to)]),
          ]),
        )
        .orderBy("records.due_at")
        .limit(most)
        .execute(),
  };
};
