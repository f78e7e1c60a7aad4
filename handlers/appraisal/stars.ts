import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { numbersArgument, optional, textArgument, textField } from "../../src/bot/reading/declare.ts";
import { wasPulled } from "../../src/bot/record/publication.ts";
import { privately } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { oneDecimal } from "../../src/ledger/appraisal-score.ts";
import { judged, starWords, unitsOf } from "../../src/ledger/appraisal-stars.ts";
import { callBack } from "./call-back.ts";
import { type Appraisal, meantAppraisal, noted, numberAndText } from "./scope.ts";
import { tooFew } from "./wording.ts";

/** What each unit came to, in the order of the ballot. `inPublic`: only what was given. */
export async function starLines(one: Appraisal, { tables }: Context, inPublic: boolean): Promise<readonly string[]> {
  const { terms, objects, panels, row } = one;
  const cells = await tables.appraisals.cells(row.id);
  return unitsOf(objects).flatMap((unit) => {
    const { stars, points, given } = judged(terms, unit, { panels, cells });
    if (terms.rule !== "each") {
      const sum = points ? `（${oneDecimal(points)}）` : "";
      return [`${unit.name}：${stars === null ? tooFew : `${starWords(terms, stars)}${sum}`}`];
    }
    if (stars === null) return inPublic ? [] : [`${unit.name}：${tooFew}`];
    if (inPublic) return stars === 0 ? [] : [`${unit.name}：${given.join("、")}（${starWords(terms, stars)}）`];
    const not = unit.lines.map(({ criterion }) => criterion).filter((name) => !given.includes(name));
    const rest = not.length === 0 ? "" : `，没过半：${not.join("、")}`;
    return [`${unit.name}：${starWords(terms, stars)}：${given.join("、")}${rest}`];
  });
}

const example = "/评议 撤星 A3 李大山户 卫生 原因：院里堆着柴火";

const upheldExample = (number: string): string => `/评议 异议成立 ${number} O5 原因`;

/** A star that was objected to rightly is taken away before the rest is published anew; nobody else is told. */
export const withdrawStarForm = defineForm({
  word: "撤星",
  summary: "异议成立的那颗星撤掉，再公布",
  examples: [example],
  role: "cadre",
  where: ["direct"],
  args: z.object({
    numbers: optional(numbersArgument("号")),
    text: optional(textArgument("谁家 哪颗星")),
    reason: textField("原因"),
  }),
  async run({ numbers, text, reason = "" }, context) {
    const said = numberAndText(numbers, text);
    const one = await meantAppraisal(said.numbers, { states: ["ready"], example }, context);
    if (one.terms.rule !== "each") throw new UserError(`${one.number} 是${one.terms.name}，没有一颗一颗的星。`);
    const isUpheld = (await context.tables.publications.of(one.row.id)).some(wasPulled);
    if (!isUpheld)
      throw new UserError(
        `${one.number} 没有成立的异议，评出来的星不能撤。先公布；有异议成立了发：${upheldExample(one.number)}`,
      );
    const words = said.text.replace(/\s+/gu, "");
    const line = one.objects.find(({ name, criterion, struck }) => !struck && words === `${name}${criterion}`);
    if (!line) throw new UserError(`撤哪家哪颗星？例：${example}`);
    if (reason.trim() === "") throw new UserError(`为什么撤？例：${example}`);
    await context.tables.appraisals.strike(line.id);
    await callBack(one, context);
    await noted(one, "撤星", context, `${line.position} ${reason.trim()}`);
    return privately(
      `${one.number} ${line.name}的${line.criterion}撤了，不在群里说，请当面告诉那一家。再公布：/评议 公布 ${one.number}`,
    );
  },
});
