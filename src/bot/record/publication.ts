import { dayOf, formatDateTime, formatDay } from "../../chinese/time/index.ts";
import { approversOf } from "../../ledger/publication.ts";
import type { PlaceRow } from "../../store/schema.ts";
import type { GroupRow } from "../../store/tables/groups.ts";
import type { PublicationRow } from "../../store/tables/publications.ts";
import type { Context } from "../context.ts";
import { dayIn } from "../reading/day-held.ts";
import { tell } from "../tell/tell.ts";
import { UserError } from "../user-error.ts";
import { groupNameOf } from "./owner-chat.ts";

type Asked = { readonly personId: string; readonly name: string };

/**
 * Who lets a text of a place go out: of those who may the first who can be reached, and nobody of `not`.
 * @throws UserError
 */
export async function approverOf(
  { id, parent_id }: Pick<PlaceRow, "id" | "parent_id">,
  { watchdog, not = [] }: { readonly watchdog: string; readonly not?: readonly (string | null)[] },
  { tables, actor }: Context,
): Promise<Asked> {
  const posts = await tables.people.inOffice([id, ...(parent_id === null ? [] : [parent_id])]);
  const candidates = posts.map(({ person_id, title, place_id, name }) => ({
    ...{ personId: person_id, title, name, at: place_id === id ? ("village" as const) : ("town" as const) },
  }));
  for (const one of approversOf(candidates, actor.person?.id ?? null, watchdog))
    if (!not.includes(one.personId) && (await tables.accounts.reachable(one.personId)).length > 0) return one;
  throw new UserError("没有第二个人能同意公布：村里别的干部和镇干部都还没认领账号。请他们先私聊我。");
}

/** It was out, and does not hold any more. */
export const wasPulled = ({ state, approved_at }: Pick<PublicationRow, "state" | "approved_at">): boolean =>
  state === "void" && approved_at !== null;

/** Whether somebody who was asked still works for a place or for what lies above it. */
export const isInOffice = ({ actor }: Pick<Context, "actor">, { path }: Pick<PlaceRow, "path">): boolean =>
  actor.posts.some(({ role, placePath }) => role !== "villager" && path.startsWith(placePath));

/** Why what somebody was asked to let go goes back where they do not. */
export const leftOffice = "请他同意的人不在岗了";

/** It goes to these groups, once to each. */
export async function post(
  { id, text, record_id }: PublicationRow,
  groups: readonly Pick<GroupRow, "key" | "hears">[],
  { tables, now }: Pick<Context, "tables" | "now">,
): Promise<void> {
  for (const { key, hears } of groups) {
    const cause = `publication:${id}:${key}`;
    const deaf = hears === "mentions" ? "\n我在本群只听得到@我的话：要提异议请@我，或私聊我。" : "";
    await tell(
      { to: { chat: key }, text: `${text}${deaf}`, cause, subject: record_id, why: "others" },
      { tables, now },
    );
    await tables.publications.posted({ publication_id: id, chat: key, cause, at: now });
  }
}

/** Whether somebody wrote it, or is who lets it go. */
export const isOfTheirs = (
  { author_account, author_id, approver_id }: PublicationRow,
  { actor, message }: Pick<Context, "actor" | "message">,
): boolean =>
  author_account === message.sender.account ||
  (actor.person !== null && [author_id, approver_id].includes(actor.person.id));

const said = /(\d{1,3})\s*天/u;
type Hung = Pick<PublicationRow, "approved_at"> & { readonly publishDays: number; readonly example: string };

/** The day from which it hangs on the board; how long was said beside it, if at all. @throws UserError */
export function boardDay(words: string, { approved_at, publishDays, example }: Hung, context: Context): string {
  const { now } = context;
  const today = dayOf(now);
  const plain = words.normalize("NFKC");
  const days = said.exec(plain)?.[1];
  if (days !== undefined && Number(days) < publishDays)
    throw new UserError(`公布至少${publishDays}天（村民委员会组织法第三十五条），${days}天不够。`);
  if (plain.replace(said, "").trim() === "") return today;
  const day = dayIn(plain, context);
  if (day === null) throw new UserError(`没听懂哪天上墙“${words.slice(0, 20)}”。例：${example}`);
  if (day > today) throw new UserError(`${formatDay(day, now)}还没到，贴上再说。`);
  if (approved_at !== null && day < dayOf(Number(approved_at)))
    throw new UserError(`${formatDay(Number(approved_at), now)}才同意公布，不能在那之前上墙。`);
  return day;
}

const states: Readonly<Record<PublicationRow["state"], string>> = {
  asked: "等同意",
  refused: "退回了",
  shown: "公示中",
  over: "公示期满",
  void: "作废",
};

/** What proves one publication: its text, who let it go, where it was said and when it hung. */
export async function proofOf(one: PublicationRow, context: Context): Promise<string> {
  const { tables, now } = context;
  const names = one.approver_id === null ? new Map<string, string>() : await tables.people.names([one.approver_id]);
  const approver = names.get(one.approver_id ?? "") ?? "";
  const posts: string[] = [];
  for (const { chat, state, sent_at } of await tables.publications.posts(one.id)) {
    const how = { sent: `${formatDateTime(Number(sent_at), now)}发到`, waiting: "还没发到", failed: "没发成" }[state];
    posts.push(`${await groupNameOf(chat, context)} ${how}`);
  }
  const board =
    one.board_from === null
      ? "没有上墙（仅群内），不算公示"
      : `上墙${formatDay(one.board_from, now)}到${formatDay(Number(one.until), now)}，异议到${formatDateTime(Number(one.objections_until), now)}`;
  return [
    `—— ${one.what}公布（${states[one.state]}）指纹 ${one.hash}`,
    one.text,
    `${approver}${formatDateTime(Number(one.approved_at), now)}同意。${posts.length > 0 ? `${posts.join("；")}。` : "没有村民群。"}${board}。`,
  ].join("\n");
}

/** `异议2条：O5 答复了，O6 没答复。` */
export async function objectionsLine(recordId: string, { tables }: Pick<Context, "tables">): Promise<string> {
  const { all, open } = await tables.publications.objections(recordId);
  const list = all.map((each) => `O${each.number} ${open.some(({ id }) => id === each.id) ? "没答复" : "答复了"}`);
  return all.length === 0 ? "没有收到异议。" : `异议${all.length}条：${list.join("，")}。`;
}
