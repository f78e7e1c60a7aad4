import { randomUUID } from "node:crypto";
import type { Accept } from "../../bot/message.ts";
import type { Channel, Outgoing, SendResult } from "../channel.ts";
import { botName, type CharacterId, characters, groupChat, groups, isCharacter, isGroup } from "./cast.ts";
import { drawing } from "./drawing.ts";
import { chatOf, isHeard, type Saying, toMessage } from "./saying.ts";
import type { SealedLines } from "./sealed-lines.ts";
import { type ChatId, createTranscript, type Line } from "./transcript.ts";

/** Who there is, and where they talk. */
const cast = { characters, groups, botName } as const;
export type Cast = typeof cast;

export type Sandbox = Channel & {
  readonly cast: Cast;
  /** names what was said since everything last began anew */
  world(): string;
  /** Says it and waits until it is accepted. Throws what accepting throws: it was said, but the bot did not take it. */
  say(saying: Saying): Promise<void>;
  /** Takes back a line of one's own; false when there is none of that number. */
  recall(who: CharacterId, sequence: number): Promise<boolean>;
  /** What was said after that line, oldest first; of long talks only the last thousand lines. */
  since(sequence: number): readonly Line[];
  /** The PNG that the bot shows in a line; null: none. */
  shown(sequence: number): Buffer | null;
  /** Nothing was ever said. */
  forget(): void;
  /** The bot comes into every group it is not in yet, and says hello there. */
  joinGroups(): Promise<void>;
};

export type SandboxOptions = {
  readonly now: () => number;
  /** what was said is kept here over a restart; absent: in memory only */
  readonly kept?: SealedLines;
};

/** A small platform of its own: what is said goes the way of any message, what is sent can be read. */
export function createSandbox({ now, kept }: SandboxOptions): Sandbox {
  const transcript = createTranscript(1000, kept);
  let started: Accept | null = null;

  const accept: Accept = (incoming) => {
    if (started === null) throw new Error("the sandbox has not been started");
    return started(incoming);
  };

  async function send({ id, to, text, buttons, picture, file }: Outgoing): Promise<SendResult> {
    const chat = addressed(to.kind, to.id);
    if (chat === null) return { outcome: "dead", error: "no such chat in the sandbox" };
    const said = picture
      ? { text: "", shows: (await picture.png()).toString("base64") }
      : file
        ? { text: `［文件］${file.name}` }
        : buttons
          ? { text: buttons.text, actions: buttons.list }
          : { text };
    transcript.add({ id, at: now(), chat, from: "bot", ...said });
    return { outcome: "sent", messageId: id };
  }

  async function joinGroups(): Promise<void> {
    for (const { id } of groups)
      await accept({
        type: "chat",
        key: `sandbox:${transcript.world()}:joined:${id}`,
        chat: groupChat(id),
        change: "joined",
        sentAt: now(),
        answers: "push",
      });
  }

  return {
    name: "sandbox",
    cast,
    routes: [],
    limits: () => [],
    send,
    picture: async () => drawing,
    async start(taking) {
      started = taking;
      await joinGroups();
    },
    world: transcript.world,
    async say(saying) {
      const { who, where, text, kind, quotes } = saying;
      const [id, at, chat] = [randomUUID(), now(), chatOf(who, where)];
      const quoted = quotes === undefined ? undefined : transcript.get(quotes);
      const isQuote = quoted !== undefined && quoted.chat === chat && !quoted.recalled;
      transcript.add({
        ...{ id, at, chat, from: who, text },
        ...(kind && { kind }),
        ...(isQuote && { quotes: quoted.sequence }),
        ...(isHeard(saying) ? {} : { unheard: true }),
      });
      if (isHeard(saying)) await accept(toMessage(saying, id, at, isQuote ? quoted : null));
    },
    async recall(who, sequence) {
      const line = transcript.get(sequence);
      if (line?.from !== who || line.recalled || line.recalls !== undefined) return false;
      const [id, at] = [randomUUID(), now()];
      transcript.add({ id, at, chat: line.chat, from: who, text: "", recalls: sequence });
      const where = isGroup(line.chat) ? line.chat : "direct";
      const { chat } = toMessage({ who, where, text: "" }, line.id, at, null);
      await accept({
        type: "recall",
        key: `sandbox:${id}`,
        platformId: line.id,
        chat,
        by: `sandbox:${who}`,
        sentAt: at,
      });
      return true;
    },
    since: transcript.since,
    shown(sequence) {
      const shows = transcript.get(sequence)?.shows;
      return shows === undefined ? null : Buffer.from(shows, "base64");
    },
    forget: transcript.beginAnew,
    joinGroups,
  };
}

function addressed(kind: "group" | "direct", id: string): ChatId | null {
  if (kind === "group") return isGroup(id) ? id : null;
  return isCharacter(id) ? `direct:${id}` : null;
}
