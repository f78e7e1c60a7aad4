import { z } from "zod";
import { defineCommand, defineForm, type Form } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { widestPost } from "../../src/bot/permission.ts";
import { optional, type PlaceValue, placeArgument, textArgument, textField } from "../../src/bot/reading/declare.ts";
import { here, privately, type Reply } from "../../src/bot/reply.ts";
import { dayOf, formatDay } from "../../src/chinese/time/index.ts";
import { daysBetween } from "../../src/ledger/coverage.ts";
import type { Enrolment } from "../../src/store/tables/enrolments.ts";
import { agree, enrol, enrolAnew, pass, remove, strike } from "./steps.ts";
import { enrolled, mayKnow, missing } from "./who.ts";

const mostLines = 20;
const words = { enrolled: "在册", followed: "跟踪", struck: "销号", removed: "撤下" } as const;
type Step = (said: Parameters<typeof enrol>[0], context: Context) => Promise<Reply>;

const step = (word: string, summary: string, example: string, role: "cadre" | "secretary", run: Step): Form =>
  defineForm({
    ...{ word, summary, examples: [example], role, where: ["direct"] },
    args: z.object({
      place: placeArgument("村", { question: "哪个村？" }),
      words: optional(textArgument("原因或到几月")),
      owner: textField("包"),
      basis: textField("依据"),
    }),
    run: (args, context) =>
      run({ place: args.place, words: args.words ?? "", owner: args.owner ?? "", basis: args.basis ?? "" }, context),
  });

/** A register of weak villages; nothing of it is ever said in a group. */
export const enrolment = defineCommand({
  name: "整顿",
  needsSign: true,
  aliases: ["rectify"],
  summary: "后进村整顿：列入、达标、跟踪、销号",
  role: "cadre",
  where: ["direct"],
  examples: ["/整顿 列表", "/整顿 石门"],
  args: z.object({ place: optional(placeArgument("村", { fallback: "none" })) }),
  forms: [
    step("列入", "把一个村列入整顿", "/整顿 列入 石门 到明年12月 包：周明 依据：县委会议", "secretary", enrol),
    step("达标", "包的干部提达标，上级书记同意", "/整顿 达标 石门", "cadre", pass),
    step("同意", "同意达标，再跟踪一年", "/整顿 同意 石门", "secretary", agree),
    step("销号", "跟踪满一年后销号", "/整顿 销号 石门 依据：12月20日县委常委会", "secretary", strike),
    step("重新列入", "跟踪里又不行了", "/整顿 重新列入 石门 老问题又出来了", "secretary", enrolAnew),
    step("撤下", "列错了，或村没有了", "/整顿 撤下 石门 列错了", "secretary", remove),
    defineForm({
      word: "列表",
      summary: "看在册、跟踪、销号的",
      examples: ["/整顿 列表"],
      args: z.object({}),
      run: async (_, context) => list(context),
    }),
  ],
  run: ({ place }, context) => (place ? card(place, context) : list(context)),
});

async function card(place: PlaceValue, context: Context): Promise<Reply> {
  const { tables, now } = context;
  const one = await enrolled(place, context);
  const today = dayOf(now);
  const left = one.state === "struck" ? [] : await missing(one, context);
  const basis = tables.enrolments.basisOf(one);
  return privately(
    [
      `${place.name} ${words[one.state]}（${formatDay(one.since_day, now)}起）${one.owner ? `，包：${one.owner}` : "，没人包"}`,
      ...(one.to_day === null || one.state !== "enrolled" ? [] : [deadline(one.to_day, today, now)]),
      ...(left.length > 0 ? [`还差：${left.join("；")}`] : one.state === "struck" ? [] : ["该办的都办了。"]),
      ...(basis === null ? [] : [`依据：${basis}`]),
    ].join("\n"),
  );
}

const deadline = (until: string, today: string, now: number): string =>
  until < today
    ? `过期${daysBetween(until, today)}天`
    : `到${formatDay(until, now)}，还有${daysBetween(today, until)}天`;

async function list(context: Context): Promise<Reply> {
  const { actor, places, tables, now } = context;
  const led = actor.isAdmin ? places.root()?.path : widestPost(actor, "secretary")?.placePath;
  const all = (await tables.enrolments.below(led ?? places.root()?.path ?? "/")).filter((one) => mayKnow(context, one));
  if (all.length === 0) return here("名册上没有您管的村。");
  const today = dayOf(now);
  const count = (state: Enrolment["state"]) => all.filter((one) => one.state === state).length;
  const late = all.filter((one) => one.state === "enrolled" && one.to_day !== null && one.to_day < today).length;
  const turned = count("followed") + count("struck");
  const head = `在册${all.length}：已转化${turned}（跟踪${count("followed")}、销号${count("struck")}），逾期${late}`;
  const lines = all
    .filter(({ state }) => state !== "struck")
    .slice(0, mostLines)
    .map((one) => `${one.place} ${words[one.state]}${one.owner ? `（${one.owner}）` : "（没人包）"}`);
  return privately([head, ...lines].join("\n"));
}
