import { z } from "zod";
import { defineCommand, defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import {
  optional,
  type PlaceValue,
  placeArgument,
  textArgument,
  textField,
  wordArgument,
} from "../../src/bot/reading/declare.ts";
import { undoWindow } from "../../src/bot/record/keep.ts";
import { listed } from "../../src/bot/record/list.ts";
import { here, privately, type Reply } from "../../src/bot/reply.ts";
import { decides, whoKnows } from "../../src/bot/tell/aid-roles.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { formatDay } from "../../src/chinese/time/index.ts";
import type { AidState } from "../../src/store/campaign-schema.ts";
import type { AidCase } from "../../src/store/tables/aid-cases.ts";
import { appointForm } from "./appoint.ts";
import { caseOf, nobodyElse, rolesOf } from "./who.ts";

const words: Readonly<Record<AidState, string>> = { open: "待定", helped: "受助", refused: "不助", ended: "结束" };
const gistLength = 24;
/** Behind the key of the message that registered it. */
const caused = "#aid";
/** Said by itself, and last: 还没有同意, 不太同意 and 等他同意 are none. */
const agrees = /(?:^|[，,、：:\s])(?:已经?|都)?同意了?[。.！!\s]*$/u;
/** What takes it back, a blank or a comma before it: 没有 同意; 等他，同意. */
const doubts = /[不没未否等待]|如果|要是|商量|考虑/u;
const number = wordArgument("号", { question: "哪一件？说它的号，如 3。" });

const decision = (word: string, to: AidState, example: string) =>
  defineForm({
    word,
    summary: to === "helped" ? "审定：怎么帮、谁出钱" : "审定：这次不助，写明原因",
    examples: [example],
    args: z.object({
      number,
      how: textArgument("怎么定的", { question: to === "helped" ? "怎么帮、谁出钱？" : "什么原因？" }),
    }),
    run: ({ number: said, how }, context) => decide(said, to, how, context),
  });

/** Pupils in need. Two named roles know of them and nobody else: no page, no list, no digest, no export has them. */
export const aid = defineCommand({
  name: "助学",
  needsSign: true,
  aliases: ["爱心助学", "aid"],
  summary: "爱心助学：登记、审定，只有这两个人看得到",
  role: "cadre",
  where: ["direct"],
  examples: ["/助学", "/助学 3"],
  args: z.object({ number: optional(wordArgument("号")) }),
  forms: [
    defineForm({
      word: "登记",
      summary: "登记一个要帮的学生，监护人同意了才行",
      examples: ["/助学 登记 东卧牛 三社李家孩子上初二，学费差800元 监护人：李大山，同意"],
      args: z.object({
        place: placeArgument("村", { question: "哪个村的？" }),
        text: textArgument("情况", { question: "什么情况？如：三社李家孩子上初二，学费差800元" }),
        guardian: textField("监护人"),
      }),
      run: ({ place, text, guardian = "" }, context) => register(place, text, guardian, context),
    }),
    decision("受助", "helped", "/助学 受助 3 每学期1000元，县慈善总会出"),
    decision("不助", "refused", "/助学 不助 3 已有国家助学金"),
    defineForm({
      word: "结束",
      summary: "不再要帮了，或登记错了：内容当场抹掉",
      examples: ["/助学 结束 3"],
      args: z.object({ number }),
      run: ({ number: said }, context) => end(said, context),
    }),
    defineForm({
      word: "撤销",
      summary: "撤掉您十分钟内登记的那件",
      examples: ["/助学 撤销"],
      args: z.object({}),
      run: (_, context) => takeBack(context),
    }),
    appointForm,
  ],
  run: ({ number: said }, context) => (said === undefined ? list(context) : card(said, context)),
});

async function register(place: PlaceValue, text: string, guardian: string, context: Context): Promise<Reply> {
  const { actor, tables, places, message, now } = context;
  const roles = await rolesOf(context);
  const village = places.above(place.id, "village");
  const isTheirs = village && [...roles.registers, ...roles.decides].some((path) => village.path.startsWith(path));
  if (!actor.person || !isTheirs) throw new UserError(`${nobodyElse}定人：书记发 /助学 定人 村名 姓名`);
  if (!agrees.test(guardian) || doubts.test(guardian))
    throw new UserError("要监护人同意才能登记，没记。同意了在后面写：监护人：李大山，同意");
  const given = await tables.aidCases.add({
    ...{ cause: `${message.key}${caused}`, place_id: village.id, person_id: actor.person.id, created_at: now },
    ...{ words: text, guardian },
  });
  for (const { cadreId: id } of (await whoKnows(village.path, context)).filter(({ kind }) => kind === decides))
    if (id !== actor.person.id)
      await tell(
        {
          ...{ to: { person: id }, why: "others", private: true, cause: `${message.key}#aid:${id}` },
          text: `${village.name}登记了助学${given}，等您审定。看：/助学 ${given}`,
        },
        { tables, now },
      );
  return here(`登记了助学${given}，只有登记的人和审定的人看得到。错了：/助学 结束 ${given}`);
}

async function list(context: Context): Promise<Reply> {
  const { tables, places } = context;
  const roles = await rolesOf(context);
  const paths = [...roles.decides, ...roles.registers];
  if (paths.length === 0) throw new UserError(nobodyElse);
  const found = new Map<string, AidCase>();
  for (const path of paths) for (const one of await tables.aidCases.below(path)) found.set(one.id, one);
  const all = [...found.values()].sort((one, other) => one.number - other.number);
  const count = (state: AidState) => all.filter((one) => one.state === state).length;
  return listed(
    {
      title: `助学${all.length}件（待定${count("open")}、受助${count("helped")}、不助${count("refused")}）`,
      empty: "没有登记的助学。登记：/助学 登记 村名 情况 监护人：姓名，同意",
      find: async ({ limit, offset }) => all.slice(offset, offset + limit),
      line: (one) =>
        `${one.number} ${places.get(one.place_id)?.name ?? ""} ${words[one.state]}：${clip(one.words, gistLength)}`,
    },
    undefined,
    context,
  );
}

async function card(said: string, context: Context): Promise<Reply> {
  const { places, now } = context;
  const one = await caseOf(said, false, context);
  const when = one.decided_at === null ? "" : `（${formatDay(one.decided_at, now)}）`;
  const known = (await whoKnows(one.path, context)).map(({ cadreName, kind }) => `${cadreName}（${kind}）`);
  return privately(
    [
      `助学${one.number} ${places.get(one.place_id)?.name ?? ""} ${words[one.state]}${when}`,
      ...(one.words === "" ? ["内容抹掉了。"] : [one.words, `监护人：${one.guardian}`]),
      ...(one.decision === "" ? [] : [one.decision]),
      `看得到的：${known.join("、")}`,
    ].join("\n"),
  );
}

async function decide(said: string, to: AidState, how: string, context: Context): Promise<Reply> {
  const { actor, tables, message, now } = context;
  const one = await caseOf(said, true, context);
  if (one.state === "ended") throw new UserError(`助学${one.number}结束了。`);
  if (!(await tables.aidCases.decide(one, to, how, now))) throw new UserError("刚才有人改过，请再看一遍。");
  if (one.person_id !== actor.person?.id)
    await tell(
      {
        ...{ to: { person: one.person_id }, why: "others", private: true, cause: `${message.key}#aid` },
        text: `助学${one.number}定了：${words[to]}。看：/助学 ${one.number}`,
      },
      { tables, now },
    );
  return here(`助学${one.number}定了：${words[to]}。`);
}

async function end(said: string, context: Context): Promise<Reply> {
  const one = await caseOf(said, false, context);
  if (one.state === "ended") throw new UserError(`助学${one.number}已经结束了。`);
  const roles = await rolesOf(context);
  if (one.state !== "open" && !roles.decides.some((path) => one.path.startsWith(path)))
    throw new UserError(`助学${one.number}定过了，结束由审定的人来。`);
  await erase(one, context);
  return here(`助学${one.number}结束了，内容抹掉了。`);
}

/** As 撤销 after any other record. */
async function takeBack(context: Context): Promise<Reply> {
  const { actor, tables, now } = context;
  const last = actor.person ? await tables.aidCases.lastOpen(actor.person.id, now - undoWindow) : undefined;
  if (!last) throw new UserError("十分钟内没有您登记的、还没定的助学。");
  await erase(last, context);
  return here(`撤销了助学${last.number}，内容抹掉了。`);
}

/** Its words go, and those of the message that brought them. @throws UserError */
async function erase(one: AidCase, { tables, now }: Context): Promise<void> {
  if (!(await tables.aidCases.end(one, now))) throw new UserError("刚才有人改过，请再看一遍。");
  await tables.inbox.forget(one.cause.slice(0, -caused.length), one.created_at);
}
