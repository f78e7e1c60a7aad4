import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";
import { groupBy } from "./group-by.ts";
import type { Cut } from "./lists.ts";
import { endOfPath, numberingAt } from "./places.ts";
import type { RecordRow } from "./records.ts";

/** Which matters: of owners at or below a place, handed over on these days (`YYYY-MM-DD`), under this title. */
export type Registered = {
  readonly path: string;
  readonly days?: { readonly from: string; readonly to: string };
  readonly list?: string;
};

export type RegisterRow = RecordRow & Omit<Schema["assignments"], "record_id">;
/** Moments are epoch milliseconds. */
export type RatedRow = Pick<RecordRow, "state"> &
  Pick<Schema["assignments"], "outcome" | "request"> & {
    readonly dueAt: number | null;
    readonly requestAt: number | null;
    readonly heardAt: number | null;
    readonly respondedAt: number | null;
    /** what each asker said last */
    readonly words: readonly (string | null)[];
  };
const moment = (value: number | null): number | null => (value === null ? null : Number(value));

/** As its index says it, or that is not used. */
const isTitled = sql<boolean>`assignments.list <> ''`;

/** All that was handed over, as the register and the rates see it. */
export const assignmentRegister = (db: Kysely<Schema>) => {
  const matching = ({ path, days, list }: Registered) =>
    db
      .selectFrom("records")
      .innerJoin("assignments", "assignments.record_id", "records.id")
      .innerJoin("places", "places.id", "records.place_id")
      .where("records.kind", "=", "assignment")
      .where("records.withdrawn_at", "is", null)
      // told to nobody yet
      .where("records.state", "!=", "held")
      .where("records.town_id", "in", numberingAt(path))
      .where("places.path", ">=", path)
      .where("places.path", "<", endOfPath(path))
      .$if(days !== undefined, (rows) =>
        rows.where("records.day", ">=", days?.from ?? "").where("records.day", "<=", days?.to ?? ""),
      )
      .$if(list !== undefined, (rows) => rows.where("assignments.list", "=", list ?? "").where(isTitled));

  return {
    /** In the order of their numbers. */
    page: (which: Registered, { limit, offset }: Cut): Promise<RegisterRow[]> =>
      matching(which)
        .selectAll(["records", "assignments"])
        .orderBy("records.town_id")
        .orderBy("records.number")
        .limit(limit)
        .offset(offset)
        .execute(),

    async count(which: Registered): Promise<number> {
      const row = await matching(which)
        .select((rows) => rows.fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },

    /** Whether the same number may stand twice: of a town and of the county above it. */
    async isOfSeveral(which: Registered): Promise<boolean> {
      const towns = await matching(which).select("records.town_id").distinct().limit(2).execute();
      return towns.length > 1;
    },

    /** Whether anything was handed over under this title. */
    async isList(list: string): Promise<boolean> {
      const row = await db
        .selectFrom("assignments")
        .select("record_id")
        .where("list", "=", list)
        .where(isTitled)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** What counts in the rates, with the last word of every asker who can be told. */
    async rated(which: Registered): Promise<RatedRow[]> {
      const rows = await matching(which)
        .select(["records.id", "records.state", "records.due_at", "records.heard_at", "assignments.outcome"])
        .select(["assignments.request", "assignments.request_at", "assignments.responded_at", "assignments.asked_at"])
        .execute();
      const asked = await matching(which)
        .innerJoin("involved", "involved.record_id", "records.id")
        .select(["involved.record_id", "involved.word"])
        .where("involved.stake", "=", "asker")
        .where("involved.account", "is not", null)
        .where("assignments.asked_at", "is not", null)
        .execute();
      const words = groupBy(asked, ({ record_id }) => record_id);
      return rows.map((row) => ({
        ...{ state: row.state, outcome: row.outcome, request: row.request, dueAt: moment(row.due_at) },
        ...{ requestAt: moment(row.request_at), heardAt: moment(row.heard_at), respondedAt: moment(row.responded_at) },
        words: (words.get(row.id) ?? []).map(({ word }) => word),
      }));
    },
  };
};
