import { contractCommands } from "../commands/contract-commands.ts";
import { prepareNames } from "../commands/prepared-names.ts";
import { recognise, type Setting } from "../commands/recognise.ts";
import { type Corpus, sameJson } from "./corpus.ts";

type Input = { readonly text: string; readonly where: Setting };

const names = prepareNames(contractCommands);

/** `commands.jsonl`: a raw message, and what it asks of the bot. A bare sentence is taken as said one-to-one. */
export const commandsCorpus: Corpus<Input> = {
  parse(line) {
    if (!line.trim() || line.startsWith("#")) return null;
    if (!line.startsWith("{"))
      return { input: { text: line, where: { group: false, mentioned: false, botNames: [] } }, expected: undefined };
    const { text, group, mentioned, botName, expected } = JSON.parse(line);
    return { input: { text, where: { group, mentioned, botNames: [botName] } }, expected };
  },
  answer({ text, where }) {
    const got = recognise(text, where, names);
    if (got.kind === "suggest") return { kind: got.kind, name: got.name };
    if (got.kind !== "command") return got;
    // the corpus calls the alias that was typed `as`
    const { fields, calledAs, ...plain } = got;
    const typed = calledAs === undefined ? plain : { ...plain, as: calledAs };
    return Object.keys(fields).length ? { ...typed, fields } : typed;
  },
  same: sameJson,
};
