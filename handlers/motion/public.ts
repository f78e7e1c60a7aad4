import { z } from "zod";
import { defineCommand, defineForm, everywhere } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { idsOf } from "../../src/bot/place-path.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { listed } from "../../src/bot/record/list.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import type { MotionAt } from "../../src/store/tables/motions.ts";
import { hanging, standingOf } from "./standing.ts";

const rules = "村规民约";
const mostOld = 20;

const rulesForm = defineForm({
  word: rules,
  summary: "看本村现在的村规民约全文",
  examples: ["公开 村规民约"],
  args: z.object({}),
  run: (_, context) => rulesOf(context),
});

/** What is published in one's own village now, for anybody. */
export const publicCommand = defineCommand({
  name: "公开",
  aliases: ["公示", "public"],
  summary: "看本村正在公示的（议题、评议）和村规民约",
  role: "anyone",
  where: everywhere,
  looksUp: true,
  prompted: true,
  examples: ["公开", "公开 村规民约"],
  args: z.object({ text: optional(textArgument("什么")) }),
  forms: [rulesForm],
  async run({ text = "" }, context) {
    if (text.includes(rules)) return rulesOf(context);
    const { tables } = context;
    const places = ownPlaces(context);
    const shown: string[] = [];
    for (const row of await tables.motions.at(places, ["published", "going"]))
      for (const { text: published, state } of hanging(await standingOf(row, tables)))
        if (state === "shown") shown.push(published);
    const results = await tables.publications.resultsAt(withAbove(places, context));
    shown.push(...results.filter(({ state }) => state === "shown").map(({ text: published }) => published));
    const before = (await tables.motions.at(places, ["done"])).slice(-mostOld);
    const old: string[] = [];
    for (const row of before) old.push(await oldLine(row, context));
    // what people came to is not told once more when its time is over
    for (const { number, text: published } of results.filter(({ state }) => state === "over").slice(-mostOld))
      old.push(`A${number} ${published.split("\n")[0]?.split("】")[1] ?? ""}`);
    const rest = old.length === 0 ? [] : [`以前的：\n${old.join("\n")}`];
    if (shown.length + rest.length === 0) return privately("本村现在没有公示的。");
    return privately([...shown, ...rest].join("\n\n"));
  },
});

/** Of what hung once only its title and what came of it. */
async function oldLine(row: MotionAt, { tables }: Context): Promise<string> {
  const standing = await standingOf(row, tables);
  const result = standing.publications.findLast(({ what, state }) => what === "结果" && state === "over");
  const line = result?.text.split("\n").find((each) => each.startsWith("结果："));
  return `${standing.number} ${standing.title}${line ? `：${line.slice(3)}` : ""}`;
}

/** The speaker's village, or the group's, with its sections. @throws UserError */
function ownPlaces({ actor, group, places }: Context): readonly string[] {
  const id = actor.person?.homePlaceId ?? actor.posts[0]?.placeId ?? group?.placeId ?? null;
  const village = id === null ? undefined : places.above(id, "village");
  if (!village) throw new UserError("您是哪个村的？先认领账号：/认领 码；或在村民群里发：公开");
  return [village.id, ...(id === null || id === village.id ? [] : [id])];
}

/** A town's results are let out in the groups of its villages. */
function withAbove([village = "", ...rest]: readonly string[], { places }: Context): readonly string[] {
  return [...idsOf(places.get(village)?.path ?? ""), ...rest];
}

async function rulesOf(context: Context): Promise<Reply> {
  const { tables } = context;
  const decided = (await tables.motions.at(ownPlaces(context), ["done", "published"])).toReversed();
  for (const row of decided) {
    const standing = await standingOf(row, tables);
    if (standing.template.name !== rules) continue;
    const isLetOut = standing.publications.some(({ state }) => state === "shown" || state === "over");
    const text = (await tables.motions.texts(row.id)).find(({ version }) => version > 1);
    if (!text || !isLetOut) continue;
    const lines = text.text.split("\n").filter((line) => line.trim() !== "");
    return listed(
      {
        ...{ title: `${row.place_name}村规民约（${text.day}）`, empty: "还没有村规民约。" },
        find: async ({ limit, offset }) => lines.slice(offset, offset + limit),
        line: (line) => line,
      },
      undefined,
      context,
    );
  }
  return privately("本村还没有在这里公布过村规民约。");
}
