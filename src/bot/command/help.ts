import type { z } from "zod";
import { shortName } from "../../ledger/coverage.ts";
import type { Actions } from "../../store/tables/outbox.ts";
import type { Actor } from "../actor.ts";
import { highestRole, holds, type NeededRole, roleWords } from "../permission.ts";
import { type Argument, argumentsOf } from "../reading/declare.ts";
import type { Command, Form } from "./command.ts";

const mostLines = 8;

/** `谈心 村 人 内容`; what may be left out stands in brackets. */
export function usage(command: { readonly name: string; readonly args: z.ZodObject }): string {
  const positional = argumentsOf(command.args).filter((argument) => argument.label === undefined);
  return [
    command.name,
    ...positional.map((argument) => (isNeeded(argument) ? argument.title : `[${argument.title}]`)),
  ].join(" ");
}

/** A place that has a fallback of its own need not be said. */
const isNeeded = ({ required, fallback }: Argument): boolean => required && fallback !== "own";

/** A form under the name people type it by. */
export const fullForm = (command: Command, form: Form) => ({ ...form, name: `${command.name} ${form.word}` });

export const roleName = (role: NeededRole): string => (role === "anyone" ? "所有人" : roleWords[role]);

/** What the reader has around them, for examples: their village, somebody to talk with, somebody to remind. */
export type Own = {
  readonly village?: string;
  /** 赫书记 */
  readonly whom?: string;
  /** 王建国 */
  readonly colleague?: string;
  /** how what they wrote last is put right */
  readonly last?: string;
};

/** The sender's own commands, each with an example to copy; villagers see the words they need. */
export function helpFor(actor: Actor, commands: readonly Command[], own: Own = {}): string {
  const role = highestRole(actor);
  if (role === "anyone" || role === "villager") {
    const words = commands
      .filter(({ villagers, strangersOnly }) => villagers !== undefined && (role === "anyone" || !strangersOnly))
      .map((command) => command.villagers);
    return ["您可以：", ...words].slice(0, mostLines).join("\n");
  }
  const theirs = commands.filter((command) => command.role !== "anyone" && holds(actor, command.role));
  const often = (runsOnly(actor) ? atFirst : daily).flatMap(
    (name) => commands.find((command) => command.name === name) ?? [],
  );
  const mine = [...often, ...theirs.filter((command) => !often.includes(command))];
  const lines = mine.map((command) => withOwn(dailyLine(command), own));
  // a line each for how to put right, for all else, and for the words that are offered
  const shown = lines.slice(0, mostLines - 3);
  const names = [
    ...mine.slice(shown.length),
    ...commands.filter((command) => command.role === "anyone" && !often.includes(command)),
  ].flatMap((command) => (command.prompted ? [] : command.name));
  return [...shown, own.last ?? howToMend, `还有：${names.join(" ")}。看用法：/帮助 谈心`].join("\n");
}

const howToMend = "记错了：回“撤销”，或“写错了 日期是昨天”“不是路灯，是水管”";

/** What can be said back to help, as buttons where there are some. */
export const helpActions = (actor: Actor): Actions => ({
  words: runsOnly(actor)
    ? ["登记", "发码", "意见 列表"]
    : holds(actor, "cadre")
      ? ["谈心", "走访", "意见 列表", "我刚记的"]
      : ["查我的", "怎么用"],
});

/** One command in full. */
export function helpOn(command: Command): string {
  const labels = argumentsOf(command.args).flatMap((argument) => argument.label ?? []);
  return [
    `/${usage(command)}`,
    `${command.summary}（${roleName(command.role)}${command.role === "anyone" ? "" : "以上"}可用）`,
    ...(labels.length > 0 ? [`可加：${labels.map((label) => `${label}：…`).join("；")}`] : []),
    ...command.examples.map((example) => `例：${example}`),
    ...(command.forms ?? []).map((form) => `${form.summary}：${form.examples[0]}`),
    ...(command.aliases.length > 0 ? [`也可写：${command.aliases.map((alias) => `/${alias}`).join(" ")}`] : []),
  ]
    .flatMap((line) => line.split("\n").slice(0, 1)) // of an example of several lines how it begins
    .slice(0, mostLines)
    .join("\n");
}

/** Whoever runs it and has no post records nothing. */
const runsOnly = ({ isAdmin, person }: Actor): boolean => isAdmin && person === null;

/** What whoever runs it has to do before anybody else can do anything. */
const atFirst = ["绑定", "登记", "发码", "群", "审计"];

/** What a cadre does every day, in this order. */
const daily = ["谈心", "走访", "提醒", "意见", "查"];

/** `看等答复的意见：/意见 列表`: of a command that everybody has, what it is for a cadre. */
function dailyLine({ role, summary, examples, forms = [] }: Command): string {
  const form = role === "anyone" ? (forms.find(({ word }) => word === "列表") ?? forms[0]) : undefined;
  const example = form?.examples[0] ?? examples[0];
  return `${form?.summary ?? summary}：${example.startsWith("/") ? example : `/${example}`}`;
}

/** Examples speak of the reader's own village and of people there. */
export const withOwn = (text: string, { village = "", whom = "", colleague = "" }: Own): string =>
  text
    .replace(/东卧牛(?:村)?/g, (said) => (village === "" ? said : shortName(village)))
    .replace(/赫书记/g, (said) => whom || said)
    .replace(/王建国/g, (said) => colleague || said);
