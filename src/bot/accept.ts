import { prepareNames } from "../chinese/prepared-names.ts";
import { recognise } from "../chinese/recognise.ts";
import type { Scene } from "../store/scene.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import { acceptEvent } from "./accept-event.ts";
import { argumentsOf } from "./arguments.ts";
import { runOrder } from "./carry-out.ts";
import type { Command } from "./command.ts";
import type { Context } from "./context.ts";
import { createReference } from "./gazetteer.ts";
import { greeting } from "./greeting.ts";
import { type Accept, type Accepted, chatKey, type Incoming, type Message } from "./message.ts";
import { newOrder } from "./order.ts";
import { type Outcome, settleReplies } from "./outcome.ts";
import { answerPending, suggestCommand } from "./pending.ts";
import type { Plain } from "./plain.ts";
import type { Reply } from "./reply.ts";
import { StorageError } from "./storage-error.ts";
import { outgoingText } from "./wording.ts";

export type AcceptOptions = {
  readonly store: Store;
  readonly commands: readonly Command[];
  /** what is said without a command */
  readonly plain: Plain;
  /** short accounts that are admin everywhere */
  readonly admins: ReadonlySet<string>;
  readonly now: () => number;
  readonly log: (event: string, facts: Readonly<Record<string, string | number>>) => void;
  /** sends what was written for these chats, now */
  readonly deliver: (targets: readonly string[]) => void;
  readonly botName: string;
  /** works through messages that are kept as failed; what they answer is pushed */
  readonly replaying?: true;
};

const accountUsedEvery = 60 * 60_000;
const notRecorded = "这条没记上，已留底，我们会处理。要紧的事请再发一次或打电话。";

/** A message in, its whole effect and its answer in one transaction, the answer out. */
export function createAccept(options: AcceptOptions): Accept {
  const reference = createReference();
  const names = prepareNames(options.commands.map(commandName));

  async function accept(received: Incoming): Promise<Accepted> {
    const incoming = withoutNul(received);
    if (incoming.type !== "message") return options.store.write((tables) => acceptEvent(incoming, tables, options));
    try {
      const { refused, ...outcome } = await options.store.write((tables) => process(incoming, tables));
      if (outcome.targets.length > 0) options.deliver(outcome.targets);
      if (refused) return { answer: null, refused: true };
      return { answer: outcome.answer === null || incoming.answers === "push" ? null : outgoingText(outcome.answer) };
    } catch (error) {
      if (error instanceof StorageError) throw error;
      return keepFailed(incoming, error);
    }
  }

  async function process(message: Message, tables: Tables): Promise<Outcome & { refused?: true }> {
    const now = options.now();
    const chat = chatKey(message.chat);
    const { account, shortAccount } = message.sender;
    const scene = await tables.scene.load({ account, short: shortAccount, chat, ...keysOf(message), now });
    const replayed = options.replaying === true && scene.prior?.state === "failed";
    if (scene.prior && !replayed) return { answer: scene.prior.answer, targets: [] };
    if (message.stale) return { answer: null, targets: [], refused: true };
    const replies = await work(message, scene, tables, now);
    if (scene.group?.holding) await releaseHeld(message, tables);
    if (replies === null) return { answer: null, targets: scene.group?.holding ? [chat] : [] };
    if (!scene.account.known || now - scene.account.lastUsedAt > accountUsedEvery)
      await touch(message, scene, tables, now);
    const outcome = await settleReplies(replies, { message, tables, now, botName: options.botName });
    const entry = inboxEntry(message, now, outcome.answer);
    await (replayed ? tables.inbox.settleFailed(entry) : tables.inbox.add(entry));
    return outcome;
  }

  /** null: not ours, and nothing of it is kept */
  async function work(message: Message, scene: Scene, tables: Tables, now: number): Promise<readonly Reply[] | null> {
    const inGroup = message.chat.kind === "group";
    const heard = recognise(
      message.text,
      { group: inGroup, mentioned: message.mentioned, botNames: message.botNames },
      names,
    );
    if (inGroup && heard.kind === "none" && scene.dialog === null && !message.mentioned) return null;
    const { places, calendar } = await reference(tables, scene.placesVersion);
    const speaker = {
      account: message.sender.account,
      person: scene.person,
      posts: scene.posts,
      isAdmin: options.admins.has(message.sender.shortAccount),
      unsubscribed: scene.account.unsubscribed,
    };
    const context: Context = { message, as: null, speaker, group: scene.group, tables, places, calendar, now };
    const replies = await answer(context, scene, heard);
    if (replies === null) return null;
    const hello = await greeting(context, options.botName);
    return hello ? [...replies, hello] : replies;
  }

  async function answer(
    context: Context,
    scene: Scene,
    heard: ReturnType<typeof recognise>,
  ): Promise<readonly Reply[] | null> {
    const pending = await answerPending(context, scene.dialog, heard, options.commands);
    if (pending) return pending;
    switch (heard.kind) {
      case "command":
        return runOrder(
          newOrder(heard.name, heard.rest, copyFields(heard.fields), heard.as),
          context,
          options.commands,
        );
      case "suggest":
        return suggestCommand(heard.name, context);
      case "opinion":
        return options.plain.opinion(heard, context, options.commands);
      case "none":
        return options.plain.other(context, options.commands);
    }
  }

  /** The message is kept with its error, and its sender is told: one failure costs one message. */
  async function keepFailed(message: Message, error: unknown): Promise<Accepted> {
    const name = error instanceof Error ? error.name : "unknown";
    options.log("message failed", { key: message.key, error: name, at: whereThrown(error) });
    const now = options.now();
    const answer = await options.store.write(async (tables) => {
      const { account, shortAccount } = message.sender;
      const scene = await tables.scene.load({
        account,
        short: shortAccount,
        chat: chatKey(message.chat),
        ...keysOf(message),
        now,
      });
      if (scene.prior) {
        await tables.inbox.failedAgain(message.key, whereThrown(error));
        return { answer: scene.prior.answer, targets: [] };
      }
      const outcome = await settleReplies([{ text: notRecorded, to: "private", inGroup: notRecorded }], {
        message,
        tables,
        now,
        botName: options.botName,
      });
      await tables.inbox.addFailed(inboxEntry(message, now, outcome.answer), whereThrown(error));
      return outcome;
    });
    if (answer.targets.length > 0) options.deliver(answer.targets);
    return { answer: message.answers === "push" ? null : answer.answer };
  }

  return accept;
}

