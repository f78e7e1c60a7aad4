import { readFileSync } from "node:fs";
import { sentencesCorpus, sentenceWorld } from "../../../src/chinese/corpora/sentences.ts";
import { makeCalendar, parseHolidays } from "../../../src/chinese/time/index.ts";
import { worldOf } from "../names/world.ts";

const calendar = makeCalendar(parseHolidays(readFileSync("test/corpus/holidays.csv", "utf8")));
const names = worldOf("");
export const { people } = names;
export const world = sentenceWorld(names, calendar);
export const corpus = sentencesCorpus(world);
