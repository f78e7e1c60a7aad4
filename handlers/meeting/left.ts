import type { Context } from "../../src/bot/context.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { atMinute, dayNumber } from "../../src/chinese/time/index.ts";
import type { AgendaItem } from "../../src/store/tables/meetings.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import type { Tables } from "../../src/store/tables.ts";
import { callOf } from "./names.ts";
import { sittingOf } from "./sitting.ts";

/** A speaker who does not hold the post any more, and who does. */
export type LeftSpeaker = {
  readonly item: AgendaItem;
  readonly successors: readonly { readonly id: string; readonly name: string }[];
};

export async function leftSpeakers(
  agenda: readonly AgendaItem[],
  { people }: Pick<Tables, "people">,
): Promise<readonly LeftSpeaker[]> {
  const left: LeftSpeaker[] = [];
  for (const item of agenda.filter(({ state }) => state === "waiting")) {
    const holders = await people.inOffice([item.place_id]);
    if (item.role === "admin" || holders.some(({ person_id }) => person_id === item.person_id)) continue;
    const successors = holders
      .filter(({ role, person_id }) => role === item.role && agenda.every((one) => one.person_id !== person_id))
      .map(({ person_id, name }) => ({ id: person_id, name }));
    left.push({ item, successors });
  }
  return left;
}

/** Each morning until the meeting it is looked whether its speakers are still in office. */
const look = 8 * 60 + 50;

export function nextLook(begins: number, now: number): number | null {
  const today = atMinute(dayNumber(now), look);
  const next = today > now ? today : atMinute(dayNumber(now) + 1, look);
  return next < begins ? next : null;
}

/** Whoever arranges a meeting is asked, once for each, what is to become of a place whose speaker left. */
export async function askOfLeft(row: RecordRow, tables: Tables, now: number): Promise<void> {
  if (row.state !== "planned") return;
  await tables.records.change(row, { next_at: nextLook(row.due_at ?? now, now) });
  const { number, agenda, people } = await sittingOf(row, tables);
  const arrangers = people.filter(({ part }) => part === "arranger").map(({ person_id }) => person_id);
  const to = arrangers.length > 0 ? arrangers : [row.owner_id].filter((id) => id !== null);
  for (const { item, successors } of await leftSpeakers(agenda, tables)) {
    const [successor] = successors;
    const what = successor ? `①由新任${successor.name}述 ②书面 ③划掉` : "①书面 ②划掉";
    for (const person of to)
      await tell(
        {
          ...{ to: { person }, subject: row.id, why: "others", private: true },
          text: `${number} ${callOf(item)}不在岗了：${what}。回“/述职 换人 ${number}”来定。`,
          cause: `left:${item.id}:${item.person_id}:${person}`,
          expires: row.due_at ?? now,
        },
        { tables, now },
      );
  }
}

/** Said where a meeting is to begin with somebody who left. */
export async function leftWords(agenda: readonly AgendaItem[], { tables }: Pick<Context, "tables">): Promise<string> {
  const left = await leftSpeakers(agenda, tables);
  return left.map(({ item }) => callOf(item)).join("、");
}
