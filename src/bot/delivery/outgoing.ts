import type { ChatAddress } from "../message.ts";

/** One text on its way out. Text is already masked and neutralised; a channel only encodes it. */
export type Outgoing = {
  /** the outbox row; the same on every attempt */
  readonly id: string;
  readonly to: ChatAddress;
  readonly text: string;
  /** what may be said back, to be offered as buttons where the chat can have them; then `text` says it without them */
  readonly buttons?: { readonly text: string; readonly list: readonly Button[] };
  /** shown instead of the text; painted when it is asked for, the same on every attempt. A chat that shows none: `no-picture` */
  readonly picture?: { png(): Promise<Buffer> };
  /** sent instead of the text, as `picture` is; a chat that takes none: `no-picture` */
  readonly file?: { readonly name: string; bytes(): Promise<Buffer> };
  /** 1 for the first attempt */
  readonly attempt: number;
  /** the platform's message to answer, when it is still valid */
  readonly replyTo?: string;
  /** running number of this reply to that message, from 1; the same on every attempt */
  readonly replySequence?: number;
  /** a secret that belongs to the group, such as a WeCom webhook key */
  readonly groupSecret?: string;
  /** how many parts of this text have been delivered by earlier calls; default 0 */
  readonly done?: number;
};

/** A tap on `label` comes back as a message that says `says`. */
export type Button = { readonly label: string; readonly says: string };

export type SendResult =
  | { readonly outcome: "sent"; readonly messageId?: string }
  /**
   * the text is longer than one message of the platform and `done` parts of it have been delivered: keep that number,
   * then call again with it. One call is one message on the wire, so that limits count and a crash repeats one part at most
   */
  | { readonly outcome: "partly"; readonly done: number }
  /** surely not delivered and worth another try, not before `afterMs` */
  | { readonly outcome: "retry"; readonly error: string; readonly afterMs?: number }
  /** may or may not have been delivered: repeated once at most, and marked */
  | { readonly outcome: "unknown"; readonly error: string }
  /** this message can never succeed; others to the same chat may */
  | { readonly outcome: "refused"; readonly error: string }
  /** the chat is gone: nothing more is sent there */
  | { readonly outcome: "dead"; readonly error: string }
  /** the platform does not let the bot speak first here: wait for the chat's next message */
  | { readonly outcome: "not-first"; readonly error: string }
  /** surely not delivered: this chat shows no pictures, or takes no files; its text is to be sent instead */
  | { readonly outcome: "no-picture"; readonly error: string }
  /** surely not delivered: what it answers is too old or was answered too often; send it without `replyTo` */
  | { readonly outcome: "reply-expired"; readonly error: string };

/** How a message goes: what decides under which limits it falls. */
export type Going = Pick<Outgoing, "groupSecret"> & {
  /** it has a `replyTo` */
  readonly reply?: boolean;
  /** it has a `picture` or a `file` */
  readonly shows?: boolean;
};

/** At most `points` messages per `seconds`, counted per `key`. */
export type Limit = { readonly key: string; readonly points: number; readonly seconds: number };
