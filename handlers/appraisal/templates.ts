import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { privately } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { ownTemplate, type Template, templateCalled, withOwn } from "../../src/ledger/appraisal-templates.ts";
import { ownLines } from "../../src/ledger/own-appraisals.ts";
import type { Tables } from "../../src/store/tables.ts";

/** Those an appraisal may be made with: what comes with the program, and the county's own. */
export const knownTemplates = async ({ tables }: { readonly tables: Tables }): Promise<readonly Template[]> =>
  withOwn((await tables.appraisalTemplates.all()).map(ownTemplate));

export const namesOf = (all: readonly Template[]): string => all.map(({ name }) => name).join("、");

/** `/评议 模板 民主评议`: which there are, and what one of them is made of. */
export const templatesForm = defineForm({
  word: "模板",
  summary: "看有哪些办法，一个办法怎么评：票组、档、分数线，各按哪条规定",
  examples: ["/评议 模板", "/评议 模板 民主评议"],
  role: "cadre",
  where: ["direct", "cadre"],
  args: z.object({ name: optional(textArgument("哪个")) }),
  async run({ name }, context) {
    const all = await knownTemplates(context);
    if (name === undefined) return privately(`有：${namesOf(all)}。看一个：/评议 模板 ${all[0]?.name ?? ""}`);
    const found = templateCalled(name.replace(/\s/gu, ""), all);
    if (!found) throw new UserError(`没有“${name.slice(0, 10)}”这个办法，有：${namesOf(all)}。`);
    return privately([`${found.name}（第${found.version}版）`, ...ownLines(found)].join("\n"));
  },
});
