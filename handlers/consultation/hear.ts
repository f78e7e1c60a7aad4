import type { Context } from "../../src/bot/context.ts";
import { chatKey, type Message } from "../../src/bot/message.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import type { Ear, Heard } from "../../src/bot/turn/ear.ts";
import type { TallyMessage, Word } from "../../src/chinese/consultation/consultation.ts";
import {
  listenTo,
  mayBeHeard,
  openingQuote,
  postQuote,
  speaksForOthers,
} from "../../src/chinese/consultation/listen.ts";
import { foldText } from "../../src/chinese/fold.ts";
import { normalise } from "../../src/chinese/normalise.ts";
import { originalSlice } from "../../src/chinese/original-slice.ts";
import type { Asked } from "../../src/ledger/consultation.ts";
import type { Scene } from "../../src/store/tables/scene.ts";
import { askedIn, messageIn, toRead } from "./asked.ts";
import { asksForReminder, readByNumber } from "./private.ts";

/** Written under an opening, it is no answer to a question of the bot's that waits. */
export const hearQuote: Ear = {
  name: "answer under a consultation's opening",
  keeps: "words",
  first: true,
  hears: (scene, heard) =>
    (heard.message.quote !== null || quotedIn(heard.message) !== null) && candidates(scene, heard).length > 0,
  async answer(heard, context) {
    const said = await wordOf(heard.message, context);
    return said.isUnderOpening ? keep(said, heard, context) : null;
  },
};

/** What people say in a group that is being asked. It is counted and not answered. */
export const hearStance: Ear = {
  name: "answer to a consultation",
  keeps: "words",
  // said of what was handed over too: where a question is open they answer it
  takes: ["同意", "不同意", "满意", "不满意", "基本满意"],
  hears: (scene, heard) => candidates(scene, heard).length > 0,
  async answer(heard, context) {
    return keep(await wordOf(heard.message, context), heard, context);
  },
};

/** Text as it is read: without the bot's name, which differs from platform to platform. */
function plain(message: Message): string {
  const line = normalise(message.text, message.botNames);
  const words = line.quoted === null ? originalSlice(message.text, line.folded, line.start, line.end) : message.text;
  return message.botNames.filter(Boolean).reduce((text, name) => text.replaceAll(`@${name}`, " "), words);
}

