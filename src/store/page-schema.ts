/** What opens pages. `hash` is the SHA-256 of a secret; `owner` the id of a person, or the account where no roster knows it. */
export type PageSchema = {
  /** secrets that open a page once */
  tickets: {
    hash: string;
    /** unique: the message that asked for it, or the digest it stands in */
    cause: string;
    /** `desk`: a code that opens the console */
    kind: "link" | "code" | "desk";
    owner: string;
    /** to whom it was sent, and who is asked about a new browser; its key or, as long as it was never heard of, its short form */
    account: string;
    created_at: number;
    expires_at: number;
    used_at: number | null;
    /** new browsers that asked to be let in with it */
    claims: number;
  };
  /** what hangs on a notice board; the token is printed on it, and no secret */
  notices: { token: string; record_id: string; cause: string; posted_at: number; ended_at: number | null };
  /** new browsers that wait for the word of whoever got the ticket */
  claims: {
    hash: string;
    /** hash of the ticket */
    ticket: string;
    account: string;
    /** what the browser shows and its owner says in the chat */
    digits: number;
    label: string;
    state: "open" | "confirmed" | "ended";
    created_at: number;
    expires_at: number;
  };
  /** browsers that their owner confirmed */
  devices: { hash: string; owner: string; label: string; created_at: number; expires_at: number };
  /** what opens the console beside a code of the chat */
  second_factors: {
    owner: string;
    secret_sealed: string;
    /** hashes, with commas between, of codes that each open it once when the phone is gone */
    recovery: string;
    /** the last step of thirty seconds whose code was used */
    last_step: number;
    created_at: number;
    /** null: begun, and never asked for yet */
    confirmed_at: number | null;
  };
  /** who is signed in. What they may see is asked of the roster each time and stands nowhere here. */
  sessions: {
    hash: string;
    owner: string;
    account: string;
    created_at: number;
    expires_at: number;
    /** `half`: at the console, before the second factor was given */
    kind: "phone" | "desk" | "half";
    /** at the console: when they did something there last, within some minutes */
    seen_at: number;
  };
};
