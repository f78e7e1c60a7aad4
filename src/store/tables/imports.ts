import type { Kysely } from "kysely";
import { draftLasts, undoable } from "../../ledger/retention.ts";
import { newId } from "../engine/id.ts";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";

/** So long it is remembered which column was which. */
const rememberedFor = 365 * 24 * 60 * 60_000;

export type ImportRow = Schema["imports"];

/** Which column of the file is which, and which word in a column is meant by another one. */
export type Choices = {
  /** by header word; "": it is not read */
  readonly columns: Readonly<Record<string, string>>;
  /** by column, then by what stands there */
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

/** Files that are looked over, were taken in, or were taken back. */
export const imports = (db: Kysely<Schema>, seal: Seal) => ({
  async add(
    row: Pick<ImportRow, "kind" | "author" | "place_id" | "header" | "created_at">,
    { file, packed, choices }: { file: string; packed: string; choices: Choices },
  ): Promise<string> {
    const id = newId();
    await db
      .insertInto("imports")
      .values({
        ...row,
        ...{ id, state: "draft", done_at: null, undone_at: null, added: 0, updated: 0, written: 0, total: 0 },
        lines_sealed: seal.seal(packed),
        file_sealed: seal.seal(file),
        choices_sealed: seal.seal(JSON.stringify(choices)),
      })
      .execute();
    return id;
  },
  get: (id: string): Promise<ImportRow | undefined> =>
    db.selectFrom("imports").selectAll().where("id", "=", id).executeTakeFirst(),
  /** Its lines as they were packed; "": they are kept no more. */
  packedOf: ({ lines_sealed }: ImportRow): string => (lines_sealed === null ? "" : seal.open(lines_sealed)),
  fileOf: ({ file_sealed }: Pick<ImportRow, "file_sealed">): string => seal.open(file_sealed),
  choicesOf: ({ choices_sealed }: ImportRow): Choices => JSON.parse(seal.open(choices_sealed)),
  async choose(id: string, choices: Choices): Promise<void> {
    await db
      .updateTable("imports")
      .set({ choices_sealed: seal.seal(JSON.stringify(choices)) })
      .where("id", "=", id)
      .where("state", "=", "draft")
      .execute();
  },
  /** What was chosen for the same header the last time. */
  async chosenBefore(header: string): Promise<Choices | null> {
    const row = await db
      .selectFrom("imports")
      .selectAll()
      .where("header", "=", header)
      .where("done_at", "is not", null)
      .orderBy("done_at", "desc")
      .limit(1)
      .executeTakeFirst();
    return row ? JSON.parse(seal.open(row.choices_sealed)) : null;
  },
  /** From now on it is written, in pieces. */
  async begin(
    row: Pick<ImportRow, "id" | "kind" | "author" | "place_id" | "created_at" | "total">,
    file: string,
  ): Promise<void> {
    await db
      .insertInto("imports")
      .values({
        ...row,
        ...{ header: "", state: "writing", done_at: null, undone_at: null, added: 0, updated: 0, written: 0 },
        ...{ lines_sealed: null, file_sealed: seal.seal(file), choices_sealed: seal.seal("{}") },
      })
      .execute();
  },
  /** The same of a draft: true for exactly one caller. */
  async beginDraft(id: string, total: number): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable("imports")
      .set({ state: "writing", written: 0, total })
      .where("id", "=", id)
      .where("state", "=", "draft")
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },
  async wrote(id: string, written: number): Promise<void> {
    await db.updateTable("imports").set({ written }).where("id", "=", id).execute();
  },
  /** All of it is written, and stays; but for those left, who were somebody else's by then. */
  async settle(
    id: string,
    { added, updated, left }: { added: number; updated: number; left: readonly unknown[] },
  ): Promise<void> {
    // who had become by an earlier piece what the file says is none of them
    const total = added + updated + left.length;
    await db
      .updateTable("imports")
      .set({ state: "settling", added, updated, written: total, total })
      .where("id", "=", id)
      .where("state", "=", "writing")
      .execute();
  },
  /** What was begun is not to be. True unless it was not being written. */
  async giveUp(id: string, now: number): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable("imports")
      .set({ state: "undoing", undone_at: now, lines_sealed: null })
      .where("id", "=", id)
      .where("state", "=", "writing")
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },
  /** Nothing of it stands any more. */
  async undone(id: string): Promise<void> {
    await db
      .updateTable("imports")
      .set({ state: "undone" })
      .where("id", "=", id)
      .where("state", "=", "undoing")
      .execute();
  },
  /** What is being written or taken back, or was when its process ended. */
  unfinished: (): Promise<Pick<ImportRow, "id" | "state" | "written" | "total" | "file_sealed" | "done_at">[]> =>
    db
      .selectFrom("imports")
      .select(["id", "state", "written", "total", "file_sealed", "done_at"])
      .where("state", "in", ["writing", "settling", "undoing"])
      .orderBy("id")
      .execute(),
  /** How many of a kind were taken in or taken back: another number, and what was read before is not so any more. */
  async ended(kind: string): Promise<string> {
    const rows = await db
      .selectFrom("imports")
      .select(({ fn }) => ["state", fn.countAll<number>().as("count")])
      .where("kind", "=", kind)
      .where("state", "in", ["done", "undone"])
      .groupBy("state")
      .orderBy("state")
      .execute();
    return rows.map(({ state, count }) => `${state} ${count}`).join();
  },
  /** It changed nothing: as if it had not been. */
  async forget(id: string): Promise<void> {
    await db.deleteFrom("imports").where("id", "=", id).execute();
  },
  /** True for exactly one caller; what stood in the file goes. */
  async finish(id: string, { added, updated }: { added: number; updated: number }, now: number): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable("imports")
      .set({ state: "done", done_at: now, lines_sealed: null, added, updated })
      .where("id", "=", id)
      .where("state", "in", ["draft", "writing", "settling"])
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },
  /** True for exactly one caller, who takes it back. */
  async takeBack(id: string, now: number): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable("imports")
      .set({ state: "undoing", undone_at: now })
      .where("id", "=", id)
      .where("state", "=", "done")
      .where("done_at", ">", now - undoable)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },
  async drop(id: string): Promise<void> {
    await db.deleteFrom("imports").where("id", "=", id).where("state", "=", "draft").execute();
  },
  /** One's own drafts, and what was taken in, the latest first. */
  recent: (author: string, now: number): Promise<Omit<ImportRow, "lines_sealed">[]> =>
    db
      .selectFrom("imports")
      .select(["id", "kind", "author", "place_id", "header", "state", "file_sealed", "choices_sealed"])
      .select(["created_at", "done_at", "undone_at", "added", "updated", "written", "total"])
      .where((row) =>
        row.or([
          row.and([row("state", "=", "draft"), row("author", "=", author), row("created_at", ">", now - draftLasts)]),
          row("state", "!=", "draft"),
        ]),
      )
      .orderBy("created_at", "desc")
      .limit(30)
      .execute(),
  async sweep(now: number): Promise<void> {
    await db
      .deleteFrom("imports")
      .where("state", "=", "draft")
      .where("created_at", "<", now - draftLasts)
      .execute();
    await db
      .deleteFrom("import_changes")
      .where("import_id", "in", (old) =>
        old
          .selectFrom("imports")
          .select("id")
          // what is being taken back still needs them
          .where("state", "in", ["done", "undone"])
          .where("done_at", "<", now - undoable),
      )
      .execute();
    await db
      .deleteFrom("imports")
      .where("created_at", "<", now - rememberedFor)
      .execute();
  },
});
