import type { Context } from "../../src/bot/context.ts";
import { quotedBy } from "../../src/bot/record/find.ts";
import { isInOffice, leftOffice, post } from "../../src/bot/record/publication.ts";
import { type Reply, recorded } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { nextBell } from "../../src/ledger/publication.ts";
import type { PublicationRow } from "../../src/store/tables/publications.ts";
import { type Standing, standingOf, villageOf } from "./standing.ts";
import { causeOf, takeStep } from "./step.ts";

/** What waits for this person's word: that of a motion, of what is quoted, or the only one there is. */
export async function awaited(motionId: string | null, context: Context): Promise<readonly PublicationRow[]> {
  const { tables, actor, message } = context;
  if (!actor.person) return [];
  const waiting = await tables.publications.waitingFor(actor.person.id);
  const all = waiting.filter(({ kind }) => kind === "motion");
  const quoted = motionId === null ? (await quotedBy(message, context)).map(({ id }) => id) : [motionId];
  return quoted.length === 0 ? all : all.filter(({ record_id }) => quoted.includes(record_id));
}

/** Why whoever wrote what waits cannot let it go; null: they wrote nothing that waits. */
export async function ownWaiting(motionId: string | null, { tables, message }: Context): Promise<string | null> {
  const all = await tables.publications.writtenBy(message.sender.account);
  const own = all.find(({ record_id }) => motionId === null || record_id === motionId);
  if (!own) return null;
  const names = await tables.people.names(own.approver_id === null ? [] : [own.approver_id]);
  return `自己写的自己不能同意，等${names.get(own.approver_id ?? "") ?? "第二个人"}同意。`;
}

/** The second person's word: it goes to every group of the village, or back. @throws UserError */
export async function approve(
  publication: PublicationRow,
  refusal: string | null,
  context: Context,
): Promise<readonly Reply[]> {
  const row = await context.tables.records.get(publication.record_id);
  if (!row) throw new Error("a publication without a record");
  const standing = await standingOf(row, context.tables);
  return refusal === null ? letGo(standing, publication, context) : refuse(standing, publication, refusal, context);
}

const gone = "这条刚被收回或处理过了，请再看一下。";

async function letGo(standing: Standing, publication: PublicationRow, context: Context): Promise<readonly Reply[]> {
  const { number, row, place } = standing;
  const { tables, now, calendar, message } = context;
  if (publication.author_account === message.sender.account || publication.author_id === context.actor.person?.id)
    throw new UserError("自己写的自己不能同意，要第二个人。");
  const village = villageOf(place, context);
  if (!isInOffice(context, village)) {
    const back = await refuse(standing, publication, leftOffice, context);
    return back.map((reply) => ({ ...reply, text: `您不在岗了，不能同意。${reply.text}` }));
  }
  if (!(await tables.publications.change(publication, { state: "shown", approved_at: now }))) throw new UserError(gone);
  const bell = nextBell({ approvedAt: now, objectionsUntil: null, until: null, isThrough: false }, now, calendar);
  await takeStep(standing, { word: "同意公布", change: { state: "published", waiting: 1, next_at: bell } }, context);
  const groups = await tables.groups.at(village.id, "village");
  await post(publication, groups, context);
  const where = groups.length === 0 ? "村里没有绑定的村民群，没发出去" : `发到${groups.length}个村民群`;
  await tell(
    {
      ...{ to: { account: publication.author_account }, why: "others", private: true, subject: row.id },
      text: `${number} 的${publication.what}公布同意了，${where}。贴上公开栏那天发：${number} 已上墙。不上墙不算公示。`,
      cause: `${causeOf(context)}approved`,
    },
    context,
  );
  return [recorded(`${number} 同意公布，${where}。`, `${number} 同意公布。`, row.id)];
}

async function refuse(
  standing: Standing,
  publication: PublicationRow,
  reason: string,
  context: Context,
): Promise<readonly Reply[]> {
  const { number, row } = standing;
  const { tables } = context;
  if (!(await tables.publications.change(publication, { state: "refused" }))) throw new UserError(gone);
  await takeStep(standing, { word: "不同意公布", change: {}, note: reason }, context);
  await tell(
    {
      ...{ to: { account: publication.author_account }, why: "others", private: true, subject: row.id },
      text: `${number} 的${publication.what}公布退回了：${reason}。改好再发：${number} 公布`,
      cause: `${causeOf(context)}refused`,
    },
    context,
  );
  return [recorded(`${number} 退回了，原因告诉写的人了。`, `${number} 退回了。`, row.id)];
}
