import type { Calendar } from "../../chinese/time/index.ts";
import type { Onlooker } from "../../store/tables/waiting.ts";
import type { Tables } from "../../store/tables.ts";
import type { Gazetteer } from "../places.ts";
import type { HeldPlace } from "./reader.ts";

export type Span = "day" | "week";

/** What a section looks at. One about the reader is asked once, with the highest place. */
export type Scope = {
  readonly personId: string;
  readonly place: HeldPlace;
  /** the whole tree */
  readonly places: Gazetteer;
  readonly onlooker: Onlooker;
  /** what came after this is new */
  readonly since: number;
  /** the report of a week tells nothing of today alone */
  readonly span: Span;
  readonly now: number;
  readonly calendar: Calendar;
  /** how much was recorded at the place and below since then, by kind, and how much of it by people who are away */
  readonly fresh: ReadonlyMap<string, { readonly total: number; readonly away: number }>;
};

export type Line = {
  /**
   * Safe to forward as it stands: counts, places, numbers of records; no phone number, nobody in need, nobody who
   * complained or is complained of.
   */
  readonly text: string;
  /** what shows all that it counts, said back in a chat: offered with the digest */
  readonly asks?: string;
  /** one of `ranks`: what is said last is left out first */
  readonly rank: number;
  /** worth sending a digest for; else it only stands in one that is sent */
  readonly isNews: boolean;
};

/** The order of a digest: what went wrong, what was reached, what people said, what is to be done, how the bot is. */
export const ranks = { exception: 0, reached: 20, said: 40, toDo: 60, bot: 80 } as const;

/** What a ledger tells in a digest. */
export type Section = {
  readonly name: string;
  readonly about: "place" | "reader";
  readonly read: (scope: Scope, tables: Tables) => Promise<readonly Line[]>;
};

type Parts<Facts> = Pick<Section, "name" | "about"> & {
  readonly gather: (scope: Scope, read: Tables) => Promise<Facts>;
  readonly lines: (facts: Facts, scope: Scope) => readonly Line[];
};

/** Keeps the type of a section's facts to the section. */
export const defineSection = <Facts>({ name, about, gather, lines }: Parts<Facts>): Section => ({
  name,
  about,
  read: async (scope, tables) => lines(await gather(scope, tables), scope),
});
