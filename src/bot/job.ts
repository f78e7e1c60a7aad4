import type { z } from "zod";
import type { Store } from "../store/store.ts";
import type { BallotBox } from "./ballot-box.ts";
import type { Section } from "./digest/section.ts";
import type { ChatAddress, PictureSource } from "./message.ts";
import type { Reference } from "./places.ts";
import type { Ring } from "./record/ring.ts";

/** What a job has to work with. */
export type JobContext = {
  readonly store: Store;
  /** epoch milliseconds by the bot's clock */
  now(): number;
  reference(): Promise<Reference>;
  /** has what waits for a chat sent by this process, and does not wait for it */
  wake(chat: string): void;
  /** what the ledgers tell in a digest */
  readonly sections: readonly Section[];
  /** what the clocks of records mean */
  readonly rings: readonly Ring[];
  /** accounts of those who run the bot */
  readonly admins: ReadonlySet<string>;
  readonly ballotBox: BallotBox;
  /** where pages are opened; null: there are none */
  pages(): string | null;
  /** The picture as a JPEG that says nothing of camera, place and time. @throws when it cannot be had */
  photo(chat: ChatAddress, source: PictureSource): Promise<Buffer>;
  log(event: string, facts: Readonly<Record<string, string | number>>): void;
};

/** Something due at a moment. `at`: not before, epoch milliseconds. */
export type Due<Data> = { readonly data: Data; readonly at: number };

/** Work that is due at a time: SQL says what, node-cron asks each minute, the queue runs it once and tries again. */
export type Job<Data extends z.ZodType = z.ZodType> = {
  readonly name: string;
  readonly data: Data;
  /** the same data has the same id, and an id is in the queue once; neither an integer nor with a colon */
  id(data: z.infer<Data>): string;
  /** the job may be asked for again while it runs, and then runs once more */
  readonly repeatable?: true;
  /** what is due until a moment that may lie a little ahead */
  due(until: number, context: JobContext): Promise<readonly Due<z.infer<Data>>[]>;
  /** the clock was moved, or may have been while nothing ran: what was written ahead of the present is put right */
  clockMoved?(context: JobContext): Promise<void>;
  /** claims its rows before it acts: it may be run twice, and must have one effect */
  run(data: z.infer<Data>, context: JobContext): Promise<void>;
};

export const defineJob = <Data extends z.ZodType>(job: Job<Data>): Job<Data> => job;
