import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { privately } from "../../src/bot/reply.ts";
import { placeToSet, setTerms } from "../../src/bot/terms.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { templates } from "../../src/ledger/appraisal-templates.ts";
import { appraisalTermsOf, appraisalTermsWords, readAppraisalTerms } from "../../src/ledger/appraisal-terms.ts";
import type { Tables } from "../../src/store/tables.ts";

export const termsAt = async (placeId: string | null, { tables }: { readonly tables: Tables }) =>
  appraisalTermsOf(placeId === null ? null : await tables.records.setFor("appraisal", placeId));

/** `/评议 设置 公示 20`: for the place of an admin or a secretary, and all below. */
export const settingsForm = defineForm({
  word: "设置",
  summary: "设评议的规矩：最少几票、谁能办、公示几天、几分几星（书记和管理员）",
  examples: ["/评议 设置", "/评议 设置 星级 90、80、70、60、50", "/评议 设置 目标 50"],
  role: "secretary",
  where: ["direct"],
  args: z.object({ words: optional(textArgument("项目")) }),
  async run({ words }, context) {
    const place = placeToSet("secretary", "设评议的规矩要书记或管理员。", context);
    const before = await termsAt(place.id, context);
    if (words === undefined)
      return privately(`${place.name}的评议：\n${appraisalTermsWords(before)}\n改：/评议 设置 公示 20`);
    const read = readAppraisalTerms(
      words,
      templates.map(({ name }) => name),
    );
    if (read === null)
      throw new UserError(`没听懂“${words.slice(0, 30)}”。例：/评议 设置 公示 20、/评议 设置 星级 90、80、70、60、50`);
    if (read.kind === "refused") throw new UserError(`${read.article}。没改。`);
    await setTerms("appraisal", place.id, read.set, context);
    return privately(
      `好，${place.name}和下面从现在起：\n${appraisalTermsWords({ ...before, ...read.set })}\n已经建好的评议按建的时候的规矩走完。`,
    );
  },
});
