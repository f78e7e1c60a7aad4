import { clip } from "../../chinese/privacy/clip.ts";
import type { Scene } from "../../store/tables/scene.ts";
import type { Tables } from "../../store/tables.ts";
import type { BallotBox } from "../ballot-box.ts";
import { notYetWords } from "../command/instead.ts";
import type { Context } from "../context.ts";
import { appraisesOf, commandsOf, earsOf, handsOverOf, type Ledger, sectionsOf } from "../ledger.ts";
import type { Message } from "../message.ts";
import { newOrder, type Order } from "../order.ts";
import { OldReference, type Reference } from "../places.ts";
import { askedWithWord, numberFirst } from "../record/number-first.ts";
import { isOnlyPictures, withoutMarks } from "../record/photos.ts";
import { privately, type Reply } from "../reply.ts";
import { greeting } from "../tell/greeting.ts";
import { privacyWarning } from "../tell/privacy.ts";
import type { Ear, Heard } from "./ear.ts";
import { withNames } from "./mentions.ts";
import { type CountTogether, createPace } from "./pace.ts";
import { answerPending, suggestCommand } from "./pending.ts";
import { carryOut, carryOutAll } from "./question.ts";
import { createUnderstand, type Named, type Understood } from "./understand.ts";

export type RespondOptions = {
  readonly ledgers: readonly Ledger[];
  /** short accounts that are admin everywhere */
  readonly admins: ReadonlySet<string>;
  readonly botName: string;
  readonly countTogether?: CountTogether;
  /** where pages are opened; null: there are none */
  readonly pages: () => string | null;
  readonly ballotBox: BallotBox;
};

/** What a message is worked through with. */
export type At = { readonly tables: Tables; readonly now: number; readonly reference: Reference };

/** `keepsWords` false: the answer is remembered, what was said is not. */
export type Response = {
  readonly replies: readonly Reply[];
  readonly keepsWords: boolean;
  /** nor that it was said at all */
  readonly isUnwritten?: true;
  /** the message whose order this one went on with */
  readonly originKey?: string | undefined;
};

/** What came of a message; `replies` null: it was not for the bot. */
type Answer = Omit<Response, "replies"> & { readonly replies: readonly Reply[] | null };

const minute = 60_000;

/** What to do and say because of a message. */
export function createRespond({ ledgers, admins, botName, countTogether, pages, ballotBox }: RespondOptions) {
  const commands = commandsOf(ledgers);
  const sections = sectionsOf(ledgers);
  const handsOver = handsOverOf(ledgers);
  const appraises = appraisesOf(ledgers);
  const { understand, readerOf } = createUnderstand(commands, earsOf(ledgers));
  const paceOf = createPace(countTogether);

  /** Null: it is not ours, and nothing of it is kept. */
  async function respond(received: Message, scene: Scene, at: At): Promise<Response | null> {
    const { tables, now, reference } = at;
    const inGroup = received.chat.kind === "group";
    const first = understand(received, scene);
    const told = first.recognised.kind === "command" || !inGroup ? plainWords(received, scene) : received;
    const warning = inGroup && scene.group?.placeId ? await privacyWarning(received, tables, now) : null;
    if (first.ifFailed === "nothing") return unsaid(warning);
    const taken = await paceOf(received);
    if (taken === "over") return null;
    if (taken !== "fine")
      return unsaid((await tables.once.count(taken.key, now, now + minute)) === 1 ? taken.notice : null);
    if (reference.version !== scene.placesVersion) throw new OldReference();
    const message = await withNames(told, tables);
    const understood = message === received ? first : understand(message, scene);
    const { places, calendar } = reference;
    const actor = {
      account: message.sender.account,
      person: scene.person,
      posts: scene.posts,
      isAdmin: admins.has(message.sender.shortAccount),
      unsubscribed: scene.account.unsubscribed,
      photoWaits: scene.account.photoWaits,
    };
    const context: Context = {
      message,
      talkingIn: message.chat,
      commands,
      sections,
      handsOver,
      appraises,
      order: null,
      actor,
      group: scene.group,
      tables,
      places,
      calendar,
      reader: readerOf(reference),
      pages: pages(),
      ballotBox,
      now,
    };
    const { replies, keepsWords, isUnwritten, originKey } = await answer(understood, scene, context);
    const addressed = replies !== null || message.mentioned;
    const hello = addressed ? await greeting(context, botName) : null;
    const all = [...(replies ?? []), warning, hello].filter((reply) => reply !== null);
    if (replies === null && all.length === 0) return null;
    const mayKeep = replies !== null && (!inGroup || scene.group?.placeId != null);
    return { replies: all, keepsWords: keepsWords && mayKeep, originKey, ...(isUnwritten ? { isUnwritten } : {}) };
  }

  return { respond, understand };
}

