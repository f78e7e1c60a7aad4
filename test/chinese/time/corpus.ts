import fs from "node:fs";
import { makeCalendar, parseHolidays, readTime, type TimeUse, toCorpusForm } from "../../../src/chinese/time/index.ts";

export type Case = { readonly text: string; readonly sent: string; readonly use: TimeUse; readonly expected: string };

const here = new URL("../../../../test/corpus/", import.meta.url);

export const calendar = makeCalendar(parseHolidays(fs.readFileSync(new URL("holidays.csv", here), "utf8")));

export function readCases(file: string): Case[] {
  const lines = fs.readFileSync(new URL(file, here), "utf8").split("\n");
  return lines
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [text = "", sent = "", use = "", expected = ""] = line.split("\t");
      return { text, sent, use: use as TimeUse, expected };
    });
}

export function read(text: string, sent: string, use: TimeUse) {
  return readTime(text, { sentAt: Date.parse(sent), use, calendar });
}

export function readForm(text: string, sent: string, use: TimeUse): string {
  return toCorpusForm(read(text, sent, use));
}
