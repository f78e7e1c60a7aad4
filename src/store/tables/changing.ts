import type { Kysely } from "kysely";
import { idsOf } from "../../bot/place-path.ts";
import type { Own } from "../../ledger/kind.ts";
import { kindOf } from "../../ledger/kinds.ts";
import type { Run } from "../engine/prepared.ts";
import type { Schema } from "../schema.ts";
import { answers, isAsked } from "./answers.ts";
import { holdRecord } from "./hold-record.ts";
import type { InvolvedRow } from "./involved.ts";
import type { tallies } from "./tallies.ts";

type Row = Schema["records"];
type QuestionRow = Schema["meeting_questions"];
type StepRow = Schema["motion_steps"];
type PublicationRow = Schema["publications"];

/** What a move or an amendment may change: `own`, columns of the kind's own table; `involved`, all who have to do with it; `parts`, its rows elsewhere. */
export type RecordChange = {
  readonly own?: Own;
  readonly involved?: readonly InvolvedRow[];
  readonly parts?: Parts;
} & RowChange;
/** Rows of further tables that a kind has, as they are to be; rows and columns that are not named stay. */
export type Parts = {
  readonly meetings?: readonly Schema["meetings"][];
  readonly agenda_items?: readonly Schema["agenda_items"][];
  readonly consultation_groups?: readonly Schema["consultation_groups"][];
  readonly meeting_questions?: readonly (Pick<QuestionRow, "id"> & Partial<QuestionRow>)[];
  readonly assemblies?: readonly Pick<Schema["assemblies"], "id" | "quorate">[];
  readonly motions?: readonly Schema["motions"][];
  readonly motion_steps?: readonly Pick<StepRow, "id" | "state">[];
  readonly publications?: readonly (Pick<PublicationRow, "id"> & Partial<PublicationRow>)[];
};
type RowChange = Partial<
  Pick<
    Row,
    | "state"
    | "waiting"
    | "due_at"
    | "next_at"
    | "rung_at"
    | "heard_at"
    | "rule"
    | "day"
    | "sensitive"
    | "sealed"
    | "text"
    | "fields"
    | "with_name"
    | "with_person_id"
    | "place_id"
    | "accused"
    | "owner_id"
    | "owner_account"
    | "of_id"
  >
>;

/** What becomes of records, also in the tables in which their kinds keep columns apart. */
export const changing = (db: Kysely<Schema>, run: Run, kept: ReturnType<typeof tallies>) => ({
  /** Changes a standing record that is still in this state, and says the same; false when somebody was faster. */
  async change(
    row: Pick<Row, "id" | "kind" | "state">,
    { own, involved: people, parts = {}, ...change }: RecordChange,
    { ifStillSays }: { readonly ifStillSays?: string } = {},
  ): Promise<boolean> {
    // what is of another place, or accuses somebody else, is tallied as it was until now, and anew
    const isElsewhere = change.place_id !== undefined || change.accused !== undefined;
    if (isElsewhere) {
      await holdRecord(run, row.id);
      await kept.step(row.kind, { id: row.id, from: "*", to: "" });
    }
    const update = () =>
      db
        .updateTable("records")
        .set({ ...change, state: change.state ?? row.state })
        .where("id", "=", row.id)
        .where("state", "=", row.state)
        .where("withdrawn_at", "is", null)
        .$if(ifStillSays !== undefined, (rows) => rows.where("text", "=", ifStillSays ?? ""))
        .executeTakeFirst();
    const { numUpdatedRows } = await (isElsewhere && isAsked(row.kind)
      ? answers(run).around(row.id, update)
      : update());
    if (isElsewhere) await kept.step(row.kind, { id: row.id, from: "", to: "*" });
    if (numUpdatedRows === 0n) return false;
    if (!isElsewhere) await kept.step(row.kind, { id: row.id, from: row.state, to: change.state ?? row.state });
    const table = kindOf(row.kind).own;
    if (table && own && Object.keys(own).length > 0)
      await db.updateTable(table).set(own).where("record_id", "=", row.id).execute();
    for (const { record_id, ...columns } of parts.meetings ?? [])
      await db.updateTable("meetings").set(columns).where("record_id", "=", record_id).execute();
    for (const { id, ...columns } of parts.agenda_items ?? [])
      await db.updateTable("agenda_items").set(columns).where("id", "=", id).execute();
    for (const { id, ...columns } of parts.meeting_questions ?? [])
      await db.updateTable("meeting_questions").set(columns).where("id", "=", id).execute();
    for (const { record_id, ...columns } of parts.motions ?? [])
      await db.updateTable("motions").set(columns).where("record_id", "=", record_id).execute();
    for (const { id, quorate } of parts.assemblies ?? [])
      await db.updateTable("assemblies").set({ quorate }).where("id", "=", id).execute();
    for (const { id, state } of parts.motion_steps ?? [])
      await db.updateTable("motion_steps").set({ state }).where("id", "=", id).execute();
    for (const { id, ...columns } of parts.publications ?? [])
      await db.updateTable("publications").set(columns).where("id", "=", id).execute();
    for (const { record_id, chat, ...columns } of parts.consultation_groups ?? []) {
      const here = db.updateTable("consultation_groups").set(columns).where("record_id", "=", record_id);
      await here.where("chat", "=", chat).execute();
    }
    if (people) {
      await db.deleteFrom("involved").where("record_id", "=", row.id).execute();
      if (people.length > 0)
        await db
          .insertInto("involved")
          .values([...people])
          .execute();
    }
    return true;
  },

  /** What is set for a kind at a place: of those set on the way up the nearest; null: nothing is. */
  async setFor(kind: string, placeId: string): Promise<string | null> {
    const place = await db.selectFrom("places").select("path").where("id", "=", placeId).executeTakeFirst();
    const ids = place ? idsOf(place.path) : [];
    if (ids.length === 0) return null;
    const rows = await db
      .selectFrom("settings")
      .selectAll()
      .where(
        "key",
        "in",
        ids.map((id) => `${kind}:${id}`),
      )
      .execute();
    const set = new Map(rows.map(({ key, value }) => [key, value]));
    const nearest = ids.reverse().find((id) => set.has(`${kind}:${id}`));
    return nearest === undefined ? null : (set.get(`${kind}:${nearest}`) ?? null);
  },

  /** What is set for a kind, by the id of the place where it is set. */
  async setAnywhere(kind: string): Promise<Record<string, string>> {
    const rows = await db.selectFrom("settings").selectAll().where("key", "like", `${kind}:%`).execute();
    return Object.fromEntries(rows.map(({ key, value }) => [key.slice(kind.length + 1), value]));
  },

  /** The columns that the record's kind keeps apart. */
  async own(row: Pick<Row, "id" | "kind">): Promise<Own> {
    const table = kindOf(row.kind).own;
    if (!table) return {};
    const { record_id: _id, ...own } = await db
      .selectFrom(table)
      .selectAll()
      .where("record_id", "=", row.id)
      .executeTakeFirstOrThrow();
    return own;
  },
});
