import { z } from "zod";
import { defineCommand, everywhere } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { Ask, newOrder } from "../../src/bot/order.ts";
import {
  listField,
  numbersArgument,
  optional,
  placeArgument,
  textArgument,
  textField,
  timeField,
} from "../../src/bot/reading/declare.ts";
import { speakerIn, worldOf } from "../../src/bot/reading/people.ts";
import { readTimeWords } from "../../src/bot/reading/time.ts";
import { type Amendment, amend, ownRecord } from "../../src/bot/record/amend.ts";
import { briefOf } from "../../src/bot/record/brief.ts";
import { pointedTo, type SaidNumber } from "../../src/bot/record/find.ts";
import { givenFields, undoWindow } from "../../src/bot/record/keep.ts";
import { amendWord } from "../../src/bot/record/kept.ts";
import { endOf } from "../../src/bot/record/words.ts";
import { type Reply, recorded } from "../../src/bot/reply.ts";
import { carryOut } from "../../src/bot/turn/question.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { readChange, saysOnlyWrong } from "../../src/chinese/reader/change.ts";
import { readRecord } from "../../src/chinese/reader/index.ts";
import { kindOf, numberOf } from "../../src/ledger/kinds.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import { spokenAmendment } from "./spoken.ts";

/** Said right after a record: what it names is wrong. */
export const wrong = "写错了";
/** What follows stands behind what is there. */
export const addition = "补充";

const examples = [
  "/更正 T214 问题：路灯坏了三盏",
  "/更正 O31 四社路灯不亮",
  "写错了 是西卧牛",
  "补充 水管也漏了",
] as const;
const args = z.object({
  numbers: optional(numbersArgument("号")),
  text: optional(textArgument("改成什么")),
  content: textField("内容"),
  place: optional(placeArgument("村", { label: "村", fallback: "none" })),
  person: textField("人"),
  time: textField("时间"),
  category: textField("类别"),
  problems: listField("问题"),
  promises: listField("承诺"),
  next: textField("下次"),
  topics: listField("话题"),
  companions: textField("同"),
  due: timeField("期限", "deadline"),
  options: textField("选项"),
  until: timeField("截止", "deadline"),
  reason: textField("原因"),
});

export const correct = defineCommand({
  name: amendWord,
  aliases: [wrong, "打错了", "记错了", "说错了", addition, "correct"],
  saysMore: [wrong, "打错了", "记错了", "说错了", addition],
  summary: "更正记过的一条",
  role: "anyone",
  where: everywhere,
  examples,
  args,
  async run({ numbers = [], text, content, place, person, time, due, options, until, reason, ...fields }, context) {
    const calledAs = context.order?.calledAs;
    const ofCampaign =
      numbers.length === 0 && calledAs === undefined ? /^\s*专项\s*(\S[\s\S]*)$/u.exec(text ?? "")?.[1] : undefined;
    if (ofCampaign !== undefined) return carryOut(newOrder("专项", `${amendWord} ${ofCampaign}`), context);
    const ofTick =
      numbers.length === 0 && calledAs === undefined
        ? /^\s*办过[\s:：]*(\S[\s\S]*)$/u.exec(text ?? "")?.[1]
        : undefined;
    if (ofTick !== undefined) return carryOut(newOrder("办过", ofTick), context);
    const row = await meant(numbers, calledAs, context);
    const { amendedUnder } = kindOf(row.kind);
    if (amendedUnder !== undefined) return amendUnder(amendedUnder, text ?? content, row, context);
    if (options !== undefined || until) throw new UserError(`${numberOf(row)} 没有选项和截止可改。`);
    const labelled = {
      fields: givenFields(fields),
      withName: person,
      place,
      day: time === undefined ? undefined : dayIn(time, context),
      text: content,
      reason,
      dueAt: due && endOf(due),
    };
    const isPlain = Object.values({ ...labelled.fields, person, place, time, content, due }).some(
      (one) => one !== undefined,
    );
    if (calledAs !== undefined && text === undefined && !isPlain) throw ask(row, calledAs, context);
    const said = text === undefined || isPlain ? {} : await fromWords(text, calledAs, row, context);
    const done = await amend(
      row,
      { ...labelled, ...said, text: said.text ?? content ?? (isPlain ? text : undefined) },
      context,
    );
    return recorded(done.text, `${done.number} 更正了。`, row.id);
  },
});

/** `截止改到周六`: the field in a sentence. */
const endsInstead =
  /^\s*截止(?:时间|日期)?\s*(?:应该)?(?:改[到成为]?|是|到|延[到长至]*|推[到迟]*|提前到?)\s*[:：]?\s*(\S[\s\S]*)$/u;

