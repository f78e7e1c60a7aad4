import type { Corpus } from "../corpora/corpus.ts";
import type { Calendar } from "./calendar.ts";
import { sameCorpusForm, toCorpusForm } from "./corpus-form.ts";
import { readTime } from "./read-time.ts";
import type { TimeUse } from "./result.ts";

type Input = { readonly text: string; readonly sentAt: number; readonly use: TimeUse };

const uses: readonly string[] = ["reminder", "deadline", "record"] satisfies TimeUse[];

/** `time.tsv`: a sentence, when it was sent, what for, and the time meant. A bare sentence is a reminder said `now`. */
export function timeCorpus(calendar: Calendar, now: number): Corpus<Input> {
  return {
    parse(line) {
      if (!line.trim() || line.startsWith("#")) return null;
      const [text = "", sent, use, expected] = line.split("\t");
      if (use !== undefined && use !== "" && !uses.includes(use))
        throw new Error(`use ${use} is none of ${uses.join(" ")}`);
      const sentAt = sent ? Date.parse(sent) : now;
      if (Number.isNaN(sentAt)) throw new Error(`sent_at ${sent} is no time`);
      return { input: { text, sentAt, use: (use as TimeUse) || "reminder" }, expected: expected || undefined };
    },
    answer: ({ text, sentAt, use }) => toCorpusForm(readTime(text, { sentAt, use, calendar })),
    same: (got, expected) => sameCorpusForm(String(got), String(expected)),
  };
}
