import { z } from "zod";
import type { Context } from "../../src/bot/context.ts";
import type { SaidNumber } from "../../src/bot/record/find.ts";
import { here, privately, type Reply } from "../../src/bot/reply.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { dayOf } from "../../src/chinese/time/index.ts";
import { meeting } from "../../src/ledger/meeting.ts";
import type { Word } from "../../src/ledger/meeting-words.ts";
import { answer, problem } from "./answer.ts";
import { ask, drop, put } from "./ask.ts";
import { comment, notInGroup } from "./comment.ts";
import { end } from "./end.ts";
import { feedback } from "./feedback.ts";
import { peopleNamed } from "./names.ts";
import { begin, next, passOver } from "./run.ts";
import { meantSitting, type Part, type Sitting, sittingsOf } from "./sitting.ts";
import { announced, held, takeStep } from "./step.ts";
import { leaveOff } from "./ungraded.ts";

const noArgs = z.object({});

type Kind = Word["kind"];
type May = { readonly parts: readonly Part[]; readonly states: readonly string[] };

const hosts: May = { parts: ["host"], states: ["running"] };
const may: Readonly<Record<Kind, May>> = {
  begin: { parts: ["host"], states: ["planned"] },
  next: hosts,
  written: hosts,
  absent: hosts,
  later: hosts,
  ungraded: { parts: ["host", "organiser"], states: ["running"] },
  put: hosts,
  drop: { parts: ["host"], states: ["planned", "running"] },
  end: hosts,
  ballot: { parts: ["host"], states: ["running", "ended"] },
  ask: { parts: ["delegate", "recorder", "host"], states: ["planned", "running"] },
  answer: { parts: ["recorder", "host"], states: ["running", "ended"] },
  problem: { parts: ["recorder", "commentator", "host"], states: ["running", "ended"] },
  comment: { parts: ["commentator"], states: ["running", "ended"] },
  host: { parts: ["organiser"], states: ["planned", "running"] },
  feedback: { parts: ["organiser"], states: ["ended"] },
};

const living = ["planned", "running", "ended"] as const;
const nothing = "没有您能这样说的会。发“/述职 列表”看看。";

/** Whether the speaker has such a part in any meeting that is not over. */
export async function mayMean(word: Word, context: Context): Promise<boolean> {
  // said once more after it was given, it is still no opinion
  const states = word.kind === "feedback" ? [...living, "released"] : living;
  return (await sittingsOf([], { parts: may[word.kind].parts, states, nothing }, context)).length > 0;
}

/** Carries out what is said in a meeting, in that one in which it can be said. @throws UserError or Ask */
export async function say(word: Word, numbers: readonly SaidNumber[], context: Context): Promise<readonly Reply[]> {
  const { parts, states } = may[word.kind];
  if (word.kind === "feedback") return [await feedback(numbers, word.words, context)];
  const all = await sittingsOf(numbers, { parts, states: living, nothing }, context);
  const [first] = all;
  if (!first) throw new UserError(nothing);
  if (word.kind === "ungraded" && word.who === "")
    throw new UserError(`谁不测？例：不测 7号。整个会不测评：/述职 测评 ${first.number} 不测`);
  if (!all.some(({ row }) => states.includes(row.state))) throw new UserError(wrongMoment(word, first));
  // of several that are planned that of today begins
  const today = all.filter(
    ({ row }) => states.includes(row.state) && row.due_at !== null && dayOf(row.due_at) === dayOf(context.now),
  );
  const [own] = word.kind === "begin" && today.length === 1 ? today : all.length === 1 ? all : [];
  const fit = own ?? (await meantSitting(numbers, { parts, states, nothing }, context));
  return carryOut(word, await held(fit, context), context);
}

/** What can be said now. */
function wrongMoment({ kind }: Word, { row, number }: Sitting): string {
  // whoever may only ask is not told what the host could do
  if (kind === "ask") return `${number} 已经散会了，不再收问题。要反映的直接说：意见：…`;
  const state = meeting.lifecycle.states[row.state as keyof typeof meeting.lifecycle.states]?.word ?? "";
  const now: Readonly<Record<string, string>> = {
    planned: "还没开始。能用：开始、名单、抽签",
    running: "正在开。能用：下一位、问、不问、书面、缺席、先跳过、散会",
    ended: "已经散会了。能用：答、问题（三天内补记）、/述职 反馈、/述职 记录",
  };
  return `${number} ${now[row.state] ?? state}。`;
}

async function carryOut(
  word: Exclude<Word, { kind: "feedback" }>,
  sitting: Sitting,
  context: Context,
): Promise<readonly Reply[]> {
  switch (word.kind) {
    case "begin":
      return begin(sitting, context);
    case "next":
      return next(sitting, word, context);
    case "written":
    case "absent":
    case "later":
      return passOver(sitting, word, context);
    case "ungraded":
      return leaveOff(sitting, word, context);
    case "end":
      return end(sitting, context);
    case "ask":
      return ask(sitting, word, context);
    case "put":
      return put(sitting, word, context);
    case "drop":
      return drop(sitting, word, context);
    case "answer":
      return answer(sitting, word, context);
    case "problem":
      return problem(sitting, word, context);
    case "comment":
      if (context.message.chat.kind === "group") return [privately(notInGroup, notInGroup)];
      return comment(sitting, word, context);
    case "ballot":
      return announced(
        sitting,
        await (word.ends ? context.appraises.end : context.appraises.begin)(sitting.row, context),
        context,
      );
    case "host":
      return changeHost(sitting, word.who, context);
  }
}

async function changeHost(sitting: Sitting, who: string, context: Context): Promise<readonly Reply[]> {
  const { order, tables } = context;
  if (!order) throw new Error("another host is named outside a command");
  const example = "主持 改 何敏" as const;
  const declared = { name: "述职", args: noArgs, examples: [example] } as const;
  const [person] = await peopleNamed(who, "host", "主持", { declared, order, context, isBare: false });
  if (!person) throw new UserError(`谁主持？例：${example}`);
  if (sitting.agenda.some(({ person_id }) => person_id === person.id))
    throw new NotAllowed(`${person.name}自己要述职，不能主持。`);
  const [account] = await tables.accounts.reachable(person.id);
  const change = { owner_id: person.id, owner_account: account?.account ?? sitting.row.account };
  await takeStep(sitting, { word: "主持", change }, context);
  await tables.meetings.setPeople(sitting.row.id, "host", [person.id]);
  return [{ ...here(`${sitting.number} 改由${person.name}主持。`), subject: sitting.row.id }];
}
