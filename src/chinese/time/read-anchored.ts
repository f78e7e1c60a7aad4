import { beforeMark } from "./marks.ts";
import { type AnchoredPhrase, type Clock, hit } from "./phrase.ts";
import { readClock } from "./read-clock.ts";
import { before, type Hit, skipBlanks, sticky } from "./scan.ts";

export const ANCHOR_FIRSTS = "前头当那同第次翌后转";

const word = sticky(
  /(?:(前一[天日夜]|头一[天日]|头[天日](?!晌)|前一(?=晚)|头(?=晚))|(当[天日](?!地)|那[天日]|同一?[天日](?!地)|[当那](?=晚)|当夜|那夜)|(第二[天日](?!线)|次日|翌日|后一[天日]|转过?天|转天))/,
  ANCHOR_FIRSTS,
);

type Anchor = { readonly days: -1 | 0 | 1; readonly clock: Clock | null };

/** 头一天, 当晚, 翌日早上: so far from a day that was named. */
export function readAnchor(text: string, at: number): Hit<Anchor> | null {
  const match = word(text, at);
  if (!match) return null;
  const end = at + match[0].length;
  const clock = readClock(text, skipBlanks(text, end), true);
  const days = match[1] ? -1 : match[2] ? 0 : 1;
  return { value: { days, clock: clock?.value ?? null }, end: clock?.end ?? end };
}

/** The same without its day beside it: the day is one named before, or nobody knows it. */
export function readAnchored(text: string, at: number): Hit<AnchoredPhrase> | null {
  const lead = before(text, at, 1);
  if (/^[前头]/.test(text.charAt(at)) && /[以之从目村桥地街山年]/.test(lead)) return null;
  if (/^[后第]/.test(text.charAt(at)) && /[最每今以]/.test(lead)) return null;
  if (/^[当那]/.test(text.charAt(at)) && /[应正相担]/.test(lead)) return null;
  const anchor = readAnchor(text, at);
  if (!anchor) return null;
  const mark = beforeMark(text, anchor.end);
  const end = anchor.end + (mark?.[0].length ?? 0);
  return hit({ kind: "anchored", start: at, end, ...anchor.value, edge: mark ? "before" : null });
}
