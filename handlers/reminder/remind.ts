import { z } from "zod";
import { quietHours } from "../../src/bot/adjusted.ts";
import { defineCommand, defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import {
  numbersArgument,
  optional,
  type TimeValue,
  textArgument,
  timeArgument,
  whomArgument,
} from "../../src/bot/reading/declare.ts";
import { ownTown } from "../../src/bot/record/find.ts";
import { alreadyKept, fingerprint, minute } from "../../src/bot/record/keep.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { move } from "../../src/bot/record/move.ts";
import { recorded } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { bound } from "../../src/chinese/privacy/clip.ts";
import { isForwardable } from "../../src/chinese/privacy/forwardable.ts";
import { echoRecurrence, formatDateTime, matterAt, type Recurrence } from "../../src/chinese/time/index.ts";
import { burden, timesADay } from "../../src/ledger/light-burden.ts";
import { allowedFrom, awake } from "../../src/ledger/quiet-hours.ts";
import { listForm } from "./list.ts";
import { matterOf, saysMyself } from "./matter.ts";
import { type Receiver, receivers } from "./receiver.ts";

/** Characters of a matter that are said again where it is set. */
const mostEchoed = 100;
/** Reminders of one group that are counted. */
const mostOfGroup = 50;
const farthest = 400 * 24 * 60 * minute;

export const remind = defineCommand({
  name: "提醒",
  aliases: ["remind"],
  summary: "设提醒",
  role: "cadre",
  where: ["direct", "cadre", "village"],
  examples: [
    "/提醒 明天9点 村民代表会",
    "/提醒 本群 明天9点 村民代表会",
    "/提醒 王建国 明天9点 交表",
    "/提醒 12月3日14:30 去镇里开会",
  ],
  args: z.object({
    who: optional(whomArgument("谁")),
    when: timeArgument("何时", "reminder", { question: "什么时候提醒？例：明天9点" }),
    what: textArgument("何事", { question: "提醒什么事？" }),
  }),
  forms: [
    listForm,
    defineForm({
      word: "取消",
      summary: "取消提醒",
      examples: ["/提醒 取消 R5"],
      args: z.object({ numbers: numbersArgument("号", { question: "取消哪一条？例：R5" }) }),
      run: ({ numbers }, context) => move("取消", { numbers, words: "", delay: null }, context),
    }),
  ],
  async run({ who, when, what }, context) {
    const { message, actor, now } = context;
    if (when.at <= now) throw new UserError(`${when.echo}已经过了。例：/提醒 明天9点 村民代表会`);
    if (when.at - now > farthest) throw new UserError(`${when.echo}太远了，最远一年。例：/提醒 明天9点 村民代表会`);
    const already = await alreadyKept(context);
    if (already) return already;
    const text = matterOf(what);
    const shown = bound(text, mostEchoed);
    const whom = await receivers(who ?? (saysMyself(what) ? { kind: "self" } : undefined), text, context);
    const said: Said = { when, shown };
    for (const one of whom) await demandAwake(one, said, context);
    for (const one of whom) await demandLight(one, when, text, context);
    const isPrivate = !isForwardable(text);
    if (isPrivate && whom.some(({ is }) => is === "group"))
      throw new UserError(
        "这条有不便在群里说的，没记。要提醒就单独提醒：/提醒 我 明天9点 …",
        "这条不便在群里提醒，没记。",
      );
    const made: { id: string; number: number }[] = [];
    for (const [at, one] of whom.entries()) made.push(await keep(one, at, { when, text }, context));
    const numbers = made.map(({ number }) => `R${number}`).join("、");
    const note = when.note === undefined ? "" : `${when.note}。`;
    const first = firstTime(when, now);
    const undo = "错了回“撤销”。";
    const names = whom.map(({ name }) => name).join("、");
    const full = `记下了 ${numbers}：${when.echo} 提醒${names}“${shown}”${matterTime(when, now)}。${first}${note}${undo}`;
    // 您 would be anybody in the group
    const inGroup = names === "您" ? (actor.person?.name ?? message.sender.name) : names;
    const what1 = isPrivate ? "" : ` 提醒${inGroup}“${shown}”`;
    return recorded(full, `记下了 ${numbers}：${when.echo}${what1}。${undo}`, made[0]?.id);
  },
});

/** Of one for a single day all times are said already. */
function firstTime({ rule, at }: TimeValue, now: number): string {
  const isRhythm = rule !== null && (JSON.parse(rule) as Recurrence).kind !== "once";
  return isRhythm ? `下次${formatDateTime(at, now)}。` : "";
}

/** `（11月27日（周五）15:00）`: when it takes place, where several reminders tell of it ahead. */
function matterTime({ rule }: TimeValue, now: number): string {
  const matter = rule === null ? null : matterAt(JSON.parse(rule) as Recurrence);
  return matter === null ? "" : `（${formatDateTime(matter, now)}）`;
}

type Said = { readonly when: TimeValue; readonly shown: string };

async function keep(
  { account, personId }: Receiver,
  at: number,
  { when, text }: { readonly when: TimeValue; readonly text: string },
  context: Context,
): Promise<{ id: string; number: number }> {
  const { message, actor, tables, now } = context;
  return tables.records.add({
    kind: "reminder",
    town_id: ownTown(context),
    account: message.sender.account,
    author_id: actor.person?.id ?? null,
    owner_account: account,
    owner_id: personId,
    chat: chatKey(message.chat),
    due_at: when.at,
    next_at: when.at,
    rule: when.rule,
    text,
    fingerprint: fingerprint(context),
    cause: `${causesOf(message.key)}remind${at === 0 ? "" : at + 1}`,
    created_at: now,
  });
}

/** Others are not kept busy day after day. @throws UserError with what forbids it */
async function demandLight({ is, account }: Receiver, { rule }: TimeValue, text: string, { tables }: Context) {
  if (is === "self" || rule === null) return;
  const running = is === "group" ? await tables.clocks.ownedBy("reminder", account, null, mostOfGroup) : [];
  const already = running.map((row) => (row.rule === null ? 0 : timesADay(JSON.parse(row.rule) as Recurrence)));
  const why = burden(
    JSON.parse(rule) as Recurrence,
    text,
    already.reduce((sum, one) => sum + one, 0),
  );
  if (why !== null) throw new UserError(`没记。${why}`, "没记：不能天天这样提醒大家，缘由私聊告诉您了。");
}

/** Nobody else is disturbed in quiet hours, once or again and again. @throws UserError with the next time that is allowed */
async function demandAwake({ is, call }: Receiver, { when, shown }: Said, { now, tables }: Context): Promise<void> {
  if (is === "self") return;
  const where = is === "group" ? "group" : "private";
  const rule = when.rule === null ? null : (JSON.parse(when.rule) as Recurrence);
  const quiet = await quietHours(tables);
  const allowed = rule
    ? echoRecurrence(awake(rule, where, quiet), now)
    : formatDateTime(allowedFrom(where, when.at, quiet), now);
  if (allowed === (rule ? echoRecurrence(rule, now) : formatDateTime(when.at, now))) return;
  const who = is === "group" ? "群里" : "别人";
  throw new UserError(
    `${when.echo}是安静时段，不打扰${who}。可以改到${allowed}：/提醒 ${call} ${allowed} ${shown}`,
    `${when.echo}是安静时段，可以改到${allowed}。`,
  );
}