/** PostgreSQL takes no NUL in text, and nobody types one. */
const withoutNul = (incoming: Incoming): Incoming =>
  incoming.type === "message" && incoming.text.includes("\0")
    ? { ...incoming, text: incoming.text.replaceAll("\0", "") }
    : incoming;

async function touch(message: Message, scene: Scene, tables: Tables, now: number): Promise<void> {
  await tables.accounts.touch({
    key: message.sender.account,
    short: message.sender.shortAccount,
    person_id: scene.person?.id ?? null,
    name: message.sender.name,
    direct_chat: message.privately ? chatKey(message.privately) : null,
    last_used_at: now,
  });
}

async function releaseHeld(message: Message, tables: Tables): Promise<void> {
  const reply = message.replyTo ? { to: message.replyTo.id, until: message.replyTo.until } : null;
  await tables.outbox.release(chatKey(message.chat), reply);
  await tables.groups.learnHolding(chatKey(message.chat), false);
}

const copyFields = (fields: Readonly<Record<string, string | readonly string[]>>): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(fields).map(([label, value]) => [label, typeof value === "string" ? value : [...value]]),
  );

const keysOf = ({ key, alsoKey }: Message) => ({ key, alsoKey: alsoKey ?? null });

const inboxEntry = (message: Message, now: number, answer: string | null) => ({
  ...keysOf(message),
  chat: chatKey(message.chat),
  account: message.sender.account,
  platformId: message.platformId ?? null,
  sentAt: message.sentAt,
  receivedAt: now,
  message: JSON.stringify(message),
  answer,
});

const commandName = (command: Command) => ({
  name: command.name,
  aliases: command.aliases.map((word) => (command.saysMore?.includes(word) ? { word, as: true } : { word })),
  labels: [command, ...(command.forms ?? [])].flatMap(({ args }) =>
    argumentsOf(args).flatMap((argument) => argument.label ?? []),
  ),
  ...(command.aloneInGroup ? { bare: "everywhere" as const } : {}),
});

/** Name and place of an error, never its message: that may hold people's words. */
function whereThrown(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const line =
    error.stack
      ?.split("\n")
      .find((entry) => entry.trim().startsWith("at "))
      ?.trim() ?? "";
  return `${error.name} ${line.replace(/\(?(file:\/\/)?\/.*\/(dist|src)\//, "(")}`;
}
