import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { numbersArgument, optional, textField } from "../../src/bot/reading/declare.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { here, privately, type Reply } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { formatDateTime } from "../../src/chinese/time/index.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import { askedOf, factsOf, fieldsOf } from "./asked.ts";
import { countOf } from "./count.ts";
import { resultOf, resultText } from "./end.ts";
import { meant } from "./meant.ts";
import { countText, until } from "./wording.ts";

/** How it stands, or how it ended; what was decided goes back to every group that was asked. */
export const resultForm = defineForm({
  word: "结果",
  summary: "看结果，公布决定",
  examples: ["/征求 结果 C7", "/征求 结果 C7 决定：走东线"],
  args: z.object({ numbers: optional(numbersArgument("号")), decision: textField("决定") }),
  async run({ numbers = [], decision }, context) {
    const { tables, now } = context;
    const row = await meant(numbers, "/征求 结果 C7", context);
    const asked = askedOf(row, tables);
    const facts = factsOf(row, tables);
    const result = resultOf(facts);
    if (decision !== undefined) return decide(row, decision, context);
    if (result) return privately(resultText(asked, result, facts.decision));
    const count = await countOf(asked, tables);
    const unclear = count.unclassified > 0 ? `归类：/征求 归类 ${asked.number}` : "";
    return privately(
      `【${asked.number}】已收${countText(count, asked.options, true)}${until(asked.closesAt, now)}截止。${unclear}`,
    );
  },
});

async function decide(row: RecordRow, decision: string, context: Context): Promise<readonly Reply[]> {
  const { tables, message, actor, now } = context;
  const asked = askedOf(row, tables);
  const facts = factsOf(row, tables);
  const result = resultOf(facts);
  if (!result) throw new UserError(`${asked.number} 还没截止，截止后再公布决定。提前截止：/征求 截止 ${asked.number}`);
  const fields = JSON.stringify(fieldsOf({ ...facts, decision }));
  if (!(await tables.records.change(row, { state: "decided", fields })))
    throw new UserError(`${asked.number} 刚被别人动过，请再看一下。`);
  await tables.audit.add({
    ...{ at: now, account: message.sender.account, personId: actor.person?.id ?? null },
    ...{ action: "决定", subject: row.id, detail: decision },
  });
  const text = resultText(asked, result, decision);
  const own = chatKey(message.chat);
  const groups = await tables.consultations.groupsOf(row.id);
  let later: number | null = null;
  for (const { chat } of groups) {
    if (chat === own) continue;
    const told = await tell(
      { to: { chat }, text, cause: `${causesOf(message.key)}decision:${chat}`, subject: row.id, why: "closing" },
      context,
    );
    if (told.way !== "none" && told.from > now) later = told.from;
  }
  if (groups.some(({ chat }) => chat === own)) return [{ ...here(text), subject: row.id }];
  const when = later === null ? "发回" : `现在不打扰人，${formatDateTime(later, now)}发回`;
  return [{ ...here(`${asked.number} 的决定${when}${groups.length}个群。`), subject: row.id }];
}
