import type { Message } from "../../bot/message.ts";
import { botName, type CharacterId, characters, directChat, type GroupId, groupChat, groups } from "./cast.ts";
import type { ChatId, Line } from "./transcript.ts";

export type Saying = {
  readonly who: CharacterId;
  readonly where: GroupId | "direct";
  /** `@串门小助手` in it mentions the bot; of a voice message what the platform heard in it, of a picture nothing */
  readonly text: string;
  readonly kind?: "picture" | "voice";
  /** number of the line it quotes */
  readonly quotes?: number;
};

export const chatOf = (who: CharacterId, where: Saying["where"]): ChatId =>
  where === "direct" ? `direct:${who}` : where;

/** Whether the platform gives it to the bot. */
export function isHeard({ where, text }: Saying): boolean {
  const group = groups.find(({ id }) => id === where);
  return group?.hears !== "mentions" || isMention(text);
}

const isMention = (text: string): boolean => text.includes(`@${botName}`);

export function toMessage(
  { who, where, text, kind }: Saying,
  id: string,
  sentAt: number,
  quoted: Line | null,
): Message {
  const account = `sandbox:${who}`;
  return {
    type: "message",
    key: `sandbox:${id}`,
    platformId: id,
    chat: where === "direct" ? directChat(who) : groupChat(where),
    sender: { account, shortAccount: account, name: characters.find((one) => one.id === who)?.name ?? "" },
    text: kind === "picture" ? "[图片]" : text,
    ...(kind === "picture" ? { pictures: [{ at: "drawing" }] } : {}),
    ...(kind === "voice" ? { voice: true } : {}),
    mentioned: isMention(text),
    botNames: [botName],
    quote: quoted && { messageId: quoted.id, text: quoted.text },
    sentAt,
    answers: "push",
    privately: directChat(who),
    hears: groups.find((group) => group.id === where)?.hears ?? "all",
  };
}
