import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { numbersArgument, optional, textArgument } from "../../src/bot/reading/declare.ts";
import { quotedBy } from "../../src/bot/record/find.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { isInOffice, leftOffice, post } from "../../src/bot/record/publication.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { maskSensitive } from "../../src/chinese/privacy/sensitive.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { freely, nextBell } from "../../src/ledger/publication.ts";
import type { PublicationRow } from "../../src/store/tables/publications.ts";
import { type Appraisal, appraisalOf, noted, numberAndText, which } from "./scope.ts";
import { villageGroups } from "./village-groups.ts";

const gone = "这条刚被收回或处理过了，请再看一下。";
const args = z.object({ numbers: optional(numbersArgument("号")), text: optional(textArgument("原因")) });

export const agreeForm = defineForm({
  word: "同意",
  summary: "同意公布：发到村民群",
  examples: ["/评议 同意 A2"],
  where: ["direct"],
  args,
  async run({ numbers, text }, context) {
    const said = numberAndText(numbers, text);
    const publication = await awaitedOne(said.numbers[0]?.number, context);
    const number = numberOf(publication);
    // 同意，但分数抄错了: what goes out cannot be called back
    if (/[^\s:：,，。.；;!！~～]/u.test(said.text) && !freely.test(`同意${said.text.trim()}`))
      throw new UserError(`还没公布。同意公布只回：${number} 同意。不同意写上原因：${number} 不同意 分数抄错了`);
    return letGo(publication, context);
  },
});

export const refuseForm = defineForm({
  word: "不同意",
  summary: "不同意公布，写上原因退回",
  examples: ["/评议 不同意 A2 分数抄错了"],
  where: ["direct"],
  args,
  async run({ numbers, text }, context) {
    const said = numberAndText(numbers, text);
    const publication = await awaitedOne(said.numbers[0]?.number, context);
    if (said.text === "") throw new UserError("为什么不同意？写上原因，例：A2 不同意 分数抄错了");
    return refuse(publication, maskSensitive(said.text), context);
  },
});

/** What waits for this person's word: all of it, or of what is quoted. */
export async function awaited({ tables, actor, message, now }: Context) {
  if (!actor.person) return { own: [], all: [] };
  const quoted = (await quotedBy(message, { tables, now })).map(({ id }) => id);
  const waiting = await tables.publications.waitingFor(actor.person.id);
  const all = quoted.length === 0 ? waiting : waiting.filter(({ record_id }) => quoted.includes(record_id));
  return { own: all.filter(({ kind }) => kind === "appraisal"), all };
}

/** @throws UserError */
async function awaitedOne(number: number | undefined, context: Context) {
  const { own } = await awaited(context);
  const chosen = context.order?.chosen.appraisal;
  const found = own.filter((one) =>
    chosen === undefined ? one.number === (number ?? one.number) : one.record_id === chosen,
  );
  const [first, ...others] = found;
  if (!first) throw new UserError("没有等您同意的公布。");
  if (others.length > 0) throw which(await Promise.all(found.map((one) => appraisalIn(one, context))), context);
  return first;
}

async function appraisalIn(publication: PublicationRow, { tables }: Context): Promise<Appraisal> {
  const row = await tables.records.get(publication.record_id);
  if (!row || row.withdrawn_at !== null) throw new UserError(gone);
  return appraisalOf(row, tables);
}

async function letGo(publication: PublicationRow, context: Context): Promise<Reply> {
  const { tables, now, calendar, message, actor, places } = context;
  const one = await appraisalIn(publication, context);
  const { row, number } = one;
  if (publication.author_account === message.sender.account || publication.author_id === actor.person?.id)
    throw new UserError("自己写的自己不能同意，要第二个人。");
  if (row.state !== "ready") throw new UserError(gone);
  const place = places.get(row.place_id ?? "");
  if (!place || !isInOffice(context, place)) {
    const back = await refuse(publication, leftOffice, context);
    return { ...back, text: `您不在岗了，不能同意。${back.text}` };
  }
  if (!(await tables.publications.change(publication, { state: "shown", approved_at: now }))) throw new UserError(gone);
  const bell = nextBell({ approvedAt: now, objectionsUntil: null, until: null, isThrough: false }, now, calendar);
  if (!(await tables.records.change(row, { state: "published", next_at: bell }))) throw new UserError(gone);
  await noted(one, "同意公布", context);
  const groups = await villageGroups(one, context);
  await post(publication, groups, context);
  const where = groups.length === 0 ? "村里没有绑定的村民群，没发出去" : `发到${groups.length}个村民群`;
  await tellAuthor(
    publication,
    `${number} 的公布同意了，${where}。贴上公开栏那天发：${number} 已上墙。不上墙不算公示。`,
    context,
  );
  return { ...privately(`${number} 同意公布，${where}。`), subject: row.id };
}

async function refuse(publication: PublicationRow, reason: string, context: Context): Promise<Reply> {
  const one = await appraisalIn(publication, context);
  if (!(await context.tables.publications.change(publication, { state: "refused" }))) throw new UserError(gone);
  await noted(one, "不同意公布", context, reason);
  await tellAuthor(publication, `${one.number} 的公布退回了：${reason}。改好再发：/评议 公布 ${one.number}`, context);
  return { ...privately(`${one.number} 退回了，原因告诉写的人了。`), subject: one.row.id };
}

const tellAuthor = ({ author_account, record_id, id }: PublicationRow, text: string, context: Context) =>
  tell(
    {
      ...{ to: { account: author_account }, why: "others", private: true, subject: record_id, text },
      cause: `${causesOf(context.message.key)}answered:${id}`,
    },
    context,
  );
