import { z } from "zod";

/** A number of a record as people type it; without a letter where the word leaves only one kind. */
export const saidNumber = z.object({
  letter: z.string().nullable(),
  number: z.number().int(),
  /** `2` of `T214-2`: one of several things that a record holds */
  part: z.number().int().exactOptional(),
});

const leading =
  /^[\s、,，]*(?:([A-Za-zＡ-Ｚａ-ｚ])\s?)?([\d０-９]{1,9})(?:[-－](\d{1,2}))?(?=[\s、,，:：。.!！]|\p{Script=Han}|$)/u;
/** `3小时` is no number of a record: without a letter it stands alone. */
const bareEnds = /^(?:[\s、,，:：。.!！]|$)/u;
const onlyFigures = /^[\s、,，\d]*$/u;

/** The numbers a text begins with: `O31 O32 修好了`. */
export function readNumbers(text: string): { value: z.infer<typeof saidNumber>[] | undefined; rest: string } {
  const value: z.infer<typeof saidNumber>[] = [];
  let rest = text;
  for (let found = leading.exec(rest); found; found = leading.exec(rest)) {
    const [whole, letter, digits = "", part] = found;
    const after = rest.slice(whole.length);
    if (letter === undefined && !bareEnds.test(after)) break;
    // `O31 3 号井明天修`: a figure behind the numbers is what is said, unless all that follows are figures
    if (letter === undefined && value.length > 0 && !/^\s*[、,，]/u.test(whole) && !onlyFigures.test(after)) break;
    value.push({
      letter: letter?.normalize("NFKC").toUpperCase() ?? null,
      number: Number(digits.normalize("NFKC")),
      ...(part === undefined ? {} : { part: Number(part) }),
    });
    rest = after;
  }
  return { value: value.length > 0 ? value : undefined, rest: rest.replace(/^[:：,，]/, "") };
}
