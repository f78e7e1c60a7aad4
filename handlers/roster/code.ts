import { z } from "zod";
import { claimHash, issueClaimCode, mayIssue, needsConfirmation } from "../../src/bot/claim-code.ts";
import { defineCommand, type Where } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { Ask } from "../../src/bot/order.ts";
import { personArgument, wordArgument } from "../../src/bot/reading/declare.ts";
import { here, privately } from "../../src/bot/reply.ts";
import { noteSender } from "../../src/bot/sender.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { UserError } from "../../src/bot/user-error.ts";

const hour = 60 * 60_000;
const codeLasts = 24 * hour;
const wrongTriesAnHour = 5;
const plain = (code: string): string =>
  code
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "");

export const issueCode = defineCommand({
  name: "发码",
  aliases: ["code"],
  summary: "给人发认领码",
  role: "cadre",
  where: ["direct"],
  examples: ["/发码 李大山"],
  args: z.object({ person: personArgument("人", { asWritten: true, question: "给谁发？说姓名。" }) }),
  async run({ person }, context) {
    const { message, tables, actor, now } = context;
    if (person.id === null) throw new UserError(`名册里没有“${person.name}”。请管理员先导入名册。`);
    const posts = await tables.people.posts(person.id);
    await mayIssue(actor, person.id, posts, context);
    const shown = await issueClaimCode(
      {
        ...{ personId: person.id, posts, account: message.sender.account, chat: chatKey(message.chat) },
        ...{ now, lasts: codeLasts },
      },
      tables,
    );
    const confirm = needsConfirmation(posts) ? "对方用了以后，还要您回一句确认才生效。" : "";
    return privately(`${person.name}的认领码：${shown}，一天内用一次。请本人发：/认领 ${shown}。${confirm}`);
  },
});

const anywhere: readonly Where[] = ["direct", "cadre", "village", "unbound"];

export const claim = defineCommand({
  name: "认领",
  aliases: ["claim"],
  summary: "用认领码认领自己的名字",
  role: "anyone",
  where: anywhere,
  strangersOnly: true,
  villagers: "认领——村干部给您码后发：/认领 码",
  examples: ["/认领 ABCD-EFGH-JKMN"],
  args: z.object({ code: wordArgument("码", { question: "认领码是哪一串？向给您码的人要，一天内用一次。" }) }),
  async run({ code: said }, context) {
    const { message, tables, now } = context;
    const { account, name } = message.sender;
    const tries = `wrong code:${account}`;
    if ((await tables.once.counted(tries, now)) >= wrongTriesAnHour)
      throw new UserError("试错太多次，请一小时后再试，或请干部重新发码。");
    const hash = claimHash(plain(said));
    const code = await tables.codes.valid(hash, now);
    if (code) await demandSure(code.person_id, context);
    if (code && !code.needs_confirmation && needsConfirmation(await tables.people.posts(code.person_id)))
      throw new UserError("发码以后岗位变了，这个码不能用了。请管理员重新发。", "码不能用了，请重新发。");
    const row = code && (await tables.codes.use(hash, account, now));
    if (!row) {
      await tables.once.count(tries, now, now + hour);
      throw new UserError("码不对，或用过了、过期了。请干部重新发一个。", "码不对，或用过了、过期了。");
    }
    const whose = (await tables.people.get(row.person_id))?.name ?? "";
    const by = `账号名“${name || "没有名字"}”`;
    const toIssuer = (text: string) =>
      tell(
        { to: { account: row.issuer_account }, text, cause: `${message.key}#claim`, why: "others", private: true },
        context,
      );
    await tables.audit.add({ at: now, account, personId: row.person_id, action: "code used", subject: row.hash });
    // known from now on, so that there is an account to confirm
    await noteSender(message, context.actor.person?.id ?? null, tables, now);
    if (row.needs_confirmation) {
      await toIssuer(`有人用了${whose}的认领码（${by}）。是本人就回：/确认 ${plain(said)}`);
      return privately("码对了，等发码的人确认后生效。", "收到，等确认。");
    }
    await tables.accounts.bind(account, row.person_id);
    await toIssuer(`${whose}认领了账号（${by}）。`);
    return privately(`认领好了，您是${whose}。`, "认领好了。");
  },
});

/** Somebody the account already is does not become another without a word. @throws Ask or UserError */
async function demandSure(personId: string, { actor, message, order, tables }: Context): Promise<void> {
  if (!actor.person || actor.person.id === personId || order?.chosen.sure !== undefined) return;
  if (message.chat.kind === "group" && !message.privately) throw new UserError("请私聊我认领。", "请私聊我认领。");
  if (!order) throw new Error("a code is asked about outside a command");
  const whose = (await tables.people.get(personId))?.name ?? "";
  const sure = { ...order, asked: order.asked + 1, chosen: { ...order.chosen, sure: "yes" } };
  throw new Ask(
    `这个账号原来是${actor.person.name}，改成${whose}？改就回“改”，不改回“取消”。`,
    { kind: "choice", choices: [{ label: "改", order: sure }] },
    "请私聊我认领。",
  );
}

export const confirmCode = defineCommand({
  name: "确认",
  prompted: true,
  aliases: ["confirm"],
  summary: "确认认领的是本人",
  role: "cadre",
  where: ["direct"],
  examples: ["/确认 ABCDEFGHJKMN"],
  args: z.object({ code: wordArgument("码", { question: "确认哪个码？写刚才告诉您的那一串。" }) }),
  async run({ code }, context) {
    const { message, tables, now } = context;
    const row = await tables.codes.confirm(claimHash(plain(code)), message.sender.account, now);
    if (!row?.used_by) throw new UserError("没有等您确认的这个码。");
    await mayIssue(context.actor, row.person_id, await tables.people.posts(row.person_id), context);
    if (!(await tables.accounts.bind(row.used_by, row.person_id)))
      throw new UserError("没生效：用码的账号我还没记住。请重新发码，再让他认领。");
    const whose = (await tables.people.get(row.person_id))?.name ?? "";
    const news = { text: `认领生效了，您是${whose}。`, cause: `${message.key}#confirmed`, why: "others" } as const;
    await tell({ ...news, to: { account: row.used_by }, private: true }, context);
    return here(`好，${whose}的账号生效了。`);
  },
});
