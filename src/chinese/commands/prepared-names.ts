import type { CommandName } from "./command-name.ts";

export type KnownWord = {
  readonly word: string;
  readonly command: CommandName;
  /** the alias itself, where it says more than the name */
  readonly calledAs?: string;
};

/** Names and aliases by their folded, lower-case spelling. */
export type PreparedNames = { readonly words: ReadonlyMap<string, KnownWord>; readonly longest: number };

/** Done once for the commands that exist; {@link recognise} is called with the result. */
export function prepareNames(commands: readonly CommandName[]): PreparedNames {
  const words = new Map<string, KnownWord>();
  for (const command of commands) {
    words.set(command.name, { word: command.name, command });
    for (const { word, saysMore } of command.aliases)
      words.set(word, { word, command, ...(saysMore ? { calledAs: word } : {}) });
  }
  return { words, longest: Math.max(0, ...[...words.keys()].map((word) => word.length)) };
}

/** The longest known word that `text` holds at `at`. A Latin word must not run on into a longer one or into a path. */
export function wordAt(names: PreparedNames, text: string, at: number): KnownWord | null {
  const ahead = text.slice(at, at + names.longest).toLowerCase();
  for (let length = ahead.length; length > 0; length--) {
    const known = names.words.get(ahead.slice(0, length));
    if (known && !(isLatin(known.word) && /[A-Za-z/\\_.@-]/.test(text.charAt(at + length)))) return known;
  }
  return null;
}

export function isLatin(word: string): boolean {
  return /^[a-z]+$/.test(word);
}
