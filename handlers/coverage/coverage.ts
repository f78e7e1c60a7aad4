import { z } from "zod";
import { defineCommand, defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { pageIn } from "../../src/bot/reading/filters.ts";
import { coverageInFull } from "../../src/bot/record/coverage.ts";
import { gapsList } from "../../src/bot/record/gaps.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { type Asked, counted, levelOf, readAsked } from "./asked.ts";
import { byCadre, ofCadre } from "./by-cadre.ts";
import { drawnIn, picture, pictureOf } from "./picture.ts";
import { progressReply } from "./progress.ts";
import { quotas } from "./quotas.ts";
import { type Scope, scopeOf } from "./scope.ts";
import { titled } from "./titled.ts";

const mostNames = 10;
const args = z.object({ what: optional(textArgument("走访或谈心 村社湾 地点")) });

export const coverage = defineCommand({
  name: "覆盖",
  looksUp: true,
  aliases: ["缺口", "coverage"],
  summary: "看谁还没走到",
  role: "cadre",
  where: ["direct", "cadre"],
  examples: ["/覆盖 谈心", "/覆盖 走访 社", "/覆盖 走访 东卧牛"],
  args,
  forms: [
    picture,
    defineForm({
      word: "干部",
      summary: "看每位干部走到哪些地方",
      examples: ["/覆盖 干部", "/覆盖 干部 谈心"],
      args,
      run: async ({ what = "" }, context) => byCadre(readAsked(what, context), context),
    }),
    defineForm({
      word: "任务",
      summary: "看包村、三老三户三同还差哪些",
      examples: ["/覆盖 任务"],
      args: z.object({}),
      run: async (_, context) => privately(await quotas(context)),
    }),
  ],
  async run({ what = "" }, context): Promise<Reply> {
    const drawn = drawnIn(what);
    if (drawn !== undefined) return pictureOf(drawn, context);
    const [title = ""] = what.trim().split(/\s/u, 1);
    const isPlain = title === "" || counted.some(({ word }) => word === title) || levelOf(title) !== undefined;
    const running = isPlain ? undefined : await titled(title, context);
    if (running) return progressReply(running, pageIn(what), context);
    const asked = readAsked(what, context);
    if (asked.whom !== undefined) return ofCadre(asked.whom, asked, context);
    const scope = scopeOf(asked.place, context);
    if (asked.level) return missing({ ...asked, level: asked.level }, scope, context);
    const parts = [];
    for (const kind of asked.kind ? [asked.kind] : counted)
      parts.push(await coverageInFull(kind.name, { ...scope, mostNames }, context));
    return privately(parts.join("\n"));
  },
});

function missing(
  { kind, level, page }: Asked & { readonly level: NonNullable<Asked["level"]> },
  scope: Scope,
  context: Context,
): Promise<Reply> {
  const meant = kind ?? counted.find(({ counts }) => counts?.downTo === "hamlet");
  if (!meant || (level !== "village" && meant.counts?.downTo === "village"))
    throw new UserError(`${meant?.word ?? "覆盖"}只算到村。例：/覆盖 ${meant?.word ?? "走访"} 村`);
  return gapsList(meant.name, { ...scope, level }, page, context);
}
