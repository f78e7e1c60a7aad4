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

// linear: a text of 2,000 characters costs about eight times one of 250 (CPU time, the best of several)
for (const unit of ["每周一、三、", "明天", "那天", "一二三四五六七八九", "前", "不是周三是"]) {
  const [short, long] = [250, 2000].map((length) => microseconds(unit.repeat(length).slice(0, length)));
  process.stdout.write(`${unit}…: ${short} µs for 250 characters, ${long} µs for 2,000\n`);
}

function microseconds(text: string): number {
  const sentAt = Date.parse("2026-11-21T10:00+08:00");
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 20; i++) {
    const before = process.cpuUsage();
    readTime(text, { sentAt, use: "reminder", calendar });
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, user + system);
  }
  return best;
}
