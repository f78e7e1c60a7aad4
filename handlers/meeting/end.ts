import type { Context } from "../../src/bot/context.ts";
import { parseChatKey } from "../../src/bot/message.ts";
import { accusedIn } from "../../src/bot/record/accused-in.ts";
import type { Reply } from "../../src/bot/reply.ts";
import { dayOf } from "../../src/chinese/time/index.ts";
import { kindOf, numberOf } from "../../src/ledger/kinds.ts";
import { opinionOf, promisedFrom } from "../../src/ledger/opinion.ts";
import type { QuestionRow } from "../../src/store/tables/meeting-words.ts";
import { tellAsker } from "./answer.ts";
import { plain } from "./setup.ts";
import type { Sitting } from "./sitting.ts";
import { deafWords } from "./speakers.ts";
import { announced, causeOf, takeStep } from "./step.ts";

/** Nobody speaks any more; what was promised goes out, what nobody came to is answered as an opinion. */
export async function end(sitting: Sitting, context: Context): Promise<readonly Reply[]> {
  const { row, agenda, meeting, title } = sitting;
  const { tables, now } = context;
  const questions = await tables.meetingWords.questions(row.id);
  const left = leftOf(questions);
  const speaking = agenda.filter(({ state }) => state === "speaking");
  const all = await tables.meetings.held(row.id);
  const ballots = await context.appraises.endWith(row, context);
  await takeStep(
    sitting,
    {
      word: "散会",
      change: {
        ...{ state: "ended", waiting: 0, next_at: null },
        parts: {
          meetings: [{ ...meeting, ended_at: now }],
          agenda_items: speaking.map((item) => ({ ...plain(item), state: "done" as const, ended_at: now })),
          meeting_questions: left.map(({ id }) => ({ id, state: "unasked" as const })),
        },
      },
    },
    context,
  );
  const later = await problemsOfComments(row.id, context);
  const deaf = await context.handsOver.release(
    all.filter(({ id }) => !later.has(id)),
    context,
  );
  await becomeOpinions(left, sitting, context);
  await tellDropped(questions, sitting, context);
  const put = questions.filter(({ state }) => state === "put" || state === "answered").length;
  const names = await tables.people.names(deaf);
  const text = `${title}结束：${agenda.length}位，现场问${put}个，承诺和问题${all.length}件。${ballots && `${ballots}。`}结果另行反馈。`;
  const replies = await announced(sitting, text, context);
  const missed = deafWords([...names.values()]);
  return missed === "" ? replies : replies.map((reply) => ({ ...reply, text: `${reply.text}${missed}` }));
}

/** Those nobody came to; what was asked in the same words stands as the first of them. */
export function leftOf(questions: readonly QuestionRow[]): readonly QuestionRow[] {
  const states = new Map(questions.map(({ id, state }) => [id, state]));
  return questions.filter(({ id, joined_id, state }) => {
    const first = states.get(joined_id ?? id);
    return state !== "withdrawn" && (first === "queued" || first === "put");
  });
}

/** Ids of what leaders wrote down with their comments: told with these, and not before. */
export async function problemsOfComments(recordId: string, { tables }: Context): Promise<ReadonlySet<string>> {
  const comments = await tables.meetingWords.comments(recordId);
  return new Set(comments.flatMap(({ problems }) => problems.split(",").filter(Boolean)));
}

/** Each is an opinion at the speaker's place, and whoever asked hears its number. */
export async function becomeOpinions(
  questions: readonly QuestionRow[],
  sitting: Sitting,
  context: Context,
): Promise<void> {
  const { tables, places, now } = context;
  for (const question of questions) {
    const item = sitting.agenda.find(({ id }) => id === question.item_id);
    const place = item && places.get(item.place_id);
    if (!item || !place) continue;
    const text = `问${item.name}：${tables.meetingWords.text(question)}`;
    const opinion = opinionOf(undefined, text, await accusedIn(text, undefined, place.id, context));
    const { id, number } = await tables.records.add({
      ...{
        kind: "opinion",
        town_id: place.town_id,
        place_id: place.id,
        chat: question.chat,
        account: question.account,
      },
      ...{ author_id: question.asker_id, asker_id: question.asker_id, asker_account: question.account || null },
      ...{ day: dayOf(now), at: now, fingerprint: "", created_at: now, ...opinion, category: "发问" },
      cause: `${causeOf(context)}opinion:${question.id}`,
    });
    if (question.account === "") continue;
    const name = numberOf({ kind: kindOf("opinion").name, number });
    const asker = askerOf(question);
    await tellAsker(
      `问${question.number}没在会上问，记成意见 ${name}，${promisedFrom(context.now, context.calendar)}。`,
      asker,
      question.number,
      { ...sitting, row: { ...sitting.row, id } },
      context,
    );
  }
}

const askerOf = ({ account, asker_id, chat }: QuestionRow) => ({
  ...{ account, person_id: asker_id, chat, isUnnamed: true },
  isGroup: parseChatKey(chat).kind === "group",
});

async function tellDropped(questions: readonly QuestionRow[], sitting: Sitting, context: Context): Promise<void> {
  const dropped = new Set(questions.flatMap(({ id, state }) => (state === "dropped" ? [id] : [])));
  for (const question of questions)
    if (dropped.has(question.joined_id ?? question.id) && question.account !== "")
      await tellAsker(`问${question.number}没在会上问。`, askerOf(question), question.number, sitting, context);
}
