import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { numbersArgument, optional, textArgument, textField } from "../../src/bot/reading/declare.ts";
import { recorded } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { formatDateTime, readTime } from "../../src/chinese/time/index.ts";
import { becomeOpinions, leftOf } from "./end.ts";
import { nextLook } from "./left.ts";
import { dayIn, minutesIn } from "./open.ts";
import { plain } from "./setup.ts";
import { meantSitting, type Sitting } from "./sitting.ts";
import { deafWords, numberAndText, planned } from "./speakers.ts";
import { causeOf, held, takeStep } from "./step.ts";

const example = "更正 H3 时间：1月17日9点";

/** Everybody who comes hears it once. @returns names of those nobody can reach */
async function tellAll(sitting: Sitting, text: string, context: Context): Promise<readonly string[]> {
  const { row, agenda, people } = sitting;
  const names = new Map([...agenda, ...people].map(({ person_id, name }) => [person_id, name]));
  if (row.owner_id !== null && !names.has(row.owner_id)) names.set(row.owner_id, "");
  const deaf: string[] = [];
  for (const [person, name] of names) {
    if (person === context.actor.person?.id) continue;
    const cause = `${causeOf(context)}all:${person}`;
    const news = { to: { person }, text, cause, subject: row.id, why: "others", private: true } as const;
    if ((await tell(news, context)).way === "none") deaf.push(name);
  }
  return deaf.filter(Boolean);
}

export const changeForm = defineForm({
  word: "更正",
  summary: "改会的时间、地点、每人几分钟，告诉大家一次",
  examples: ["/述职 更正 H3 时间：1月17日9点"],
  role: "cadre",
  where: ["direct", "cadre"],
  args: z.object({
    numbers: optional(numbersArgument("号")),
    text: optional(textArgument("时间")),
    time: textField("时间"),
    spot: textField("地点"),
    minutes: textField("每人"),
    fixBy: textField("整改期限"),
  }),
  async run({ numbers, text, time, spot, minutes, fixBy }, context) {
    const said = numberAndText(numbers, text);
    const sitting = await held(await meantSitting(said.numbers, planned, context), context);
    const { row, meeting, number, title, agenda } = sitting;
    if (row.state !== "planned") throw new UserError(`${number} 已经开始了，改不了。`);
    const words = [time, said.text].filter(Boolean).join(" ");
    const at = words === "" ? null : momentIn(words, context);
    const each = minutesIn(minutes);
    const due = fixBy === undefined ? null : dayIn(fixBy, context);
    if (at === null && spot === undefined && each === null && due === null)
      throw new UserError(`没说改成什么。例：${example}`);
    const meetings = [
      { ...meeting, spot: spot ?? meeting.spot, minutes: each ?? meeting.minutes, fix_by: due ?? meeting.fix_by },
    ];
    const items = each === null ? [] : agenda.map((item) => ({ ...plain(item), minutes: each }));
    const when = at === null ? {} : { due_at: at, next_at: nextLook(at, context.now) };
    await takeStep(
      sitting,
      {
        word: "更正",
        change: { ...when, parts: { meetings, agenda_items: items } },
        before: {
          ...(at === null ? {} : { due_at: row.due_at, next_at: row.next_at }),
          parts: { meetings: [meeting], agenda_items: items.length > 0 ? agenda.map(plain) : [] },
        },
      },
      context,
    );
    const changes = [
      at === null ? "" : `改到${formatDateTime(at, context.now)}`,
      spot === undefined ? "" : `地点改到${spot}`,
      each === null ? "" : `每人${each}分钟`,
    ].filter(Boolean);
    const deaf =
      changes.length === 0 ? [] : await tellAll(sitting, `${title}（${number}）${changes.join("，")}。`, context);
    const told = changes.length === 0 || agenda.length === 0 ? "" : "大家都告诉了。";
    const full = `${number} ${changes.join("，") || "改好了"}。${told}${deafWords(deaf)}错了回“撤销”。`;
    return recorded(full, `${number} ${changes.join("，") || "改好了"}。`, row.id);
  },
});

/** @throws UserError */
function momentIn(words: string, { message, calendar, now }: Context): number {
  const time = readTime(words, { sentAt: message.sentAt, use: "reminder", calendar });
  if (time.kind !== "moment" || time.at <= now)
    throw new UserError(`没听懂“${words.slice(0, 20)}”是哪天几点，或已经过了。例：${example}`);
  return time.at;
}

export const cancelForm = defineForm({
  word: "取消",
  summary: "会不开了，告诉大家一次",
  examples: ["/述职 取消 H3 和人代会冲突"],
  role: "cadre",
  where: ["direct", "cadre"],
  args: z.object({ numbers: optional(numbersArgument("号")), reason: optional(textArgument("原因")) }),
  async run({ numbers, reason }, context) {
    const said = numberAndText(numbers, reason);
    const meant = await meantSitting(said.numbers, { ...planned, states: ["planned", "running"] }, context);
    if (said.text === "") throw new UserError(`为什么不开？写在后面，例：/述职 取消 ${meant.number} 和人代会冲突`);
    const sitting = await held(meant, context);
    const { row, number, title } = sitting;
    if (row.state !== "planned" && row.state !== "running") throw new UserError(`${number} 已经散会了，取消不了。`);
    const { tables } = context;
    const left = leftOf(await tables.meetingWords.questions(row.id));
    const ballots = await context.appraises.cancel(row, context);
    for (const one of await tables.meetings.held(row.id)) await tables.records.change(one, { state: "void" });
    await takeStep(
      sitting,
      {
        word: "取消",
        change: {
          ...{ state: "cancelled", waiting: 0, next_at: null },
          parts: { meeting_questions: left.map(({ id }) => ({ id, state: "unasked" as const })) },
        },
        note: said.text,
      },
      context,
    );
    await becomeOpinions(left, sitting, context);
    const deaf = await tellAll(sitting, `${title}（${number}）不开了：${said.text}。`, context);
    return recorded(
      `${number} 取消了，大家都告诉了。${ballots}${deafWords(deaf)}`,
      `${number} 取消了：${said.text}。`,
      row.id,
    );
  },
});
