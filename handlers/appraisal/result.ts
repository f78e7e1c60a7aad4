import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { numbersArgument, optional, textArgument } from "../../src/bot/reading/declare.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { counted } from "../../src/ledger/appraisal.ts";
import { oneDecimal, readDecimal, scored } from "../../src/ledger/appraisal-score.ts";
import { isOnlyOpen } from "../../src/ledger/appraisal-templates.ts";
import type { ObjectRow } from "../../src/store/tables/appraisals.ts";
import { differenceWords, keyOf, type Result, resultOf } from "./results.ts";
import { type Appraisal, demandSure, meantAppraisal, noted, numberAndText } from "./scope.ts";
import { starLines } from "./stars.ts";
import { lineName, openWords, tooFew, turnoutWords } from "./wording.ts";

const withText = z.object({ numbers: optional(numbersArgument("号")), text: optional(textArgument("话")) });
/** From so many scored lines on counts of single grades are shown to the organiser and the object. */
const gradesFrom = 10;

export const resultForm = defineForm({
  word: "结果",
  summary: "看结果",
  examples: ["/评议 结果 A2"],
  role: "cadre",
  where: ["direct"],
  args: withText,
  async run({ numbers, text }, context) {
    const said = numberAndText(numbers, text);
    const one = await meantAppraisal(said.numbers, { states: counted, example: "/评议 结果 A2" }, context);
    return { ...privately(await resultText(one, context)), subject: one.row.id };
  },
});

/** In the order of the ballot, never by what came out. */
async function resultText(one: Appraisal, context: Context): Promise<string> {
  const open = isOnlyOpen(one.panels) ? [openWords] : [];
  const turnout = `${one.number} ${one.title}：${turnoutWords(one, new Map())}。`;
  if (one.terms.rule !== undefined) return [turnout, ...open, ...(await starLines(one, context, false))].join("\n");
  const result = await resultOf(one, context);
  const lines = one.objects.filter(({ struck }) => !struck).map((object) => lineOf(object, one, result, context));
  const posts = postLines(one, result);
  return [turnout, ...open, ...posts, ...lines].join("\n");
}

/** Of a post in all villages together. */
function postLines({ terms }: Appraisal, result: Result): string[] {
  return (terms.posts ?? []).flatMap((post) => {
    const mean = result.posts.get(post);
    if (!mean) return [];
    return [
      `${post} ${mean.score ? oneDecimal(mean.score) : tooFew}${differenceWords(mean.score, result.previous?.posts.get(post)?.score ?? null, result.why)}，样本${mean.sample}`,
    ];
  });
}

function lineOf(object: ObjectRow, one: Appraisal, result: Result, context: Context): string {
  const own = result.of.get(object.id);
  const parts = one.panels.map((panel) => {
    const part = own?.parts.get(panel.id);
    if (!part?.score)
      return `${panel.title}${panel.how === "decision" || panel.how === "paper" ? (panel.settled ? tooFew : "没有") : tooFew}`;
    if (panel.how === "decision") return `${panel.title}${gradeWords(part.counts, one, false)}`;
    const shown = part.sample >= gradesFrom ? `（${gradeWords(part.counts, one, true)}）` : "";
    return `${panel.title}${oneDecimal(part.score)}${shown}`;
  });
  const total = own?.total;
  const before = result.previous?.of.get(keyOf(object)) ?? null;
  const sum = total
    ? `${oneDecimal(total)}${differenceWords(total, before, result.why)}，样本${own?.sample ?? 0}`
    : `没有综合分`;
  return `${object.position}${lineName(object, context)}：${one.panels.length > 1 || !total ? `${parts.join("、")}，` : ""}${total && one.panels.length > 1 ? "综合" : ""}${sum}`;
}

const gradeWords = (counts: ReadonlyMap<number, number>, { terms }: Appraisal, withCounts: boolean): string =>
  [...counts]
    .sort(([one], [other]) => one - other)
    .map(([grade, count]) => `${terms.scale?.[grade]?.word ?? grade}${withCounts ? count : ""}`)
    .join(" ");

