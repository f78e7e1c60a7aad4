/** Tables of motions and of what is published; as in schema.ts. */
export type MotionSchema = {
  /** what is special to a motion; its title is the text of its record */
  motions: {
    record_id: string;
    /** JSON of the template as it was when it began */
    template: string;
    /** the next open step; as many as there are steps: none is left */
    point: number;
    /** 1, and one more each time it goes back */
    round: number;
    budget: string;
    finish_by: number | null;
    /** by what the representatives decide in the place of all, as it was said */
    authority: string;
    /** when it came to where it is */
    stepped_at: number;
    /** to whom an objection was found right, for what is still to be done: number of that assignment */
    amends: string;
  };
  /** what was written down of a step */
  motion_steps: {
    id: string;
    record_id: string;
    /** unique: the message, and the motion where it spoke of several */
    cause: string;
    round: number;
    position: number;
    kind: "meeting" | "window" | "publication" | "filing";
    result: "passed" | "failed" | "inquorate" | "asked" | "heard" | "waived" | "filed" | "sent back";
    assembly_id: string | null;
    consultation_id: string | null;
    publication_id: string | null;
    in_favour: number;
    against: number;
    abstain: number;
    note_sealed: string;
    by_id: string | null;
    by_account: string;
    at: number;
    /** `undone`, `amended`: it stands for nothing any more */
    state: "standing" | "undone" | "amended";
  };
  /** what a motion comes from, objections to it, and motions of other villages; `told`: how often whoever asked heard of it */
  motion_links: { record_id: string; kind: MotionLink; other_id: string; told: number };
  motion_texts: { id: string; record_id: string; version: number; day: string; text: string; cause: string };
  /** a body that met on a day; it may decide several motions */
  assemblies: {
    id: string;
    place_id: string;
    body: string;
    /** YYYY-MM-DD */
    day: string;
    due: number;
    present: number;
    /** JSON: counted by households, of whom how many by wire, and further shares that were said */
    extra: string;
    /** 1: enough people were there to decide; 0: too few; -1: it was taken back */
    quorate: number;
    /** unique */
    cause: string;
    by_id: string | null;
    at: number;
  };
  /** a county's own, by name; `steps` as JSON */
  motion_templates: { name: string; version: number; steps: string };
  /** somebody who asks for a meeting of a body; it is forgotten once the body has met */
  assembly_calls: {
    place_id: string;
    body: string;
    /** a keyed digest of who it is: one voice asks once, and nobody reads whose it is */
    voice: string;
    speaks_for: "representatives" | "villagers";
    cause: string;
    at: number;
    /** 1: the village's committee heard that there were enough of them */
    told: number;
  };
  /** a text that hangs on the board and stands in groups; whatever ledger it belongs to */
  publications: {
    id: string;
    record_id: string;
    cause: string;
    /** in Chinese: 决议 */
    what: string;
    text: string;
    hash: string;
    author_id: string | null;
    author_account: string;
    approver_id: string | null;
    approved_at: number | null;
    /** YYYY-MM-DD; null: it does not hang there yet, and no period runs */
    board_from: string | null;
    objections_until: number | null;
    until: number | null;
    state: "asked" | "refused" | "shown" | "over" | "void";
    created_at: number;
  };
  publication_posts: {
    publication_id: string;
    chat: string;
    /** of the row in the outbox */
    cause: string;
    at: number;
    /** once it is known: the outbox forgets after a month */
    state: "waiting" | "sent" | "failed";
    sent_at: number | null;
  };
};

export type MotionLink = "origin" | "objection" | "upheld" | "work" | "same";
