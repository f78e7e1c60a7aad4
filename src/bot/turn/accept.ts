import type { Picture } from "../../pictures/picture.ts";
import type { Store } from "../../store/store.ts";
import type { Scene } from "../../store/tables/scene.ts";
import type { Tables } from "../../store/tables.ts";
import { releaseGroup } from "../delivery/settle.ts";
import { type Accept, type Accepted, chatKey, type Incoming, type Message } from "../message.ts";
import { carriesLinks } from "../page-link.ts";
import { type KeptReference, OldReference, type Reference } from "../places.ts";
import { privately, type Reply } from "../reply.ts";
import { noteSender } from "../sender.ts";
import { StorageError } from "../storage-error.ts";
import { learnOfGroup } from "../tell/group-ears.ts";
import { noPictureHere, outgoingText } from "../wording.ts";
import { acceptEvent } from "./events.ts";
import { type Settled, settleReplies } from "./outcome.ts";
import { createRespond, type RespondOptions } from "./respond.ts";

export type AcceptOptions = RespondOptions & {
  readonly store: Store;
  readonly now: () => number;
  readonly reference: KeptReference;
  readonly log: (event: string, facts: Readonly<Record<string, string | number>>) => void;
  /** works through messages that are kept as failed; what they answer is pushed */
  readonly replaying?: true;
  /** figures as PNG */
  readonly paint: (picture: Picture) => Promise<Buffer>;
};

/** What the work came to, before it is worded for the channel. */
type Worked = Settled & Pick<Accepted, "refused">;

/** Imports that one message may meet. */
const mostLoads = 5;
const accountUsedEvery = 60 * 60_000;
/** When a group spoke is written once a day: chatter costs no more than its reading. */
const groupHeardEvery = 24 * 60 * 60_000;
const notRecorded = "这条没记上，已留底，我们会处理。要紧的事请再发一次或打电话。";
const sayAgain = "这条没办成，也没留底，请再发一次。";

/** A message in, its whole effect and its answer in one transaction, the answer out. */
export function createAccept(options: AcceptOptions): Accept {
  const { store, botName, log } = options;
  const { respond, understand } = createRespond(options);

  async function accept(received: Incoming): Promise<Accepted> {
    const incoming = withoutNul(received);
    if (incoming.type !== "message") return store.write((tables) => acceptEvent(incoming, tables, options));
    try {
      return give(
        incoming,
        await withReference((reference) => store.write((tables) => work(incoming, reference, tables))),
      );
    } catch (error) {
      if (error instanceof StorageError) throw error;
      const at = whereThrown(error);
      let isUnwritten = false;
      try {
        const kept = await store.write((tables) => keepFailed(incoming, error, tables));
        isUnwritten = kept.isUnwritten === true;
        return give(incoming, kept);
      } finally {
        log("message failed", isUnwritten ? { at } : { key: incoming.key, at });
      }
    }
  }

  /** The tree is loaded beside the transactions; one that finds it old comes to nothing and is made again. */
  async function withReference<T>(transaction: (reference: Reference) => Promise<T>): Promise<T> {
    for (let attempt = 1, reference = await options.reference.kept(); ; attempt++) {
      try {
        return await transaction(reference);
      } catch (error) {
        if (!(error instanceof OldReference) || attempt === mostLoads) throw error;
        reference = await options.reference.current();
      }
    }
  }

  async function work(message: Message, reference: Reference, tables: Tables): Promise<Worked> {
    const now = options.now();
    const scene = await loadScene(message, tables, now);
    const replayed = options.replaying === true && scene.prior?.state === "failed";
    if (scene.prior && !replayed) return { answer: scene.prior.answer };
    if (message.stale) return { answer: null, refused: true };
    await lives(message, scene, tables, now);
    if (scene.group && message.hears !== "unknown" && message.hears !== scene.group.hears)
      await learnOfGroup(chatKey(message.chat), { hears: message.hears }, options.admins, tables, now);
    const response = await respond(message, scene, { tables, now, reference });
    if (response === null) return { answer: null };
    if (response.isUnwritten) return settleUnwritten(response.replies, message, tables, now);
    const isNew = !scene.account.known || now - scene.account.lastUsedAt > accountUsedEvery;
    // whoever writes one-to-one can be written to from then on, also after a mere greeting
    if ((response.keepsWords || message.chat.kind === "direct") && isNew)
      await noteSender(message, scene.person?.id ?? null, tables, now);
    const settled = await settle(response.replies, message, message.key, tables, now);
    const words = response.keepsWords ? wordsAlone(message) : null;
    const entry = { originKey: response.originKey, ...inboxEntry(message, now, settled.answer, words) };
    await (replayed ? tables.inbox.settleFailed(entry) : tables.inbox.add(entry));
    return settled;
  }

  /**
   * One failure costs one message: it is kept with its error and its sender is told. Where nobody's words are kept, its
   * sender is asked to say it again; of what is not for the bot nothing is kept.
   */
  async function keepFailed(
    message: Message,
    error: unknown,
    tables: Tables,
  ): Promise<Worked & { readonly isUnwritten?: true }> {
    const now = options.now();
    const scene = await loadScene(message, tables, now);
    if (scene.prior) {
      await tables.inbox.failedAgain(message.key, whereThrown(error));
      return { answer: scene.prior.answer };
    }
    const { ifFailed } = understand(message, scene);
    if (ifFailed === "nothing") return { answer: null };
    if (ifFailed === "unwritten") {
      const told = [privately(sayAgain, sayAgain)];
      return { ...(await settleUnwritten(told, message, tables, now, "#failed")), isUnwritten: true };
    }
    const keepsWords = ifFailed === "words";
    const told = keepsWords ? notRecorded : sayAgain;
    const { answer } = await settle([privately(told, told)], message, `${message.key}#failed`, tables, now);
    const whole = keepsWords ? JSON.stringify(message) : null;
    await tables.inbox.addFailed(inboxEntry(message, now, answer, whole), whereThrown(error));
    return { answer };
  }

  const settle = (replies: readonly Reply[], message: Message, cause: string, tables: Tables, now: number) =>
    settleReplies(replies, { message, cause, tables, now, botName });

  const settleUnwritten = (replies: readonly Reply[], message: Message, tables: Tables, now: number, how = "") =>
    settleReplies(replies, { message, cause: `${message.key}${how}`, tables, now, botName, purpose: "unwritten" });

  function give(message: Message, { answer, refused, picture }: Worked): Accepted {
    if (refused) return { answer: null, refused };
    if (answer === null || message.answers === "push") return { answer: null };
    const text = outgoingText(answer, { links: carriesLinks(message.chat) });
    if (!picture) return { answer: text };
    return { answer: text, picture: { png: () => options.paint(picture), instead: noPictureHere } };
  }

  return accept;
}

