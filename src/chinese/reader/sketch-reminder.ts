import { nothingYet, type Sketch, type Tile } from "./compose.ts";
import type { Span } from "./draft.ts";
import type { RemindWord } from "./remind.ts";
import { reminderSlots } from "./reminder.ts";
import type { Scene } from "./scene.ts";

export function reminding(scene: Scene, at: Span, word: RemindWord, signed = false): Sketch {
  const found = reminderSlots(scene, at.start, at.end, word);
  const { people, whom, time, doubts, group } = found;
  const slots: Tile[] = [{ as: "command", start: word.start, end: word.end }];
  if (group) slots.push({ as: "person", ...group });
  for (const one of people) slots.push({ as: "person", start: one.start, end: one.end });
  if (time.kind !== "none")
    for (const span of [time.span, ...(time.also ? [time.also] : []), ...(time.others ?? [])])
      slots.push({ as: "time", ...span });
  return { ...nothingYet, kind: "command", name: "提醒", signed, people, whom, time, doubts, slots, ...at };
}
