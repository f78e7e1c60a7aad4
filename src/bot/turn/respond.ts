import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { contractCommands } from "../../chinese/commands/contract-commands.ts";
import { prepareNames } from "../../chinese/commands/prepared-names.ts";
import { type Recognised, recognise } from "../../chinese/commands/recognise.ts";
import type { Scene } from "../../store/tables/scene.ts";
import type { Tables } from "../../store/tables.ts";
import type { Command } from "../command/command.ts";
import type { Context } from "../context.ts";
import type { Message } from "../message.ts";
import { newOrder, type Order } from "../order.ts";
import { OldReference, type Reference } from "../places.ts";
import { argumentsOf } from "../reading/declare.ts";
import { privately, type Reply } from "../reply.ts";
import { greeting } from "../tell/greeting.ts";
import { privacyWarning } from "../tell/privacy.ts";
import { answerPending, suggestCommand, wordsOf } from "./pending.ts";
import type { Plain } from "./plain.ts";
import { carryOut as carryOutOrder } from "./question.ts";

export type RespondOptions = {
  readonly commands: readonly Command[];
  /** what is said without a command */
  readonly plain: Plain;
  /** short accounts that are admin everywhere */
  readonly admins: ReadonlySet<string>;
  readonly botName: string;
};

/** What a message is worked through with. */
export type At = { readonly tables: Tables; readonly now: number; readonly reference: Reference };

/** `keepsWords` false: the answer is remembered, what was said is not. */
export type Response = {
  readonly replies: readonly Reply[];
  readonly keepsWords: boolean;
  /** the message whose order this one went on with */
  readonly originKey?: string | undefined;
};

/** One account may ask this much of one process in a minute; far more than a person does by hand. */
const askedPerMinute = { points: 300, duration: 60 };
const tooFast = "您发得太快了，请一分钟后再发。";

/** What to do and say because of a message. Null: it is not ours, and nothing of it is kept. */
export function createRespond(options: RespondOptions) {
  const { commands, plain, admins, botName } = options;
  const names = prepareNames(commands.map(commandName));
  const unbuilt = prepareNames(contractCommands.filter(({ name }) => commands.every((known) => known.name !== name)));
  const asked = new RateLimiterMemory(askedPerMinute);

  async function respond(message: Message, scene: Scene, at: At): Promise<Response | null> {
    const { tables, now, reference } = at;
    const inGroup = message.chat.kind === "group";
    const { text, mentioned, botNames } = message;
    const heard = recognise(text, { group: inGroup, mentioned, botNames }, names);
    const warning = inGroup && scene.group?.placeId ? await privacyWarning(message, tables, now) : null;
    if (inGroup && heard.kind === "none" && !scene.dialog?.isOpen && !mentioned) return unsaid(warning);
    const pace = await paceOf(message.sender.account);
    if (pace !== "fine") return unsaid(pace === "first over" ? privately(tooFast, tooFast) : null);
    if (reference.version !== scene.placesVersion) throw new OldReference();
    const { places, calendar } = reference;
    const actor = {
      account: message.sender.account,
      person: scene.person,
      posts: scene.posts,
      isAdmin: admins.has(message.sender.shortAccount),
      unsubscribed: scene.account.unsubscribed,
    };
    const context: Context = {
      message,
      talkingIn: message.chat,
      commands,
      as: null,
      order: null,
      actor,
      group: scene.group,
      tables,
      places,
      calendar,
      now,
    };
    const { replies, originKey } = await answer(context, scene, heard);
    const addressed = replies !== null || mentioned;
    const hello = addressed ? await greeting(context, botName) : null;
    const all = [...(replies ?? []), warning, hello].filter((reply) => reply !== null);
    if (replies === null && all.length === 0) return null;
    const isSmallTalk = heard.kind === "none" && !scene.dialog?.isOpen;
    const keepsWords = replies !== null && !isSmallTalk && (!inGroup || scene.group?.placeId != null);
    return { replies: all, keepsWords, originKey };
  }

  async function answer(context: Context, scene: Scene, heard: Recognised) {
    const { replies, isOver, originKey } = await answerPending(context, scene, heard);
    if (isOver) return { replies, originKey };
    const more = await carryOut(context, heard);
    return { replies: replies.length > 0 ? [...replies, ...(more ?? [])] : more };
  }

  async function carryOut(context: Context, heard: Recognised): Promise<readonly Reply[] | null> {
    const notYet = heard.kind === "command" ? null : commandNotYet(context.message);
    if (notYet)
      return [privately(`“${notYet}”我还不会，要办请找管理员。发“帮助”看我会什么。`, `“${notYet}”我还不会。`)];
    switch (heard.kind) {
      case "command":
        return carryOutOrder(orderOf(heard), context);
      case "suggest":
        return suggestCommand(meant(heard.name, context.message), context);
      case "opinion":
        return plain.opinion(heard, context);
      case "none":
        return plain.other(context);
    }
  }

  /** `删我的` is no opinion: a command of the product that this version cannot do yet is said to be one. */
  function commandNotYet({ text, chat, mentioned, botNames }: Message): string | null {
    const heard = recognise(text, { group: chat.kind === "group", mentioned, botNames }, unbuilt);
    return heard.kind === "command" ? heard.name : null;
  }

  /** What was typed, under the name that was probably meant. */
  function meant(name: string, message: Message): Order {
    const rest = wordsOf(message).replace(/^[^\p{L}]*\p{L}+/u, "");
    const heard = recognise(`/${name}${rest}`, { group: false, mentioned: false, botNames: [] }, names);
    return heard.kind === "command" ? orderOf(heard) : newOrder(name, rest);
  }

  async function paceOf(account: string): Promise<"fine" | "first over" | "over"> {
    try {
      await asked.consume(account);
      return "fine";
    } catch (refused) {
      return (refused as RateLimiterRes).consumedPoints === askedPerMinute.points + 1 ? "first over" : "over";
    }
  }

  return respond;
}

export type Respond = ReturnType<typeof createRespond>;

const unsaid = (reply: Reply | null): Response | null => (reply ? { replies: [reply], keepsWords: false } : null);

const orderOf = ({ name, rest, fields, as }: Extract<Recognised, { kind: "command" }>): Order =>
  newOrder(name, rest, copyFields(fields), as);

const copyFields = (fields: Readonly<Record<string, string | readonly string[]>>): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(fields).map(([label, value]) => [label, typeof value === "string" ? value : [...value]]),
  );

const commandName = (command: Command) => ({
  name: command.name,
  aliases: command.aliases.map((word) => (command.saysMore?.includes(word) ? { word, as: true } : { word })),
  labels: [command, ...(command.forms ?? [])].flatMap(({ args }) =>
    argumentsOf(args).flatMap((argument) => argument.label ?? []),
  ),
  ...(command.aloneInGroup ? { bare: "everywhere" as const } : {}),
});
