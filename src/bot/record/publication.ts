import { formatDateTime, formatDay } from "../../chinese/time/index.ts";
import { approversOf } from "../../ledger/publication.ts";
import type { PlaceRow } from "../../store/schema.ts";
import type { GroupRow } from "../../store/tables/groups.ts";
import type { PublicationRow } from "../../store/tables/publications.ts";
import type { Context } from "../context.ts";
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
