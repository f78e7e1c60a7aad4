import type { Stake } from "../ledger/lifecycle.ts";
import type { Role } from "./roster-schema.ts";

/** Matters that were handed over, and who has to do with records. */
export type AssignmentSchema = {
  /** what is special to a matter that was handed over */
  assignments: {
    record_id: string;
    /** the post it was handed over from */
    from_place_id: string;
    from_role: Role;
    from_title: string;
    /** `2` of `T214-2`; 0: the whole */
    origin_part: number;
    /** a free title shared by what is handed over together */
    list: string;
    outcome: "solved" | "explained" | null;
    first_due_at: number;
    /** what the owner asks of the assigner: 延期, 转办 */
    request: string | null;
    request_at: number | null;
    request_due_at: number | null;
    request_person_id: string | null;
    extensions: number;
    passed_on: number;
    redone: number;
    /** 1: it cannot be given back any more */
    is_final: number;
    signed_at: number | null;
    responded_at: number | null;
    returned_at: number | null;
    reported_at: number | null;
    verified_at: number | null;
    asked_at: number | null;
    closed_at: number | null;
    nudged_at: number | null;
  };
  /** who has to do with a record beside its author and owner */
  involved: {
    record_id: string;
    stake: Stake;
    /** person id, or account of somebody who is on no roster; "": nobody holds that post any more */
    who: string;
    person_id: string | null;
    /** of an asker: who said it and where */
    account: string | null;
    chat: string | null;
    /** of an assigner: the place of the post */
    place_id: string | null;
    /** what an asker said last of what became of it */
    word: string | null;
    word_at: number | null;
  };
};
