import type { Picture } from "./picture.ts";

/** What goes to somebody as a file: the lines of a table, or of a text where the name does not end in `.xlsx`. */
export type Sheet = {
  /** `新会镇销号台账.xlsx` */
  readonly name: string;
  readonly lines: readonly (readonly string[])[];
};

/** What follows a text as a message of its own. */
export type Shown = Picture | Sheet;
