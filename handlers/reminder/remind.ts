import { z } from "zod";
import { defineCommand, defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import {
  numbersArgument,
  optional,
  type PersonValue,
  personArgument,
  textArgument,
  timeArgument,
} from "../../src/bot/reading/declare.ts";
import { ownTown } from "../../src/bot/record/find.ts";
import { alreadyKept, fingerprint, minute } from "../../src/bot/record/keep.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { move } from "../../src/bot/record/move.ts";
import { recorded } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { bound } from "../../src/chinese/privacy/clip.ts";
import { formatDateTime } from "../../src/chinese/time/index.ts";
import { allowedFrom } from "../../src/ledger/quiet-hours.ts";
import { listForm } from "./list.ts";
import { matterOf } from "./matter.ts";

/** Characters of a matter that are said again where it is set. */
const mostEchoed = 100;
const farthest = 400 * 24 * 60 * minute;

export const remind = defineCommand({
  name: "提醒",
  aliases: ["remind"],
  summary: "设提醒",
  role: "cadre",
  where: ["direct", "cadre", "village"],
  examples: ["/提醒 明天9点 村民代表会", "/提醒 半小时后 开喇叭", "/提醒 12月3日14:30 去镇里开会"],
  args: z.object({
    who: optional(personArgument("谁")),
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
    const { message, actor, tables, now } = context;
    if (when.at <= now) throw new UserError(`${when.echo}已经过了。例：/提醒 明天9点 村民代表会`);
    if (when.at - now > farthest) throw new UserError(`${when.echo}太远了，最远一年。例：/提醒 明天9点 村民代表会`);
    const already = await alreadyKept(context);
    if (already) return already;
    const text = matterOf(what);
    const shown = bound(text, mostEchoed);
    const whom = await receiver(who, context);
    const quiet = whom.self ? when.at : allowedFrom("private", when.at);
    if (quiet !== when.at && when.rule === null)
      throw new UserError(
        `${when.echo}是安静时段，不打扰别人。可以改到${formatDateTime(quiet, now)}：/提醒 ${whom.name} ${formatDateTime(quiet, now)} ${shown}`,
      );
    const { id, number } = await tables.records.add({
      kind: "reminder",
      town_id: ownTown(context),
      account: message.sender.account,
      author_id: actor.person?.id ?? null,
      owner_account: whom.account,
      owner_id: whom.personId,
      chat: chatKey(message.chat),
      due_at: when.at,
      next_at: when.at,
      rule: when.rule,
      text,
      fingerprint: fingerprint(context),
      cause: `${causesOf(message.key)}remind`,
      created_at: now,
    });
    const note = when.note === undefined ? "" : `${when.note}。`;
    const first = when.rule === null ? "" : `下次${formatDateTime(when.at, now)}。`;
    const full = `记下了 R${number}：${when.echo} 提醒${whom.self ? "您" : whom.name}“${shown}”。${first}${note}错了回“撤销”。`;
    return recorded(full, `记下了 R${number}：${when.echo}。错了回“撤销”。`, id);
  },
});

type Receiver = {
  readonly self: boolean;
  readonly name: string;
  readonly account: string;
  readonly personId: string | null;
};

/** Oneself, or somebody on the roster who can be reached. @throws UserError */
async function receiver(who: PersonValue | undefined, context: Context): Promise<Receiver> {
  const { message, actor, tables } = context;
  const own = { self: true, name: "", account: message.sender.account, personId: actor.person?.id ?? null };
  if (!who?.id || who.id === own.personId) {
    await demandReach(own.personId, context);
    return own;
  }
  const [account] = await tables.accounts.reachable(who.id);
  const person = await tables.people.get(who.id);
  const name = person?.name ?? who.name;
  if (person?.unsubscribed_at != null) throw new UserError(`${name}退订了消息，提醒不到本人，请打电话。`);
  if (!account)
    throw new UserError(`${who.name}还没有认领账号，没法提醒到本人。请先“/发码 ${who.name}”，让本人“/认领”。`);
  return { self: false, name, account: account.account, personId: who.id };
}

/** A reminder that could never be sent is refused when it is set. @throws UserError */
async function demandReach(personId: string | null, { message, group, tables }: Context): Promise<void> {
  if (!message.answerOnly || (message.chat.kind === "group" && (message.privately !== null || group?.hasWebhook)))
    return;
  if (personId !== null && (await tables.accounts.reachable(personId)).length > 0) return;
  const text =
    "到点我没法主动找您，记了也提醒不了。请管理员接上企业微信自建应用，或在群里“/群 推送 钥匙”后在群里设提醒。";
  throw new UserError(text, text);
}
