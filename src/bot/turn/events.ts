import type { Tables } from "../../store/tables.ts";
import { releaseGroup } from "../delivery/settle.ts";
import { type Accepted, type ChatChange, chatKey, type Recall } from "../message.ts";
import { readPending } from "../order.ts";
import { causesOf } from "../record/kept.ts";
import { withdrawCausedBy } from "../record/withdraw.ts";
import { helloText } from "../tell/greeting.ts";
import { learnOfGroup, loseGroup } from "../tell/group-ears.ts";
import { tell } from "../tell/tell.ts";
import { tellWhatStands } from "./stands.ts";

type Options = {
  /** short accounts of those who run everything */
  readonly admins: ReadonlySet<string>;
  readonly now: () => number;
  readonly botName: string;
};

const nothing: Accepted = { answer: null };

/** What a platform tells beside messages. Told again, it changes nothing. */
export async function acceptEvent(event: Recall | ChatChange, tables: Tables, options: Options): Promise<Accepted> {
  return event.type === "recall" ? recall(event, tables, options.now()) : chatChange(event, tables, options);
}

async function recall(event: Recall, tables: Tables, now: number): Promise<Accepted> {
  await tables.consultationWords.recall(chatKey(event.chat), event.platformId, event.by);
  const message = await tables.inbox.findByPlatformId(chatKey(event.chat), event.platformId);
  if (!message) return nothing;
  // somebody who runs the group may clean it up; what a villager said stays said
  if (event.by !== undefined && event.by !== message.account) return nothing;
  await tables.inbox.settleRecalled(message.key);
  const by = { account: event.by ?? message.account, personId: null, action: "recalled" as const };
  // an answer to a question is a part of what was ordered: the whole is taken back
  for (const key of new Set([message.key, message.origin_key ?? message.key])) {
    await endQuestionsOf(key, message.account, tables);
    await tables.assignmentLists.recall(causesOf(key));
    await tables.assemblyCalls.recall(causesOf(key));
    if (await tables.aidCases.recall(causesOf(key), now)) await tables.inbox.forget(key, message.received_at);
    await withdrawCausedBy(key, tables, now, by);
  }
  await tellWhatStands(message, tables, now);
  return nothing;
}

/** What a message led to ask is asked no more. */
async function endQuestionsOf(key: string, account: string, tables: Tables): Promise<void> {
  for (const waiting of await tables.dialogs.of(account))
    if (readPending(waiting.state, waiting).origin.key === key) await tables.dialogs.take(waiting);
}

async function chatChange(event: ChatChange, tables: Tables, { now, botName, admins }: Options): Promise<Accepted> {
  if (event.stale) return { ...nothing, refused: true };
  const key = chatKey(event.chat);
  if (event.chat.kind !== "group") return nothing;
  await tables.groups.meet(key, now(), "unknown");
  const reply = event.replyTo ? { to: event.replyTo.id, until: event.replyTo.until } : null;
  switch (event.change) {
    case "left":
      // told late: somebody spoke there since
      if (!(await tables.inbox.heardSince(key, event.sentAt)))
        await loseGroup(key, admins, tables, now(), event.sentAt);
      return nothing;
    case "may-push": {
      await learnOfGroup(key, { may_push: "yes" }, admins, tables, now());
      await releaseGroup(key, reply, tables, now());
      return nothing;
    }
    case "push-changed":
      await tables.groups.learn(key, { may_push: "unknown" });
      await releaseGroup(key, null, tables, now());
      return nothing;
    case "no-push":
      await learnOfGroup(key, { may_push: "no" }, admins, tables, now());
      return nothing;
    case "joined": {
      const group = await tables.groups.get(key);
      await tables.groups.alive(key, event.sentAt);
      if (!(await tables.groups.greeted(key, now()))) return nothing;
      const text = helloText(botName, group?.hears ?? "unknown", null);
      if (event.answers === "response") return { answer: text };
      const news = { to: { chat: key }, text, cause: `hello:${key}`, why: "own", ...(reply && { reply }) } as const;
      await tell(news, { tables, now: now() });
      return nothing;
    }
  }
}
