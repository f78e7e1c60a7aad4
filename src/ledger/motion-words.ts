import { type Body, bodyAt } from "./bodies.ts";

/** What is said of a motion, as far as its first word tells. */
export type Word =
  | { readonly kind: "meeting"; readonly body: Body; readonly words: string }
  | {
      readonly kind:
        | "window"
        | "waive"
        | "publish"
        | "board"
        | "result"
        | "again"
        | "stop"
        | "file"
        | "sendBack"
        | "object"
        | "text"
        | "authority"
        | "proof"
        | "same"
        | "merge"
        | "apart";
      readonly words: string;
    }
  | { readonly kind: "refuse"; readonly words: string }
  | { readonly kind: "uphold"; readonly opinion: number; readonly words: string }
  | { readonly kind: "agree" }
  | { readonly kind: "card" };

const heads = [
  ["异议成立", "uphold"],
  ["免征求意见", "waive"],
  ["免征求", "waive"],
  ["征求意见", "window"],
  ["征求", "window"],
  ["公布", "publish"],
  ["结果", "result"],
  ["重议", "again"],
  ["停", "stop"],
  ["备案", "file"],
  ["责令改正", "sendBack"],
  ["异议", "object"],
  ["附文", "text"],
  ["已授权", "authority"],
  ["证明", "proof"],
  ["同意", "agree"],
  ["不同意", "refuse"],
  ["同", "same"],
  ["并入", "merge"],
  ["分开", "apart"],
] as const;

/** 已上墙, 贴上墙了, 已贴公开栏 */
const board =
  /^(?:已经?)?(?:(?:张?贴|挂)?(?:上了?|到|在)(?:墙|公开栏|公示栏)|张?贴(?:公开栏|公示栏))[上里]?(?:去|好)?[了啦]?/u;
/** What may stand right behind a body: a day, a count, that it was held. */
const behindBody =
  /^(?:$|[\s:：,，\d户应现今昨]|前天|大前天|上(?:周|午|个?月|星期)|本[周月]|周[一二三四五六日天]|星期|开(?:了|完|过))/u;

const ends = /^[\s:：,，。.!！~～]+/u;
/** Behind a word that stands for itself: 同意不了 is no 同意. */
export const separated = /^(?:[\s:：,，。.；;!！]|$)/u;

/** A day in front of what happened on it: 今天支委会开了, 12月13号上墙了. */
const dayBefore =
  /^((?:今天|今日|昨天|昨日|前天|大前天|\d{1,2}月\d{1,2}[日号]?|\d{1,2}[日号]|[上本这]?周[一二三四五六日天])(?:上午|下午|早上|晚上)?)[\s,，]*(?:我们|咱们|村里|已经)?(?:召?开[了过]?)?/u;
/** As the bot and people call a step by what is let out: 决议公布, 公布决议, 结果公布. */
const letOut = /^(?:(?:公布(决议|方案|议题|结果))|(?:(决议|方案|议题|结果)公布))(?![\p{Script=Han}])/u;

/** What may stand right behind a word all the same: 征求意见到25号, 并入M3. */
const glued: Readonly<Partial<Record<Word["kind"], RegExp>>> = {
  window: /^(?:到|截止)/u,
  merge: /^[MmＭｍ]\s?[\d０-９]/u,
  same: /^[MmＭｍ]\s?[\d０-９]/u,
};

/** Null: nothing that is said of a motion. */
export function motionWord(said: string): Word | null {
  const words = said.trim();
  if (words === "") return { kind: "card" };
  const [front = "", day = ""] = dayBefore.exec(words.normalize("NFKC")) ?? [];
  if (front !== "") {
    const word = motionWord(words.normalize("NFKC").slice(front.length));
    return word?.kind === "meeting" || word?.kind === "board"
      ? { ...word, words: `${day} ${word.words}`.trim() }
      : null;
  }
  const [named = "", before, behind] = letOut.exec(words) ?? [];
  if (named !== "") return motionWord(`${(before ?? behind) === "结果" ? "结果" : "公布"}${words.slice(named.length)}`);
  const meeting = bodyAt(words);
  if (meeting && behindBody.test(meeting.rest)) return { kind: "meeting", body: meeting.body, words: meeting.rest };
  const hangs = board.exec(words)?.[0];
  if (hangs !== undefined && /^(?:[\s:：,，。.；;!！\d]|$)/u.test(words.slice(hangs.length)))
    return { kind: "board", words: words.slice(hangs.length).replace(ends, "").trim() };
  for (const [head, kind] of heads) {
    if (!words.startsWith(head)) continue;
    const rest = words.slice(head.length);
    if (!separated.test(rest) && !glued[kind]?.test(rest)) continue;
    const tail = rest.replace(ends, "").trim();
    if (kind === "agree") return tail === "" ? { kind } : null;
    if (kind !== "uphold") return { kind, words: tail };
    const [, digits, reason = ""] = /^[OoＯ]\s?(\d{1,9})[\s:：,，]*([\s\S]*)$/u.exec(tail.normalize("NFKC")) ?? [];
    return digits === undefined ? null : { kind, opinion: Number(digits), words: reason.trim() };
  }
  return null;
}

const numbered = /^\s*[/／]?\s*[MmＭｍ]\s?([\d０-９]{1,9})(?![\d０-９])[\s:：,，。]*([\s\S]*)$/u;
const behind =
  /^\s*[/／]?\s*(\p{Script=Han}{1,8}?)[\s:：,，]*[MmＭｍ]\s?([\d０-９]{1,9})(?![\d０-９])[\s:：,，。]*([\s\S]*)$/u;

/** `M3 公布`, `公布 M3`: what is said of a motion by its number; null: nothing of the kind. */
export function numberedWord(
  words: string,
): { readonly number: number; readonly word: Word; readonly said: string } | null {
  const [, digits, rest = ""] = numbered.exec(words) ?? [];
  const word = digits === undefined ? null : motionWord(rest);
  if (digits !== undefined && word !== null) return { number: Number(digits.normalize("NFKC")), word, said: rest };
  const [, head = "", after, more = ""] = behind.exec(words) ?? [];
  if (after === undefined) return null;
  const said = `${head} ${more}`.trim();
  const one = motionWord(said);
  // `异议 M3 …` is for anybody, and has an ear of its own
  if (one === null || one.kind === "object" || one.kind === "same") return null;
  // `并入 M3` under a message of another one names where to
  if (one.kind === "merge" && more === "") return null;
  return { number: Number(after.normalize("NFKC")), word: one, said };
}