/** What a cadre writes beside pictures is read without what stands for them: the record has the pictures themselves. */
const plainWords = (message: Message, { posts }: Scene): Message =>
  message.pictures && posts.some(({ role }) => role !== "villager") && !isOnlyPictures(message.text)
    ? { ...message, text: withoutMarks(message.text) }
    : message;

const unsaid = (reply: Reply | null): Response | null => (reply ? { replies: [reply], keepsWords: false } : null);

async function answer(understood: Understood, scene: Scene, context: Context): Promise<Answer> {
  const { heard, ears, sealed } = understood;
  const unread = await listen(sealed.ears, sealed.heard, context);
  if (unread.replies) return unread;
  const first = ears.filter((ear) => ear.first);
  const told = await listen(first, heard, context);
  if (told.replies) return told;
  const { replies, isOver, originKey } = await answerPending(context, scene, understood);
  if (isOver) return { replies, keepsWords: true, originKey };
  const open = { ...understood, ears: ears.filter((ear) => !first.includes(ear)) };
  const next = await carryOutWhatIsSaid(open, context);
  return replies.length > 0 ? { replies: [...replies, ...(next.replies ?? [])], keepsWords: true } : next;
}

async function carryOutWhatIsSaid(understood: Understood, context: Context): Promise<Answer> {
  const { recognised, several, heard, ears, taken } = understood;
  const done = async (replies: readonly Reply[] | Promise<readonly Reply[]>): Promise<Answer> => ({
    replies: await replies,
    keepsWords: true,
  });
  switch (recognised.kind) {
    case "command": {
      const told = taken ? await listen(taken.ears, taken.heard, context) : null;
      if (told?.replies) return told;
      if (several) return done(carryOutSeveral(several, context));
      const asked = askedWithWord(recognised.name, recognised.rest, context.commands);
      return done(carryOut(asked ?? orderOf(recognised), context));
    }
    case "suggest":
      return done(suggestCommand(orderOf(recognised), context));
    case "notYet":
      return done([privately(notYetWords(recognised.name), `“${recognised.name}”我还不会。`)]);
    case "opinion": {
      const acts = recognised.label === null ? numberFirst(recognised.rest, context.commands) : null;
      if (acts) return done(carryOut(acts, context));
      return listen(ears, heard, context);
    }
    case "none":
      return listen(ears, heard, context);
  }
}

/** As many commands as are taken from one message; the others are said to be not done. */
async function carryOutSeveral(
  { commands, left }: NonNullable<Understood["several"]>,
  context: Context,
): Promise<readonly Reply[]> {
  const replies = await carryOutAll(commands.map(orderOf), context);
  const line = `一次最多办${commands.length}条，后面的没办：“${clip(left)}”。请再发。`;
  return left === "" ? replies : [...replies, privately(line, "一次发得太多，后面的没办，请再发。")];
}

/** The first ear that has something to say of it. */
async function listen(ears: readonly Ear[], heard: Heard | null, context: Context): Promise<Answer> {
  for (const ear of heard ? ears : []) {
    const replies = heard && (await ear.answer(heard, context));
    if (replies && ear.keeps === "nothing") return { replies, keepsWords: false, isUnwritten: true };
    if (replies) return { replies, keepsWords: ear.keeps === "words" };
  }
  return { replies: null, keepsWords: false };
}

const orderOf = ({ name, rest, fields, calledAs }: Named): Order => newOrder(name, rest, copyFields(fields), calledAs);

const copyFields = (fields: Readonly<Record<string, string | readonly string[]>>): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(fields).map(([label, value]) => [label, typeof value === "string" ? value : [...value]]),
  );
