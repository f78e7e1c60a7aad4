import { smallTalkKind } from "../commands/small-talk.ts";
import { normalise } from "../normalise.ts";
import { actingWord, isIdle } from "./act-words.ts";
import { askingOf } from "./asks.ts";
import { plainHead, RECORDS, signedHead } from "./head.ts";
import type { Prepared } from "./prepare.ts";
import { remindWord } from "./remind.ts";

/** A sign before a word, also before one that is no command. */
const SIGNED = /^[/\\、!]\s?\p{L}/u;
/** O1 让他去看: a number, and what is said of it. */
const NUMBERED = /^[tvnocjrmahd]\s?\d{1,6}(?!\d)[\s:,]*\S/;
const LABELLED = /^(?:意见|建议|反[映应]|诉求|求助|投诉|异议)(?:[:,。!~—-]|\s)/;

/**
 * What a message is beside the answer to a question: a matter of its own, which the question must give way to;
 * something said to the bot meanwhile (a question, thanks), after which it stands as before; or neither.
 */
export function besidesAnswering(original: string, { names }: Pick<Prepared, "names">): "anew" | "meanwhile" | null {
  const { folded, start, end } = normalise(original, []);
  const text = folded.text.toLowerCase();
  const words = text.slice(start, end);
  if (signedHead(text, start, names)) return "anew";
  const head = plainHead(text, start, end, names);
  if (head && (RECORDS.has(head.known.command.name) || head.end < end)) return "anew";
  if (/^(?:谈心|走访|入户)(?!的)/.test(words)) return "anew";
  if (LABELLED.test(words) || SIGNED.test(words) || NUMBERED.test(words)) return "anew";
  const asking = askingOf(words);
  const remind = remindWord(words.slice(0, 60));
  if (remind && (remind.whom !== "other" || remind.start === 0) && asking === null) return "anew";
  if (smallTalkKind(words) !== null || isIdle(words) || asking === "question") return "meanwhile";
  return actingWord(words) && !/^(?:更正|补充|取消|跳过)$/.test(actingWord(words)?.name ?? "") ? "anew" : null;
}
