/** Appraisals and their ballots; as in schema.ts. What a ballot says lies in no column but `envelope`. */
export type AppraisalSchema = {
  /** what is special to an appraisal; when it closes is `due_at` of its record */
  appraisals: {
    record_id: string;
    /** the template as it was when it was made: JSON */
    terms: string;
    /** ids of the two people who confirm what is counted by hand, between commas */
    scrutineers: string;
    opened_at: number | null;
    /** base64 of the half by which ballots are sealed; the other half is in a file, and in no database */
    public_key: string | null;
    /** the meeting whose speakers it is about */
    meeting_id: string | null;
    /** of the round before, where that was written down by hand */
    previous_score: string | null;
    previous_sample: number | null;
    /** the end was put off once */
    extended: number;
    /** when it is looked at next: to remind, to warn, to close; null: never */
    next_at: number | null;
    /** cells are written, and the key may go */
    counted_at: number | null;
    /** what one of two has said and the other must say too: `作废|WHO` */
    pending: string | null;
    /** objects have heard their own result */
    told_at: number | null;
  };
  appraisal_objects: {
    id: string;
    record_id: string;
    position: number;
    person_id: string | null;
    place_id: string | null;
    name: string;
    /** the post that is graded, where the template names posts */
    post: string;
    /** what of it this line grades, where the template names criteria; else empty */
    criterion: string;
    /** taken off the ballot: somebody has died */
    struck: number;
  };
  panels: {
    id: string;
    record_id: string;
    position: number;
    title: string;
    how: "roster" | "slips" | "open" | "paper" | "decision";
    weight: number;
    /** slips that were made, or given out on paper */
    slips: number;
    /** known from its closing on */
    entitled: number | null;
    voted: number | null;
    /** paper totals that the second person has not confirmed: JSON */
    draft: string | null;
    draft_by: string | null;
    /** by which meeting, of a decision */
    body: string | null;
    /** totals are in */
    settled: number;
  };
  /** in which meeting a panel votes, where one appraisal is held in several; `place_id` null: on all objects */
  panel_rounds: { panel_id: string; meeting_id: string; place_id: string | null; voting: "waits" | "open" | "closed" };
  panel_roster: { panel_id: string; person_id: string };
  /** Who may vote and whether they have: no time of it. All of it goes when the appraisal closes. */
  ballot_rights: {
    id: string;
    record_id: string;
    panel_id: string;
    person_id: string | null;
    /** keyed digest of a slip */
    slip: string | null;
    /** the account that fills it, or filled it */
    account: string | null;
    /** whose objects it grades, where objects lie in villages */
    place_id: string | null;
    used: number;
  };
  /** the ballots an account has before it; `warned`: it was told that lines are not filled */
  ballot_hands: {
    account: string;
    record_id: string;
    right_id: string;
    shown_at: number;
    page: number;
    warned: number;
  };
  /** one grade of one object; `right_id` goes when it is cast, and with it all that joins the lines of a ballot */
  ballot_lines: {
    id: string;
    record_id: string;
    panel_id: string;
    object_id: string;
    envelope: string;
    right_id: string | null;
  };
  /** what is known after the closing, and nothing finer */
  cells: { record_id: string; object_id: string; panel_id: string; grade: number; count: number };
  /** what was decided of an object */
  outcomes: {
    object_id: string;
    record_id: string;
    grade: string;
    reward: string;
    help: string;
    basis: string;
    at: number;
    by_id: string | null;
  };
  /** the history of grades */
  grades: {
    id: string;
    record_id: string;
    object_id: string;
    person_id: string | null;
    place_id: string | null;
    name: string;
    scheme: string;
    grade: string;
    before: string | null;
    at: number;
  };
  /** a county's own ways to have something graded: JSON of all but name and version */
  appraisal_templates: { name: string; version: number; terms: string };
};