export const feedbackForm = defineForm({
  word: "反馈",
  summary: "把各自的结果私聊告诉对象，只告诉一次",
  examples: ["/评议 反馈 A2"],
  role: "cadre",
  where: ["direct"],
  args: withText,
  async run({ numbers, text }, context): Promise<Reply> {
    const said = numberAndText(numbers, text);
    const one = await meantAppraisal(said.numbers, { states: counted, example: "/评议 反馈 A2" }, context);
    if (one.info.told_at !== null) throw new UserError(`${one.number} 已经反馈过了，只反馈一次。`);
    const people = one.objects.filter(({ person_id, struck }) => person_id !== null && !struck);
    if (people.length === 0) throw new UserError(`${one.number} 的对象里没有名册上的人，反馈不了。`);
    demandSure(one, `${one.number} 反馈给${people.length}位本人，各看各的，只发一次。回“反馈”。`, "反馈", context);
    const { tables, now, message } = context;
    await tables.appraisals.set(one.row.id, { told_at: now });
    const result = await resultOf(one, context);
    const deaf: string[] = [];
    for (const object of people) {
      const words = ownWords(object, one, result);
      const cause = `${causesOf(message.key)}result:${object.id}`;
      const news = { text: words, cause, subject: one.row.id, why: "others", private: true } as const;
      if ((await tell({ to: { person: object.person_id ?? "" }, ...news }, context)).way === "none")
        deaf.push(object.name);
    }
    await noted(one, "反馈", context);
    const missed = deaf.length === 0 ? "" : `${deaf.slice(0, 5).join("、")}没认领账号，收不到，请转告本人来看。`;
    const heard = people.length - deaf.length;
    return privately(`${one.number} ${heard > 0 ? `反馈给${heard}位本人了。` : "没有发出去。"}${missed}`);
  },
});

/** `您的评议（A2）：群众92.1（31票）、党员90.5（17票）、组织好，综合90.6（上轮+1.2）。` */
export function ownWords(object: ObjectRow, one: Appraisal, result: Result): string {
  const own = result.of.get(object.id);
  const parts = one.panels.map((panel) => {
    const part = own?.parts.get(panel.id);
    if (!part?.score) return `${panel.title}${tooFew}`;
    if (panel.how === "decision") return `${panel.title}${gradeWords(part.counts, one, false)}`;
    return `${panel.title}${oneDecimal(part.score)}（${scored(one.terms.scale, part.counts)}票）`;
  });
  const before = result.previous?.of.get(keyOf(object)) ?? null;
  const total = own?.total
    ? `，综合${oneDecimal(own.total)}${differenceWords(own.total, before, result.why, "上轮")}`
    : "";
  const open = isOnlyOpen(one.panels) ? "仅供参考。" : "";
  return `您的评议（${one.number}）：${parts.join("、")}${total}。${open}`;
}

export const previousForm = defineForm({
  word: "上轮",
  summary: "写下上一轮的数，好比较",
  examples: ["/评议 上轮 A2 90.0 样本1200"],
  role: "cadre",
  where: ["direct"],
  args: withText,
  async run({ numbers, text }, context) {
    const said = numberAndText(numbers, text);
    const example = "/评议 上轮 A2 90.0 样本1200";
    const one = await meantAppraisal(said.numbers, { states: ["draft", "open", ...counted], example }, context);
    const match = /^\s*(\d{1,3}(?:\.\d)?)\s*分?\s*(?:样本\s*(\d{1,7}))?\s*$/u.exec(said.text.normalize("NFKC"));
    const score = match && readDecimal(match[1] ?? "");
    if (!score || score.over > score.under * 100n) throw new UserError(`上轮多少分、样本多少？例：${example}`);
    const sample = match[2] === undefined ? null : Number(match[2]);
    await context.tables.appraisals.set(one.row.id, { previous_score: match[1] ?? null, previous_sample: sample });
    await noted(one, "上轮", context);
    return privately(`${one.number} 上轮记作${oneDecimal(score)}${sample === null ? "" : `，样本${sample}`}。`);
  },
});
