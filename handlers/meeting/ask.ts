import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { accusedIn } from "../../src/bot/record/accused-in.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { fold } from "../../src/chinese/fold.ts";
import { maskSensitive } from "../../src/chinese/privacy/sensitive.ts";
import { questionWords } from "../../src/ledger/meeting.ts";
import { calledFirst, type Word } from "../../src/ledger/meeting-words.ts";
import type { QuestionRow } from "../../src/store/tables/meeting-words.ts";
import type { AgendaItem } from "../../src/store/tables/meetings.ts";
import { speakerIn } from "./names.ts";
import { partsOf, type Sitting, termsAt } from "./sitting.ts";
import { announced, causeOf, takeStep } from "./step.ts";

const example = "发问 孙国华 低限运转经费怎么保证逐额到位？";
const longest = 300;
const ownName = /[（(【\s]*实名[）)】\s:：]*/u;
const onBehalf = /^代[\s:：]*([^\s，,：:]{2,8})[\s，,：:]+/u;

/** What somebody asks of one speaker goes to whoever holds the meeting, and to nobody else. */
export async function ask(
  sitting: Sitting,
  { words }: Extract<Word, { kind: "ask" }>,
  context: Context,
): Promise<readonly Reply[]> {
  const { actor, message, tables, now } = context;
  const { row } = sitting;
  const parts = await partsOf(sitting, context);
  const behalf = onBehalf.exec(words);
  if (behalf && !parts.has("recorder") && !parts.has("host")) throw new UserError("代人发问请记录的同志发。");
  const said = behalf ? words.slice(behalf[0].length) : words;
  const named = ownName.test(said);
  const { item, rest } = whomAsked(named ? said.replace(ownName, " ").trim() : said, sitting, context);
  if (rest === "") throw new UserError(`问什么？例：${example}`);
  if (rest.length > longest) throw new UserError(`一个问题最长${longest}字，请短一点。`);
  if (item.person_id === actor.person?.id) throw new UserError("不能问自己。");
  const all = await tables.meetingWords.questions(row.id);
  const { questions: most } = await termsAt(row.place_id, context);
  const open = all.filter(({ account, state }) => state === "queued" && account === message.sender.account);
  if (!behalf && open.length >= most) throw new UserError(`您已经有${open.length}个问题在等，问到了再发。`);
  const same = all.find((one) => isSame(one, item, rest, context));
  const question = await tables.meetingWords.ask({
    ...{ record_id: row.id, cause: `${causeOf(context)}ask`, item_id: item.id, named: named ? 1 : 0 },
    ...{ asker_id: behalf ? null : (actor.person?.id ?? null), account: behalf ? "" : message.sender.account },
    ...{ chat: behalf ? "" : chatKey(message.chat), text: rest, joined_id: same?.id ?? null, created_at: now },
  });
  await takeStep(
    sitting,
    {
      word: `发问 ${question.number}`,
      change: {},
      before: { parts: { meeting_questions: [{ id: question.id, state: "withdrawn" }] } },
    },
    context,
  );
  if (same) return [here(`收到 问${question.number}，和问${same.number}一样，一起问。`)];
  await tellHost(question, item, rest, sitting, context);
  return [here(`收到 问${question.number}，主持人会看到。`)];
}

/** Who is named, else who speaks. @throws UserError or Ask */
function whomAsked(words: string, sitting: Sitting, context: Context): { item: AgendaItem; rest: string } {
  const speaking = sitting.agenda.find(({ state }) => state === "speaking");
  const isNamed = context.order?.chosen.speaker !== undefined || calledFirst(words, sitting.agenda).items.length > 0;
  // a first word as short as a name that stands apart is somebody, be it written wrongly
  const mayBeName = /^\p{Script=Han}{2,3}\s+\S/u.test(words);
  if (!isNamed && speaking && !mayBeName) return { item: speaking, rest: words.trim() };
  return speakerIn(words, sitting, example, context);
}

const plainly = (text: string): string => fold(text).text.replace(/[\s\p{P}]/gu, "");

const isSame = (one: QuestionRow, item: AgendaItem, text: string, { tables }: Context): boolean =>
  one.item_id === item.id &&
  one.joined_id === null &&
  (one.state === "queued" || one.state === "put") &&
  plainly(tables.meetingWords.text(one)) === plainly(text);

