import { readTime, type TimeResult } from "../time/index.ts";
import type { Doubt, SaidPerson, Span } from "./draft.ts";
import { mentionsOf, type PersonMention } from "./mentions.ts";
import type { RemindWord } from "./remind.ts";
import type { Scene } from "./scene.ts";
import { hidden, shifted } from "./time-slot.ts";
import { whomOf } from "./whom.ts";

export type ReminderSlots = {
  readonly people: readonly SaidPerson[];
  readonly whom: "self" | "group" | "people" | null;
  readonly time: TimeResult;
  readonly doubts: readonly Doubt[];
};

const GROUP =
  /^[\s,]*(?:本群|大家(?:伙儿?)?|大伙儿?|乡亲们|全体(?:村民|人员|干部)?|群里|(?:\p{Script=Han}{1,6}?的?)?(?:工作群|村民群)|所有人)/u;

/** Whom, when; all else is the matter. People count only directly behind the word: 提醒王建国明天9点来镇里. */
export function reminderSlots(
  scene: Scene,
  from: number,
  to: number,
  word: RemindWord,
): ReminderSlots & { group: Span | null } {
  const { text, speaker, world } = scene;
  const people: PersonMention[] = [];
  const group = word.whom === "other" ? GROUP.exec(text.slice(word.end, to)) : null;
  if (word.whom === "other" && !group) {
    for (const one of mentionsOf(text, word.end, Math.min(to, word.end + 40), speaker.placeId, world)) {
      const behind = text.slice(people.at(-1)?.end ?? word.end, one.start);
      if (one.is !== "person" || !/^(?:[\s、,，和跟与及:]|一下)*$/.test(behind)) break;
      people.push(one);
    }
  }
  const line = hidden(text, people).slice(from, to);
  const time = shifted(readTime(line, { sentAt: speaker.sentAt, use: "reminder", calendar: world.calendar }), from);
  const said = people.map((one): SaidPerson => {
    const { start, end } = one;
    return { start, end, said: text.slice(start, end), people: whomOf(one, [], speaker.placeId, world) };
  });
  const whom = word.whom === "group" || group ? "group" : said.length > 0 ? "people" : "self";
  const doubts: Doubt[] = said
    .filter((one) => one.people.length !== 1)
    .map(({ start, end }) => ({ about: "person", start, end }));
  if (time.kind === "none") doubts.push({ about: "no time", start: from, end: to });
  else if (time.kind === "ask" || time.kind === "past")
    doubts.push({ about: "time", ...time.span, ...(time.kind === "ask" ? { question: time.question } : {}) });
  const at = group && { start: word.end, end: word.end + group[0].length };
  return { people: said, whom, time, doubts, group: at };
}
