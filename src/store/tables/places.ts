import { type Kysely, sql } from "kysely";
import { idsOf } from "../../bot/place-path.ts";
import { PLACE_LEVELS } from "../../chinese/names/level.ts";
import { newId } from "../engine/id.ts";
import type { PlaceRow, Schema } from "../schema.ts";

export const placesVersion = "places-version";

/** Everything below a path, itself included, is the range from `path` up to this: `0` is the character after `/`. */
export const endOfPath = (path: string): string => `${path.slice(0, -1)}0`;

/**
 * Whose numbers records at a path or below have: with the kind they are found by `records_number`, so that what there are
 * few of is not looked for among all that happened at so many places.
 */
export const numberingAt = (path: string) => sql<string>`(select id from places
  where town_id = id and path >= ${path} and path < ${endOfPath(path)} union select town_id from places where path = ${path})`;

/** `/a/b/c/` → `/a/`, `/a/b/`, `/a/b/c/` */
export function prefixes(path: string): string[] {
  const ids = idsOf(path);
  return ids.map((_, index) => `/${ids.slice(0, index + 1).join("/")}/`);
}

const idsAtOnce = 400;

export const places = (db: Kysely<Schema>) => ({
  /** Another one after each import of places or holidays. */
  async version(): Promise<string> {
    const row = await db.selectFrom("settings").select("value").where("key", "=", placesVersion).executeTakeFirst();
    return row?.value ?? "0";
  },
  get: (id: string): Promise<PlaceRow | undefined> =>
    db.selectFrom("places").selectAll().where("id", "=", id).executeTakeFirst(),
  /** The place and all above it, the lowest first. */
  async upwards(id: string): Promise<PlaceRow[]> {
    const place = await db.selectFrom("places").select("path").where("id", "=", id).executeTakeFirst();
    if (!place) return [];
    const rows = await db.selectFrom("places").selectAll().where("path", "in", prefixes(place.path)).execute();
    return rows.sort((one, other) => other.path.length - one.path.length);
  },
  /** Those that stand: one that was merged is no place any more. */
  all: (): Promise<PlaceRow[]> =>
    db.selectFrom("places").selectAll().where("level", "in", PLACE_LEVELS).orderBy("path").execute(),
  /** Where places lie, by their ids; of what has ended nothing. */
  async paths(ids: readonly string[]): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (let from = 0; from < ids.length; from += idsAtOnce)
      for (const { id, path } of await db
        .selectFrom("places")
        .select(["id", "path"])
        .where("id", "in", ids.slice(from, from + idsAtOnce))
        .where("level", "in", PLACE_LEVELS)
        .execute())
        found.set(id, path);
    return found;
  },
  /** What else a place is called, by its id. */
  async aliases(): Promise<Map<string, string[]>> {
    const aliases = new Map<string, string[]>();
    for (const { place_id, alias } of await db.selectFrom("place_aliases").selectAll().orderBy("alias").execute())
      aliases.set(place_id, [...(aliases.get(place_id) ?? []), alias]);
    return aliases;
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
  /** The old name stays one by which it is called; running processes read the tree again. */
  async rename(id: string, name: string, { keepsOldName = true } = {}): Promise<void> {
    const before = await db
      .selectFrom("places")
      .select(["name", "level_word"])
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    const level_word = /(?:社区|街道|[市县镇乡村社组湾])$/.exec(name)?.[0] ?? before.level_word;
    await db.updateTable("places").set({ name, level_word }).where("id", "=", id).execute();
    await db.deleteFrom("place_aliases").where("place_id", "=", id).where("alias", "=", name).execute();
    if (keepsOldName)
      await db
        .insertInto("place_aliases")
        .values({ place_id: id, alias: before.name })
        .onConflict((conflict) => conflict.columns(["place_id", "alias"]).doNothing())
        .execute();
    await this.changed();
  },
  /** Running processes read the tree again. */
  async changed(): Promise<void> {
    await db
      .insertInto("settings")
      .values({ key: placesVersion, value: newId() })
      .onConflict((conflict) => conflict.column("key").doUpdateSet((row) => ({ value: row.ref("excluded.value") })))
      .execute();
  },
});