/** Not to be read out: it holds somebody's number, or blames somebody by name who does not speak here. */
async function isPersonal(text: string, { row, agenda }: Sitting, context: Context): Promise<boolean> {
  if (maskSensitive(text) !== text) return true;
  if (row.place_id === null) return false;
  const blamed = await accusedIn(text, "", row.place_id, context);
  return (blamed?.personIds ?? []).some((id) => agenda.every(({ person_id }) => person_id !== id));
}

async function tellHost(
  { number }: QuestionRow,
  { name }: AgendaItem,
  text: string,
  sitting: Sitting,
  context: Context,
): Promise<void> {
  const { row } = sitting;
  const warning = (await isPersonal(text, sitting, context)) ? "（含个人信息，不宜念）" : "";
  await tell(
    {
      to: row.owner_id === null ? { account: row.owner_account ?? row.account } : { person: row.owner_id },
      text: `问${number}→${name}：${text}${warning} 问它回“问 ${number}”，不问回“不问 ${number}”。`,
      ...{ cause: `${causeOf(context)}host`, subject: row.id, why: "own", private: true },
      actions: { words: [`问 ${number}`, `不问 ${number}`] },
    },
    context,
  );
}

/** A question with the speaker it is for. @throws UserError */
export async function askedOf(
  number: number,
  sitting: Sitting,
  context: Context,
): Promise<{ readonly question: QuestionRow; readonly item: AgendaItem }> {
  const question = await questionOf(number, sitting, context);
  const item = sitting.agenda.find(({ id }) => id === question.item_id);
  if (!item) throw new UserError(`问${number} 的人不在名单里了。`);
  return { question, item };
}

/** @throws UserError */
async function questionOf(number: number, { row }: Sitting, { tables }: Context): Promise<QuestionRow> {
  const all = await tables.meetingWords.questions(row.id);
  const found = all.find((one) => one.number === number);
  const joined = found?.joined_id == null ? found : all.find(({ id }) => id === found.joined_id);
  if (!joined) throw new UserError(`没有问${number}，一共${all.length}个问题。`);
  return joined;
}

/** Put in the hall: the group reads it without who asked, unless they said so. */
export async function put(
  sitting: Sitting,
  { number }: Extract<Word, { kind: "put" }>,
  context: Context,
): Promise<readonly Reply[]> {
  const { tables, now } = context;
  const { question, item } = await askedOf(number, sitting, context);
  if (question.state === "put") return [here(`问${number} 已经问了。`)];
  if (question.state !== "queued") throw new UserError(`问${number} ${questionWords[question.state]}，不能再问。`);
  if (item.state === "waiting") throw new UserError(`${item.name}还没述，等他述了再问。`);
  const { id } = question;
  await takeStep(
    sitting,
    {
      word: `问 ${number}`,
      change: { parts: { meeting_questions: [{ id, state: "put", put_at: now }] } },
      before: { parts: { meeting_questions: [{ id, state: question.state, put_at: null }] } },
    },
    context,
  );
  const text = tables.meetingWords.text(question);
  const { showAskers } = await termsAt(sitting.row.place_id, context);
  const names = question.asker_id === null ? undefined : await tables.people.names([question.asker_id]);
  const asker = (question.named === 1 || showAskers) && names ? (names.get(question.asker_id ?? "") ?? "") : "";
  const said = (await isPersonal(text, sitting, context)) ? "内容请主持人口头问。" : text;
  return announced(sitting, `问${item.name}（问${number}${asker && `，${asker}`}）：${said}`, context);
}

export async function drop(
  sitting: Sitting,
  { number, reason }: Extract<Word, { kind: "drop" }>,
  context: Context,
): Promise<readonly Reply[]> {
  const question = await questionOf(number, sitting, context);
  if (question.state === "dropped") return [here(`问${number} 已经不问了。`)];
  if (question.state !== "queued") throw new UserError(`问${number} ${questionWords[question.state]}。`);
  await takeStep(
    sitting,
    {
      word: `不问 ${number}`,
      change: { parts: { meeting_questions: [{ id: question.id, state: "dropped" }] } },
      before: { parts: { meeting_questions: [{ id: question.id, state: question.state }] } },
      ...(reason === "" ? {} : { note: reason }),
    },
    context,
  );
  return [{ ...here(`问${number} 不问了，散会时告诉提问的人。`), subject: sitting.row.id }];
}
