import type { Context } from "../../src/bot/context.ts";
import { parseChatKey } from "../../src/bot/message.ts";
import { unnamedField } from "../../src/bot/record/author.ts";
import { numbersIn, townsOf, written } from "../../src/bot/record/find.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import type { PlaceRow } from "../../src/store/schema.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import type { Tables } from "../../src/store/tables.ts";

const kinds = ["opinion", "consultation", "talk", "visit", "assignment"] as const;
const letters = ["O", "C", "T", "V", "J"];

/** What a motion comes from: records of its village that are nobody's secret. @throws UserError */
export async function originsIn(said: string, village: PlaceRow, context: Context): Promise<readonly RecordRow[]> {
  const found: RecordRow[] = [];
  const numbers = numbersIn(said, letters);
  if (numbers.length === 0) throw new UserError(`没听懂来自“${said.slice(0, 20)}”。例：来自：O31、C7`);
  for (const number of numbers) {
    const rows = await context.tables.records.find(townsOf(context), kinds, number.number);
    const row = rows.find(
      (each) =>
        numberOf(each) === written(number) && context.places.get(each.place_id ?? "")?.path.startsWith(village.path),
    );
    if (!row) throw new UserError(`${village.name}没有 ${written(number)}。`);
    if (row.sensitive === 1 || row.accused !== "")
      throw new UserError(`${written(number)} 是内部的，不能写进公开的议题。`);
    found.push(row);
  }
  return [...new Map(found.map((row) => [row.id, row])).values()];
}

export type Moment = "in" | "decided" | "not decided" | "done";

const times: Readonly<Record<Moment, number>> = { in: 1, decided: 2, "not decided": 3, done: 3 };

/**
 * Whoever raised what a motion comes from hears of it where they spoke: that it is in, that it is decided, that it is done
 * or will not be. Never a fourth time; who asked without a name is not told.
 */
export async function tellOrigins(
  motion: { readonly id: string; readonly number: string },
  moment: Moment,
  what: string,
  telling: { readonly tables: Tables; readonly now: number },
): Promise<void> {
  const { tables, now } = telling;
  for (const row of await tables.motionOrigins.of(motion.id)) {
    if (row.told >= times[moment] || row.kind !== "opinion" || row.chat === "") continue;
    const isUnnamed = tables.records.openFields(row)[unnamedField] !== undefined;
    const inGroup = parseChatKey(row.chat).kind === "group";
    await tables.motionOrigins.told(motion.id, row.id, times[moment]);
    const account = row.asker_account ?? row.account;
    if (isUnnamed || (!inGroup && account === "")) continue;
    await tell(
      {
        to: inGroup ? { chat: row.chat } : { account },
        text: `${inGroup ? "意见" : "您的建议"}（${numberOf(row)}${row.told > 0 && row.via ? `，${row.via} 并入` : ""}）${what}`,
        ...{ cause: `motion:${motion.id}:${moment}:${row.id}`, subject: motion.id, why: "others" },
      },
      { tables, now },
    );
  }
}
