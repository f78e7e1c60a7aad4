import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { numbersArgument, optional, textArgument, textField, timeField } from "../../src/bot/reading/declare.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { UserError } from "../../src/bot/user-error.ts";
import type { Asked } from "../../src/ledger/consultation.ts";
import { askedOf, type Facts, factsOf, fieldsOf } from "./asked.ts";
import { put, sayMoved, stillOpen, untilOf } from "./forms.ts";
import { meant } from "./meant.ts";
import { readOptions } from "./options.ts";
import { openingText } from "./wording.ts";

/**
 * Before anybody has spoken the question may be put right; afterwards only its end: what people have answered is what
 * they were asked. Every group that was asked hears it once.
 */
export const amendForm = defineForm({
  word: "更正",
  summary: "改截止时间；还没人说话时也能改题目、选项",
  examples: ["/更正 C7 截止：周六18:00", "/更正 C7 选项：东线/南线"],
  args: z.object({
    numbers: optional(numbersArgument("号")),
    title: optional(textArgument("题目")),
    options: textField("选项"),
    until: timeField("截止", "deadline"),
  }),
  async run({ numbers = [], title, options, until }, context) {
    const { tables } = context;
    const row = await meant(numbers, "/更正 C7 截止：周六18:00", context);
    const before = askedOf(row, tables);
    const { number } = before;
    stillOpen(row, before, context);
    const closesAt = until ? untilOf(until, before, context) : before.closesAt;
    const isReworded = title !== undefined || options !== undefined;
    if (!isReworded && closesAt === before.closesAt)
      throw new UserError(`没说改成什么。例：/更正 ${number} 截止：周六18:00`);
    if (isReworded && (await hasHeard(row.id, context)))
      throw new UserError(
        `${number} 已经有人说话了，题目和选项不能再改，只能改截止：/更正 ${number} 截止：周六18:00。要换题，截止了另开一个。`,
      );
    const words = title ?? before.title;
    const choices = options ?? (before.options ? written(before) : undefined);
    const asked: Asked = { ...before, title: words, closesAt, ...readOptions(choices, words) };
    const facts: Facts = { ...factsOf(row, tables), options: asked.options, numbered: asked.numbered };
    const change = {
      text: tables.records.words(row, words),
      fields: tables.records.words(row, JSON.stringify(fieldsOf(facts))),
    };
    await put(row, asked, { action: "更正", detail: changed(before, asked) }, isReworded ? change : {}, context);
    return isReworded ? sayAmended(asked, facts, context) : sayMoved(asked, context);
  },
});

const hasHeard = async (id: string, { tables }: Context): Promise<boolean> =>
  (await tables.consultationWords.of(id)).length > 0 || (await tables.consultationVoices.of(id)).length > 0;

const written = ({ options, numbered }: Asked): string =>
  (options ?? []).map((option, at) => `${numbered ? at + 1 : ""}${option}`).join("/");

const changed = (before: Asked, after: Asked): string =>
  `${before.title} ${written(before)} → ${after.title} ${written(after)}`;

/** It is an opening again: who quotes it answers. */
async function sayAmended(asked: Asked, facts: Facts, context: Context): Promise<readonly Reply[]> {
  const { tables, now, message } = context;
  const own = chatKey(message.chat);
  const groups = await tables.consultations.groupsOf(asked.id);
  const textFor = (hears: (typeof groups)[number]["hears"]) =>
    openingText(asked, { hears, isUnnamed: facts.unnamed, isAmended: true }, now);
  for (const { chat, hears } of groups)
    if (chat !== own)
      await tell(
        {
          ...{ to: { chat }, text: textFor(hears), cause: `${causesOf(message.key)}amended:${chat}` },
          ...{ subject: asked.id, why: "others", expires: asked.closesAt },
        },
        context,
      );
  const isHere = groups.find(({ chat }) => chat === own);
  return isHere
    ? [{ ...here(textFor(isHere.hears)), subject: asked.id }]
    : [{ ...here(`${asked.number} 更正了，告诉问过的${groups.length}个群。改错了再更正一次。`), subject: asked.id }];
}
