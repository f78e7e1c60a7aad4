import { fold } from "../chinese/fold.ts";

/** What somebody says while a meeting runs. Words are as they were said. */
export type Word =
  | { readonly kind: "begin" | "end" }
  | { readonly kind: "ballot"; readonly ends: boolean }
  | { readonly kind: "next"; readonly position: number | null }
  | { readonly kind: "written" | "absent" | "later"; readonly who: string; readonly ungraded: boolean }
  | { readonly kind: "ungraded"; readonly who: string }
  | { readonly kind: "ask"; readonly words: string }
  | { readonly kind: "put"; readonly number: number }
  | { readonly kind: "drop"; readonly number: number; readonly reason: string }
  | { readonly kind: "answer"; readonly number: number; readonly words: string }
  | { readonly kind: "problem" | "comment"; readonly words: string }
  | { readonly kind: "host"; readonly who: string }
  | { readonly kind: "feedback"; readonly words: string };

/** `缺席 7号，不测` */
const unmeasured = /[\s,、]*不(?:测评?|打分)\s*$/u;
const without = "[。.!！~\\s]*$";
const forms: readonly (readonly [RegExp, (match: RegExpExecArray, words: string) => Word])[] = [
  [
    new RegExp(`^(开始|停止|结束)(?:测评|投票)${without}`, "u"),
    ([, word]) => ({ kind: "ballot", ends: word !== "开始" }),
  ],
  [new RegExp(`^开始(?:开会|会议|述职|评议)?${without}`, "u"), () => ({ kind: "begin" })],
  [new RegExp(`^散会(?:了|吧)?${without}`, "u"), () => ({ kind: "end" })],
  [
    new RegExp(`^下一位(?:[\\s:,]*第?(\\d{1,3})[号位]?)?${without}`, "u"),
    ([, position]) => ({ kind: "next", position: position === undefined ? null : Number(position) }),
  ],
  [
    /^(书面|缺席|先跳过)(?:(?:[\s:,]+|(?=第?\d))(\S[^\n]{0,20}))?[。.\s]*$/u,
    ([, word, who = ""]) => ({
      kind: ({ 书面: "written", 缺席: "absent" } as const)[word as "书面" | "缺席"] ?? "later",
      who: who.replace(unmeasured, "").trim(),
      ungraded: unmeasured.test(who),
    }),
  ],
  [
    /^不测评?(?:(?:[\s:,]+|(?=第?\d))(\S[^\n]{0,20}))?[。.\s]*$/u,
    ([, who = ""]) => ({ kind: "ungraded", who: who.trim() }),
  ],
  [new RegExp(`^问\\s*(\\d{1,4})${without}`, "u"), ([, number]) => ({ kind: "put", number: Number(number) })],
  [
    /^不问\s*(\d{1,4})(?:[\s:,。]+([\s\S]*))?$/u,
    ([, number, reason = ""]) => ({ kind: "drop", number: Number(number), reason: reason.trim() }),
  ],
  [/^发问[\s:]+\S/u, (_, words) => ({ kind: "ask", words: behind(words, /^发问[\s:：]+/u) })],
  [
    /^(?:答问?|更正\s*问)\s*(\d{1,4})[\s:,。]+\S/u,
    ([, number], words) => ({
      kind: "answer",
      number: Number(number),
      words: behind(words, /^(?:答问?|更正\s*问)\s*[\d０-９]{1,4}[\s:：,，。]+/u),
    }),
  ],
  [/^问题[\s:]+\S/u, (_, words) => ({ kind: "problem", words: behind(words, /^问题[\s:：]+/u) })],
  [/^点评[\s:]+\S/u, (_, words) => ({ kind: "comment", words: behind(words, /^点评[\s:：]+/u) })],
  [
    /^反馈(?:吧|了)?[\s:,]*(h\s*\d{1,4})?[\s,]*(不等(?:测评)?)?[。.!~\s]*$/iu,
    ([, , words = ""]) => ({ kind: "feedback", words }),
  ],
  [/^主持\s*(?:改|换)(?:成|为)?[\s:]*(\S{2,8})$/u, ([, who = ""]) => ({ kind: "host", who })],
];

