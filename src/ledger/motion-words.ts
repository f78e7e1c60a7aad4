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
        | "same";
      readonly words: string;
    }
  | { readonly kind: "refuse"; readonly words: string }
  | { readonly kind: "uphold"; readonly opinion: number; readonly words: string }
  | { readonly kind: "agree" }
  | { readonly kind: "card" };

const heads = [
  ["异议成立", "uphold"],
  ["免征求", "waive"],
  ["征求", "window"],
  ["公布", "publish"],
  ["已上墙", "board"],
  ["上墙", "board"],
  ["结果", "result"],
  ["重议", "again"],
  ["停", "stop"],
  ["备案", "file"],
  ["责令改正", "sendBack"],
  ["异议", "object"],
  ["附文", "text"],
  ["已授权", "authority"],
  ["同意", "agree"],
  ["不同意", "refuse"],
  ["同", "same"],
] as const;

const separated = /^(?:[\s:：,，。.；;!！]|$)/u;

/** Null: nothing that is said of a motion. */
export function motionWord(said: string): Word | null {
  const words = said.trim();
  if (words === "") return { kind: "card" };
  const meeting = bodyAt(words);
  if (meeting && /^(?:$|[\s:：,，\d户应现])/u.test(meeting.rest))
    return { kind: "meeting", body: meeting.body, words: meeting.rest };
  for (const [head, kind] of heads) {
    if (!words.startsWith(head)) continue;
    const rest = words.slice(head.length);
    if (!separated.test(rest) && !(kind === "board" && /^\d/u.test(rest))) continue;
    const tail = rest.replace(/^[\s:：,，。]+/u, "").trim();
    if (kind === "agree") return tail === "" ? { kind } : null;
    if (kind !== "uphold") return { kind, words: tail };
    const [, digits, reason = ""] = /^[OoＯ]\s?(\d{1,9})[\s:：,，]*([\s\S]*)$/u.exec(tail.normalize("NFKC")) ?? [];
    return digits === undefined ? null : { kind, opinion: Number(digits), words: reason.trim() };
  }
  return null;
}

export type Pair = { readonly first: number; readonly second: number };
/** What was counted in a meeting, as it was said; null: that was not said. */
export type Counts = {
  readonly due: number | null;
  readonly present: number | null;
  /** `31/36`: the larger one stood second */
  readonly isReversed: boolean;
  readonly households: boolean;
  /** 现场46、线上12、委托3 */
  readonly parts: readonly { readonly name: string; readonly count: number }[];
  /** 妇女12/14 */
  readonly shares: readonly { readonly name: string; readonly present: number; readonly due: number }[];
  readonly inFavour: number | null;
  readonly against: number | null;
  readonly abstain: number | null;
  /** the words that are no count */
  readonly left: string;
};

/** Of whom a rule may want a share of their own; 今天 36/31 is a day and all of them. */
const groups = /((?:妇女|女性?|青年|党员|少数民族|老年人?)(?:代表|委员|村民)?)\s*(\d{1,6})\s*\/\s*(\d{1,6})/gu;

/** Reads counts wherever they stand, in any order. */
export function countsIn(words: string): Counts {
  let left = words.normalize("NFKC");
  const take = (form: RegExp): RegExpExecArray[] => {
    const found = [...left.matchAll(form)] as RegExpExecArray[];
    if (found.length > 0) left = left.replace(form, " ");
    return found;
  };
  const number = (name: string): number | null => {
    const found = take(new RegExp(`(?:${name})\\s*:?\\s*(\\d{1,6})(?!\\d|\\s*/\\s*\\d)\\s*[票人户]?`, "gu")).at(
      -1,
    )?.[1];
    return found === undefined ? null : Number(found);
  };
  const inFavour = number("同意|赞成");
  const against = number("反对|不同意");
  const abstain = number("弃权");
  const shares = take(groups).map(([, name = "", one, other]) => ({
    ...{ name, present: Math.min(Number(one), Number(other)), due: Math.max(Number(one), Number(other)) },
  }));
  const parts = ["现场", "线上", "委托"].flatMap((name) => {
    const count = number(name);
    return count === null ? [] : [{ name, count }];
  });
  const saidDue = number("应到(?:会)?");
  const saidPresent = number("实到(?:会)?|到会");
  const pair = take(/(户)?\s*(\d{1,6})\s*\/\s*(\d{1,6})\s*户?/gu)[0];
  const together = parts.length > 0 ? parts.reduce((sum, { count }) => sum + count, 0) : null;
  return {
    due: saidDue ?? (pair ? Number(pair[2]) : null),
    present: together ?? saidPresent ?? (pair ? Number(pair[3]) : null),
    isReversed: pair !== undefined && Number(pair[3]) > Number(pair[2]),
    households: pair?.[1] !== undefined || /户/u.test(words),
    ...{ parts, shares, inFavour, against, abstain },
    left: left.replace(/[\s,，。;；]+/gu, " ").replace(/^[\s:]+|[\s:]+$/gu, ""),
  };
}

export const hasCounts = ({ due, present, inFavour }: Counts): boolean =>
  due !== null || present !== null || inFavour !== null;
