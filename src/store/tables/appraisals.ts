import type { Kysely } from "kysely";
import { isOnlyOpen, type Template } from "../../ledger/appraisal-templates.ts";
import { newId } from "../engine/id.ts";
import type { Schema } from "../schema.ts";
import { endOfPath, numberingAt, prefixes } from "./places.ts";
import type { RecordRow } from "./records.ts";

export type AppraisalRow = Schema["appraisals"];
export type ObjectRow = Schema["appraisal_objects"];
export type PanelRow = Schema["panels"];
export type Cell = Schema["cells"];
export type Outcome = Schema["outcomes"];

const most = 100;
/** An open round says nothing. */
const counted = ["deciding", "ready", "published"] as const;
const mostLooked = 50;

/** What is graded, by whom, and what came of it. Ballots lie in `ballots`. */
export const appraisals = (db: Kysely<Schema>) => {
  const standing = () =>
    db
      .selectFrom("records")
      .selectAll("records")
      .where("records.kind", "=", "appraisal")
      .where("records.withdrawn_at", "is", null);
  const within = (path: string) =>
    standing()
      .innerJoin("places", "places.id", "records.place_id")
      .where("records.town_id", "in", numberingAt(path))
      .where("places.path", ">=", path)
      .where("places.path", "<", endOfPath(path));

  return {
    async add(row: Pick<AppraisalRow, "record_id" | "terms" | "scrutineers" | "meeting_id">): Promise<void> {
      const empty = { opened_at: null, public_key: null, previous_score: null, previous_sample: null, extended: 0 };
      await db
        .insertInto("appraisals")
        .values({ ...row, ...empty, next_at: null, counted_at: null, pending: null, told_at: null })
        .execute();
    },
    of: (recordId: string): Promise<AppraisalRow> =>
      db.selectFrom("appraisals").selectAll().where("record_id", "=", recordId).executeTakeFirstOrThrow(),
    async set(recordId: string, columns: Partial<Omit<AppraisalRow, "record_id">>): Promise<void> {
      await db.updateTable("appraisals").set(columns).where("record_id", "=", recordId).execute();
    },

    objects: (recordId: string): Promise<ObjectRow[]> =>
      db.selectFrom("appraisal_objects").selectAll().where("record_id", "=", recordId).orderBy("position").execute(),
    async setObjects(
      recordId: string,
      objects: readonly Omit<ObjectRow, "id" | "record_id" | "position" | "struck">[],
    ) {
      await db.deleteFrom("appraisal_objects").where("record_id", "=", recordId).execute();
      const rows = objects.map((one, at) => ({
        ...one,
        id: newId(),
        record_id: recordId,
        position: at + 1,
        struck: 0,
      }));
      for (let from = 0; from < rows.length; from += most)
        await db
          .insertInto("appraisal_objects")
          .values(rows.slice(from, from + most))
          .execute();
    },
    async strike(objectId: string): Promise<void> {
      await db.updateTable("appraisal_objects").set({ struck: 1 }).where("id", "=", objectId).execute();
      await db.deleteFrom("ballot_lines").where("object_id", "=", objectId).execute();
    },

    panels: (recordId: string): Promise<PanelRow[]> =>
      db.selectFrom("panels").selectAll().where("record_id", "=", recordId).orderBy("position").execute(),
    async setPanels(recordId: string, panels: readonly Pick<PanelRow, "title" | "how" | "weight">[]): Promise<void> {
      const empty = { slips: 0, entitled: null, voted: null, draft: null, draft_by: null, body: null, settled: 0 };
      const rows = panels.map((one, at) => ({ ...one, ...empty, id: newId(), record_id: recordId, position: at + 1 }));
      if (rows.length > 0) await db.insertInto("panels").values(rows).execute();
    },
    /** False when it is no longer as it was. */
    async setPanel(panel: Pick<PanelRow, "id" | "settled">, columns: Partial<PanelRow>): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("panels")
        .set(columns)
        .where("id", "=", panel.id)
        .where("settled", "=", panel.settled)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async roster(panelId: string): Promise<string[]> {
      const rows = await db
        .selectFrom("panel_roster")
        .innerJoin("people", "people.id", "panel_roster.person_id")
        .select("person_id")
        .where("panel_id", "=", panelId)
        .orderBy("people.name")
        .execute();
      return rows.map(({ person_id }) => person_id);
    },
    async setRoster(panelId: string, people: readonly string[]): Promise<void> {
      await db.deleteFrom("panel_roster").where("panel_id", "=", panelId).execute();
      const rows = [...new Set(people)].map((person_id) => ({ panel_id: panelId, person_id }));
      for (let from = 0; from < rows.length; from += most)
        await db
          .insertInto("panel_roster")
          .values(rows.slice(from, from + most))
          .execute();
    },

    /** Members of the party who live at a path or below, the first so many. */
    async members(path: string, limit: number): Promise<string[]> {
      const rows = await db
        .selectFrom("people")
        .innerJoin("places", "places.id", "people.home_place_id")
        .select("people.id")
        .where("people.party_member", "=", 1)
        .where("places.path", ">=", path)
        .where("places.path", "<", endOfPath(path))
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },

    cells: (recordId: string): Promise<Cell[]> =>
      db.selectFrom("cells").selectAll().where("record_id", "=", recordId).execute(),
    /** In place of what the panel had. */
    async setCells(recordId: string, panelId: string, cells: readonly Omit<Cell, "record_id" | "panel_id">[]) {
      await db.deleteFrom("cells").where("record_id", "=", recordId).where("panel_id", "=", panelId).execute();
      const rows = cells.map((cell) => ({ ...cell, record_id: recordId, panel_id: panelId }));
      for (let from = 0; from < rows.length; from += most)
        await db
          .insertInto("cells")
          .values(rows.slice(from, from + most))
          .execute();
    },

    outcomes: (recordId: string): Promise<Outcome[]> =>
      db.selectFrom("outcomes").selectAll().where("record_id", "=", recordId).execute(),
    async decide(outcome: Outcome): Promise<void> {
      const { object_id: _key, ...columns } = outcome;
      await db
        .insertInto("outcomes")
        .values(outcome)
        .onConflict((conflict) => conflict.column("object_id").doUpdateSet(columns))
        .execute();
    },

    /** Who leads the town or what stands in its place above a village. */
    async secretariesAbove(placeId: string): Promise<string[]> {
      const rows = await db
        .selectFrom("places as own")
        .innerJoin("posts", (join) => join.onRef("posts.place_id", "=", "own.town_id"))
        .select("posts.person_id")
        .where("own.id", "=", placeId)
        .where("posts.role", "=", "secretary")
        .where("posts.ended_at", "is", null)
        .orderBy("posts.id")
        .limit(5)
        .execute();
      return rows.map(({ person_id }) => person_id);
    },

    /** At or below a path, the newest first. */
    below: (path: string, { limit, offset }: { limit: number; offset: number }): Promise<RecordRow[]> =>
      within(path)
        .orderBy("records.created_at", "desc")
        .orderBy("records.id", "desc")
        .limit(limit)
        .offset(offset)
        .execute(),
    /** Those in these states at or below a path. */
    inStates: (path: string, states: readonly string[]): Promise<RecordRow[]> =>
      within(path)
        .where("records.state", "in", [...states])
        .orderBy("records.due_at")
        .limit(most)
        .execute(),
    /** Those right at a place that were begun since and not given up. */
    openedSince: (placeId: string, since: number): Promise<RecordRow[]> =>
      standing()
        .innerJoin("appraisals", "appraisals.record_id", "records.id")
        .where("records.place_id", "=", placeId)
        .where("records.state", "in", ["open", "counting", ...counted])
        .where("appraisals.opened_at", ">=", since)
        .execute(),
    /** Those in this state that hold at a place: there or above it. */
    covering: (path: string, state: string): Promise<RecordRow[]> =>
      standing()
        .innerJoin("places", "places.id", "records.place_id")
        .where("places.path", "in", prefixes(path))
        .where("records.state", "=", state)
        .orderBy("records.number")
        .limit(most)
        .execute(),
    /** Those in which somebody confirms what is counted, or is graded. */
    concerning: (personId: string, states: readonly string[]): Promise<RecordRow[]> =>
      standing()
        .innerJoin("appraisals", "appraisals.record_id", "records.id")
        .where("records.state", "in", [...states])
        .where("appraisals.scrutineers", "like", `%,${personId},%`)
        .orderBy("records.created_at", "desc")
        .limit(most)
        .execute(),
    /** That which is held in a meeting: its own, or one that another began. */
    ofMeeting: (meetingId: string): Promise<RecordRow | undefined> =>
      standing()
        .innerJoin("appraisals", "appraisals.record_id", "records.id")
        .where((row) =>
          row.or([
            row("appraisals.meeting_id", "=", meetingId),
            row(
              "records.id",
              "in",
              row
                .selectFrom("panel_rounds")
                .innerJoin("panels", "panels.id", "panel_rounds.panel_id")
                .select("panels.record_id")
                .where("panel_rounds.meeting_id", "=", meetingId),
            ),
          ]),
        )
        .where("records.state", "!=", "void")
        .orderBy("records.created_at", "desc")
        .limit(1)
        .executeTakeFirst(),
    /** The one before of the same template at the same place, that was counted. */
    before: (row: RecordRow, text: string): Promise<RecordRow | undefined> =>
      standing()
        .where("records.place_id", "=", row.place_id)
        .where("records.text", "=", text)
        .where("records.state", "in", [...counted])
        .where("records.created_at", "<", row.created_at)
        .orderBy("records.created_at", "desc")
        .limit(1)
        .executeTakeFirst(),

    /** What was said of those of a place in the last appraisal of a name that is counted and evidence: its template and how often each grade. */
    async lastCounted(
      placeId: string,
      name: string,
    ): Promise<{ terms: string; counts: Map<number, number> } | undefined> {
      const rows = await db
        .selectFrom("appraisal_objects as o")
        .innerJoin("records", "records.id", "o.record_id")
        .innerJoin("appraisals", "appraisals.record_id", "o.record_id")
        .select(["records.id", "appraisals.terms"])
        .distinct()
        .where("o.place_id", "=", placeId)
        .where("records.withdrawn_at", "is", null)
        .where("records.state", "in", [...counted])
        .orderBy("records.id", "desc")
        .limit(mostLooked)
        .execute();
      const last = rows.find((row) => {
        const terms = JSON.parse(row.terms) as Template;
        return terms.name === name && !isOnlyOpen(terms.panels);
      });
      if (!last) return undefined;
      const cells = await db
        .selectFrom("cells")
        .innerJoin("appraisal_objects as o", "o.id", "cells.object_id")
        .select(["cells.grade", ({ fn }) => fn.sum<number>("cells.count").as("count")])
        .where("cells.record_id", "=", last.id)
        .where("o.place_id", "=", placeId)
        .groupBy("cells.grade")
        .execute();
      return { terms: last.terms, counts: new Map(cells.map(({ grade, count }) => [Number(grade), Number(count)])) };
    },

    /** What has to be looked at until a moment. Those that were taken back too: their ballots go. */
    async dueUntil(until: number, limit: number): Promise<{ id: string; at: number }[]> {
      const rows = await db
        .selectFrom("appraisals")
        .select(["record_id", "next_at"])
        .where("next_at", "is not", null)
        .where("next_at", "<=", until)
        .orderBy("next_at")
        .limit(limit)
        .execute();
      return rows.map(({ record_id, next_at }) => ({ id: record_id, at: Number(next_at) }));
    },
    async earliest(): Promise<number | null> {
      const row = await db
        .selectFrom("appraisals")
        .select((rows) => rows.fn.min("next_at").as("at"))
        .where("next_at", "is not", null)
        .executeTakeFirst();
      return row?.at == null ? null : Number(row.at);
    },
  };
};
