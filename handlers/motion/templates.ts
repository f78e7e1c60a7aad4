import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { privately } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { stepCells } from "../../src/ledger/county-templates.ts";
import { type Template, templateCalled, templateFrom, withOwn } from "../../src/ledger/motion-templates.ts";
import type { Tables } from "../../src/store/tables.ts";

/** Those a motion may begin with: what comes with the program, and the county's own. */
export const knownTemplates = async ({ tables }: { readonly tables: Tables }): Promise<readonly Template[]> =>
  withOwn((await tables.motionTemplates.all()).map(templateFrom));

/** `/议题 模板 4+2`: which there are, and the steps of one. */
export const templatesForm = defineForm({
  word: "模板",
  summary: "看有哪些模板，每个几步",
  examples: ["/议题 模板", "/议题 模板 村规民约"],
  role: "cadre",
  where: ["direct", "cadre"],
  args: z.object({ name: optional(textArgument("哪个")) }),
  async run({ name }, context) {
    const all = await knownTemplates(context);
    const names = all.map((one) => one.name).join("、");
    if (name === undefined) return privately(`有：${names}。看一个：/议题 模板 ${all[0]?.name ?? ""}`);
    const found = templateCalled(name, all);
    if (!found) throw new UserError(`没有模板“${name.slice(0, 10)}”，有：${names}。`);
    const steps = found.steps.map((step, at) => {
      const [words, present, passes, cited] = stepCells(step);
      const rule = [present && `到会${present}`, passes && `${passes}同意`, cited].filter(Boolean).join("，");
      return `${at + 1}. ${words}${rule ? `（${rule}）` : ""}`;
    });
    return privately([`${found.name}（第${found.version}版）`, ...steps].join("\n"));
  },
});
