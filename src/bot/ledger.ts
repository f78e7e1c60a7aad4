import type { Card, Notice, Page } from "../page/page.ts";
import type { Appraises } from "./appraises.ts";
import type { Command } from "./command/command.ts";
import type { Section } from "./digest/section.ts";
import type { HandsOver } from "./hand-over.ts";
import type { Ring } from "./record/ring.ts";
import type { Ear } from "./turn/ear.ts";

/** What a ledger brings to the bot: everything that people meet of it. */
export type Ledger = {
  /** in Chinese */
  readonly title: string;
  /** in the order in which help offers them */
  readonly commands: readonly Command[];
  /** hear what is no command; of several ledgers in their order */
  readonly ears?: readonly Ear[];
  /** what it tells in a digest; the order of the ledgers counts among lines of one rank */
  readonly section?: Section | readonly Section[];
  /** what is said when the clocks of its records strike */
  readonly ring?: Ring;
  /** what it shows on the page of the day */
  readonly cards?: readonly Card[];
  /** pages of its own, for the phone */
  readonly pages?: readonly Page[];
  /** what of its records hangs on a notice board */
  readonly notice?: Notice;
  /** hands matters over for the others */
  readonly handsOver?: HandsOver;
  /** holds the ballots of meetings */
  readonly appraises?: Appraises;
};

export const commandsOf = (ledgers: readonly Ledger[]): readonly Command[] =>
  ledgers.flatMap((ledger) => ledger.commands);
export const earsOf = (ledgers: readonly Ledger[]): readonly Ear[] => ledgers.flatMap(({ ears = [] }) => ears);
export const sectionsOf = (ledgers: readonly Ledger[]): readonly Section[] =>
  ledgers.flatMap(({ section }) => section ?? []);
export const ringsOf = (ledgers: readonly Ledger[]): readonly Ring[] => ledgers.flatMap(({ ring }) => ring ?? []);
export const cardsOf = (ledgers: readonly Ledger[]): readonly Card[] => ledgers.flatMap(({ cards = [] }) => cards);
export const pagesOf = (ledgers: readonly Ledger[]): readonly Page[] => ledgers.flatMap(({ pages = [] }) => pages);
export const noticesOf = (ledgers: readonly Ledger[]): readonly Notice[] =>
  ledgers.flatMap(({ notice }) => notice ?? []);
/** @throws where no ledger hands anything over */
export function handsOverOf(ledgers: readonly Ledger[]): HandsOver {
  const found = ledgers.find(({ handsOver }) => handsOver !== undefined)?.handsOver;
  if (!found) throw new Error("no ledger hands anything over");
  return found;
}
/** @throws where no ledger holds ballots */
export function appraisesOf(ledgers: readonly Ledger[]): Appraises {
  const found = ledgers.find(({ appraises }) => appraises !== undefined)?.appraises;
  if (!found) throw new Error("no ledger holds ballots");
  return found;
}
