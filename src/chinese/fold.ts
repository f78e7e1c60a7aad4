import traditional from "opencc-js/dict/TSCharacters";

/**
 * A text folded for matching, never for showing. `at[i]` is the UTF-16 offset in the original of the code point
 * that folded unit `i` came from; `at[text.length]` is the original's length.
 */
export type Folded = { readonly text: string; readonly at: readonly number[] };

const BREAK = /^[\n\u0085\u2028\u2029]$/;
// U+2800 and the Hangul fillers show as nothing and are typed as blanks in nicknames
const BLANK = /^[\p{Zs}\t\v\f\u2800\u115f\u1160\u3164\uffa0]$/u;
const INVISIBLE = /^(?:[\p{Cc}\p{Cf}\p{Variation_Selector}]|\u034f)$/u;

/** One entry per BMP code unit met so far: bounded, and faster than normalising each time. */
const memo: (string | undefined)[] = new Array(0x10000);
let simplified: Map<string, string> | undefined;

/**
 * Folds width, compatibility forms (NFKC per code point) and traditional characters; drops invisible characters; every
 * blank becomes one space and every line end `\n`. Linear in the length.
 */
export function fold(original: string): Folded {
  let text = "";
  const at: number[] = [];
  for (let i = 0; i < original.length; ) {
    const code = original.codePointAt(i) ?? 0;
    const piece = code < 0x80 && code >= 0x20 && code !== 0x7f ? original.charAt(i) : folded(code);
    for (let k = 0; k < piece.length; k++) at.push(i);
    text += piece;
    i += code > 0xffff ? 2 : 1;
  }
  at.push(original.length);
  return { text, at };
}

/** The text of {@link fold} without the offsets. */
export function foldText(original: string): string {
  let text = "";
  for (const character of original) {
    const code = character.codePointAt(0) ?? 0;
    text += code < 0x80 && code >= 0x20 && code !== 0x7f ? character : folded(code);
  }
  return text;
}

function folded(code: number): string {
  if (code > 0xffff) return foldOne(String.fromCodePoint(code));
  const known = memo[code];
  if (known !== undefined) return known;
  const piece = foldOne(String.fromCodePoint(code));
  memo[code] = piece;
  return piece;
}

function foldOne(character: string): string {
  if (BREAK.test(character)) return "\n";
  if (BLANK.test(character)) return " ";
  if (INVISIBLE.test(character)) return "";
  simplified ??= readPairs();
  let piece = "";
  for (const part of character.normalize("NFKC")) piece += simplified.get(part) ?? part;
  return piece;
}

function readPairs(): Map<string, string> {
  const map = new Map<string, string>();
  for (const pair of traditional.split("|")) {
    const [from, to] = pair.split(" ");
    if (from && to) map.set(from, to);
  }
  return map;
}
