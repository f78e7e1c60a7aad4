import fs from "node:fs";
import { createRequire } from "node:module";
import * as chrono from "chrono-node/zh/hans";
import {
  makeCalendar,
  parseHolidays,
  readTime,
  sameCorpusForm,
  type TimeUse,
  toCorpusForm,
} from "../src/chinese/time/index.ts";

// This grammar beside two libraries on the time corpora, as a Markdown table. Run: node dist/bench/time-compare.js

type Row = { text: string; sent: string; use: TimeUse; expected: string; clocked: boolean };
type Verdict = "right" | "not understood" | "silently wrong";
/** What a library found: fields of the clock on the wall, `YYYY-MM-DD` and `HH:MM`; null for nothing. */
type Found = { day: string; clock: string } | null;
type ChiTimeNlp = new () => { parse(text: string, base: Date): string | false; turnOffPreferFuture(): void };

const ChiNormalizer = createRequire(import.meta.url)("chi-time-nlp") as ChiTimeNlp;
const corpus = new URL("../../test/corpus/", import.meta.url);
const calendar = makeCalendar(parseHolidays(fs.readFileSync(new URL("holidays.csv", corpus), "utf8")));

function readRows(file: string): Row[] {
  const lines = fs.readFileSync(new URL(file, corpus), "utf8").split("\n");
  return lines
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [text = "", sent = "", use, expected = "", how = ""] = line.split("\t");
      // where no clock was said a library is held to the day only, since 8:00 and 18:00 are rules of ours
      const clocked = how === "" ? !/T(?:08|18):00/.test(expected) : /@|^rel|^clock/.test(how);
      return { text, sent, use: use as TimeUse, expected, clocked };
    });
}

/** With what a user of the library would add: NFKC before, the future preferred for what lies ahead. */
function byChrono(row: Row): Found {
  const reference = { instant: new Date(row.sent), timezone: 480 };
  const [first] = chrono.parse(row.text.normalize("NFKC"), reference, { forwardDate: row.use !== "record" });
  if (!first) return null;
  const [day = "", clock = ""] = new Date(first.start.date().getTime() + 8 * 3_600_000).toISOString().split("T");
  return { day, clock: clock.slice(0, 5) };
}

function byChiTimeNlp(row: Row): Found {
  const normalizer = new ChiNormalizer();
  if (row.use === "record") normalizer.turnOffPreferFuture();
  const found = normalizer.parse(row.text.normalize("NFKC"), new Date(row.sent.slice(0, 16)));
  const [day = "", clock = ""] = found === false ? [] : found.split(" ");
  return found === false ? null : { day, clock: clock.slice(0, 5) };
}

function judge(row: Row, found: Found): Verdict {
  if (row.expected === "none") return found ? "silently wrong" : "right";
  if (!found) return "not understood";
  const isPast = `${found.day}T${found.clock}` <= row.sent.slice(0, 16);
  if (row.expected === "past") return isPast ? "right" : "silently wrong";
  const [day = "", clock] = row.expected.slice(0, 16).split("T");
  return found.day === day && (!row.clocked || !clock || clock === found.clock) ? "right" : "silently wrong";
}

function judgeOurs(row: Row): Verdict {
  const form = toCorpusForm(readTime(row.text, { sentAt: Date.parse(row.sent), use: row.use, calendar }));
  if (sameCorpusForm(form, row.expected)) return "right";
  return form === "ask" || form === "none" || form === "past" ? "not understood" : "silently wrong";
}

const readers: readonly (readonly [string, (row: Row) => Verdict])[] = [
  ["this grammar", judgeOurs],
  ["chrono-node 2.10.3, zh.hans", (row) => judge(row, byChrono(row))],
  ["chi-time-nlp 1.0.4", (row) => judge(row, byChiTimeNlp(row))],
];

for (const file of ["time.tsv", "own-time.tsv"]) {
  const rows = readRows(file);
  const lines = readers.map(([name, verdict]) => {
    const verdicts = rows.map(verdict);
    const count = (wanted: Verdict) => verdicts.filter((each) => each === wanted).length;
    const percent = Math.round((count("right") / rows.length) * 100);
    return `| ${name} | ${count("right")} (${percent} %) | ${count("not understood")} | ${count("silently wrong")} |`;
  });
  const head = ["| reader | right | not understood | silently wrong |", "| --- | --- | --- | --- |"];
  process.stdout.write(`\n\`test/corpus/${file}\`, ${rows.length} sentences\n\n${[...head, ...lines].join("\n")}\n`);
}
