import { commandsCorpus } from "./commands.ts";
import { consultationsCorpus } from "./consultations.ts";
import type { Corpus } from "./corpus.ts";
import { numbersCorpus } from "./numbers.ts";
import { privacyCorpus } from "./privacy.ts";

/** The corpora that need nothing but themselves. */
export const wordCorpora = {
  commands: commandsCorpus,
  consultations: consultationsCorpus,
  privacy: privacyCorpus,
  numbers: numbersCorpus,
} satisfies Record<string, Corpus>;

export type Understood = {
  readonly got: unknown;
  readonly expected?: unknown;
  /** left out when the line expects nothing */
  readonly agrees?: boolean;
};

/** What the bot makes of one line of a corpus file; null when it is no case. Throws on a broken line. */
export function understandLine(corpus: Corpus, line: string): Understood | null {
  const parsed = corpus.parse(line);
  if (!parsed) return null;
  const got = corpus.answer(parsed.input);
  const { expected } = parsed;
  return expected === undefined ? { got } : { got, expected, agrees: corpus.same(got, expected) };
}
