import type { KindName } from "../ledger/kinds.ts";
import type { AppraisalSchema } from "./appraisal-schema.ts";
import type { AssignmentSchema } from "./assignment-schema.ts";
import type { CampaignSchema } from "./campaign-schema.ts";
import type { ConsultationSchema } from "./consultation-schema.ts";
import type { DigestSchema } from "./digest-schema.ts";
import type { ImportSchema } from "./import-schema.ts";
import type { MeetingSchema } from "./meeting-schema.ts";
import type { MotionSchema } from "./motion-schema.ts";
import type { PageSchema } from "./page-schema.ts";
import type { PhotoSchema } from "./photo-schema.ts";
import type { ReachedSchema } from "./reached-schema.ts";
import type { RosterSchema } from "./roster-schema.ts";

export type { PlaceRow, Role } from "./roster-schema.ts";

// Times are epoch milliseconds. Booleans are 0 or 1. A column named *_sealed holds text encrypted by seal.ts.

type Elsewhere = DigestSchema &
  RosterSchema &
  ConsultationSchema &
  AssignmentSchema &
  MeetingSchema &
  MotionSchema &
  CampaignSchema &
  AppraisalSchema &
  PageSchema &
  PhotoSchema &
  ReachedSchema &
  ImportSchema;

export type Schema = Elsewhere & {
  settings: { key: string; value: string };
  accounts: {
    key: string;
    short: string;
    person_id: string | null;
    name: string;
    /** chat key where the account can be written to one-to-one; null: no such way */
    direct_chat: string | null;
    unsubscribed_at: number | null;
    created_at: number;
    last_used_at: number;
    /** 1: something waits for its next message, because the bot may not write to it first */
    holding: number;
  };
  groups: {
    /** chat key */
    key: string;
    place_id: string | null;
    kind: "village" | "cadre" | null;
    hears: "all" | "mentions" | "unknown";
    /** whether the bot may speak first here */
    may_push: "yes" | "no" | "unknown";
    webhook_sealed: string | null;
    /** 1: something waits for the group's next message, because the bot may not speak first */
    holding: number;
    greeted_at: number | null;
    created_at: number;
    /** until then the bot does not speak first here */
    quiet_until: number | null;
    /** the platform said the chat is gone */
    dead_at: number | null;
    /** the last sign of life that was noted; a leave that is told late and lies before it is over */
    alive_at: number;
    /** JSON of the questions that are open in it; empty: none */
    asking: string;
    /** id of the opinion that was said in it last, and when: `ID|MILLISECONDS`; empty: somebody else has spoken since */
    said: string;
  };
  inbox: {
    key: string;
    /** another id of the delivery, by which it is the same message too */
    also_key: string | null;
    chat: string;
    account: string;
    /** the platform's own id, by which a recall or a quote finds the message */
    platform_id: string | null;
    /** the message that asked what this one answers, over all its questions */
    origin_key: string | null;
    state: "done" | "failed";
    sent_at: number;
    received_at: number;
    /** the message as JSON */
    message_sealed: string | null;
    answer_sealed: string | null;
    error: string | null;
    attempts: number;
  };
  counters: { town_id: string; letter: string; value: number };
  /** everything that has a number, of every kind */
  records: {
    id: string;
    kind: KindName;
    /** the letter people type in front of it belongs to the kind */
    number: number;
    town_id: string;
    /** null: of no place, as one's own reminder */
    place_id: string | null;
    /** where it was made */
    chat: string;
    account: string;
    author_id: string | null;
    /** unique: `MESSAGE#record`, `MESSAGE#promise0`; what a message made is the range of its key and `#` */
    cause: string;
    /** the record it belongs to, whose withdrawal takes it along */
    of_id: string | null;
    /** the record it was lifted from, whose number stands for it too */
    origin_id: string | null;
    /** one of the kind's lifecycle */
    state: string;
    /** 1: something is still to be done in this state */
    waiting: number;
    /** who has to act: of a reminder, whoever is reminded */
    owner_account: string | null;
    owner_id: string | null;
    /** who wants to know what becomes of it */
    asker_account: string | null;
    asker_id: string | null;
    /** the moment it is due, start of a whole minute */
    due_at: number | null;
    /** when its clock strikes next; null: never */
    next_at: number | null;
    /** when it last struck and was not answered since */
    rung_at: number | null;
    /** when whoever has to act was sent what others said of it, for the first time; null: not yet */
    heard_at: number | null;
    /** JSON of a recurrence; null is once */
    rule: string | null;
    with_person_id: string | null;
    /** who was talked to or visited, in the words of the author */
    with_name: string;
    /** YYYY-MM-DD in Asia/Shanghai; empty where no day was spoken of */
    day: string;
    /** the moment, when one was said */
    at: number | null;
    /** visit kind, or an opinion's label */
    category: string;
    /** 1: never said in a group, a digest or to those below */
    sensitive: number;
    /** empty: it accuses nobody; `,`: somebody who is not on the roster; `,ID,ID,`: these, who may neither read nor answer it */
    accused: string;
    /** 1: `text` and `fields` are encrypted */
    sealed: number;
    /** people's words */
    text: string;
    /** labelled fields as JSON */
    fields: string;
    /** the same words by the same account within two minutes are found by this */
    fingerprint: string;
    created_at: number;
    withdrawn_at: number | null;
  };
  /** what became of records, step by step */
  moves: {
    /** UUIDv7: sorts in the order of writing */
    id: string;
    record_id: string;
    at: number;
    account: string;
    person_id: string | null;
    /** where it was made */
    chat: string;
    word: string;
    from_state: string;
    to_state: string;
    /** what was said with it */
    note_sealed: string | null;
    /** JSON of the columns it changed, as they were */
    before_sealed: string;
    /** unique: `MESSAGE#WORD:RECORD` */
    cause: string;
    undone_at: number | null;
  };
  /** further places that a record covers, beside its own */
  record_places: { record_id: string; place_id: string };
  coverage: {
    /** a kind of record, over all time, or the id of a campaign */
    campaign: string;
    place_id: string;
    /** person id, or "" for anybody */
    who: string;
    count: number;
    /** days of the first and the latest, YYYY-MM-DD */
    first_day: string;
    last_day: string;
  };
  outbox: {
    /** UUIDv7: sorts in the order of writing */
    id: string;
    /** chat key */
    target: string;
    /** unique: the message, tick or record that caused it */
    cause: string;
    purpose: OutboxPurpose;
    text_sealed: string;
    /** JSON of the figures of a picture, drawn when it is sent; `text_sealed` is said where no picture can be shown */
    picture_sealed: string | null;
    /** numbers of a joined acknowledgement: `31,32,33` */
    numbers: string;
    /** not before: quiet hours, joining, or a chat where the bot may not speak first */
    hold_until: number;
    /** 1: the bot may not speak first there; the chat's next message ends the hold early */
    waits_for_message: number;
    /** after a failed attempt: not before */
    retry_at: number;
    state: "waiting" | "sending" | "sent" | "failed" | "cancelled";
    attempts: number;
    claimed_at: number | null;
    /** the process that claimed it as it wrote it; null: claimed by whoever came first */
    holder: string | null;
    /** parts of a split text already sent */
    parts_sent: number;
    /** an attempt ended without an answer: it may have arrived once more */
    ambiguous: number;
    error: string | null;
    reply_to: string | null;
    reply_until: number;
    /** its number among the replies to that message; 0 until it is first sent */
    reply_sequence: number;
    /** whose push this is: on final failure the person's next account is tried */
    person_id: string | null;
    /** where it goes when none of the person's accounts can be written to */
    otherwise: string | null;
    /** what is said there instead: what is private never goes to a group */
    instead_sealed: string | null;
    /** null: an answer, or the bot's own word to a chat */
    why: Why | null;
    /** the record it speaks of, which a quote of it means; of several the ids with commas between */
    record_id: string | null;
    /** JSON: words that can be said back, with the number they need where they do not stand alone */
    actions: string | null;
    /** not sent from then on */
    expires_at: number | null;
    /** of those that wait under one key only the newest goes */
    replaces: string | null;
    /** what may go at once under one key goes as one message */
    joins: string | null;
    /** the row whose message this one is part of */
    joined_to: string | null;
    /** who is told when it cannot be delivered, and what it is called then */
    author_account: string | null;
    about_sealed: string | null;
    /** the platform's id of what was sent, by which a quote names it */
    message_id: string | null;
    /** fingerprint of the beginning of what was sent, for quotes that carry nothing but text */
    text_mark: string | null;
    created_at: number;
    sent_at: number | null;
  };
  /** what a message that speaks of several records was said of, to be found by each of them; `at`: when it was written */
  outbox_records: { record_id: string; outbox_id: string; at: number };
  dialogs: { account: string; chat: string; state_sealed: string; expires_at: number };
  /** the list that somebody looks at in a chat */
  lists: { account: string; chat: string; state_sealed: string; expires_at: number };
  /** a pasted list that is looked over before it is handed over; `author`: person id, or account */
  assignment_lists: {
    id: string;
    author: string;
    chat: string;
    head_sealed: string;
    cause: string;
    touched_at: number;
    expires_at: number;
    sent_at: number | null;
    created_at: number;
  };
  assignment_list_pieces: { id: string; list_id: string; cause: string; piece_sealed: string };
  /** things that may happen once per key until a time: a hint, a greeting, a wrong code */
  once: { key: string; count: number; until: number };
  /** `begins_on`: the first day; `also_on`: a day on which it goes at this minute, be it a day of rest, without news, or told already */
  audit: {
    id: string;
    at: number;
    account: string;
    person_id: string | null;
    action: string;
    subject: string;
    detail_sealed: string | null;
  };
  holidays: { day: string; kind: "休" | "班"; name: string };
  leases: { name: string; holder: string; until: number };
};

/** On whose account somebody hears something: quiet hours and the number of posts a day follow from it. */
export type Why = "own" | "others" | "closing" | "operator" | "urgent";
/** `unwritten`: an answer to what leaves no trace; its ledger takes it away with all else. */
export type OutboxPurpose = "answer" | "ack" | "push" | "unwritten";
