/** What a place may have set otherwise, from what is usual. */
export type TermsOf<Usual> = {
  readonly [Name in keyof Usual]: Usual[Name] extends number
    ? number
    : Usual[Name] extends boolean
      ? boolean
      : Usual[Name] extends string
        ? string
        : Usual[Name] extends readonly number[]
          ? readonly number[]
          : readonly string[];
};

/** As set at a place: JSON of what differs from the usual; null: nothing does. */
export const termsFrom = <Terms extends object>(usual: Terms, set: string | null): Terms =>
  set === null ? usual : { ...usual, ...(JSON.parse(set) as Partial<Terms>) };
