import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

export type HolidayDay = Schema["holidays"];

export const holidays = (db: Kysely<Schema>) => ({
  all: (): Promise<HolidayDay[]> => db.selectFrom("holidays").selectAll().orderBy("day").execute(),
  async put(days: readonly HolidayDay[]): Promise<void> {
    for (const day of days)
      await db
        .insertInto("holidays")
        .values(day)
        .onConflict((conflict) => conflict.column("day").doUpdateSet({ kind: day.kind, name: day.name }))
        .execute();
  },
});
