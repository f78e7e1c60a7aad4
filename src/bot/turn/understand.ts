import { contractCommands } from "../../chinese/commands/contract-commands.ts";
import { prepareNames } from "../../chinese/commands/prepared-names.ts";
import { type Recognised, recognise } from "../../chinese/commands/recognise.ts";
import { commandsOf, type Prepared } from "../../chinese/reader/index.ts";
import type { Scene } from "../../store/tables/scene.ts";
import type { Command } from "../command/command.ts";
import type { Message } from "../message.ts";
import type { Reference } from "../places.ts";
import { argumentsOf } from "../reading/declare.ts";
import { type Ear, type Heard, listening } from "./ear.ts";
import { wordsOf } from "./pending.ts";

export type Named = Extract<Recognised, { kind: "command" | "suggest" }>;

/** What a message is to the bot, by its form and by who listens. */
export type Understood = {
  readonly recognised: Recognised;
  /** all commands of a message that holds several, and the words of those that are too many */
  readonly several: { readonly commands: readonly Named[]; readonly left: string } | null;
  /** null: a command, or nearly one */
  readonly heard: Heard | null;
  /** a command alone that something which waits may mean itself by */
  readonly taken: { readonly heard: Heard; readonly ears: readonly Ear[] } | null;
  readonly ears: readonly Ear[];
  /** what is asked before anything else is made of the words */
  readonly sealed: { readonly heard: Heard; readonly ears: readonly Ear[] };
  /** what may be kept of it when it fails: its words, only that its sender was told, not even that, or it is nobody's business */
  readonly ifFailed: "words" | "answer" | "unwritten" | "nothing";
};

/** Understands messages by the commands and ears there are. */
export function createUnderstand(commands: readonly Command[], all: readonly Ear[]) {
  const ears = all.filter((ear) => !ear.sealed);
  const sealing = all.filter((ear) => ear.sealed);
  const known = new Set(commands.map(({ name }) => name));
  // `删我的` is no opinion: what people know of and this version cannot do is said to be so
  const unbuilt = contractCommands
    .filter(({ name }) => !known.has(name))
    .map((one) => ({ ...one, notYet: true as const }));
  const names = prepareNames([...unbuilt, ...commands.map(commandName)]);

  const understand = (message: Message, scene: Scene): Understood => {
    const { text, mentioned, botNames } = message;
    const recognised = recognise(text, { group: message.chat.kind === "group", mentioned, botNames }, names);
    const several = recognised.kind === "command" ? severalIn(message, recognised) : null;
    const isSaid = recognised.kind === "opinion" || recognised.kind === "none";
    const heard = isSaid ? { message, words: wordsOf(message), said: recognised } : null;
    const listeners = heard ? listening(ears, scene, heard) : [];
    const taken = takenBy(message, scene, recognised);
    const unread = unreadIn(message);
    const sealed = { heard: unread, ears: listening(sealing, scene, unread) };
    const failing = sealed.ears.length > 0 ? "answer" : ifFailed(message, scene, recognised, listeners);
    return { recognised, several, heard, taken, ears: listeners, sealed, ifFailed: failing };
  };

  function takenBy(message: Message, scene: Scene, recognised: Recognised): Understood["taken"] {
    if (recognised.kind !== "command") return null;
    const isBare = recognised.rest === "" && Object.keys(recognised.fields).length === 0;
    const chatIsDirect = message.chat.kind === "direct";
    // where many speak the word may go on, unless it says by a number what it means
    const mayBeTaken = isBare || (message.chat.kind === "group" && !/^\s*[a-z]\s?\d/iu.test(recognised.rest));
    const takers = ears.filter(
      ({ takes, takesMore }) => takes?.includes(recognised.name) && (mayBeTaken || (takesMore && chatIsDirect)),
    );
    if (takers.length === 0) return null;
    const words = isBare ? recognised.name : wordsOf(message);
    const heard: Heard = { message, words, said: { kind: "none" } };
    return { heard, ears: listening(takers, scene, heard) };
  }

  /** A line without a sign is a command of its own only behind a record, whose words are not kept as they stand. */
  function severalIn({ text, botNames }: Message, first: Named): Understood["several"] {
    const { texts, left } = commandsOf(text, botNames, names);
    if (texts.length < 2) return null;
    const isRecord = commands.some(({ name, sentence }) => name === first.name && sentence !== undefined);
    const said = texts.map((one) => recognise(one, { group: true, mentioned: isRecord, botNames }, names));
    const found = said.flatMap((one) => (one.kind === "command" ? one : []));
    // `/帮助 /谈心` asks about a name
    const isBare = found.slice(1).some(({ rest }) => rest === "") && !/[\n;；]/.test(text);
    return found.length === texts.length && !isBare ? { commands: found, left } : null;
  }

  /** What sentences are read with. */
  const readerOf = ({ places, calendar }: Reference): Prepared => ({ index: places.index, calendar, names });

  return { understand, readerOf };
}

/** Its words are looked at by whoever has a ballot before them, which most never have. */
const unreadIn = (message: Message): Heard => ({
  message,
  get words() {
    return wordsOf(message);
  },
  said: { kind: "none" },
});

function ifFailed(
  { chat, mentioned }: Message,
  { dialog, group }: Scene,
  { kind }: Recognised,
  ears: readonly Ear[],
): Understood["ifFailed"] {
  // whoever else listens to it
  if (ears.some(({ keeps }) => keeps === "nothing")) return "unwritten";
  const [first] = ears;
  const isQuestionOpen = dialog?.isOpen === true;
  if (chat.kind === "group") {
    if (kind === "none" && !mentioned && !first) return isQuestionOpen ? "answer" : "nothing";
    if (group?.placeId == null) return "answer";
  }
  if (!first || (isQuestionOpen && !first.first)) return "words";
  return first.keeps === "words" ? "words" : "answer";
}

const commandName = (command: Command) => ({
  name: command.name,
  aliases: command.aliases.map((word) => (command.saysMore?.includes(word) ? { word, saysMore: true } : { word })),
  // a sentence is read whole: what stands behind a label in it goes on with what stood before
  labels: (command.sentence ? [] : [command, ...(command.forms ?? [])]).flatMap(({ args }) =>
    argumentsOf(args).flatMap((argument) => argument.label ?? []),
  ),
  ...(command.aloneInGroup ? { bare: "everywhere" as const } : {}),
  ...(command.needsSign ? { bare: "never" as const } : {}),
});
