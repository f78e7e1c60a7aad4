/** What a reader found at a position: its value and the position after it. Every reader looks ahead a bounded way. */
export type Hit<T> = { readonly value: T; readonly end: number };

export type Reader<T> = (text: string, at: number) => Hit<T> | null;

/** A reader of listed words, and every character one of them begins with. */
export type Lexicon<T> = Reader<T> & { readonly firsts: string };

/** A reader of the longest listed word at a position. */
export function lexicon<T>(entries: Iterable<readonly [words: string, value: T]>): Lexicon<T> {
  const byFirst = new Map<string, { word: string; value: T }[]>();
  for (const [words, value] of entries)
    for (const word of words.split(" ")) {
      const list = byFirst.get(word.charAt(0)) ?? [];
      list.push({ word, value });
      byFirst.set(word.charAt(0), list);
    }
  for (const list of byFirst.values()) list.sort((a, b) => b.word.length - a.word.length);
  const read: Reader<T> = (text, at) => {
    const list = byFirst.get(text.charAt(at));
    if (list)
      for (const { word, value } of list) if (text.startsWith(word, at)) return { value, end: at + word.length };
    return null;
  };
  return Object.assign(read, { firsts: [...byFirst.keys()].join("") });
}

/**
 * A sticky pattern as a function of text and position. The pattern must look ahead a bounded way.
 * @param firsts the characters it can begin with, where naming them saves time
 */
export function sticky(pattern: RegExp, firsts?: string): (text: string, at: number) => RegExpExecArray | null {
  // by code points only where the pattern needs it: V8 matches faster without
  const anchored = new RegExp(pattern.source, /\\[pu]\{/.test(pattern.source) ? "yu" : "y");
  return (text, at) => {
    if (firsts !== undefined && !firsts.includes(text.charAt(at))) return null;
    anchored.lastIndex = at;
    return anchored.exec(text);
  };
}

/** The position after at most three blanks. */
export function skipBlanks(text: string, at: number): number {
  let end = at;
  while (end < at + 3 && text.charAt(end) === " ") end++;
  return end;
}

/** Up to `length` characters before a position. */
export function before(text: string, at: number, length: number): string {
  return text.slice(Math.max(0, at - length), at);
}