/** Said to whoever puts it right: with the same words and fields. */
async function amendUnder(command: string, text = "", row: RecordRow, context: Context): Promise<readonly Reply[]> {
  const instead = endsInstead.exec(text)?.[1];
  const fields = { ...context.order?.fields, ...(instead === undefined ? {} : { 截止: instead }) };
  const order = newOrder(command, `${amendWord} ${numberOf(row)} ${instead === undefined ? text : ""}`.trim(), fields);
  return carryOut({ ...order, chosen: { record: row.id } }, context);
}

/** Not read before it is known what is amended: of what is still to come it is no day gone by. @throws UserError or Ask */
function dayIn(said: string, context: Context): string {
  const { order, message } = context;
  const argument = { name: "time", title: "时间", required: false, reading: { kind: "time", use: "record" } } as const;
  const occasion = { declared: { name: amendWord, args, examples }, order: order ?? newOrder(amendWord, ""), context };
  const about = { use: "record", sentAt: message.sentAt } as const;
  const { value } = readTimeWords(said, argument, about, { ...occasion, isBare: false });
  if (!value) throw new UserError(`没听懂“时间”。例：${examples[0]}`);
  return value.day;
}

async function fromWords(
  text: string,
  calledAs: string | undefined,
  row: RecordRow,
  context: Context,
): Promise<Partial<Amendment>> {
  if (calledAs === addition) return added(text, row, context);
  const change = readChange(text, calledAs !== undefined);
  // 记错人了, to the question what is wrong, is none of its words
  if (!change && saysOnlyWrong(text))
    throw new UserError(`没说对的是什么，${numberOf(row)} 没改。例：人是冯书记、日期是昨天、不是路灯，是水管`);
  if (!change) return { text };
  try {
    return await spokenAmendment(change, row, context);
  } catch (error) {
    // behind 更正 and a number what is no correction of a part is the whole
    if (calledAs === undefined && error instanceof UserError) return { text };
    throw error;
  }
}

/** What is promised in it with a date is one more promise of the record. */
async function added(text: string, row: RecordRow, context: Context): Promise<Partial<Amendment>> {
  const { places, tables, actor, message } = context;
  if (!kindOf(row.kind).counts || actor.posts.length === 0) return { added: text };
  const told = { name: kindOf(row.kind).word, kind: null, spoken: true };
  const { promises, content } = readRecord(
    text,
    told,
    speakerIn(context, message.sentAt),
    await worldOf(text, context),
  );
  const dated = promises.filter(({ due }) => due.kind === "moment").map((one) => one.text);
  if (dated.length === 0 || places.get(row.place_id ?? "") === undefined) return { added: text };
  const before = tables.records.openFields(row).promises ?? [];
  const known = typeof before === "string" ? [before] : before;
  return { added: content === "" ? undefined : text, fields: { promises: [...known, ...dated] } };
}

/** The record a correction speaks of: by number or quote, else what was just made. @throws UserError or Ask */
async function meant(
  numbers: readonly SaidNumber[],
  calledAs: string | undefined,
  context: Context,
): Promise<RecordRow> {
  const isPointedAt =
    numbers.length > 0 || context.order?.chosen.record !== undefined || context.message.quote !== null;
  if (calledAs === undefined || isPointedAt) return ownRecord(numbers, context);
  const row = await justMade(context);
  if (!row) throw new UserError("十分钟内没有您刚记的。改早的带上号，如：更正 T3 日期是昨天");
  return row;
}

/** What the sender made here in the last ten minutes, or is pointed at. */
export async function justMade(context: Context): Promise<RecordRow | undefined> {
  const { message, tables, now } = context;
  const { account } = message.sender;
  const quoted = await pointedTo(message, context);
  if (quoted.length > 0) return quoted.find((row) => row.account === account);
  return tables.records.lastIn(account, chatKey(message.chat), now - undoWindow);
}

function ask(row: RecordRow, calledAs: string, context: Context): Error {
  const { order } = context;
  if (!order) return new UserError("没说改成什么。");
  const question =
    calledAs === addition
      ? `补充什么？接在 ${briefOf(row, context)}后面。`
      : `哪里错了？${briefOf(row, context)}。直接说对的，如“日期是昨天”“不是路灯，是水管”；不要这条了回“撤销”。`;
  const asked = { ...order, asked: order.asked + 1, chosen: { ...order.chosen, record: row.id } };
  return new Ask(
    question,
    { kind: "blank", argument: "text", order: asked, standsAnyway: false },
    "一行写完，例：/更正 T3 日期是昨天",
  );
}
