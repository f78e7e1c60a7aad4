import type { Prepared } from "../chinese/reader/index.ts";
import type { Calendar } from "../chinese/time/index.ts";
import type { Scene } from "../store/tables/scene.ts";
import type { Tables } from "../store/tables.ts";
import type { Actor } from "./actor.ts";
import type { Appraises } from "./appraises.ts";
import type { BallotBox } from "./ballot-box.ts";
import type { Command } from "./command/command.ts";
import type { Section } from "./digest/section.ts";
import type { HandsOver } from "./hand-over.ts";
import type { ChatAddress, Message } from "./message.ts";
import type { Order } from "./order.ts";
import type { Gazetteer } from "./places.ts";

/** What a command has to work with: one message, who sent it, and the tables of its transaction. */
export type Context = {
  /** what is carried out; for the answer to a question, the message that asked it: its key, chat, time and quote */
  readonly message: Message;
  /** where the sender is spoken with: one-to-one, when what was ordered in a group is asked about privately */
  readonly talkingIn: ChatAddress;
  /** every command there is */
  readonly commands: readonly Command[];
  /** what every ledger tells in a digest */
  readonly sections: readonly Section[];
  /** how matters are handed over */
  readonly handsOver: HandsOver;
  /** how meetings have their speakers graded */
  readonly appraises: Appraises;
  /** what is carried out, as understood so far; null outside a command */
  readonly order: Order | null;
  readonly actor: Actor;
  readonly group: Scene["group"];
  readonly tables: Tables;
  readonly places: Gazetteer;
  readonly calendar: Calendar;
  /** what sentences are read with, but for the people */
  readonly reader: Prepared;
  readonly ballotBox: BallotBox;
  /** where pages are opened: `https://bot.example.cn`; null: there are none */
  readonly pages: string | null;
  /** epoch milliseconds by the bot's clock; the message's own time is `message.sentAt` */
  readonly now: number;
};

/** The place a speaker means when none is said: that of their post, their home, or the group's. */
export function ownPlaceId({ actor, group }: Pick<Context, "actor" | "group">): string | null {
  return actor.posts[0]?.placeId ?? actor.person?.homePlaceId ?? group?.placeId ?? null;
}