const behind = (words: string, head: RegExp): string => words.trim().replace(head, "").trim();

/** Null: nothing that is said in a meeting. `words` may begin with the sign of a command. */
export function meetingWord(words: string): Word | null {
  const said = words.trim().replace(/^[/／、＼\\!！]\s*/u, "");
  const folded = fold(said).text.trim();
  for (const [form, make] of forms) {
    const match = form.exec(folded);
    if (match) return make(match, said);
  }
  return null;
}

/** Words that mean nothing else where they stand alone: in the meeting's group they need no sign. */
export const standsAlone = ({ kind }: Word): boolean =>
  kind === "begin" || kind === "next" || kind === "end" || kind === "put" || kind === "ballot";

export type Matter = { readonly text: string; readonly due: string };
export type Minuted = { readonly text: string; readonly matters: readonly Matter[] };

const label = /(?:^|[；;\n。])\s*(承诺|问题|期限|时限)\s*[:：]/u;

/**
 * `统筹解决；承诺：建专户；期限：3月31日前`: what was said, and each promise or problem in it with its own deadline; one
 * deadline at the end is that of all before it that have none.
 */
export function minuted(words: string): Minuted {
  const pieces = words.split(new RegExp(label, "gu"));
  const [text = "", ...labelled] = pieces;
  const matters: { text: string; due: string }[] = [];
  for (let at = 0; at + 1 < labelled.length; at += 2) {
    const value = clean(labelled[at + 1] ?? "");
    if (value === "") continue;
    if (labelled[at] === "承诺" || labelled[at] === "问题") matters.push({ text: value, due: "" });
    else for (const matter of matters) if (matter.due === "") matter.due = value;
  }
  return { text: clean(text), matters };
}

const clean = (text: string): string => text.trim().replace(/^[；;，,。\s]+|[；;，,。\s]+$/gu, "");

type Called = { readonly name: string; readonly place: string; readonly position: number };

/** Whom words begin with: `孙国华 …`, `孙书记 …`, `7号 …`, `新会镇 …`, and what is left. */
export function calledFirst<Item extends Called>(
  words: string,
  items: readonly Item[],
): { readonly items: readonly Item[]; readonly said: string; readonly rest: string } {
  const said = words.trim();
  const number = /^第?(\d{1,3})[号位][\s:：,，]*/u.exec(said.normalize("NFKC"));
  if (number) {
    const found = items.filter(({ position }) => position === Number(number[1]));
    return { items: found, said: number[0].trim(), rest: said.slice(number[0].length).trim() };
  }
  const starts = (call: string): boolean => call.length > 1 && said.startsWith(call);
  for (const callsOf of [
    ({ name, place }: Item) => [`${place}${name}`, `${place} ${name}`],
    ({ name }: Item) => [name],
    ({ name, place }: Item) => [`${place}${name.charAt(0)}书记`, `${name.charAt(0)}书记`, `${name.charAt(0)}主任`],
    ({ place }: Item) => [place],
  ]) {
    const found = items.flatMap((item) => {
      const call = callsOf(item).find(starts);
      return call === undefined ? [] : [{ item, call }];
    });
    const [first] = found;
    if (!first) continue;
    const rest = said.slice(first.call.length).replace(/^(?:书记|主任|同志)?[\s:：,，]*/u, "");
    return { items: found.map(({ item }) => item), said: first.call, rest: rest.trim() };
  }
  const [, word = "", rest = ""] = /^(\S{2,4})(?:[\s:：,，]+([\s\S]*))?$/u.exec(said) ?? [];
  return { items: [], said: word, rest: rest.trim() };
}

/** Those whose name differs in one character: what was probably meant. */
export const nearly = <Item extends Called>(said: string, items: readonly Item[]): readonly Item[] =>
  items.filter(
    ({ name }) =>
      name.length === said.length &&
      name.length > 1 &&
      [...name].filter((sign, at) => sign !== [...said][at]).length === 1,
  );
