/** How a command may be called and which labelled fields it takes. Everything is written in simplified Chinese. */
export type CommandName = {
  readonly name: string;
  /** other words for it; `saysMore`: this one says more than the name and is handed on (今日, 本周) */
  readonly aliases: readonly { readonly word: string; readonly saysMore?: boolean }[];
  readonly labels: readonly string[];
  /**
   * Labels declared only under a first word, in addition to `labels`: a subcommand (`结果`), the letter of a record
   * number (`T` for T214), or `""` when the first word is none of these.
   */
  readonly labelsUnder?: Readonly<Record<string, readonly string[]>>;
  /**
   * `everywhere`: works in a group with neither sign nor mention, when it is alone in the message. `never`: needs its
   * sign one-to-one too, where no other name does
   */
  readonly bare?: "everywhere" | "never";
  /** a command that people know of and this version cannot do */
  readonly notYet?: true;
};

/** Labels that count after this first word (already folded, upper case). */
export function labelsAfter(command: CommandName, firstWord: string): readonly string[] {
  const under = command.labelsUnder;
  if (!under) return command.labels;
  const letter = /^([A-Z])[0-9]+$/.exec(firstWord)?.[1];
  return [...command.labels, ...((letter ? under[letter] : (under[firstWord] ?? under[""])) ?? [])];
}
