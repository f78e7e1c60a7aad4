import { z } from "zod";
import { defineCommand, everywhere } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { numbersArgument, optional } from "../../src/bot/reading/declare.ts";
import { briefOf } from "../../src/bot/record/brief.ts";
import { type SaidNumber, townsOf } from "../../src/bot/record/find.ts";
import { move } from "../../src/bot/record/move.ts";
import { restoreRecord } from "../../src/bot/record/restore.ts";
import { here, recorded } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { kindOf, kindOfLetter, kinds, movesCalled, numberOf } from "../../src/ledger/kinds.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

const restorable = 24 * 60 * 60_000;

/** Brings back what 撤销 or a recall took, for a day. */
export const restore = defineCommand({
  name: "恢复",
  prompted: true,
  aliases: ["要回来", "还原", "restore"],
  summary: "要回刚撤销的",
  role: "anyone",
  where: everywhere,
  examples: ["恢复", "恢复 T3"],
  args: z.object({ numbers: optional(numbersArgument("号")) }),
  async run({ numbers = [] }, context) {
    const { message, tables, now } = context;
    const [account, chat, since] = [message.sender.account, chatKey(message.chat), now - restorable] as const;
    const rows =
      numbers.length > 0 ? await called(numbers, context) : await tables.withdrawn.lastIn(account, chat, since);
    const undone = numbers.length > 0 ? undefined : await tables.moves.lastUndone(account, chat, since);
    if (undone && (undone.undone_at ?? 0) > (rows[0]?.withdrawn_at ?? 0)) {
      const row = await tables.records.get(undone.record_id);
      if (row && doneAgain(undone.word, row.kind)) {
        const letter = kindOf(row.kind).letter;
        const words = tables.moves.openNote(undone) ?? "";
        return move(undone.word, { numbers: [{ letter, number: row.number }], words, delay: null }, context);
      }
      return here(`撤销的是${row ? ` ${numberOf(row)} 的` : ""}${undone.word}，要的话请再发一次。`);
    }
    const back: RecordRow[] = [];
    let clocks = 0;
    for (const row of rows) {
      const done = await restoreRecord(row, context);
      if (!done) continue;
      back.push(row);
      clocks += done.clocks;
    }
    if (back.length === 0) return here("一天内没有撤销过什么，没有可恢复的。");
    const also = clocks > 0 ? `，${clocks}条提醒也恢复了` : "";
    return recorded(
      `恢复了 ${back.map((row) => briefOf(row, context)).join("、")}${also}。`,
      `恢复了 ${back.map(numberOf).join("、")}${also}。`,
      back[0]?.id,
    );
  },
});

/** What says nothing of a time is done again in the same words. */
function doneAgain(word: string, kind: RecordRow["kind"]): boolean {
  const called = movesCalled(word).filter((one) => one.kind.name === kind);
  return called.length > 0 && called.every(({ move: { needs } }) => needs !== "delay");
}

/** @throws UserError */
async function called(numbers: readonly SaidNumber[], context: Context): Promise<RecordRow[]> {
  const found: RecordRow[] = [];
  for (const { letter, number } of numbers) {
    const kind = letter === null ? undefined : kindOfLetter(letter);
    const among = kind ? [kind.name] : letter === null ? kinds.map(({ name }) => name) : [];
    const rows = among.length > 0 ? await context.tables.withdrawn.find(townsOf(context), among, number) : [];
    const mine = rows.filter((row) => row.account === context.message.sender.account);
    found.push(...mine.filter((row) => (row.withdrawn_at ?? 0) >= context.now - restorable));
  }
  const [said] = numbers;
  if (found.length === 0)
    throw new UserError(`一天内没有撤销过您的 ${said?.letter ?? ""}${said?.number ?? ""}，没有可恢复的。`);
  return found;
}
