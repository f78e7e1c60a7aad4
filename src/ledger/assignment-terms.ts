import { document, formForItsOwnSake } from "./light-burden.ts";
import { type TermsOf, termsFrom } from "./terms.ts";
/** How long what lasts, in working days where nothing else is said. Some of it an admin may set for a place and all below. */
export const usualTerms = {
  /** where no deadline was said */
  defaultDays: 10,
  /** it can be given back so long after it was accepted */
  returnDays: 2,
  /** what was not good enough is to be mended within these */
  redoDays: 3,
  /** whoever asked has so long to say whether they are content */
  askerDays: 5,
  /** overdue so long, the secretary is told */
  escalateDays: 3,
  extensions: 2,
  /** working days before the due day */
  reminders: [3, 1] as readonly number[],
} as const;

/** What nobody may set. */
export const fixedTerms = {
  /** a request for more time stands still so long */
  requestDays: 5,
  /** what waits for a decision is said once after these, and 催 is possible again */
  decideDays: 3,
  /** calendar days that one extension may add */
  extensionDays: 30,
  /** calendar days after its end in which whoever asked may say that it is not done */
  reopenDays: 30,
} as const;

export type Terms = TermsOf<typeof usualTerms>;

export const termsOf = (set: string | null): Terms => termsFrom<Terms>(usualTerms, set);

const numbers = {
  期限: "defaultDays",
  退回: "returnDays",
  再办: "redoDays",
  回话: "askerDays",
  上报: "escalateDays",
} as const;
/** Working days, from the least to the most that makes sense. */
const bounds = {
  defaultDays: [1, 60],
  returnDays: [0, 10],
  redoDays: [1, 20],
  askerDays: [1, 20],
  escalateDays: [1, 20],
} as const;

export type Change = { readonly set: Partial<Terms> } | { readonly refused: string } | null;

/** What somebody wants to set, in their words; null: nothing that can be set. */
export function readTerms(words: string): Change {
  const said = words.normalize("NFKC");
  const refused = formForItsOwnSake(said);
  if (refused !== null) return { refused };
  const reminders = /^提醒[\s:：]*(?:提前)?([\d、,，\s]+)天?$/u.exec(said.trim())?.[1];
  if (reminders !== undefined) {
    const days = reminders
      .split(/[、,，\s]+/u)
      .filter(Boolean)
      .map(Number);
    if (days.length > 3) return { refused: `提醒最多三次：${document}。` };
    if (days.some((day) => day < 1 || day > 30)) return null;
    return { set: { reminders: [...new Set(days)].sort((one, other) => other - one) } };
  }
  const [, name = "", count = ""] =
    /^(\p{Script=Han}{2})[\s:：]*(\d{1,3})(?:个?工作日|天|次)?$/u.exec(said.trim()) ?? [];
  if (name === "延期") return Number(count) <= 5 ? { set: { extensions: Number(count) } } : null;
  const term = numbers[name as keyof typeof numbers];
  if (term === undefined) return null;
  const [least, most] = bounds[term];
  return Number(count) >= least && Number(count) <= most ? { set: { [term]: Number(count) } } : null;
}

/** `没说期限10天，签收后2天内可退，…`: all of it in words. */
export function termsWords(terms: Terms): string {
  const { defaultDays, returnDays, redoDays, askerDays, escalateDays, extensions, reminders } = terms;
  return [
    `期限 ${defaultDays}（没说期限按几个工作日）`,
    `退回 ${returnDays}（签收后几天内可退）`,
    `再办 ${redoDays}（没办好再给几天）`,
    `回话 ${askerDays}（等提出的人几天）`,
    `上报 ${escalateDays}（超期几天告诉书记）`,
    `延期 ${extensions}（最多几次）`,
    `提醒 ${reminders.join("、")}（到期前几天）`,
  ].join("\n");
}
