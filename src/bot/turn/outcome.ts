import type { Tables } from "../../store/tables.ts";
import { type ChatAddress, chatKey, type Message } from "../message.ts";
import type { Reply } from "../reply.ts";
import { joinNumbers } from "../wording.ts";

const hour = 60 * 60_000;
/** Acknowledgements in one group within this are joined. */
const joinWindow = 10_000;

type Situation = {
  readonly message: Message;
  /** what the rows of the outbox hang on: the message, or its failure, which may be followed by its answer */
  readonly cause: string;
  readonly tables: Tables;
  readonly now: number;
  readonly botName: string;
};

/** Turns replies into the answer of the message's own response, null for none, and rows of the outbox. */
export async function settleReplies(replies: readonly Reply[], situation: Situation): Promise<string | null> {
  const { message, tables, now } = situation;
  const inChat: string[] = [];
  const after: string[] = [];
  let count = 0;
  for (const reply of replies) {
    const cause = `${situation.cause}#${++count}`;
    if (typeof reply.to === "object" && "origin" in reply.to) {
      const { chat, replyTo } = reply.to.origin;
      await push(chat, reply.text, cause, situation, replyTo ?? null);
    } else if (typeof reply.to === "object") {
      const { chat } = reply.to;
      await tables.outbox.add({ target: chat, cause, purpose: "push", text: reply.text, now });
    } else if (
      reply.to === "here" &&
      reply.acknowledges !== undefined &&
      message.answers === "push" &&
      message.chat.kind === "group"
    ) {
      await acknowledge(reply.acknowledges, situation);
    } else if (reply.apart && message.answers === "push") after.push(reply.text);
    else if (reply.to === "here" || message.chat.kind === "direct") inChat.push(reply.text);
    else if (message.privately) {
      await push(message.privately, reply.text, cause, situation, null);
      if (reply.beside !== undefined) inChat.push(reply.beside);
    } else {
      const line = reply.beside ?? reply.instead ?? (await comeToMe(situation));
      if (line) inChat.push(line);
    }
  }
  const answer = inChat.length === 0 ? null : inChat.join("\n");
  if (message.answers === "response") return answer;
  for (const [index, text] of [answer, ...after].entries())
    if (text !== null) {
      await push(message.chat, text, `${situation.cause}#answer${index || ""}`, situation, message.replyTo ?? null);
    }
  return answer;
}

async function push(
  to: ChatAddress,
  text: string,
  cause: string,
  { tables, now }: Situation,
  reply: Message["replyTo"] | null,
): Promise<void> {
  await tables.outbox.add({
    target: chatKey(to),
    cause,
    purpose: "answer",
    text,
    now,
    ...(reply ? { reply: { to: reply.id, until: reply.until } } : {}),
  });
}

/** The first is said at once; those that follow within ten seconds wait and are said together. */
async function acknowledge(number: number, { message, tables, now }: Situation): Promise<void> {
  const target = chatKey(message.chat);
  const window = Math.floor(now / joinWindow);
  await tables.outbox.acknowledge(
    {
      target,
      cause: `ack:${target}:${window}`,
      purpose: "ack",
      text: "",
      numbers: String(number),
      now,
      holdUntil: (window + 1) * joinWindow,
      ...(message.replyTo ? { reply: { to: message.replyTo.id, until: message.replyTo.until } } : {}),
    },
    `${message.key}#ack`,
  );
}

/** What an acknowledgement says once it goes. */
export const acknowledgement = (numbers: string): string => `收到 ${joinNumbers("O", numbers.split(",").map(Number))}`;

/** Said at most once an hour to a person. */
async function comeToMe({ message, tables, now, botName }: Situation): Promise<string | null> {
  const said = await tables.once.count(`come:${message.sender.account}`, now, now + hour);
  return said === 1 ? `请私聊我：点开${botName || "我"}的头像发消息。` : null;
}
