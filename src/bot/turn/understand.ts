import { contractCommands } from "../../chinese/commands/contract-commands.ts";
import { prepareNames } from "../../chinese/commands/prepared-names.ts";
import { type Recognised, recognise } from "../../chinese/commands/recognise.ts";
import type { Scene } from "../../store/tables/scene.ts";
import type { Command } from "../command/command.ts";
import type { Message } from "../message.ts";
import { argumentsOf } from "../reading/declare.ts";
import { type Ear, type Heard, listening } from "./ear.ts";
import { wordsOf } from "./pending.ts";

/** What a message is to the bot, by its form and by who listens. */
export type Understood = {
  readonly recognised: Recognised;
  /** null: a command, or nearly one */
  readonly heard: Heard | null;
  readonly ears: readonly Ear[];
  /** what may be kept of it when it fails: its words, only that its sender was told, or nothing at all */
  readonly ifFailed: "words" | "answer" | "nothing";
};

/** Understands messages by the commands and ears there are. */
export function createUnderstand(commands: readonly Command[], ears: readonly Ear[]) {
  const known = new Set(commands.map(({ name }) => name));
  // `删我的` is no opinion: what people know of and this version cannot do is said to be so
  const unbuilt = contractCommands
    .filter(({ name }) => !known.has(name))
    .map((one) => ({ ...one, notYet: true as const }));
  const names = prepareNames([...unbuilt, ...commands.map(commandName)]);

  return (message: Message, scene: Scene): Understood => {
    const { text, mentioned, botNames } = message;
    const recognised = recognise(text, { group: message.chat.kind === "group", mentioned, botNames }, names);
    const isSaid = recognised.kind === "opinion" || recognised.kind === "none";
    const heard = isSaid ? { message, words: wordsOf(message), said: recognised } : null;
    const listeners = heard ? listening(ears, scene, heard) : [];
    return { recognised, heard, ears: listeners, ifFailed: ifFailed(message, scene, recognised, listeners) };
  };
}

function ifFailed(
  { chat, mentioned }: Message,
  { dialog, group }: Scene,
  { kind }: Recognised,
  [first]: readonly Ear[],
): Understood["ifFailed"] {
  const isQuestionOpen = dialog?.isOpen === true;
  if (chat.kind === "group") {
    if (kind === "none" && !mentioned && !first) return isQuestionOpen ? "answer" : "nothing";
    if (group?.placeId == null) return "answer";
  }
  if (!first || (isQuestionOpen && first.keeps !== "secret")) return "words";
  return first.keeps === "words" ? "words" : "answer";
}

const commandName = (command: Command) => ({
  name: command.name,
  aliases: command.aliases.map((word) => (command.saysMore?.includes(word) ? { word, saysMore: true } : { word })),
  labels: [command, ...(command.forms ?? [])].flatMap(({ args }) =>
    argumentsOf(args).flatMap((argument) => argument.label ?? []),
  ),
  ...(command.aloneInGroup ? { bare: "everywhere" as const } : {}),
});
