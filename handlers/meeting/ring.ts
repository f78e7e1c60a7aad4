import type { Ring } from "../../src/bot/record/ring.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { bellWords, nextBell } from "../../src/ledger/meeting.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import type { Tables } from "../../src/store/tables.ts";
import { askOfLeft } from "./left.ts";

/** Before it begins it is looked who left. Whoever speaks and whoever holds the meeting hear that a minute is left, and that it is over. */
export const ring: Ring = {
  kind: "meeting",
  async tell(rows, tables, now) {
    for (const row of rows) await tellOne(row, tables, now);
    return null;
  },
};

async function tellOne(row: RecordRow, tables: Tables, now: number): Promise<void> {
  if (row.state === "planned") return askOfLeft(row, tables, now);
  const item = (await tables.meetings.agenda(row.id)).find(({ state }) => state === "speaking");
  if (!item || item.began_at === null || row.state !== "running") return;
  const began = Number(item.began_at);
  const words = bellWords(began, item.minutes, now);
  await tables.records.change(row, { next_at: nextBell(began, item.minutes, now) });
  if (words === null) return;
  const people = [row.owner_id, item.person_id].filter((id) => id !== null);
  for (const person of new Set(people))
    await tell(
      {
        ...{ to: { person }, text: `${item.position}号 ${item.name} ${words}。`, subject: row.id },
        ...{ cause: `bell:${item.id}:${began}:${words}:${person}`, why: "own", private: true },
        expires: now + 2 * 60_000,
      },
      { tables, now },
    );
}
