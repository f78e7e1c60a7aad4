import type { Kysely } from "kysely";
import { newId } from "../engine/id.ts";
import type { MeetingPart } from "../meeting-schema.ts";
import type { Schema } from "../schema.ts";
import { endOfPath } from "./places.ts";
import type { RecordRow } from "./records.ts";

export type MeetingRow = Schema["meetings"];
export type AgendaRow = Schema["agenda_items"];
export type AgendaItem = AgendaRow & { readonly name: string; readonly place: string };
export type NewItem = Pick<AgendaRow, "person_id" | "place_id" | "role" | "title">;

const mostMeant = 20;

/** Meetings, who takes part in them, and who reports in which order. */
export const meetings = (db: Kysely<Schema>) => {
  const standing = () =>
    db.selectFrom("records").selectAll("records").where("kind", "=", "meeting").where("withdrawn_at", "is", null);

  return {
    async add(row: Pick<MeetingRow, "record_id" | "spot" | "minutes" | "fix_by" | "parent_id" | "group_key">) {
      const untouched = { drawn: 0, started_at: null, ended_at: null, released_at: null };
      await db
        .insertInto("meetings")
        .values({ ...untouched, ...row })
        .execute();
    },

    of: (recordId: string): Promise<MeetingRow> =>
      db.selectFrom("meetings").selectAll().where("record_id", "=", recordId).executeTakeFirstOrThrow(),

    people: (recordId: string) =>
      db
        .selectFrom("meeting_people")
        .innerJoin("people", "people.id", "meeting_people.person_id")
        .select(["meeting_people.person_id", "meeting_people.part", "people.name"])
        .where("record_id", "=", recordId)
        .execute(),

    /** Those who have this part from now on. */
    async setPeople(recordId: string, part: MeetingPart, personIds: readonly string[]): Promise<void> {
      await db.deleteFrom("meeting_people").where("record_id", "=", recordId).where("part", "=", part).execute();
      const rows = [...new Set(personIds)].map((person_id) => ({ record_id: recordId, person_id, part }));
      if (rows.length > 0) await db.insertInto("meeting_people").values(rows).execute();
    },

    /** In the order in which they come. */
    agenda: (recordId: string): Promise<AgendaItem[]> =>
      db
        .selectFrom("agenda_items")
        .innerJoin("people", "people.id", "agenda_items.person_id")
        .innerJoin("places", "places.id", "agenda_items.place_id")
        .selectAll("agenda_items")
        .select(["people.name", "places.name as place"])
        .where("record_id", "=", recordId)
        .orderBy("turn")
        .execute(),

    /** Another list in place of the one there was. */
    async setAgenda(recordId: string, minutes: number, items: readonly NewItem[]): Promise<void> {
      await db.deleteFrom("agenda_items").where("record_id", "=", recordId).execute();
      const untouched = { minutes, state: "waiting", ungraded: 0, began_at: null, ended_at: null } as const;
      const rows = items.map((item, index) => ({
        ...{ ...item, ...untouched, id: newId(), record_id: recordId, position: index + 1, turn: index + 1 },
      }));
      if (rows.length > 0) await db.insertInto("agenda_items").values(rows).execute();
    },

    /** Struck off the list; the numbers of the others stay. */
    async dropItem(id: string): Promise<void> {
      await db.deleteFrom("agenda_items").where("id", "=", id).execute();
    },

    /** Those that are followed in a chat, and not over before. */
    inGroup: (chat: string, states: readonly string[], since: number): Promise<RecordRow[]> =>
      standing()
        .innerJoin("meetings", "meetings.record_id", "records.id")
        .where("meetings.group_key", "=", chat)
        .where("records.state", "in", [...states])
        .where((row) => row.or([row("meetings.ended_at", "is", null), row("meetings.ended_at", ">", since)]))
        .orderBy("records.created_at", "desc")
        .limit(mostMeant)
        .execute(),

    /** Those that somebody holds, arranged, reports in, or has a part in, and not over before; the newest first. */
    async ofPerson(personId: string, states: readonly string[], since: number): Promise<RecordRow[]> {
      const asPart = db.selectFrom("meeting_people").select("record_id").where("person_id", "=", personId);
      const asSpeaker = db.selectFrom("agenda_items").select("record_id").where("person_id", "=", personId);
      const rows = await standing()
        .innerJoin("meetings", "meetings.record_id", "records.id")
        .where("records.id", "in", asPart.union(asSpeaker))
        .where("records.state", "in", [...states])
        .where((row) => row.or([row("meetings.ended_at", "is", null), row("meetings.ended_at", ">", since)]))
        .orderBy("records.created_at", "desc")
        .limit(mostMeant)
        .execute();
      return rows;
    },

    /** At or below a path, the newest first. */
    below: (path: string, { limit, offset }: { limit: number; offset: number }): Promise<RecordRow[]> =>
      standing()
        .innerJoin("places", "places.id", "records.place_id")
        .where("places.path", ">=", path)
        .where("places.path", "<", endOfPath(path))
        .orderBy("records.due_at", "desc")
        .orderBy("records.id", "desc")
        .limit(limit)
        .offset(offset)
        .execute(),

    /** What was written down and waits to be told. */
    held: (recordId: string): Promise<RecordRow[]> =>
      db
        .selectFrom("records")
        .selectAll()
        .where("of_id", "=", recordId)
        .where("state", "=", "held")
        .where("withdrawn_at", "is", null)
        .orderBy("number")
        .execute(),

    /** What was promised and found in a meeting, told or not. */
    cameOf: (recordId: string, title: string): Promise<RecordRow[]> =>
      db
        .selectFrom("records")
        .innerJoin("assignments", "assignments.record_id", "records.id")
        .innerJoin("records as meeting", (join) => join.on("meeting.id", "=", recordId))
        .selectAll("records")
        .where("assignments.list", "=", title)
        .where("assignments.list", "<>", "")
        .where("records.withdrawn_at", "is", null)
        .whereRef("records.town_id", "=", "meeting.town_id")
        .whereRef("records.created_at", ">=", "meeting.created_at")
        .orderBy("records.number")
        .execute(),

    /** How what came of the meetings that ended since stands, for owners at or below a path. */
    async outcomes(path: string, since: number, lateBefore: number) {
      const titles = standing()
        .clearSelect()
        .innerJoin("meetings", "meetings.record_id", "records.id")
        .select("records.text")
        .where("meetings.ended_at", ">=", since);
      const row = await db
        .selectFrom("assignments")
        .innerJoin("records", "records.id", "assignments.record_id")
        .innerJoin("places", "places.id", "records.place_id")
        .select((count) => [
          count.fn.countAll<number>().as("total"),
          count.fn.sum<number>(count.case().when("records.state", "=", "closed").then(1).else(0).end()).as("closed"),
          count.fn
            .sum<number>(
              count
                .case()
                .when(
                  count.and([
                    count("records.state", "in", ["offered", "working", "returned"]),
                    count("records.due_at", "<", lateBefore),
                  ]),
                )
                .then(1)
                .else(0)
                .end(),
            )
            .as("late"),
        ])
        .where("assignments.list", "in", titles)
        .where("assignments.list", "<>", "")
        .where("records.state", "not in", ["held", "void"])
        .where("records.withdrawn_at", "is", null)
        .where("places.path", ">=", path)
        .where("places.path", "<", endOfPath(path))
        .executeTakeFirstOrThrow();
      return { total: Number(row.total), closed: Number(row.closed ?? 0), late: Number(row.late ?? 0) };
    },
  };
};
