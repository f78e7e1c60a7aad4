import type { Kysely } from "kysely";
import type { Place } from "../../chinese/names/index.ts";
import type { PlaceRow, Schema } from "../schema.ts";

export const placesVersion = "places-version";

/** Everything below a path, itself included, is the range from `path` up to this: `0` is the character after `/`. */
export const endOfPath = (path: string): string => `${path.slice(0, -1)}0`;

export const places = (db: Kysely<Schema>) => ({
  get: (id: string): Promise<PlaceRow | undefined> =>
    db.selectFrom("places").selectAll().where("id", "=", id).executeTakeFirst(),
  all: (): Promise<PlaceRow[]> => db.selectFrom("places").selectAll().orderBy("path").execute(),
  async tree(): Promise<Place[]> {
    const rows = await db.selectFrom("places").selectAll().orderBy("path").execute();
    const aliases = new Map<string, string[]>();
    for (const { place_id, alias } of await db.selectFrom("place_aliases").selectAll().orderBy("alias").execute())
      aliases.set(place_id, [...(aliases.get(place_id) ?? []), alias]);
    return rows.map((row) => ({
      id: row.id,
      parentId: row.parent_id,
      level: row.level,
      name: row.name,
      aliases: aliases.get(row.id) ?? [],
    }));
  },
  /** Inserts or renames; the path and town of a known place stay as they are. */
  async put(row: PlaceRow, aliases: readonly string[]): Promise<void> {
    await db
      .insertInto("places")
      .values(row)
      .onConflict((conflict) => conflict.column("id").doUpdateSet({ name: row.name, level_word: row.level_word }))
      .execute();
    for (const alias of aliases)
      await db
        .insertInto("place_aliases")
        .values({ place_id: row.id, alias })
        .onConflict((conflict) => conflict.columns(["place_id", "alias"]).doNothing())
        .execute();
  },
});
