import type { Taken } from "./ask.ts";

/** One word, up to the next blank. */
export function readWord(text: string): Taken<string> {
  const [, word = "", rest = ""] = /^\s*(\S*)\s*([\s\S]*)$/u.exec(text) ?? [];
  return { value: word || undefined, rest };
}

/** Everything that is left. */
export const readText = (text: string): Taken<string> => ({ value: text.trim() || undefined, rest: "" });
