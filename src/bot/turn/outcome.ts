import type { Picture } from "../../pictures/picture.ts";
import type { Shown } from "../../pictures/sheet.ts";
import type { Tables } from "../../store/tables.ts";
import { withWords } from "../delivery/worded.ts";
import { type ChatAddress, chatKey, type Message } from "../message.ts";
import { carriesLinks } from "../page-link.ts";
import type { Reply } from "../reply.ts";
import { cannotShow, outgoingText } from "../wording.ts";

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
  /** `unwritten`: of what it answers no trace is left */
  readonly purpose?: "answer" | "unwritten";
};

/** The answer of the message's own response, null for none; `picture`: what only this response can show. */
export type Settled = { readonly answer: string | null; readonly picture?: Picture };

/** Turns replies into the answer of the message's own response and rows of the outbox. */
export async function settleReplies(replies: readonly Reply[], situation: Situation): Promise<Settled> {
  const { message } = situation;
  const inChat: Said[] = [];
  const after: Said[] = [];
  let count = 0;
  for (const reply of replies) {
    const cause = `${situation.cause}#${++count}`;
    if (typeof reply.to === "object") await answerInChat(reply, cause, reply.to.origin, situation);
    else if (reply.to === "joined" && message.answers === "push" && message.chat.kind === "group")
      await acknowledge(reply.number, situation);
    else if (reply.to === "later" && !message.answerOnly) await answerInChat(reply, cause, message, situation, reply);
    else if (reply.to === "apart" && message.answers === "push") after.push(reply);
    else if ((reply.to !== "private" && reply.to !== "both") || message.chat.kind === "direct") inChat.push(reply);
    else {
      const instead = reply.to === "both" ? null : (reply.instead ?? comeToMe(situation));
      if (message.privately) await answerPrivately(message.privately, reply, instead, cause, situation);
      const line = reply.to === "both" ? reply.line : message.privately ? null : await lineInstead(reply, situation);
      const { actions: _private, picture: _shown, ...without } = reply;
      // what could be tapped belongs to what was said in private
      if (line !== null)
        inChat.push({
          ...without,
          ...(reply.to === "both" && reply.actions && { actions: reply.actions }),
          text: line,
        });
    }
  }
  const [first] = inChat;
  const answer = first ? { ...first, text: inChat.map(({ text }) => text).join("\n") } : null;
  if (message.answers === "response") {
    if (!answer) return { answer: null };
    const { picture } = answer;
    const text = withWords(answer.text, answer.actions ?? null, message.chat.kind === "direct");
    const cause = `${situation.cause}#answer`;
    if (picture && !(await canBeSentTo(message, situation.tables)))
      return "lines" in picture ? { answer: `${text}\n${cannotShow(picture)}` } : { answer: text, picture };
    if (!fits(text, message)) {
      await answerInChat(answer, cause, message, situation);
      return { answer: null };
    }
    if (picture) await showInChat(picture, chatKey(message.chat), cause, situation);
    return { answer: text };
  }
  const last = answer ? [answer, ...after] : after;
  for (const [index, said] of last.entries())
    await answerInChat(said, `${situation.cause}#answer${index || ""}`, message, situation);
  return { answer: answer?.text ?? null };
}

type Said = Pick<Reply, "text" | "subject" | "actions" | "picture">;

/** Whether anything but this response reaches the chat. */
async function canBeSentTo({ answerOnly, chat }: Message, { groups }: Tables): Promise<boolean> {
  if (!answerOnly) return true;
  return chat.kind === "group" && (await groups.get(chatKey(chat)))?.webhook_sealed != null;
}

/** After its text, as a message of its own. */
async function showInChat(
  picture: Shown,
  target: string,
  cause: string,
  { tables, now, purpose = "answer" }: Situation,
  replyTo?: Message["replyTo"],
): Promise<void> {
  await tables.outbox.add({
    target,
    cause: `${cause}#picture`,
    purpose,
    text: cannotShow(picture),
    picture,
    now,
    ...(replyTo ? { reply: { to: replyTo.id, until: replyTo.until } } : {}),
  });
}

const fits = (text: string, { answerBytes = Number.POSITIVE_INFINITY, chat }: Message): boolean =>
  Buffer.byteLength(outgoingText(text, { links: carriesLinks(chat) })) <= answerBytes;

const ofRecord = ({ subject, actions }: Said) => ({
  ...(subject === undefined ? {} : { recordId: subject }),
  ...(actions === undefined ? {} : { actions }),
});

async function answerInChat(
  said: Said,
  cause: string,
  { chat, replyTo }: Pick<Message, "chat" | "replyTo">,
  situation: Situation,
  later?: { readonly from: number; readonly replaces: string },
): Promise<void> {
  const { tables, now, purpose = "answer" } = situation;
  const reply = replyTo ? { reply: { to: replyTo.id, until: replyTo.until } } : {};
  await tables.outbox.add({
    target: chatKey(chat),
    cause,
    purpose,
    text: said.text,
    now,
    ...reply,
    ...(later ? { holdUntil: later.from, replaces: later.replaces } : {}),
    ...ofRecord(said),
  });
  if (said.picture) await showInChat(said.picture, chatKey(chat), cause, situation, replyTo);
}

/** Where it cannot be delivered, the group hears one line without its content, unless it has heard one already. */
async function answerPrivately(
  to: ChatAddress,
  reply: Said,
  instead: string | null,
  cause: string,
  situation: Situation,
): Promise<void> {
  const { message, tables, now } = situation;
  const otherwise = { otherwise: chatKey(message.chat), ...(instead === null ? {} : { instead }) };
  await tables.outbox.add({
    target: chatKey(to),
    cause,
    purpose: "answer",
    text: reply.text,
    now,
    ...(message.chat.kind === "group" ? otherwise : {}),
    ...ofRecord(reply),
  });
  if (reply.picture) await showInChat(reply.picture, chatKey(to), cause, situation);
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

const comeToMe = ({ botName }: Situation): string => `请私聊我：点开${botName || "我"}的头像发消息。`;

/** What a group hears instead of a private answer; where that has no line, who asked is sent here once an hour. */
async function lineInstead({ instead }: { instead: string | null }, situation: Situation): Promise<string | null> {
  if (instead !== null) return instead;
  const { message, tables, now } = situation;
  const said = await tables.once.count(`come:${message.sender.account}`, now, now + hour);
  return said === 1 ? comeToMe(situation) : null;
}
