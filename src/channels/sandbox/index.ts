import { randomUUID } from "node:crypto";
import type { Accept, Message } from "../../bot/message.ts";
import type { Channel, Outgoing, SendResult } from "../channel.ts";
import {
  botName,
  type CharacterId,
  characters,
  directChat,
  type GroupId,
  groupChat,
  groups,
  isCharacter,
  isGroup,
} from "./cast.ts";
import { type ChatId, createTranscript, type Line } from "./transcript.ts";

export type Saying = {
  readonly who: CharacterId;
  readonly where: GroupId | "direct";
  /** `@串门小助手` in it mentions the bot */
  readonly text: string;
};

/** Who there is, and where they talk. */
const cast = { characters, groups, botName } as const;
export type Cast = typeof cast;

export type Sandbox = Channel & {
  readonly cast: Cast;
  /** Says it and waits until it is accepted. Throws what accepting throws: it was said, but the bot did not take it. */
  say(saying: Saying): Promise<void>;
  /** What was said after that line, oldest first; of long talks only the last thousand lines. */
  since(sequence: number): readonly Line[];
};

/** Chats in memory instead of a platform: what is said goes the way of any message, what is sent can be read. */
export function createSandbox({ now }: { readonly now: () => number }): Sandbox {
  const transcript = createTranscript(1000);
  let acceptMessage: Accept | null = null;

  function send({ id, to, text }: Outgoing): SendResult {
    const chat = chatOf(to.kind, to.id);
    if (chat === null) return { outcome: "dead", error: "no such chat in the sandbox" };
    transcript.add({ at: now(), chat, from: "bot", text });
    return { outcome: "sent", messageId: id };
  }

  return {
    name: "sandbox",
    cast,
    routes: [],
    limits: () => [],
    send: async (outgoing) => send(outgoing),
    async start(accept) {
      acceptMessage = accept;
    },
    async say(saying) {
      if (acceptMessage === null) throw new Error("the sandbox has not been started");
      const { who, where, text } = saying;
      const at = now();
      transcript.add({ at, chat: where === "direct" ? `direct:${who}` : where, from: who, text });
      await acceptMessage(toMessage(saying, at));
    },
    since: transcript.since,
  };
}

function toMessage({ who, where, text }: Saying, sentAt: number): Message {
  const account = `sandbox:${who}`;
  const id = randomUUID();
  return {
    type: "message",
    key: `sandbox:${id}`,
    platformId: id,
    chat: where === "direct" ? directChat(who) : groupChat(where),
    sender: { account, shortAccount: account, name: nameOf(who) },
    text,
    mentioned: text.includes(`@${botName}`),
    botNames: [botName],
    quote: null,
    sentAt,
    answers: "push",
    privately: directChat(who),
    hears: "all",
  };
}

function nameOf(who: CharacterId): string {
  return characters.find(({ id }) => id === who)?.name ?? "";
}

function chatOf(kind: "group" | "direct", id: string): ChatId | null {
  if (kind === "group") return isGroup(id) ? id : null;
  return isCharacter(id) ? `direct:${id}` : null;
}
