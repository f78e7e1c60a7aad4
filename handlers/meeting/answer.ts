import type { Context } from "../../src/bot/context.ts";
import type { Asker } from "../../src/bot/hand-over.ts";
import { parseChatKey } from "../../src/bot/message.ts";
import { here, privately, type Reply } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { questionWords } from "../../src/ledger/meeting.ts";
import { minuted, type Word } from "../../src/ledger/meeting-words.ts";
import type { QuestionRow } from "../../src/store/tables/meeting-words.ts";
import { askedOf } from "./ask.ts";
import { writeDown } from "./matters.ts";
import { speakerIn } from "./names.ts";
import type { Sitting } from "./sitting.ts";
import { causeOf, takeStep } from "./step.ts";

/** What was said after the end is marked so. */
const late = ({ row }: Sitting): string => (row.state === "ended" ? "（补记）" : "");

/** The answer to a question, with each promise in it handed to the speaker. @throws UserError */
export async function answer(
  sitting: Sitting,
  { number, words }: Extract<Word, { kind: "answer" }>,
  context: Context,
): Promise<readonly Reply[]> {
  const { tables, now } = context;
  const { question, item } = await askedOf(number, sitting, context);
  if (question.state !== "put" && question.state !== "answered" && question.state !== "queued")
    throw new UserError(`问${number} ${questionWords[question.state]}，记不了答复。`);
  const { text, matters } = minuted(words);
  // said again in other words, what was promised stays; promised anew it takes the place of that
  const before = question.state === "answered" && matters.length > 0 ? await heldFor(number, sitting, context) : [];
  for (const row of before) await tables.records.withdraw(row.id, now);
  const asked = await askersOf(question, sitting, context);
  const { handed, text: promised } = await writeDown(matters, item, sitting, { asked, part: number }, context);
  const said = text === "" ? matters.map((matter) => matter.text).join("；") : text;
  const { id, state, put_at, answered_at, answer_sealed } = question;
  const row = {
    ...({ id, state: "answered", put_at: put_at ?? now, answered_at: now } as const),
    answer_sealed: tables.meetingWords.sealed(said),
  };
  await takeStep(
    sitting,
    {
      word: `答 ${number}`,
      change: { parts: { meeting_questions: [row] } },
      // what took the place of an earlier answer stays
      ...(before.length > 0
        ? {}
        : { before: { parts: { meeting_questions: [{ id, state, put_at, answered_at, answer_sealed }] } } }),
    },
    context,
  );
  if (sitting.row.state === "ended") await context.handsOver.release(await heldRows(handed, context), context);
  for (const [index, asker] of asked.entries())
    await tellAsker(`问${number}答了：${said}${promised && `。承诺 ${promised}`}`, asker, index, sitting, context);
  const echo = `问${number} 记下了${late(sitting)}${promised && `，承诺 ${promised}`}。`;
  return [{ ...here(echo), subject: handed[0]?.id ?? sitting.row.id }];
}

const heldRows = async (handed: readonly { readonly id: string }[], { tables }: Context) =>
  (await Promise.all(handed.map(({ id }) => tables.records.get(id)))).filter((row) => row !== undefined);

/** What the earlier answer to a question promised. @throws UserError where it was told already */
async function heldFor(number: number, { row }: Sitting, { tables }: Context) {
  if (row.state === "ended") throw new UserError(`问${number} 已经答了，承诺发给本人了。要改用：更正 J38 期限：周五`);
  const held = await tables.meetings.held(row.id);
  const parts = await Promise.all(held.map((one) => tables.records.own(one)));
  return held.filter((_, index) => Number(parts[index]?.origin_part) === number);
}

/** All who asked it, each where they spoke. */
async function askersOf({ id }: QuestionRow, { row }: Sitting, { tables }: Context): Promise<readonly Asker[]> {
  const all = await tables.meetingWords.questions(row.id);
  const mine = all.filter(
    (one) => (one.id === id || one.joined_id === id) && one.account !== "" && one.state !== "withdrawn",
  );
  const unique = [...new Map(mine.map((one) => [one.account, one])).values()];
  return unique.map(({ account, asker_id, chat }) => ({
    ...{ account, person_id: asker_id, chat, isUnnamed: true },
    isGroup: parseChatKey(chat).kind === "group",
  }));
}

export async function tellAsker(
  text: string,
  { account, chat, isGroup }: Asker,
  index: number,
  sitting: Sitting,
  context: Context,
): Promise<void> {
  await tell(
    {
      ...{ to: isGroup ? { chat } : { account }, text, cause: `${causeOf(context)}asker${index}` },
      ...{ subject: sitting.row.id, why: "others" },
      ...(isGroup ? {} : { private: true as const }),
    },
    context,
  );
}

/** A problem for the list of a speaker, without a question. */
export async function problem(
  sitting: Sitting,
  { words }: Extract<Word, { kind: "problem" | "comment" }>,
  context: Context,
): Promise<readonly Reply[]> {
  const { item, rest } = speakerIn(words, sitting, "问题 孙国华 党员冬春训走过场 2月底前", context);
  const { text, matters } = minuted(rest);
  const [first] = matters;
  const due = first?.text === undefined ? dueBehind(rest) : "";
  const all = matters.length > 0 ? matters : [{ text: due === "" ? text : text.slice(0, -due.length).trim(), due }];
  if ((all[0]?.text ?? "") === "") throw new UserError("什么问题？例：问题 孙国华 党员冬春训走过场 2月底前");
  const { handed, text: said } = await writeDown(all, item, sitting, { asked: [], part: 0 }, context);
  await takeStep(sitting, { word: "问题", change: {}, before: {} }, context);
  if (sitting.row.state === "ended") await context.handsOver.release(await heldRows(handed, context), context);
  return [
    {
      ...privately(`记下了${late(sitting)} ${item.name} ${said}。`, "问题记下了。"),
      subject: handed[0]?.id ?? sitting.row.id,
    },
  ];
}

/** `2月底前` behind the last blank. */
const dueBehind = (text: string): string => /[\s，,；;](\S{2,20}(?:前|内|底))$/u.exec(text.trim())?.[1] ?? "";
