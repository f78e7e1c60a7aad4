import { type Expression, type ExpressionBuilder, type SqlBool, sql } from "kysely";
import type { Schema } from "../schema.ts";
import { contains } from "./contains.ts";
import { endOfPath } from "./places.ts";

/** As a literal: the condition of a partial index must stand in the statement itself. */
export const waits = sql<boolean>`records.waiting = 1 and records.withdrawn_at is null`;

/** Who looks: what accuses somebody is for those who look at the village from above, and never for the accused. */
export type Onlooker = {
  readonly personId: string | null;
  /** paths of the places below which accusations may be read */
  readonly accusationsBelow: readonly string[];
};

/** That a record accuses somebody else, or nobody. */
export const notAgainst = ({ personId }: Onlooker) =>
  personId === null ? sql<boolean>`1 = 1` : sql<boolean>`not ${contains(sql`records.accused`, `,${personId},`)}`;

export const mayBeSeen =
  (onlooker: Onlooker) =>
  (row: ExpressionBuilder<Schema, "records" | "places">): Expression<SqlBool> => {
    const { accusationsBelow } = onlooker;
    const below = accusationsBelow.map((path) =>
      row.and([row("places.path", ">=", path), row("places.path", "<", endOfPath(path))]),
    );
    return row.or([
      row("records.accused", "=", ""),
      ...(below.length > 0 ? [row.and([row.or(below), notAgainst(onlooker)])] : []),
    ]);
  };

/** What a list of what waits is narrowed down to. */
export type Narrowed = {
  /** written before this moment */
  readonly before?: number;
  /** by people who are away */
  readonly isAway?: true;
  /** in this state alone */
  readonly state?: string;
  /** days, YYYY-MM-DD, both included */
  readonly days?: { readonly from: string; readonly to: string };
};

export const isWithin =
  ({ before, isAway, state, days }: Narrowed) =>
  (row: ExpressionBuilder<Schema, "records" | "places">): Expression<SqlBool> =>
    row.and([
      waits,
      ...(before === undefined ? [] : [row("records.created_at", "<", before)]),
      ...(state === undefined ? [] : [row("records.state", "=", state)]),
      ...(days === undefined ? [] : [row("records.day", ">=", days.from), row("records.day", "<=", days.to)]),
      ...(isAway
        ? [
            row.exists(
              row
                .selectFrom("people")
                .select("people.id")
                .whereRef("people.id", "=", "records.author_id")
                .where("people.away_city", "is not", null),
            ),
          ]
        : []),
    ]);