/** PostgreSQL takes no NUL in text, and nobody types one. */
const withoutNul = (incoming: Incoming): Incoming =>
  incoming.type === "message" && `${incoming.text}${incoming.sender.name}${incoming.quote?.text ?? ""}`.includes("\0")
    ? {
        ...incoming,
        text: incoming.text.replaceAll("\0", ""),
        sender: { ...incoming.sender, name: incoming.sender.name.replaceAll("\0", "") },
        quote: incoming.quote && { ...incoming.quote, text: incoming.quote.text?.replaceAll("\0", "") ?? "" },
      }
    : incoming;

function loadScene(message: Message, tables: Tables, now: number): Promise<Scene> {
  const { account, shortAccount } = message.sender;
  return tables.scene.load({ account, short: shortAccount, chat: chatKey(message.chat), ...keysOf(message), now });
}

/** The chat spoke: it is not gone, and what waited for that, because the bot may not speak first there, may go now. */
async function lives(message: Message, { group, account }: Scene, tables: Tables, now: number): Promise<void> {
  const chat = chatKey(message.chat);
  const reply = message.replyTo ? { to: message.replyTo.id, until: message.replyTo.until } : null;
  if (group?.isDead) await tables.groups.alive(chat, message.sentAt);
  else if (group && message.sentAt - group.heardAt > groupHeardEvery) await tables.groups.heard(chat, message.sentAt);
  if (group?.holding) await releaseGroup(chat, reply, tables, now);
  if (message.chat.kind === "group" || !account.holding) return;
  await tables.outbox.release(chat, reply);
  await tables.accounts.learnHolding(chat, false);
}

const keysOf = ({ key, alsoKey }: Message) => ({ key, alsoKey: alsoKey ?? null });

/** Only one that failed is worked through again, and needs all that its channel said of it. */
const wordsAlone = ({ text }: Message): string => JSON.stringify({ text });

const inboxEntry = (message: Message, now: number, answer: string | null, kept: string | null) => ({
  chat: chatKey(message.chat),
  ...keysOf(message),
  account: message.sender.account,
  platformId: message.platformId ?? null,
  sentAt: message.sentAt,
  receivedAt: now,
  message: kept,
  answer,
});

/** Kind and place of an error, never its message: that may hold people's words. */
function whereThrown(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const line = error.stack
    ?.split("\n")
    .find((entry) => entry.trim().startsWith("at "))
    ?.trim();
  return `${error.name} ${(line ?? "").replace(/\(?(file:\/\/)?\/.*\/(dist|src)\//, "(")}`;
}
