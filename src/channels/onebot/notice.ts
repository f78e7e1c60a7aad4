import { z } from "zod";
import type { ChatAddress, ChatChange, Recall } from "../../bot/message.ts";
import { directChat, event, groupChat, type Ignored, id, ignored } from "./event.ts";

const optionalId = id.optional().catch(undefined);

const noticeEvent = event.extend({
  notice_type: z.string(),
  group_id: optionalId,
  user_id: optionalId,
  operator_id: optionalId,
  message_id: optionalId,
});

type Notice = z.infer<typeof noticeEvent>;

/** https://github.com/botuniverse/onebot-11/blob/master/event/notice.md and the extensions of NapCat and LLBot. */
export function decodeNotice(frame: unknown): Recall | ChatChange | Ignored {
  const { success, data } = noticeEvent.safeParse(frame);
  if (!success) return ignored("malformed notice", "warn");
  switch (data.notice_type) {
    case "group_recall":
    case "friend_recall":
      return recall(data);
    case "group_increase":
      return data.user_id === data.self_id ? change(data, "joined") : ignored("a member came");
    case "group_decrease":
      return hasLeft(data) ? change(data, "left") : ignored("a member went");
    case "group_ban":
      return ban(data);
    case "bot_offline":
      return ignored("the account is offline and must log in again", "error");
    default:
      return ignored("no notice for the bot");
  }
}

function recall(data: Notice): Recall | Ignored {
  const { notice_type, self_id: bot, user_id: user, group_id: group, message_id: platformId } = data;
  if (user === bot) return ignored("own message recalled");
  const chat = recalledIn(data);
  if (chat === null || platformId === undefined) return ignored("malformed notice", "warn");
  const by = data.operator_id ?? (notice_type === "friend_recall" ? user : undefined);
  return {
    type: "recall",
    key: ["onebot", bot, notice_type, group ?? user, platformId, data.time].join(":"),
    platformId,
    chat,
    sentAt: data.time,
    ...(by === undefined ? {} : { by: `onebot:${by}` }),
  };
}

function recalledIn({ notice_type, self_id, group_id, user_id }: Notice): ChatAddress | null {
  if (notice_type === "group_recall") return group_id === undefined ? null : groupChat(self_id, group_id);
  return user_id === undefined ? null : directChat(self_id, user_id);
}

function hasLeft({ sub_type, user_id, self_id }: Notice): boolean {
  return sub_type === "kick_me" || sub_type === "disband" || user_id === self_id;
}

/** Of the account itself, or of the whole group (user 0), in which the account cannot speak either. */
function ban(data: Notice): ChatChange | Ignored {
  if (data.user_id !== data.self_id && data.user_id !== "0") return ignored("a member is muted");
  if (data.sub_type === "ban") return change(data, "no-push");
  return data.sub_type === "lift_ban" ? change(data, "may-push") : ignored("unknown kind of ban", "warn");
}

function change(data: Notice, what: ChatChange["change"]): ChatChange | Ignored {
  if (data.group_id === undefined) return ignored("malformed notice", "warn");
  return {
    type: "chat",
    key: ["onebot", data.self_id, data.notice_type, data.sub_type, data.group_id, data.user_id, data.time].join(":"),
    chat: groupChat(data.self_id, data.group_id),
    change: what,
    sentAt: data.time,
    answers: "push",
  };
}
