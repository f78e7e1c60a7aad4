/**
 * What a picture shows: places, counts and what they are of. Nobody's name and nobody's words ever stand in it, so that
 * it may be forwarded.
 */
export type Picture = {
  /** the place, or the campaign */
  readonly title: string;
  /** under it, in small letters */
  readonly about?: string;
  /** `11月21日 周六` */
  readonly day: string;
  /** `8:03`: up to when it is counted */
  readonly until: string;
  readonly blocks: readonly Block[];
};

export type Block = Squares | Bars | Days | Line;

/** A square for each place, coloured by how long ago it was reached. */
export type Squares = {
  readonly is: "squares";
  /** `谈心 17/21村` */
  readonly title: string;
  /** `本周+3` */
  readonly up?: string;
  /** 谈, 走 */
  readonly verb: string;
  /** in the order of the tree; days since the last time, null for never */
  readonly of: readonly { readonly name: string; readonly days: number | null }[];
};

/** How much of how many: of places below, of levels, of what was answered in time. */
export type Bars = {
  readonly is: "bars";
  readonly title?: string;
  readonly up?: string;
  readonly of: readonly { readonly word: string; readonly done: number; readonly all: number }[];
};

/** A column a day: those at home below, those away above. */
export type Days = {
  readonly is: "days";
  readonly title: string;
  readonly note?: string;
  /** how the first day is called; the last one is today */
  readonly from: string;
  readonly of: readonly { readonly home: number; readonly away: number }[];
};

/** Something to look after. */
export type Line = { readonly is: "line"; readonly text: string };
