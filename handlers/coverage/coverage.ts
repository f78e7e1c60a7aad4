import { z } from "zod";
import type { Actor } from "../../src/bot/actor.ts";
import { defineCommand, defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { may, widestPost } from "../../src/bot/permission.ts";
import type { Gazetteer } from "../../src/bot/places.ts";
import { optional, type PlaceValue, placeArgument } from "../../src/bot/reading/declare.ts";
import { coverageOf, visitLevels } from "../../src/bot/record/coverage.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";

const mostNames = 10;

const place = { place: optional(placeArgument("地点", { fallback: "none" })) };

export const coverage = defineCommand({
  name: "覆盖",
  aliases: ["缺口", "coverage"],
  summary: "看谁还没走到",
  role: "cadre",
  where: ["direct", "cadre"],
  examples: ["/覆盖 谈心", "/覆盖 走访"],
  args: z.object(place),
  forms: [
    defineForm({
      word: "谈心",
      summary: "看哪些村还没谈",
      examples: ["/覆盖 谈心"],
      args: z.object(place),
      run: async (args, context) => privately(await talks(args.place, context)),
    }),
    defineForm({
      word: "走访",
      summary: "看哪些村社湾还没走到",
      examples: ["/覆盖 走访"],
      args: z.object(place),
      run: async (args, context) => privately(await visits(args.place, context)),
    }),
  ],
  run: async (args, context): Promise<Reply> =>
    privately(`${await talks(args.place, context)}\n${await visits(args.place, context)}`),
});

const talks = async (said: PlaceValue | undefined, context: Context): Promise<string> =>
  coverageOf({ campaign: "talk", title: "谈心", verb: "谈", ...scopeOf(said, context), mostNames }, context);

const visits = async (said: PlaceValue | undefined, context: Context): Promise<string> => {
  const scope = scopeOf(said, context);
  const villages = await coverageOf({ campaign: "visit", title: "走访", verb: "走", ...scope, mostNames }, context);
  // the figures of all levels are those of everybody
  const levels = scope.who === "" ? await visitLevels(scope.path, context) : "";
  return [villages, levels].filter(Boolean).join("\n");
};

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
