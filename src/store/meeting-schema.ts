import type { Role } from "./roster-schema.ts";

/** Meetings in which people report and are asked; as in schema.ts. */
export type MeetingSchema = {
  /** what is special to a meeting; when it begins is `due_at` of its record, who holds it its owner */
  meetings: {
    record_id: string;
    spot: string;
    /** the chat in which it is followed; null: none */
    group_key: string | null;
    /** for one report */
    minutes: number;
    /** until when what was promised without a date is due; null: so many working days */
    fix_by: number | null;
    /** the order was drawn by lot */
    drawn: number;
    /** an earlier meeting whose speakers are heard again, one level below */
    parent_id: string | null;
    started_at: number | null;
    ended_at: number | null;
    released_at: number | null;
  };
  meeting_people: { record_id: string; person_id: string; part: MeetingPart };
  /** who reports, in one post */
  agenda_items: {
    id: string;
    record_id: string;
    /** as they are called up: `7号` */
    position: number;
    /** the order in which they come; whoever is passed over comes last */
    turn: number;
    person_id: string;
    place_id: string;
    role: Role;
    title: string;
    minutes: number;
    state: ItemState;
    /** 1: written or absent, and on no ballot */
    ungraded: number;
    began_at: number | null;
    ended_at: number | null;
  };
  meeting_questions: {
    id: string;
    record_id: string;
    /** key of the message */
    cause: string;
    number: number;
    item_id: string;
    /** whom it was asked for is null where the recorder wrote it down */
    asker_id: string | null;
    account: string;
    chat: string;
    /** asked under the own name */
    named: number;
    text_sealed: string;
    answer_sealed: string | null;
    /** the same words as an earlier one: id of that */
    joined_id: string | null;
    state: QuestionState;
    created_at: number;
    put_at: number | null;
    answered_at: number | null;
  };
  /** what a leader says of one speaker, private until it is released */
  meeting_comments: {
    id: string;
    record_id: string;
    cause: string;
    item_id: string;
    author_id: string;
    text_sealed: string;
    /** ids of the problems that were written down with it, between commas */
    problems: string;
    created_at: number;
    released_at: number | null;
  };
};

/** `arranger` and `host` are said by the record too: here they are found by. */
export type MeetingPart = "arranger" | "host" | "recorder" | "commentator" | "delegate";
export type ItemState = "waiting" | "speaking" | "done" | "written" | "absent";
/** `withdrawn`: taken back by whoever asked; `unasked`: nobody came to it */
export type QuestionState = "queued" | "put" | "answered" | "unasked" | "dropped" | "withdrawn";
