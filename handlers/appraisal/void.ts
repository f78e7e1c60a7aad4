import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { numbersArgument, optional, textArgument } from "../../src/bot/reading/declare.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { privately } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { callBack } from "./call-back.ts";
import { type Appraisal, meantAppraisal, noted, numberAndText, partsOf } from "./scope.ts";
import { villageGroups } from "./village-groups.ts";

const withText = z.object({ numbers: optional(numbersArgument("号")), text: optional(textArgument("原因")) });
const example = "/评议 作废 A2 名单漏了人";

export const voidForm = defineForm({
  word: "作废",
  summary: "作废：开始后要监票也说一遍；票和钥匙都销毁",
  examples: [example],
  role: "anyone",
  where: ["direct"],
  args: withText,
  async run({ numbers, text }, context) {
    const said = numberAndText(numbers, text);
    const states = ["draft", "open", "counting", "deciding", "ready"];
    const one = await meantAppraisal(said.numbers, { parts: ["organiser", "scrutineer"], states, example }, context);
    if (said.text === "") throw new UserError(`为什么作废？例：${example}`);
    const { tables, now } = context;
    await noted(one, "作废", context, said.text);
    if (one.row.state !== "draft" && !(await bothSay(one, "作废", context)))
      return privately(`${one.number} 要办的人和监票都说作废才算。请另一方也发：/评议 作废 ${one.number} 原因`);
    const wasOpen = one.row.state === "open" || one.row.state === "counting";
    if (!(await tables.records.change(one.row, { state: "void", waiting: 0 })))
      throw new UserError(`${one.number} 刚被别人动过，请再看一下。`);
    const people = wasOpen ? new Set(await tables.ballots.entitled(one.row.id)) : new Set<string>();
    await tables.ballots.end(one.row.id);
    await tables.grades.drop(one.row.id);
    await callBack(one, context);
    await tables.appraisals.set(one.row.id, { next_at: now });
    if (wasOpen) await tellGroups(one, context);
    for (const person of people)
      await tell(
        {
          ...{ to: { person }, text: `${one.number} ${one.title}作废了，投的票都销毁了。`, subject: one.row.id },
          ...{ cause: `${causesOf(context.message.key)}void:${person}`, why: "others", private: true },
        },
        context,
      );
    return privately(`${one.number} 作废了${wasOpen ? "，票和钥匙都销毁" : ""}。`);
  },
});

export const strikeForm = defineForm({
  word: "划掉",
  summary: "对象去世了：从票上划掉，打给他的都销毁，监票也要说一遍",
  examples: ["/评议 划掉 A2 3"],
  role: "anyone",
  where: ["direct"],
  args: withText,
  async run({ numbers, text }, context) {
    const said = numberAndText(numbers, text);
    const wanted = {
      parts: ["organiser", "scrutineer"],
      states: ["draft", "open"],
      example: "/评议 划掉 A2 3",
    } as const;
    const one = await meantAppraisal(said.numbers, wanted, context);
    const position = Number(/^(\d{1,3})/.exec(said.text.normalize("NFKC"))?.[1] ?? 0);
    const object = one.objects.find((candidate) => candidate.position === position && !candidate.struck);
    if (!object) throw new UserError(`划掉几号？例：/评议 划掉 ${one.number} 3`);
    if (!(await bothSay(one, `划掉${position}`, context)))
      return privately(
        `${one.number} 划掉${position}号要办的人和监票都说才算。请另一方也发：/评议 划掉 ${one.number} ${position}`,
      );
    await context.tables.appraisals.strike(object.id);
    await noted(one, "划掉", context, String(position));
    return privately(`${one.number} ${position}号划掉了，打给他的都销毁了。`);
  },
});

/** Groups that were called to vote. */
async function tellGroups(one: Appraisal, context: Context): Promise<void> {
  const { row, number, title, panels } = one;
  if (!panels.some(({ how }) => how === "open")) return;
  for (const { key } of await villageGroups(one, context)) {
    const cause = `${causesOf(context.message.key)}void:${key}`;
    const text = `${number} ${title}作废了，投的票都销毁了。`;
    await tell({ to: { chat: key }, text, cause, subject: row.id, why: "others" }, context);
  }
}

/** Two people say the same thing, who holds it and one who confirms: true for the second. */
async function bothSay(one: Appraisal, what: string, context: Context): Promise<boolean> {
  const { tables, actor } = context;
  const self = actor.person?.id ?? actor.account;
  // nobody was named to confirm: of a meeting, whose hall sees it
  if (one.scrutineers.length === 0) return true;
  const [said, by, theirs = ""] = (one.info.pending ?? "").split("|");
  const parts = await partsOf(one, context);
  const isBoth = (["organiser", "scrutineer"] as const).some(
    (part, at, both) => parts.includes(part) && theirs.split(",").includes(both[1 - at] ?? ""),
  );
  const isConfirmed = said === what && by !== self && isBoth;
  await tables.appraisals.set(one.row.id, { pending: isConfirmed ? null : `${what}|${self}|${parts.join()}` });
  return isConfirmed;
}
