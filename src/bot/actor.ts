import type { Post, Scene } from "../store/tables/scene.ts";

/** Who acts, whichever way the act comes in: an account with what the roster and ADMINS give it. */
export type Actor = {
  readonly account: string;
  readonly person: Scene["person"];
  readonly posts: readonly Post[];
  /** named in ADMINS: admin everywhere */
  readonly isAdmin: boolean;
  readonly unsubscribed: boolean;
  /** a picture they sent waits for the record it belongs to */
  readonly photoWaits?: boolean;
};
