import type { PreparedNames } from "../commands/prepared-names.ts";
import type { Span } from "./draft.ts";
import { plainHead, RECORDS, signedHead } from "./head.ts";
import { remindWord } from "./remind.ts";
import { verbIn } from "./verbs.ts";

/** As many commands are taken from one message. */
export const MOST_COMMANDS = 5;

/** Words that join two matters told one after the other. */
const AGAIN = /^[\s,，。;、]*(?:然后|接着|后来|另外|还有|顺便|顺路|随后|回头|又|还|再|完了)*/;

/**
 * The commands of one message: each line, or clause behind `；` `。` `，`, that begins one of its own. A signed message is
 * parted at signs and at lines that begin with a name; a spoken one also where a verb of a record or 提醒我 comes again.
 */
export function commandsIn(
  text: string,
  from: number,
  to: number,
  names: PreparedNames,
  spoken: boolean,
): readonly Span[] {
  const starts = [from];
  for (const { at, strong } of breaks(text, from, to)) {
    const last = starts.at(-1) ?? from;
    if (at <= last) continue;
    const signed = signedHead(text, at, names);
    if (signed && /[/\\]/.test(text.charAt(at))) starts.push(at);
    else if (strong && signed) starts.push(at);
    else if (
      (strong || (/[,，]\s*$/.test(text.slice(last, at)) && tells(text, last, at, names))) &&
      plainRecord(text, at, to, names)
    )
      starts.push(at);
    else if (spoken && beginsMatter(text, last, at, to)) starts.push(at);
  }
  return starts
    .map((start, i) => ({ start, end: starts[i + 1] ?? to }))
    .filter(({ start, end }) => text.slice(start, end).trim() !== "");
}

/** 三社王秀英，走访，炕塌了 is one matter: what stands before the name tells none. */
function tells(text: string, from: number, to: number, names: PreparedNames): boolean {
  return (
    signedHead(text, from, names) !== null ||
    plainRecord(text, from, to, names) ||
    verbIn(text.slice(from, to)) !== null
  );
}

function plainRecord(text: string, at: number, to: number, names: PreparedNames): boolean {
  const head = plainHead(text, at, to, names);
  return head !== null && head.end < to && (RECORDS.has(head.known.command.name) || head.known.command.name === "提醒");
}

/** Where one command may end and another begin; `strong` at a line, a `；` or a full stop. */
function* breaks(text: string, from: number, to: number): Generator<{ at: number; strong: boolean }> {
  for (let at = from; at < to; at++) {
    const sign = text.charAt(at);
    if (!/[\n;。,，\s]/.test(sign)) continue;
    let next = at + 1;
    let strong = /[\n;。]/.test(sign);
    while (next < to && /[\s;。,，]/.test(text.charAt(next))) {
      strong ||= /[\n;。]/.test(text.charAt(next));
      next++;
    }
    if (next < to) yield { at: next, strong };
    at = next - 1;
  }
}

/** Both what stands before and the clause from `at` tell a matter of their own. */
function beginsMatter(text: string, from: number, at: number, to: number): boolean {
  const rest = text.slice(at, to);
  const clause = /^[^,，。;\n]*/.exec(rest.slice(AGAIN.exec(rest)?.[0].length ?? 0))?.[0] ?? "";
  const before = text.slice(from, at);
  if (remindWord(clause.slice(0, 40))?.whom === "self") return verbIn(before) !== null || remindWord(before) !== null;
  const verb = verbIn(clause);
  if (!verb || !verbIn(before)) return false;
  const joined = (AGAIN.exec(rest)?.[0] ?? "").trim() !== "" || /^(?:上午|下午|中午|晚上|傍晚)/.test(clause);
  const named = /^(?:走访|入户|谈心|接访|家访|看望|慰问)/.test(clause) || /^(?:去|到|找|跟|和)/.test(clause);
  return joined
    ? verb.start <= 16
    : named && verb.start <= 14 && verbIn(before)?.name !== undefined && /[。;\n]\s*$/.test(before);
}
