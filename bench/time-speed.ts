import fs from "node:fs";
import { makeCalendar, parseHolidays, readTime, type TimeUse } from "../src/chinese/time/index.ts";

// Sentences per second of the time grammar on one core. Run: node dist/bench/time-speed.js

const corpus = new URL("../../test/corpus/", import.meta.url);
const calendar = makeCalendar(parseHolidays(fs.readFileSync(new URL("holidays.csv", corpus), "utf8")));
const cases = fs
  .readFileSync(new URL("time.tsv", corpus), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => line.split("\t"))
  .map(([text = "", sent = "", use]) => ({ text, sentAt: Date.parse(sent), use: use as TimeUse }));
const reminders = cases.filter((each) => each.use === "reminder");

export function sentencesPerSecond(seconds: number): number {
  const end = performance.now() + seconds * 1000;
  const start = performance.now();
  let count = 0;
  while (performance.now() < end)
    for (const { text, sentAt, use } of reminders) {
      readTime(text, { sentAt, use, calendar });
      count++;
    }
  return Math.round((count / (performance.now() - start)) * 1000);
}

sentencesPerSecond(1);
const rate = sentencesPerSecond(3);
process.stdout.write(
  `${rate.toLocaleString("en")} reminder sentences per second (${reminders.length} different ones)\n`,
);
