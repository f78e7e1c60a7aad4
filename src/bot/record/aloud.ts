import { maskSensitive } from "../../chinese/privacy/sensitive.ts";
import type { Tables } from "../../store/tables.ts";
import { published } from "../wording.ts";

export type Aloud = {
  readonly words: string;
  /** part of a number is hidden from whoever hears it */
  readonly hides: boolean;
};

/** With or without its area code. */
const landline = /^(?:0\d{2,3}-?)?[2-8]\d{6,7}$/;
const figures = /(?<![\d-])\d[\d-]{5,16}\d(?![\d-])/g;

/** Words for somebody else: what the directory publishes is said whole, and one-to-one the telephone of an office too. */
export async function aloud(words: string, inGroup: boolean, { directory }: Pick<Tables, "directory">): Promise<Aloud> {
  if (maskSensitive(words) === words) return { words, hides: false };
  const plain = (number: string) => number.replaceAll("-", "");
  const entries = await directory.all();
  const known = new Set(entries.flatMap(({ phone, isPublic }) => (isPublic && phone !== null ? [plain(phone)] : [])));
  const isOpen = (number: string) => known.has(plain(number)) || (!inGroup && landline.test(number));
  const left = words.replace(figures, (number) => (isOpen(number) ? "" : number));
  return {
    words: words.replace(figures, (number) => (isOpen(number) ? published(number) : number)),
    hides: maskSensitive(left) !== left,
  };
}

/** Told to whoever said it, in the same breath. */
export const hiddenWords = "号码遮住了一段，要给全号请打电话。";
