import { type Kysely, sql } from "kysely";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";
import type { Surroundings } from "../surroundings.ts";
import { settledOf, type Used, usedByNow, usedOf, whoseOf } from "./import-marks.ts";
import { atOnce, importRows, isAsLeft, type Row, type Written, written } from "./import-rows.ts";
import { runsOf } from "./import-runs.ts";
import { ended } from "./merging.ts";
import { tallies } from "./tallies.ts";

export type Undone = {
  readonly back: number;
  /** by table, what changed since and was left as it is */
  readonly left: Readonly<Record<string, number>>;
  /** people and places that were of use meanwhile: ended, or left where others stand there */
  readonly kept: number;
  /** there may be more */
  readonly rest: boolean;
};

/** Taking back what imports wrote. */
export const importUndo = (db: Kysely<Schema>, seal: Seal, { engine, run }: Pick<Surroundings, "engine" | "run">) => {
  const { rowAt, among, isKey } = importRows(db, engine);

  const remove = async (table: Written, keys: readonly string[]): Promise<void> => {
    for (let from = 0; from < keys.length; from += atOnce) {
      const some = keys.slice(from, from + atOnce);
      // who was met by it only since then
      if (table === "roster_accounts")
        await db
          .updateTable("accounts")
          .set({ person_id: null })
          .where("short", "in", some)
          .where("person_id", "=", (row) =>
            row
              .selectFrom("roster_accounts as listed")
              .select("listed.person_id")
              .whereRef("listed.short", "=", "accounts.short"),
          )
          .execute();
      // what it came to be called since
      if (table === "places") await db.deleteFrom("place_aliases").where("place_id", "in", some).execute();
      if (table === "people") await db.deleteFrom("digest_settings").where("person_id", "in", some).execute();
      await sql`delete from ${sql.table(table)}
        where ${sql.ref(written[table].key[0])} in (${sql.join(some)})`.execute(db);
    }
  };

  return {
    /** Who and what of it was of use by now. */
    usedOf: (importId: string): Promise<Used> => usedOf(db, importId),

    /** Whether it changed people who were there: where they were as well, by which figures are kept. */
    changedPeople: async (importId: string): Promise<boolean> =>
      (await db
        .selectFrom("import_changes")
        .select("id")
        .where("import_id", "=", importId)
        .where("table_name", "=", "people" satisfies Written)
        .where("before_sealed", "is not", null)
        .limit(1)
        .executeTakeFirst()) !== undefined,

    /** Puts rows back as they were, the last first, unless they are not as the import left them; so many at a time. */
    async undo(importId: string, now: number, usedBefore: Used, most: number): Promise<Undone> {
      const changes = await db
        .selectFrom("import_changes")
        .selectAll()
        .where("import_id", "=", importId)
        .orderBy("id", "desc")
        .limit(most)
        .execute();
      const used = await usedByNow(db, importId, usedBefore, whoseOf(changes, seal));
      const left: Record<string, number> = {};
      let [back, kept] = [0, 0];
      for (const those of runsOf(changes)) {
        const table = those[0].table_name as Written;
        const keys = those.map(({ row_key }) => row_key);
        const [key = "", ...more] = written[table].key;
        const rows = more.length === 0 ? await among(table, key, keys) : null;
        const settled = table === "people" || table === "places" ? await settledOf(db, table, keys) : null;
        // places of this run below which others of it stay
        const above = new Set<unknown>();
        const gone: string[] = [];
        for (const { row_key, before_sealed, after_sealed } of those) {
          const before = before_sealed === null ? null : (JSON.parse(seal.open(before_sealed)) as Row);
          const is = rows ? rows.get(row_key) : await rowAt(table, row_key);
          if (!isAsLeft(is, after_sealed === null ? null : (JSON.parse(seal.open(after_sealed)) as Row))) {
            left[table] = (left[table] ?? 0) + 1;
            above.add(is?.parent_id);
            continue;
          }
          if (before === null) {
            const stays = settled?.has(row_key) || above.has(row_key);
            const isUsed = (table === "people" || table === "places") && used[table].has(row_key);
            if (stays || isUsed) above.add(is?.parent_id);
            const owner = table === "posts" && typeof is?.person_id === "string" ? is.person_id : null;
            if (table === "records") {
              // as whoever had said it would take it back
              await db.updateTable("records").set({ withdrawn_at: now }).where("id", "=", row_key).execute();
              back += 1;
            } else if (stays || isUsed) {
              if (table === "places" && !stays)
                await db
                  .updateTable("places")
                  .set({ level: ended as never })
                  .where("id", "=", row_key)
                  .execute();
              kept += 1;
            }
            // only who came by it is among the used
            else if (owner !== null && used.people.has(owner)) {
              // who was of use meanwhile was somebody there for that time
              await db.updateTable("posts").set({ ended_at: now }).where("id", "=", row_key).execute();
              back += 1;
            } else {
              if (rows) gone.push(row_key);
              else await sql`delete from ${sql.table(table)} where ${isKey(table, row_key)}`.execute(db);
              back += 1;
            }
          } else if (is === undefined) {
            const names = Object.keys(before);
            await sql`insert into ${sql.table(table)} (${sql.join(names.map((name) => sql.ref(name)))})
            values (${sql.join(names.map((name) => before[name] ?? null))})`.execute(db);
            back += 1;
          } else {
            const changed = Object.entries(before).filter(([name, value]) => is[name] !== value);
            const put = () =>
              sql`update ${sql.table(table)} set ${sql.join(
                changed.map(([name, value]) => sql`${sql.ref(name)} = ${value}`),
              )} where ${isKey(table, row_key)}`.execute(db);
            const isElsewhere = table === "people" && changed.some(([name]) => name === "away_city");
            await (isElsewhere ? tallies(db, run).around([row_key], put) : put());
            back += 1;
          }
        }
        await remove(table, gone);
      }
      const done = changes.map(({ id }) => id);
      for (let from = 0; from < done.length; from += atOnce)
        await db
          .deleteFrom("import_changes")
          .where("id", "in", done.slice(from, from + atOnce))
          .execute();
      return { back, left, kept, rest: changes.length === most };
    },
  };
};
