import { z } from "zod";
import { clip } from "../../chinese/privacy/clip.ts";
import { readTime } from "../../chinese/time/index.ts";
import { kinds } from "../../ledger/kinds.ts";
import type { Move } from "../../ledger/lifecycle.ts";
import { type Command, defineCommand, everywhere } from "../command/command.ts";
import type { Context } from "../context.ts";
import type { Order } from "../order.ts";
import { type NeededRole, roleRank } from "../permission.ts";
import {
  numbersArgument,
  optional,
  personArgument,
  type TimeValue,
  textArgument,
  timeArgument,
} from "../reading/declare.ts";
import { readNumbers } from "../reading/number.ts";
import { UserError } from "../user-error.ts";
import { demandMovable, move } from "./move.ts";

/** One command for each word that acts on records, whichever kinds know it. */
export function wordsThatAct(): readonly Command[] {
  const moves = kinds.flatMap(({ lifecycle }) => lifecycle.moves);
  return [...new Set(moves.map(({ word }) => word))].map((word) => commandOf(moves.filter((one) => one.word === word)));
}

/** What else people begin with, for which word that stands, and of which records. */
export const leadingWords = (): readonly { readonly lead: RegExp; readonly word: string; readonly letter: string }[] =>
  kinds.flatMap(({ letter, lifecycle }) =>
    lifecycle.moves.flatMap(({ word, leads: lead }) => (lead ? [{ lead, word, letter }] : [])),
  );

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
    prompted: true as const,
    beforeAsking: ({ rest }: Order, context: Context) => demandMovable(word, readNumbers(rest).value ?? [], context),
  };
  const numbers = optional(numbersArgument("号"));
  const plain = { delay: null, personId: null, until: null };
  if (needs === "person")
    return defineCommand({
      ...common,
      args: z.object({
        numbers,
        person: personArgument("人", { question: `${word}给谁？说姓名。`, asWritten: true }),
        words: optional(textArgument("原因")),
      }),
      async run({ numbers: said = [], person, words = "" }, context) {
        if (person.id === null) await demandMovable(word, said, context);
        if (person.id === null) throw new UserError(`名册里没有“${person.name}”，请交给联系他的干部。`);
        return move(word, { ...plain, numbers: said, words, personId: person.id }, context);
      },
    });
  if (needs === "time")
    return defineCommand({
      ...common,
      args: z.object({
        numbers,
        until: timeArgument("到哪天", "deadline", { question: `${word}到哪天？例：下周三` }),
        words: textArgument("原因", { question: `为什么${word}？` }),
      }),
      run: ({ numbers: said = [], until, words }, context) => {
        const reason = words.replace(/^[\s到至，,：:。前]+/u, "");
        if (reason === "") throw new UserError(`为什么${word}？请写原因。例：${examples[0]}`);
        return move(word, { ...plain, numbers: said, words: reason, until: endOf(until) }, context);
      },
    });
  if (typeof needs === "object")
    return defineCommand({
      ...common,
      args: z.object({ numbers, words: textArgument(needs.title, { question: needs.question }) }),
      run: ({ numbers: said = [], words }, context) => move(word, { ...plain, numbers: said, words }, context),
    });
  return defineCommand({
    ...common,
    args: z.object({ numbers, words: optional(textArgument(needs === "delay" ? "多久" : "话")) }),
    run: ({ numbers: said = [], words = "" }, context) => {
      const later =
        needs === "delay" ? laterIn(`${context.order?.calledAs?.slice(word.length) ?? ""}${words}`, context) : {};
      return move(word, { ...plain, numbers: said, words, ...later }, context);
    },
  });
}

const eighteen = 18 * 60 * 60_000;

/** A day without a clock ends at six. */
export const endOf = ({ at, hasClock }: TimeValue): number => (hasClock ? at : at + eighteen);

/** The least role that any of them asks for; a party needs none. */
function roleFor(moves: readonly Move[]): NeededRole {
  const roles = moves.flatMap(({ by }) => by.map((one): NeededRole => (isRole(one) ? one : "anyone")));
  return roles.sort((one, other) => roleRank(one) - roleRank(other))[0] ?? "anyone";
}

const isRole = (by: string): by is "cadre" | "secretary" => by === "cadre" || by === "secretary";

/** From now on: `3小时`, `明天下午3点`; or `每周三9点`; nothing when nothing was said. @throws UserError when no time is in it */
function laterIn(
  said: string,
  { message, calendar, now }: Context,
): { readonly delay?: number; readonly rule?: string } {
  if (said.replace(/[\s\p{P}]/gu, "") === "") return {};
  const about = { sentAt: message.sentAt, use: "reminder", calendar } as const;
  const span = readTime(`${said}后`, about);
  if (span.kind === "moment") return { delay: span.at - message.sentAt };
  const time = readTime(said, about);
  if (time.kind === "recurrence") return { rule: JSON.stringify(time.rule) };
  if (time.kind === "moment" && time.at > now) return { delay: time.at - now };
  throw new UserError(`没听懂推迟到什么时候：“${clip(said)}”。例：推迟 R5 3小时、推迟 R5 明天下午3点`);
}
