import type { Kysely } from "kysely";
import { atOneMoment } from "../engine/at-one-moment.ts";
import { newId } from "../engine/id.ts";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";
import type { Surroundings } from "../surroundings.ts";
import {
  importRows,
  inOrder,
  isAsLeft,
  type Row,
  type Rows,
  type Snapshot,
  shut,
  type Written,
} from "./import-rows.ts";
import { importUndo } from "./import-undo.ts";
import { type HeldPost, heldPost } from "./roster.ts";

const addedAtOnce = 100;

export type PostsToReturn = {
  readonly last: string;
  readonly ending: readonly HeldPost[];
  readonly opening: readonly HeldPost[];
};
type GivenPost = Pick<HeldPost, "personId" | "role" | "placeId" | "title">;

/** What imports wrote, row by row, so that they can be taken back. */
export const importChanges = (
  db: Kysely<Schema>,
  seal: Seal,
  { engine, run }: Pick<Surroundings, "engine" | "run">,
) => {
  const { rowsOf, among } = importRows(db, engine);

  /** Ids of posts are in the order of their making, and stand in an index. */
  const ofPosts = (importId: string, after: string) =>
    db
      .selectFrom("import_changes")
      .where("import_id", "=", importId)
      .where("table_name", "=", "posts" satisfies Written)
      .where("row_key", ">", after)
      .orderBy("row_key")
      .limit(addedAtOnce);
  return {
    ...importUndo(db, seal, { engine, run }),

    /** Asked before anything else of a transaction: what others commit meanwhile is not seen in it, and so not taken for its own. */
    atOneMoment: () => atOneMoment(db, engine),

    /** All rows of these tables. */
    async all(tables: readonly Written[]): Promise<Snapshot> {
      const found = new Map<string, Rows>();
      for (const table of tables) found.set(table, await rowsOf(table));
      return found;
    },
    ofPlaces: async (ids: readonly string[]): Promise<Snapshot> =>
      new Map([
        ["places", await among("places", "id", ids)],
        ["place_aliases", await among("place_aliases", "place_id", ids)],
      ]),
    ofPairings: async (cadreIds: readonly string[]): Promise<Snapshot> =>
      new Map([["pairings", await among("pairings", "cadre_id", cadreIds)]]),
    ofRecords: async (ids: readonly string[]): Promise<Snapshot> =>
      new Map([["records", await among("records", "id", ids)]]),
    /** These people with what is theirs, and these accounts, whose ever they are. */
    async ofPeople(ids: readonly string[], shorts: readonly string[]): Promise<Snapshot> {
      const people = await among("people", "id", ids);
      const accounts = new Map([
        ...(await among("accounts", "person_id", ids)),
        ...(await among("accounts", "short", shorts)),
      ]);
      const listed = new Map([
        ...(await among("roster_accounts", "person_id", ids)),
        ...(await among("roster_accounts", "short", shorts)),
      ]);
      return new Map([
        ["people", people],
        ["posts", await among("posts", "person_id", ids)],
        ["roster_accounts", listed],
        ["accounts", accounts],
      ]);
    },

    /** Keeps what became of each row between the two. */
    async keep(importId: string, before: Snapshot, after: Snapshot): Promise<void> {
      const changes: Schema["import_changes"][] = [];
      for (const table of inOrder) {
        const [old, now] = [before.get(table), after.get(table)];
        const keys = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])];
        // what lies above stands first, and goes last
        const depth = (key: string) => String((now?.get(key) ?? old?.get(key))?.path ?? "").length;
        for (const key of keys.sort((one, other) => depth(one) - depth(other))) {
          const [was, is] = [shut(old?.get(key)), shut(now?.get(key))];
          if (was === is) continue;
          changes.push({
            ...{ id: newId(), import_id: importId, table_name: table, row_key: key },
            before_sealed: was === null ? null : seal.seal(was),
            after_sealed: is === null ? null : seal.seal(is),
          });
        }
      }
      for (let from = 0; from < changes.length; from += addedAtOnce)
        await db
          .insertInto("import_changes")
          .values(changes.slice(from, from + addedAtOnce))
          .execute();
    },

    /** Posts that it gave, some at a time in the order of writing; who holds one no more is left out. */
    async givenPosts(
      importId: string,
      after: string,
    ): Promise<{ readonly last: string; readonly posts: GivenPost[] } | null> {
      const rows = await ofPosts(importId, after).select("row_key").where("before_sealed", "is", null).execute();
      const last = rows.at(-1);
      if (!last) return null;
      const posts = await db
        .selectFrom("posts")
        .select(["person_id as personId", "role", "place_id as placeId", "title"])
        .where(
          "id",
          "in",
          rows.map(({ row_key }) => row_key),
        )
        .where("ended_at", "is", null)
        .orderBy("id")
        .execute();
      return { last: last.row_key, posts };
    },

    /** Posts that taking it back will end, and those that it will open again, some at a time; what changed since is left out. */
    async postsToReturn(importId: string, after: string): Promise<PostsToReturn | null> {
      const changes = await ofPosts(importId, after).select(["row_key", "before_sealed", "after_sealed"]).execute();
      const last = changes.at(-1);
      if (!last) return null;
      const rows = await among(
        "posts",
        "id",
        changes.map(({ row_key }) => row_key),
      );
      const found: { last: string; ending: HeldPost[]; opening: HeldPost[] } = {
        ...{ last: last.row_key, ending: [], opening: [] },
      };
      for (const { row_key, before_sealed, after_sealed } of changes) {
        const row = rows.get(row_key);
        const left = after_sealed === null ? null : (JSON.parse(seal.open(after_sealed)) as Row);
        if (!row || !isAsLeft(row, left)) continue;
        const post = heldPost(row as never);
        const wasOpen = before_sealed !== null && JSON.parse(seal.open(before_sealed)).ended_at === null;
        if (before_sealed === null && row.ended_at === null) found.ending.push(post);
        if (wasOpen && row.ended_at !== null) found.opening.push(post);
      }
      return found;
    },
  };
};
