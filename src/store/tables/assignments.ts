import type { ExpressionBuilder, Kysely } from "kysely";
import type { Stake } from "../../ledger/lifecycle.ts";
import type { Schema } from "../schema.ts";
import type { Cut } from "./lists.ts";
import { endOfPath } from "./places.ts";
import type { RecordRow } from "./records.ts";

export type AssignmentRow = Schema["assignments"];
type Given = Pick<AssignmentRow, "record_id" | "from_place_id" | "from_role" | "from_title" | "first_due_at"> &
  Partial<AssignmentRow>;

const untouched = {
  origin_part: 0,
  list: "",
  outcome: null,
  request: null,
  request_at: null,
  request_due_at: null,
  request_person_id: null,
  extensions: 0,
  passed_on: 0,
  redone: 0,
  is_final: 0,
  signed_at: null,
  responded_at: null,
  returned_at: null,
  reported_at: null,
  verified_at: null,
  asked_at: null,
  closed_at: null,
  nudged_at: null,
} as const;

/** What is late: due before the first, or of today, where that is no day off, before the moment itself. */
export type Late = {
  readonly before: number;
  readonly today: number | null;
  readonly now: number;
  /** a request for more time that is not older stands still */
  readonly askedSince: number;
};

/** Which matters are listed, and for whom. */
export type Wanted = {
  readonly ownerId?: string;
  readonly assignerId?: string;
  readonly late?: true;
  readonly path?: string;
  readonly list?: string;
  /** only what this person may see: their own, or what lies below these paths */
  readonly seenBy: { readonly personId: string; readonly paths: readonly string[] };
};

const late =
  ({ before, today, now, askedSince }: Late) =>
  (row: ExpressionBuilder<Schema, "records" | "assignments">) =>
    row.and([
      row("records.state", "in", ["offered", "working", "returned"]),
      row.or([
        row("records.due_at", "<", before),
        ...(today === null ? [] : [row.and([row("records.due_at", ">=", today), row("records.due_at", "<", now)])]),
      ]),
      row.or([
        row("assignments.request", "is", null),
        row("assignments.request", "!=", "延期"),
        row("assignments.request_at", "<", askedSince),
      ]),
    ]);

