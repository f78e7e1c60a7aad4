import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { numbersArgument, optional } from "../../src/bot/reading/declare.ts";
import { listed } from "../../src/bot/record/list.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { formatDateTime, formatDay } from "../../src/chinese/time/index.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { itemWords, questionWords } from "../../src/ledger/meeting.ts";
import type { QuestionRow } from "../../src/store/tables/meeting-words.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import { problemsOfComments } from "./end.ts";
import { meantSitting, type Sitting, termsAt } from "./sitting.ts";
import { numberAndText } from "./speakers.ts";

export const minutesForm = defineForm({
  word: "记录",
  summary: "会议记录：顺序、问答、承诺",
  examples: ["/述职 记录 H3"],
  role: "cadre",
  where: ["direct"],
  args: z.object({ numbers: optional(numbersArgument("号")) }),
  async run({ numbers }, context) {
    const said = numberAndText(numbers, undefined);
    const wanted = {
      parts: ["organiser", "host", "recorder"],
      states: ["running", "ended", "released"],
      nothing: "没有您能看的会议记录。例：/述职 记录 H3",
    } as const;
    const sitting = await meantSitting(said.numbers, wanted, context);
    const lines = await minutesOf(sitting, context);
    const isFirst = lines.length > 0 && (context.order?.page ?? 1) === 1;
    const list = await listed(
      {
        title: `${sitting.number} ${sitting.title}`,
        empty: `${sitting.number} 还没有记录。`,
        find: async ({ limit, offset }) => lines.slice(offset, offset + limit),
        line: (line) => line,
        ...(isFirst ? { foot: "整份记录另发一个文件。" } : {}),
      },
      undefined,
      context,
    );
    if (!isFirst) return list;
    const head = [
      [sitting.title],
      [`${sitting.number}，${formatDateTime(sitting.row.due_at ?? context.now, context.now)}`],
    ];
    const name = `${sitting.number} 会议记录.txt`;
    return { ...list, picture: { name, lines: [...head, ...lines.map((line) => [line])] } };
  },
});

/** Who reported in which order, what was asked and answered, what was promised. Never what leaders said of anybody. */
async function minutesOf(sitting: Sitting, context: Context): Promise<readonly string[]> {
  const { row, agenda, title } = sitting;
  const { tables, now } = context;
  const questions = await tables.meetingWords.questions(row.id);
  const secret = await problemsOfComments(row.id, context);
  const came = (await tables.meetings.cameOf(row.id, title)).filter(
    ({ id }) => row.state === "released" || !secret.has(id),
  );
  const parts = new Map<string, number>();
  for (const one of came) parts.set(one.id, Number((await tables.records.own(one)).origin_part ?? 0));
  const { showAskers } = await termsAt(row.place_id, context);
  const names = await tables.people.names(questions.flatMap(({ asker_id }) => asker_id ?? []));
  const promise = (one: RecordRow) =>
    `  ${numberOf(one)} ${clip(tables.records.openText(one), 60)}，${formatDay(one.due_at ?? now, now)}前`;
  return agenda.flatMap((item) => {
    const own = questions.filter(
      ({ item_id, state, joined_id }) => item_id === item.id && state !== "withdrawn" && joined_id === null,
    );
    const mine = came.filter(({ owner_id }) => owner_id === item.person_id);
    return [
      `${item.position}号 ${item.place} ${item.name}（${itemWords[item.state]}）`,
      ...own.flatMap((question) => [
        ` 问${question.number}${asker(question, names, showAskers)}：${tables.meetingWords.text(question)}（${questionWords[question.state]}）`,
        ...(question.answer_sealed === null ? [] : [` 答：${tables.meetingWords.answer(question)}`]),
        ...mine.filter(({ id }) => parts.get(id) === question.number).map(promise),
      ]),
      ...mine.filter(({ id }) => !own.some(({ number }) => number === parts.get(id))).map(promise),
    ];
  });
}

const asker = ({ named, asker_id }: QuestionRow, names: ReadonlyMap<string, string>, shown: boolean): string =>
  (named === 1 || shown) && asker_id !== null ? `（${names.get(asker_id) ?? ""}）` : "";
