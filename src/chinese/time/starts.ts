import { NUMERAL_FIRSTS } from "./numeral.ts";
import { fuzzyFirsts, readPart } from "./parts.ts";
import { ANCHOR_FIRSTS } from "./read-anchored.ts";
import { dayFirsts } from "./read-day.ts";
import { RULE_FIRSTS } from "./read-rule.ts";
import { vagueFirsts } from "./read-vague.ts";

// Which readers a character can begin a phrase for, taken from their own words: one look-up decides what is tried.

export const OFFSET = 1;
export const RULE = 2;
export const VAGUE = 4;
export const DAY = 8;
export const CLOCK = 16;
export const ANCHORED = 32;

const flags = new Uint8Array(0x10000);

function mark(characters: string, flag: number): void {
  for (const character of characters) flags[character.charCodeAt(0)] = (flags[character.charCodeAt(0)] ?? 0) | flag;
}

mark(`${NUMERAL_FIRSTS}半再过等隔`, OFFSET);
mark(RULE_FIRSTS, RULE);
mark(vagueFirsts, VAGUE);
mark(`${dayFirsts}${NUMERAL_FIRSTS}`, DAY);
mark(`${readPart.firsts}${fuzzyFirsts}${NUMERAL_FIRSTS}差`, CLOCK);
mark(ANCHOR_FIRSTS, ANCHORED);

/** What may begin at a position, 0 for nothing. */
export function startsAt(text: string, at: number): number {
  return flags[text.charCodeAt(at)] ?? 0;
}
