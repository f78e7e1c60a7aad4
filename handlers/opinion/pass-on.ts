import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { Ask, listChoices } from "../../src/bot/order.ts";
import { numbersArgument, optional, textArgument } from "../../src/bot/reading/declare.ts";
import { readNumbers } from "../../src/bot/reading/number.ts";
import { carryOut } from "../../src/bot/record/carry-out.ts";
import { notYours, spokenOf } from "../../src/bot/record/find.ts";
import { demandMovable } from "../../src/bot/record/move.ts";
import type { Reply } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { bound } from "../../src/chinese/privacy/clip.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { opinion } from "../../src/ledger/opinion.ts";
import { passedTo } from "../../src/ledger/opinion-passing.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import { mayReceive, type Receiver, receiversOf } from "./office.ts";

const word = "转";
const example = "例：/转 O31 民政所";

/** To whoever holds the duty: they answer it as those do where it was said, or give it back. */
export const passOn = defineCommand({
  name: word,
  aliases: ["转给", "refer"],
  summary: "转给管这件事的人或所",
  role: "cadre",
  where: ["direct", "cadre"],
  examples: ["/转 O31 民政所", "/转 O31 何敏 请本周内去看"],
  args: z.object({
    numbers: optional(numbersArgument("号")),
    whom: textArgument("给谁", { question: "转给谁？写所名、岗位或姓名，如：民政所" }),
  }),
  beforeAsking: ({ rest }, context) => demandMovable(word, readNumbers(rest).value ?? [], context),
  async run({ numbers = [], whom }, context) {
    const rows = await spokenOf(numbers, { kinds: ["opinion"], by: () => ["cadre"] }, context);
    if (rows.length === 0 && numbers.length > 0) throw notYours(numbers, ["opinion"]);
    const move = opinion.lifecycle.moves.find((one) => one.word === word);
    if (!move) throw new Error(`no move ${word}`);
    if (rows.length === 0) throw new UserError(move.nothing);
    const [office = "", note = ""] = said(whom);
    const replies: Reply[] = [];
    for (const row of rows) {
      const to = await receiverFor(office, row, context);
      const words = passedTo(to.office, note);
      replies.push(...(await carryOut(move, row, { numbers: [], words, delay: null, personId: to.personId }, context)));
    }
    return replies;
  },
});

/** `给民政所，本周内去看`: whom, and what is said to them. */
function said(whom: string): readonly string[] {
  const [, office = "", note = ""] =
    /^\s*(?:给|到|去|至|请)?\s*([^\s，,；;。：:]+)[\s，,；;。：:]*([\s\S]*)$/u.exec(whom) ?? [];
  return [
    office,
    note
      .trim()
      .replace(/[。.]$/u, "")
      .replaceAll("：", "，"),
  ];
}

/** @throws UserError or Ask */
async function receiverFor(office: string, row: RecordRow, context: Context): Promise<Receiver> {
  const { order, places } = context;
  const found = await receiversOf(office, row, context);
  const able: Receiver[] = [];
  for (const one of found) if (await mayReceive(one, row, context)) able.push(one);
  const chosen = able.find(({ personId }) => personId === order?.chosen.whom);
  const [only, ...others] = able;
  if (chosen) return chosen;
  if (found.length > 0 && !only)
    throw new UserError(`${numberOf(row)} 说的是人，只能转给管得着的上级书记，不能转给“${bound(office, 12)}”。`);
  if (!only) {
    const town = places.above(row.place_id ?? "", "town")?.name ?? "";
    throw new UserError(
      `${town}没有找到“${bound(office, 12)}”是谁在管，没转。写姓名，或先把人登记上：/登记 姓名 ${town} 岗位：干部；职务：${bound(office, 12)}。${example}`,
    );
  }
  if (others.length === 0 || !order) return only;
  const choices = able.slice(0, 9).map(({ personId, name }) => ({
    label: name,
    order: { ...order, asked: order.asked + 1, chosen: { ...order.chosen, whom: personId } },
  }));
  const question = `“${bound(office, 12)}”有好几位，转给谁？${listChoices(choices.map(({ label }) => label))}`;
  throw new Ask(question, { kind: "choice", choices }, `“${bound(office, 12)}”有好几位，请写姓名。`);
}
