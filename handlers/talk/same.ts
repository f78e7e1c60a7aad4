import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { listChoices, newOrder } from "../../src/bot/order.ts";
import { numbersArgument, optional } from "../../src/bot/reading/declare.ts";
import { isJoined, join } from "../../src/bot/record/counted.ts";
import { spokenOf } from "../../src/bot/record/find.ts";
import { placesOf } from "../../src/bot/record/keep.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { privately } from "../../src/bot/reply.ts";
import { putQuestion } from "../../src/bot/turn/question.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

/** Its name in the history, and what is answered. */
const [joining, apart] = ["合并", "分开"] as const;
const yes = "是 对 嗯 是同一次 同一次 是一次 一次 合起来 合 一起去".split(" ");
const no = "不是同一次 不同 两次 是两次 各是各".split(" ");
const example = "例：/同一次 T2 T1";

/** Two who went together both wrote it down: it stays with both, and counts once. */
export const sameTalk = defineCommand({
  name: "同一次",
  aliases: ["same"],
  prompted: true,
  summary: "两个人记了同一次谈心，合起来算一次",
  role: "cadre",
  where: ["direct", "cadre"],
  examples: ["/同一次 T2 T1"],
  args: z.object({ numbers: optional(numbersArgument("号")) }),
  async run({ numbers = [] }, context) {
    const { order, message, talkingIn, actor, tables, now } = context;
    const [said, other] = numbers;
    const [row] = await spokenOf(said ? [said] : [], { kinds: ["talk"], by: () => ["author"] }, context);
    if (!row) throw new UserError(`没有您记的这条谈心。${example}`);
    if (order?.chosen.apart !== undefined) return privately(`好，${numberOf(row)} 单独算一次。`);
    if (isJoined(row)) throw new UserError(`${numberOf(row)} 已经合并了。`);
    const into = (await sameAs(row, tables)).find((one) => !other || one.number === other.number);
    if (!into) throw new UserError(`没找到别人记的同一天、同一个地方、跟同一个人的谈心。${example}`);
    if (!(await join(row, into, tables))) throw new UserError("刚被别人动过，请再看一下。");
    const act = { account: message.sender.account, at: now };
    await tables.moves.add({
      ...{ ...act, record_id: row.id, person_id: actor.person?.id ?? null, chat: chatKey(talkingIn), word: joining },
      ...{ from_state: row.state, to_state: row.state, note: numberOf(into), before: { of_id: null } },
      cause: `${causesOf(message.key)}${joining}:${row.id}`,
    });
    await tables.audit.add({
      ...{ ...act, personId: actor.person?.id ?? null, action: joining, subject: row.id, detail: numberOf(into) },
    });
    const text = `${numberOf(row)} 和 ${numberOf(into)} 合起来算一次，两个人都还留着。错了回“撤销”。`;
    return { ...privately(text, "合好了。"), subject: row.id };
  },
});

/** What others wrote down of one day with one person at the same places, and is not joined to another one itself. */
async function sameAs(row: RecordRow, tables: Context["tables"]): Promise<RecordRow[]> {
  if (row.with_person_id === null) return [];
  const found = await tables.recent.withSame("talk", row.with_person_id, row.day, row.author_id ?? "");
  const at = [...placesOf(row, tables)].sort().join();
  return found.filter((one) => !isJoined(one) && [...placesOf(one, tables)].sort().join() === at);
}

/** Asked of the second, who alone knows whether it was one talk; nothing where that cannot be asked in private. */
export async function askWhetherSame(id: string, context: Context): Promise<string> {
  const { message, tables } = context;
  const row = message.privately ? await tables.records.get(id) : undefined;
  const [other] = row ? await sameAs(row, tables) : [];
  if (!row || !other?.author_id) return "";
  const author = (await tables.people.get(other.author_id))?.name ?? "";
  const chosen = { record: row.id };
  const order = newOrder("同一次", "");
  const choices = [
    { label: joining, also: yes, order: { ...order, chosen } },
    { label: apart, also: no, order: { ...order, chosen: { ...chosen, apart: "yes" } } },
  ];
  const text = `${author}也记了这天跟${row.with_name}谈，和 ${numberOf(other)} 是同一次？${listChoices([joining, apart])}。`;
  await putQuestion({ kind: "choice", choices }, text, context);
  return text;
}
