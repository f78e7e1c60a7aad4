import { z } from "zod";
import type { Actor } from "../../src/bot/actor.ts";
import { defineCommand, defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { may, widestPost } from "../../src/bot/permission.ts";
import type { Gazetteer } from "../../src/bot/places.ts";
import { optional, type PlaceValue, placeArgument } from "../../src/bot/reading/declare.ts";
import { coverageOf, levelsReached } from "../../src/bot/record/coverage.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import type { Kind } from "../../src/ledger/kind.ts";
import { type KindName, kinds } from "../../src/ledger/kinds.ts";

const mostNames = 10;
const args = z.object({ place: optional(placeArgument("地点", { fallback: "none" })) });
const counted = kinds.filter(({ counts }) => counts !== undefined);

export const coverage = defineCommand({
  name: "覆盖",
  aliases: ["缺口", "coverage"],
  summary: "看谁还没走到",
  role: "cadre",
  where: ["direct", "cadre"],
  examples: ["/覆盖 谈心", "/覆盖 走访"],
  args,
  forms: counted.map((kind) =>
    defineForm({
      word: kind.word,
      summary: `看哪里还没${kind.counts?.verb}到`,
      examples: [`/覆盖 ${kind.word}`],
      args,
      run: async ({ place }, context) => privately(await reached(kind, place, context)),
    }),
  ),
  async run({ place }, context): Promise<Reply> {
    const parts = [];
    for (const kind of counted) parts.push(await reached(kind, place, context));
    return privately(parts.join("\n"));
  },
});

async function reached(kind: Kind<KindName>, said: PlaceValue | undefined, context: Context): Promise<string> {
  const scope = scopeOf(said, context);
  const villages = await coverageOf(kind.name, { ...scope, mostNames }, context);
  // the figures of all levels are those of everybody
  const asksBelow = kind.counts?.downTo === "hamlet" && scope.who === "";
  return [villages, asksBelow ? await levelsReached(kind.name, scope.path, context) : ""].filter(Boolean).join("\n");
}

/** A secretary sees all below the own post, a cadre the own records in the town. */
function scopeOf(said: PlaceValue | undefined, { actor, places }: Context): { path: string; who: string } {
  const scope = said ?? ownScope(actor, places);
  if (!scope) throw new UserError("还没有导入地点。请管理员先导入。");
  return { path: scope.path, who: may(actor, "see all coverage", scope) ? "" : (actor.person?.id ?? "") };
}

function ownScope(actor: Actor, places: Gazetteer): { readonly path: string } | undefined {
  const led = widestPost(actor, "secretary");
  const worked = widestPost(actor, "cadre");
  if (led) return { path: led.placePath };
  return (worked && places.get(worked.townId)) ?? places.root();
}
