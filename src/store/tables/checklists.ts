import { type Kysely, sql } from "kysely";
import type { KindName } from "../../ledger/kinds.ts";
import type { Schema } from "../schema.ts";
import { endOfPath, prefixes } from "./places.ts";
import type { RecordRow } from "./records.ts";

const tick: KindName = "tick";

/** What stands with a tick as its category. */
const cellOf = (campaignId: string, position: number): string => `${campaignId}/${position}`;

/** Items to be done in each village, and what was done of them. */
export const checklists = (db: Kysely<Schema>) => ({
  cellOf,

  /** Of these campaigns, in their order. */
  items: (campaignIds: readonly string[]): Promise<Schema["campaign_items"][]> =>
    campaignIds.length === 0
      ? Promise.resolve([])
      : db
          .selectFrom("campaign_items")
          .selectAll()
          .where("campaign_id", "in", [...campaignIds])
          .orderBy("campaign_id")
          .orderBy("position")
          .execute(),

  /**
   * What stands of some items at a path and below, or above it, in the order of writing: of two for one village the
   * later one counts.
   */
  ticks: (campaignId: string, positions: readonly number[], path: string): Promise<RecordRow[]> =>
    db
      .selectFrom("records")
      .selectAll()
      .where("kind", "=", tick)
      .where(
        "category",
        "in",
        positions.map((position) => cellOf(campaignId, position)),
      )
      .where("withdrawn_at", "is", null)
      .where(
        sql<boolean>`exists (select 1 from places p where (p.id = records.place_id or p.id in (
          select rp.place_id from record_places rp where rp.record_id = records.id))
          and (p.path in (${sql.join(prefixes(path))}) or (p.path >= ${path} and p.path < ${endOfPath(path)})))`,
      )
      .orderBy("id")
      .execute(),

  /** The villages at a path and below, in the order of the tree. */
  villages: (path: string): Promise<{ id: string; name: string; path: string }[]> =>
    db
      .selectFrom("places")
      .select(["id", "name", "path"])
      .where("level", "=", "village")
      .where("path", ">=", path)
      .where("path", "<", endOfPath(path))
      .orderBy("path")
      .execute(),
});
