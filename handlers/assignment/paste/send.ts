import type { Context } from "../../../src/bot/context.ts";
import type { Handed, Item } from "../../../src/bot/hand-over.ts";
import { chatKey, parseChatKey } from "../../../src/bot/message.ts";
import { causesOf } from "../../../src/bot/record/kept.ts";
import { privately, type Reply, recorded } from "../../../src/bot/reply.ts";
import { tell } from "../../../src/bot/tell/tell.ts";
import { UserError } from "../../../src/bot/user-error.ts";
import { joinNumbers } from "../../../src/bot/wording.ts";
import { isForwardable } from "../../../src/chinese/privacy/forwardable.ts";
import { handOver } from "../hand-over.ts";
import { authorOf, type Draft, headSchema, readDraft } from "./draft.ts";
import { firstUnclear } from "./proof.ts";
import { type ReadyRow, readyRows } from "./ready.ts";

/** `交办` alone: the list that waits is handed over whole; null where there is none. @throws UserError */
export async function sendWaiting(context: Context): Promise<Reply | null> {
  const { tables, now } = context;
  const list = await tables.assignmentLists.latest(authorOf(context), now);
  if (!list) return null;
  if (list.sentAt !== null) {
    const { list: title } = headSchema.parse(JSON.parse(list.head));
    return privately(
      `${title === "" ? "那份清单" : `“${title}”`}已经交办了，没有再发。要交一件：/交办 王主任 三社路灯修好 期限：下周三`,
    );
  }
  const draft = await readDraft(list, context);
  const rows = await readyRows(draft, context);
  if (rows.length === 0) throw new UserError("清单里没有事项，没发。");
  const unclear = firstUnclear(rows, context);
  if (unclear !== null) throw new UserError(unclear, "清单还有没定的，请私聊我。");
  if (!(await tables.assignmentLists.send(list.id, causesOf(context.message.key), now)))
    return privately("已经交办了，没有再发。");
  const handed = await handOver(
    rows.flatMap((row) => itemOf(row, draft)),
    context,
  );
  return sent(handed, draft, context);
}

function itemOf(row: ReadyRow, { head }: Draft): readonly Item[] {
  const { text, owner, handing, dueAt, helpers, verifierId, sensitive, accused } = row;
  if (owner === null || handing === null) return [];
  return [
    {
      ...{ text, owner: { personId: owner.id, name: owner.name }, handing, dueAt, helpers, verifierId },
      ...{ list: head.list, origin: undefined, part: 0, sensitive, accused },
    },
  ];
}

async function sent(handed: readonly Handed[], draft: Draft, context: Context): Promise<Reply> {
  const numbers = joinNumbers(
    "J",
    handed.map(({ number }) => Number(number.slice(1))),
  );
  const owners = new Map(handed.map((one) => [one.owner.personId, one]));
  const deaf = [...owners.values()].filter(({ isHeard }) => !isHeard).map(({ owner }) => owner.name);
  const allLead = [...owners.values()].every(({ handing }) => handing.to.role === "secretary");
  // whom a title speaks of is nothing for a group
  const title = draft.head.list === "" || !isForwardable(draft.head.list) ? "" : `${draft.head.list} `;
  const line = `【交办】${title}${handed.length}件交${owners.size}位${allLead ? "书记" : "同志"}（${numbers}），各人的已私聊。`;
  const where = await groupOf(draft, context);
  const said = where === null ? "" : "工作群里说了一声。";
  const text = `交出去了${handed.length}件，${owners.size}人（${numbers}）。${deaf.length > 0 ? `${deaf.slice(0, 10).join("、")}${deaf.length > 10 ? "等" : ""}${deaf.length}人没认领账号，收不到，请转告。` : ""}${said}错了回“撤销”。`;
  const subject = handed.map(({ id }) => id);
  if (where === chatKey(context.message.chat)) return recorded(text, line, subject);
  if (where !== null)
    await tell(
      { to: { chat: where }, text: line, cause: `${causesOf(context.message.key)}line`, subject, why: "others" },
      context,
    );
  return { ...privately(text, line), subject };
}

/** The group where the list was begun, else the work group of the place from which it is handed over. */
async function groupOf({ list }: Draft, { tables, actor }: Context): Promise<string | null> {
  if (parseChatKey(list.chat).kind === "group") return list.chat;
  const place = actor.posts[0]?.placeId;
  return place === undefined ? null : ((await tables.groups.at(place, "cadre"))[0]?.key ?? null);
}
