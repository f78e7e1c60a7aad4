import { z } from "zod";
import { readTime } from "../../chinese/time/index.ts";
import { kinds } from "../../ledger/kinds.ts";
import type { Move } from "../../ledger/lifecycle.ts";
import { type Command, defineCommand, everywhere } from "../command/command.ts";
import type { Context } from "../context.ts";
import { type NeededRole, roleRank } from "../permission.ts";
import { numbersArgument, optional, textArgument } from "../reading/declare.ts";
import { move } from "./move.ts";

/** One command for each word that acts on records, whichever kinds know it. */
export function wordsThatAct(): readonly Command[] {
  const moves = kinds.flatMap(({ lifecycle }) => lifecycle.moves);
  return [...new Set(moves.map(({ word }) => word))].map((word) => commandOf(moves.filter((one) => one.word === word)));
}

/** Those of them that a ledger offers. */
export const acting = (...words: string[]): readonly Command[] =>
  wordsThatAct().filter(({ name }) => words.includes(name));

function commandOf(moves: readonly Move[]): Command {
  const [first] = moves;
  if (!first) throw new Error("a word without a move");
  const { word, aliases, summary, examples, needs } = first;
  const common = {
    name: word,
    aliases,
    // 推迟1小时: the alias says how long
    saysMore: aliases.filter((alias) => alias.startsWith(word)),
    summary,
    examples,
    role: roleFor(moves),
    where: everywhere,
  };
  const numbers = optional(numbersArgument("号"));
  if (typeof needs === "object")
    return defineCommand({
      ...common,
      args: z.object({ numbers, words: textArgument(needs.title, { question: needs.question }) }),
      run: ({ numbers: said = [], words }, context) => move(word, { numbers: said, words, delay: null }, context),
    });
  return defineCommand({
    ...common,
    args: z.object({ numbers, words: optional(textArgument(needs === "delay" ? "多久" : "话")) }),
    run: ({ numbers: said = [], words = "" }, context) => {
      const delay =
        needs === "delay" ? delayIn(`${context.order?.calledAs?.slice(word.length) ?? ""}${words}`, context) : null;
      return move(word, { numbers: said, words, delay }, context);
    },
  });
}

/** The least role that any of them asks for; a party needs none. */
function roleFor(moves: readonly Move[]): NeededRole {
  const roles = moves.flatMap(({ by }) => by.map((one): NeededRole => (isRole(one) ? one : "anyone")));
  return roles.sort((one, other) => roleRank(one) - roleRank(other))[0] ?? "anyone";
}

const isRole = (by: string): by is "cadre" | "secretary" => by === "cadre" || by === "secretary";

/** `3小时`; null when it says no span of time */
function delayIn(said: string, { message, calendar }: Context): number | null {
  if (said === "") return null;
  const time = readTime(`${said}后`, { sentAt: message.sentAt, use: "reminder", calendar });
  return time.kind === "moment" ? time.at - message.sentAt : null;
}