const quotedIn = ({ text, quote, botNames }: Message): string | null =>
  quote?.text ?? (/[「“"]/.test(text) ? normalise(text, botNames).quoted : null);

const isMentioned = ({ text, mentioned, botNames }: Message): boolean =>
  mentioned || (text.includes("@") && normalise(text, botNames).mentioned);

const unknownQuote = "unknown";

function asRead(message: Message, sender: string, quote: string | null): TallyMessage {
  return {
    ...{ id: message.key, sender, name: message.sender.name, fromBot: false, sentAt: message.sentAt },
    ...{ text: plain(message), quote, mentioned: isMentioned(message) },
  };
}

/** The open questions it may speak to, by its words alone. */
function candidates({ group }: Scene, { message, said }: Heard): readonly Asked[] {
  if (message.chat.kind !== "group" || !group?.asking || group.placeId === null) return [];
  if (said.kind === "opinion" && said.label !== null) return [];
  const { quote } = message;
  const word = asRead(message, message.sender.account, quote === null ? null : unknownQuote);
  return askedIn(group.asking).filter((asked) => {
    if (message.sentAt < asked.openedAt) return false;
    const opening = quote?.text?.startsWith(`【征求 ${asked.number}】`) ? { ...word, quote: openingQuote } : word;
    // after the end only what says itself what it means is heard, as too late
    if (message.sentAt >= asked.closesAt && !isAddressed(opening, asked)) return false;
    return mayBeHeard(openFor(asked, message), opening, "");
  });
}

const isAddressed = ({ quote, text }: TallyMessage, { number }: Asked): boolean =>
  quote === openingQuote ||
  text.includes(`【征求 ${number}】`) ||
  new RegExp(`^\\s*${number}(?![0-9])`, "i").test(foldText(text));

/** As if it had come in time: whether it did is looked at when it is kept. */
const openFor = (asked: Asked, { sentAt }: Message) => ({
  ...toRead(asked),
  openedAt: Math.min(asked.openedAt, sentAt),
  closesAt: Math.max(asked.closesAt, sentAt + 1),
});

type Said = {
  readonly word: TallyMessage;
  /** the consultation whose opening or count it quotes */
  readonly quotes: string | null;
  readonly isUnderOpening: boolean;
};

/** What it quotes: an opening, another post of the bot's, or somebody's words. */
async function wordOf(message: Message, context: Context): Promise<Said> {
  const { tables, actor } = context;
  const chat = chatKey(message.chat);
  const sender = actor.person?.id ?? message.sender.account;
  const written = quotedIn(message);
  const [, opening, post] = /^\s*【(征求 )?(C\d+)】/.exec(written ?? "") ?? [];
  const id = message.quote?.messageId;
  const said = id === undefined ? null : await tables.consultations.said(chat, id);
  const isPost = said ? said.cause.startsWith("consult:") : post !== undefined && opening === undefined;
  const isOpening = said ? !isPost : opening !== undefined;
  const quote = isOpening ? openingQuote : isPost ? postQuote : id === undefined ? null : messageIn(chat, id);
  return { word: asRead(message, sender, quote), quotes: said?.recordId ?? null, isUnderOpening: isOpening };
}

/** Writes down what it says, to whichever of the open questions. Null: it says nothing after all. */
async function keep(
  { word, quotes, isUnderOpening }: Said,
  heard: Heard,
  context: Context,
): Promise<readonly Reply[] | null> {
  const { message, tables, group, now } = context;
  const all = askedIn(group?.asking ?? "").filter(({ openedAt }) => message.sentAt >= openedAt);
  const quoted = /^\s*【征求 (C\d+)】/.exec(quotedIn(message) ?? "")?.[1];
  const pointed = all.filter(({ id, number }) => id === quotes || number === quoted || isNamed(word, number));
  const wanted = readByNumber(word.text);
  const [followed] = pointed;
  if (wanted && followed && asksForReminder(wanted.words)) {
    await tables.consultations.follow(followed.id, message.sender.account, context.actor.person?.id ?? null);
    return aside(message, `好，${followed.number} 截止前有人催时提醒您。`);
  }
  const read: Read[] = [];
  for (const asked of pointed.length > 0 ? pointed : all) {
    const one = await readFor(asked, word, context);
    if (one) read.push(one);
  }
  const sure = read.filter(({ says }) => says.some(({ says: stance }) => stance !== "未分类"));
  const chosen = sure.length === 1 ? sure : read;
  const [first] = chosen;
  if (!first) return null;
  const unsure = chosen.length > 1;
  for (const one of chosen) {
    const { asked, isLate } = one;
    const isMaybe = one.says.length === 0 && !one.forOthers;
    await tables.consultationWords.add({
      ...{ record_id: asked.id, cause: message.key, chat: chatKey(message.chat), account: message.sender.account },
      ...{ platform_id: message.platformId ?? null, person_id: context.actor.person?.id ?? null },
      ...{ name: context.actor.person?.name ?? message.sender.name, text: word.text, quote: word.quote },
      ...{
        verdict: unsure ? "未分类" : null,
        mentioned: word.mentioned ? 1 : 0,
        sent_at: message.sentAt,
        sequence: message.sequence ?? 0,
      },
      ...{ arrived_at: now, state: isLate ? "late" : isMaybe ? "maybe" : "heard" },
    });
  }
  if (chosen.every(({ says, forOthers }) => says.length === 0 && !forOthers)) return null;
  if (first.isLate) return aside(message, `${first.asked.number} 已经截止，您这句记作迟到，不算在里面。`);
  // said to the bot and no answer to what is asked: somebody wants something else
  if (!isUnderOpening && pointed.length === 0 && (await saysNothing(chosen, word))) return null;
  const isBack = chosen.some(({ says }) => says.some(({ says: what }) => what === "退出"));
  return isBack
    ? aside(message, `好，${first.asked.number} 里您刚才说的不算了。要再说，直接说就行。`)
    : heard
      ? []
      : null;
}

const isNamed = ({ text }: TallyMessage, number: string): boolean =>
  new RegExp(`^\\s*【?(?:征求)?\\s*${number}(?![0-9])`, "i").test(foldText(text));

/** Told where only its sender hears it; a group hears nothing. */
const aside = (message: Message, text: string): readonly Reply[] => (message.privately ? [privately(text)] : []);

type Read = {
  readonly asked: Asked;
  readonly says: readonly Word[];
  readonly forOthers: boolean;
  readonly isLate: boolean;
};

async function readFor(asked: Asked, word: TallyMessage, context: Context): Promise<Read | null> {
  const { message, tables } = context;
  const open = openFor(asked, message);
  if (!mayBeHeard(open, word, "")) return null;
  const row = await tables.records.get(asked.id);
  // taken back: it may be restored
  if (!row || row.withdrawn_at !== null) return null;
  const isLate = row.state !== "open" || message.sentAt >= (row.due_at ?? 0);
  const quoted = await saidBy(asked, word.quote, context);
  const takesBack = listenTo(open, word, "", { quoted, hasSpoken: true });
  const mayTakeBack = takesBack.some(({ says }) => says === "退出");
  const { account } = message.sender;
  const hasSpoken =
    mayTakeBack && (await tables.consultationWords.hasSpoken(asked.id, account, context.actor.person?.id ?? null));
  const says = listenTo(open, word, "", { quoted, hasSpoken });
  return { asked, says, forOthers: speaksForOthers(open, word, ""), isLate };
}

/** What a quoted message of this chat said to this question. */
async function saidBy(asked: Asked, quote: string | null, { message, tables }: Context) {
  const id = message.quote?.messageId;
  if (id === undefined || quote === openingQuote || quote === postQuote || quote === null) return null;
  const word = await tables.consultationWords.saidAs(asked.id, chatKey(message.chat), id);
  return word === null ? null : ({ stance: asked.options?.[0] ?? "同意" } as const);
}

/** Without the mention it would have said nothing to any of them. */
async function saysNothing(chosen: readonly Read[], word: TallyMessage): Promise<boolean> {
  if (!word.mentioned) return false;
  return chosen.every(
    ({ asked, says }) =>
      says.every(({ says: stance }) => stance === "未分类") &&
      listenTo(
        { ...toRead(asked), openedAt: 0, closesAt: Number.MAX_SAFE_INTEGER },
        { ...word, mentioned: false },
        "",
        {
          quoted: null,
          hasSpoken: false,
        },
      ).length === 0,
  );
}
