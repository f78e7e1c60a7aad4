import { html, type Shown } from "../page/html.ts";
import { ink } from "./ink.ts";

/** Stands for a character that the font has not. */
export const unknown = "〓";

/** Which characters can be drawn. */
export type Drawable = ReadonlySet<string>;

/** The text with what cannot be drawn marked, and whether anything of it could not. Invisible characters are left out. */
export function drawable(text: string, known: Drawable): { readonly text: string; readonly isWhole: boolean } {
  const seen = text
    .normalize("NFC")
    .replace(/[\p{Cf}\p{Mn}]/gu, "")
    .replace(/[\p{Cc}\s]+/gu, " ");
  const shown = [...seen].map((one) => (known.has(one) ? one : unknown));
  return { text: shown.join("").trim(), isWhole: !shown.includes(unknown) };
}

/** In ems of the font, a little more rather than less: of Latin letters nothing is as wide as this but M and W. */
const widthOf = (character: string): number =>
  character < "⺀" && character !== "·" ? (/[A-Z%@—…]/u.test(character) ? 0.94 : 0.6) : 1;

const measure = (text: string): number => [...text].reduce((sum, character) => sum + widthOf(character), 0);
export const wide = (text: string, size: number): number => measure(text) * size;

/** The text, or its beginning and `…`, within that many pixels. */
export function cut(text: string, size: number, most: number): string {
  if (wide(text, size) <= most) return text;
  let kept = "";
  for (const character of text) {
    if (wide(`${kept}${character}…`, size) > most) break;
    kept += character;
  }
  return `${kept}…`;
}

type Fitted = { readonly lines: readonly string[]; readonly size: number };

/** The largest of the sizes at which a text fits in one line, else two lines of small letters, as far as it fits there. */
export function fitted(text: string, sizes: readonly number[], most: number, small: number): Fitted {
  const size = sizes.find((one) => wide(text, one) <= most);
  if (size !== undefined) return { lines: [text], size };
  const characters = [...text];
  const half = Math.ceil(characters.length / 2);
  const first = characters.slice(0, half).join("");
  // the first line is full where the two do not hold it all
  const full = wide(first, small) <= most ? half : Math.max(1, Math.floor(most / small));
  return {
    lines: [characters.slice(0, full).join(""), cut(characters.slice(full).join(""), small, most)],
    size: small,
  };
}

type Put = { readonly size: number; readonly fill?: string; readonly anchor?: "start" | "middle" | "end" };

/** `y` is the line on which the letters stand. */
export const put = (text: string, x: number, y: number, { size, fill = ink.ink, anchor = "start" }: Put): Shown =>
  html`<text x=${x} y=${y} font-size=${size} fill=${fill} text-anchor=${anchor}>${text}</text>`;