/** What is special to matters that were handed over. */
export const assignments = (db: Kysely<Schema>) => ({
  /** Open ones, what is late first, then what is due first. */
  list: (wanted: Wanted, bounds: Late, { limit, offset }: Cut): Promise<RecordRow[]> => {
    const involvedAs = (stakes: readonly Stake[], personId: string) =>
      db
        .selectFrom("involved")
        .select("record_id")
        .where("person_id", "=", personId)
        .where("stake", "in", [...stakes]);
    const { ownerId, assignerId, path, list, seenBy } = wanted;
    return (
      db
        .selectFrom("records")
        .innerJoin("assignments", "assignments.record_id", "records.id")
        .leftJoin("places", "places.id", "records.place_id")
        .selectAll("records")
        .where("records.kind", "=", "assignment")
        .where("records.waiting", "=", 1)
        .where("records.withdrawn_at", "is", null)
        .$if(ownerId !== undefined, (rows) => rows.where("records.owner_id", "=", ownerId ?? ""))
        .$if(assignerId !== undefined, (rows) =>
          rows.where("records.id", "in", involvedAs(["assigner"], assignerId ?? "")),
        )
        .$if(list !== undefined, (rows) => rows.where("assignments.list", "=", list ?? ""))
        .$if(path !== undefined, (rows) =>
          rows.where("places.path", ">=", path ?? "").where("places.path", "<", endOfPath(path ?? "")),
        )
        .$if(wanted.late === true, (rows) => rows.where(late(bounds)))
        .where((row) =>
          row.or([
            row("records.owner_id", "=", seenBy.personId),
            row("records.id", "in", involvedAs(["assigner", "verifier", "helper"], seenBy.personId)),
            ...seenBy.paths.map((below) =>
              row.and([row("places.path", ">=", below), row("places.path", "<", endOfPath(below))]),
            ),
          ]),
        )
        // whoever it accuses sees nothing of it, whatever post they hold
        .where("records.accused", "not like", `%,${seenBy.personId},%`)
        .orderBy((row) => row.case().when(late(bounds)(row)).then(0).else(1).end())
        .orderBy("records.due_at")
        .orderBy("records.id")
        .limit(limit)
        .offset(offset)
        .execute()
    );
  },

  /** How many below a path are late, and the one that is longest. */
  async late(path: string, bounds: Late): Promise<{ readonly total: number; readonly first: RecordRow | undefined }> {
    const rows = db
      .selectFrom("records")
      .innerJoin("assignments", "assignments.record_id", "records.id")
      .innerJoin("places", "places.id", "records.place_id")
      .where("records.kind", "=", "assignment")
      .where("records.waiting", "=", 1)
      .where("records.withdrawn_at", "is", null)
      .where("places.path", ">=", path)
      .where("places.path", "<", endOfPath(path))
      .where(late(bounds));
    const { total } = await rows.select((row) => row.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
    const first = await rows.selectAll("records").orderBy("records.due_at").orderBy("records.id").executeTakeFirst();
    return { total: Number(total), first };
  },

  /** Open ones that wait for this person's decision, with what is to be decided; and those nobody owns any more. */
  async toDecide(personId: string): Promise<(RecordRow & { readonly what: string })[]> {
    const rows = await db
      .selectFrom("involved")
      .innerJoin("records", "records.id", "involved.record_id")
      .innerJoin("assignments", "assignments.record_id", "records.id")
      .selectAll("records")
      .select(["involved.stake", "assignments.request", "assignments.verified_at"])
      .where("involved.person_id", "=", personId)
      .where("involved.stake", "in", ["assigner", "verifier"])
      .where("records.waiting", "=", 1)
      .where("records.withdrawn_at", "is", null)
      .orderBy("records.due_at")
      .orderBy("records.id")
      .execute();
    return rows.flatMap(({ stake, request, verified_at, ...row }) => {
      const what =
        stake === "verifier"
          ? row.state === "checking" && verified_at === null
            ? "核实"
            : null
          : row.state === "returned"
            ? "退回"
            : row.owner_id === null
              ? "没人管"
              : request;
      return what === null ? [] : [{ ...row, what }];
    });
  },

  async add(rows: readonly Given[]): Promise<void> {
    if (rows.length === 0) return;
    await db
      .insertInto("assignments")
      .values(rows.map((row) => ({ ...untouched, ...row })))
      .execute();
  },

  /** What ended before: whoever asked is dropped, and what was said with its steps. Its numbers, dates and outcome stay. */
  async forgetBefore(before: number): Promise<void> {
    const over = db.selectFrom("assignments").select("record_id").where("closed_at", "<", before);
    await db.deleteFrom("involved").where("record_id", "in", over).where("stake", "=", "asker").execute();
    await db
      .updateTable("moves")
      .set({ note_sealed: null })
      .where("record_id", "in", over)
      .where("note_sealed", "is not", null)
      .execute();
  },

  /** How many somebody has not finished. */
  async openOf(ownerId: string): Promise<number> {
    const row = await db
      .selectFrom("records")
      .select((record) => record.fn.countAll<number>().as("count"))
      .where("owner_id", "=", ownerId)
      .where("kind", "=", "assignment")
      .where("waiting", "=", 1)
      .where("withdrawn_at", "is", null)
      .executeTakeFirstOrThrow();
    return Number(row.count);
  },

  /** What somebody was handed lately and has not finished, for telling whether it is the same. */
  recentOf: (ownerId: string, since: number): Promise<RecordRow[]> =>
    db
      .selectFrom("records")
      .selectAll()
      .where("owner_id", "=", ownerId)
      .where("kind", "=", "assignment")
      .where("waiting", "=", 1)
      .where("withdrawn_at", "is", null)
      .where("created_at", ">=", since)
      .orderBy("created_at", "desc")
      .limit(50)
      .execute(),
});
