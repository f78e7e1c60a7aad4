import type { Context } from "../../src/bot/context.ts";
import { type SaidNumber, spokenOf } from "../../src/bot/record/find.ts";
import { type Reply, recorded } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { type KindName, numberOf } from "../../src/ledger/kinds.ts";

const labelled: readonly KindName[] = ["talk", "visit", "opinion", "assignment", "deed"];

/** The label of what was said or quoted; `不算` in front takes it away. @throws UserError */
export async function give(
  numbers: readonly SaidNumber[],
  tag: string,
  isTaken: boolean,
  command: string,
  context: Context,
): Promise<Reply> {
  const { tables, message, now } = context;
  const rows = await spokenOf(numbers, { kinds: labelled, by: () => ["author", "owner", "cadre"] }, context);
  if (rows.length === 0) throw new UserError(`没找到您能记的那一条。例：/${command} V3 ${tag}`);
  const told: string[] = [];
  for (const row of rows) {
    const isDone = isTaken
      ? await tables.tags.take(row.id, tag)
      : await tables.tags.give(row.id, tag, { account: message.sender.account, at: now });
    const said = isTaken ? (isDone ? "不算" : "本来就不算") : isDone ? "记进" : "已经在";
    told.push(`${numberOf(row)} ${said}${tag}`);
  }
  const [first] = rows;
  const back = isTaken || !first ? "" : `错了回“/${command} ${numberOf(first)} 不算${tag}”。`;
  const text = `${told.join("，")}了。${back}`;
  return recorded(text, text);
}
