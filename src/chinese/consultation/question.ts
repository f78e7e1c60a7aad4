import { foldText } from "../fold.ts";

/** What a consultation asks, as it was opened. */
export type Question = {
  /** its number as people type it: C7 */
  readonly number: string;
  readonly title: string;
  /** the answers offered, or null where one agrees or does not */
  readonly options: readonly string[] | null;
  /** whether `1`, `2` … were offered for the options */
  readonly numbered: boolean;
};

export type PreparedOption = { readonly name: string; readonly folded: string };

/** A question made ready for reading many answers. Everything in it but `name` is folded. */
export type PreparedQuestion = {
  readonly number: string;
  readonly title: string;
  readonly options: readonly PreparedOption[] | null;
  readonly numbered: boolean;
  /** 装 of 装不装, with what it is done to: 路灯 */
  readonly verb: { readonly word: string; readonly object: string } | null;
};

export function prepareQuestion({ number, title, options, numbered }: Question): PreparedQuestion {
  const asked = foldText(title);
  const verb = /(\p{Script=Han}{1,2})不\1(\p{Script=Han}*)/u.exec(asked);
  return {
    number: foldText(number).toUpperCase(),
    title: asked,
    options: options?.map((name) => ({ name, folded: foldText(name).replaceAll(" ", "") })) ?? null,
    numbered,
    verb: verb?.[1] ? { word: verb[1], object: verb[2] ?? "" } : null,
  };
}
