import { readFile } from "node:fs/promises";
import type { Readable } from "node:stream";
import { text as readAll } from "node:stream/consumers";
import type { Corpus } from "../chinese/corpora/corpus.ts";
import { namesCorpus, nameWorld } from "../chinese/corpora/names.ts";
import { understandLine, wordCorpora } from "../chinese/corpora/understand.ts";
import { makeCalendar } from "../chinese/time/index.ts";
import { timeCorpus } from "../chinese/time/time-corpus.ts";
import { checkHolidays } from "../import/check-holidays.ts";
import { readTable } from "../import/read-table.ts";
import { type CliContext, readFlags, UsageError } from "./tool.ts";

const usage =
  "understand time|commands|consultations|privacy|numbers|names [FILE] [--check] [--holidays FILE] [--places FILE] [--people FILE]";

/** What the bot makes of sentences: one JSON result a line, as the file's `expected` is written. */
export const understandCommand = {
  usage,
  async run(words: readonly string[], context: CliContext): Promise<number> {
    const { flags, rest } = readFlags(words, ["--holidays", "--places", "--people"], ["--check"]);
    const [kind = "", file] = rest;
    const corpus = await corpusOf(kind, flags, context.now());
    const lines = (file === undefined ? await readAll(context.input as Readable) : await readFile(file, "utf8")).split(
      /\r?\n/,
    );
    return flags.has("--check") ? check(corpus, lines, context) : print(corpus, lines, context);
  },
};

async function corpusOf(kind: string, flags: ReadonlyMap<string, string>, now: number): Promise<Corpus> {
  if (kind in wordCorpora) return wordCorpora[kind as keyof typeof wordCorpora] as Corpus;
  if (kind === "time") return timeCorpus(await calendarOf(flags.get("--holidays")), now) as Corpus;
  if (kind !== "names") throw new UsageError(usage);
  const [places, people] = await Promise.all([rowsOf(flags.get("--places")), rowsOf(flags.get("--people"))]);
  return namesCorpus(nameWorld(places, people)) as Corpus;
}

async function calendarOf(file: string | undefined) {
  if (file === undefined) return makeCalendar([]);
  const { good, bad } = checkHolidays(await readTable(file));
  if (bad.length > 0) throw new UsageError(bad.map(({ reason }) => reason).join("\n"));
  return makeCalendar(good);
}

const rowsOf = async (file: string | undefined) =>
  file === undefined ? [] : [...(await readTable(file)).rows].map(({ cells }) => cells);

function print(corpus: Corpus, lines: readonly string[], { out, err }: CliContext): number {
  let broken = 0;
  for (const [index, line] of lines.entries()) {
    const understood = attempt(corpus, line, index, err);
    if (understood === "broken") broken++;
    else if (understood) out(JSON.stringify(understood.got));
  }
  return broken > 0 ? 1 : 0;
}

function check(corpus: Corpus, lines: readonly string[], { out, err }: CliContext): number {
  let agreed = 0;
  let asked = 0;
  for (const [index, line] of lines.entries()) {
    const understood = attempt(corpus, line, index, err);
    if (understood === null || (understood !== "broken" && understood.expected === undefined)) continue;
    asked++;
    if (understood === "broken") continue;
    if (understood.agrees) agreed++;
    else
      out(`line ${index + 1}: ${JSON.stringify(understood.got)} but expected ${JSON.stringify(understood.expected)}`);
  }
  out(`${agreed} of ${asked} agree`);
  return agreed === asked ? 0 : 1;
}

function attempt(corpus: Corpus, line: string, index: number, err: (line: string) => void) {
  try {
    return understandLine(corpus, line);
  } catch (error) {
    err(`line ${index + 1}: ${error instanceof Error ? error.message : String(error)}`);
    return "broken" as const;
  }
}
