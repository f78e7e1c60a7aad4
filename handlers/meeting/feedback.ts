import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { Ask } from "../../src/bot/order.ts";
import { numbersArgument, optional, textArgument } from "../../src/bot/reading/declare.ts";
import type { SaidNumber } from "../../src/bot/record/find.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { formatDay } from "../../src/chinese/time/index.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import { meantSitting, type Sitting } from "./sitting.ts";
import { deafWords, numberAndText } from "./speakers.ts";
import { apart, causeOf, held, takeStep } from "./step.ts";

const mostListed = 8;

export const feedbackForm = defineForm({
  word: "反馈",
  summary: "把点评和各人的清单发给本人",
  examples: ["/述职 反馈 H3", "/述职 反馈 H3 不等测评"],
  role: "cadre",
  where: ["direct"],
  args: z.object({ numbers: optional(numbersArgument("号")), text: optional(textArgument("话")) }),
  run({ numbers, text }, context): Promise<Reply> {
    const said = numberAndText(numbers, text);
    return feedback(said.numbers, said.text, context);
  },
});

/** Shows what there is, and tells each of the own once that was seen. `said`: behind the word. @throws UserError or Ask */
export async function feedback(numbers: readonly SaidNumber[], said: string, context: Context): Promise<Reply> {
  const wanted = {
    ...{ parts: ["organiser"] as const, states: ["ended"], nothing: "没有散会了还没反馈的会。" },
    otherwise: {
      ...{ planned: "还没散会，散会后再反馈", running: "还没散会，散会后再反馈" },
      released: "已经反馈了，没有再发",
    },
  };
  const meant = await meantSitting(numbers, wanted, context);
  const { order, tables } = context;
  const graded = await context.appraises.standing(meant.row, context);
  if (graded.isWaitedFor && !/^不等/u.test(said))
    throw new UserError(
      `${meant.number} 测评还没出结果。等出来了再反馈，各人一次听全；不等就发：/述职 反馈 ${meant.number} 不等测评`,
    );
  const comments = await tables.meetingWords.comments(meant.row.id);
  const problems = await tables.meetings.cameOf(meant.row.id, meant.title);
  if (order?.chosen.sure === undefined && order) {
    const sure = {
      ...order,
      asked: order.asked + 1,
      chosen: { ...order.chosen, sure: "yes", meeting: meant.row.id },
    };
    throw new Ask(
      `${meant.number}：点评${comments.length}份、承诺和问题${problems.length}件、${graded.words}。回“反馈”发给本人。`,
      { kind: "choice", choices: [{ label: "反馈", order: sure }] },
      "反馈请私聊我。",
    );
  }
  return release(await held(meant, context), problems, context);
}

async function release(sitting: Sitting, problems: readonly RecordRow[], context: Context): Promise<Reply> {
  const { row, meeting, agenda } = sitting;
  const { tables, now } = context;
  await takeStep(
    sitting,
    { word: "反馈", change: { state: "released", parts: { meetings: [{ ...meeting, released_at: now }] } } },
    context,
  );
  const texts = new Map<string, string>();
  for (const personId of new Set(agenda.map(({ person_id }) => person_id)))
    texts.set(personId, await feedbackText(personId, sitting, problems, context));
  await tables.meetingWords.releaseComments(row.id, now);
  const waiting = problems.filter(({ state }) => state === "held");
  const deaf = new Set(await context.handsOver.release(waiting, apart(context), texts));
  const told = new Set(waiting.map(({ owner_id }) => owner_id));
  for (const [personId, text] of texts) {
    if (told.has(personId)) continue;
    const cause = `${causeOf(context)}feedback:${personId}`;
    const news = { to: { person: personId }, text, cause, subject: row.id, why: "others", private: true } as const;
    if ((await tell(news, context)).way === "none") deaf.add(personId);
  }
  const names = await tables.people.names([...deaf]);
  return {
    ...privately(`${sitting.number} 反馈发给${texts.size}位本人了，群里没有说。${deafWords([...names.values()])}`),
    subject: row.id,
  };
}

/** What one speaker hears: what was said of them, and their own list. */
async function feedbackText(
  personId: string,
  { row, title, number, agenda }: Sitting,
  problems: readonly RecordRow[],
  context: Context,
): Promise<string> {
  const { tables, now } = context;
  const items = new Set(agenda.filter(({ person_id }) => person_id === personId).map(({ id }) => id));
  const comments = (await tables.meetingWords.comments(row.id)).filter(
    ({ item_id, text }) => items.has(item_id) && text !== "",
  );
  const names = await tables.people.names(comments.map(({ author_id }) => author_id));
  const said = comments.map(({ author_id, text }) => `${names.get(author_id) ?? ""}点评：${text}`);
  const own = problems.filter(({ owner_id, state }) => owner_id === personId && state !== "void");
  const lines = own
    .slice(0, mostListed)
    .map((one) => `${numberOf(one)} ${clip(tables.records.openText(one))} ${formatDay(one.due_at ?? now, now)}前`);
  const more = own.length > mostListed ? `；还有${own.length - mostListed}件，发“/交办 列表 我的”看` : "";
  const graded = await context.appraises.ownResult(row, personId, context);
  const list =
    own.length === 0
      ? "没有承诺和问题。"
      : `承诺和问题${own.length}件：${lines.join("；")}${more}。回“签收 全部”全签收。`;
  return [`${title}反馈（${number}）：`, ...said, graded, list].filter(Boolean).join("\n");
}
