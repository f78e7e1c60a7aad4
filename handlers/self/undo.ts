import { z } from "zod";
import { defineCommand, everywhere } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { Ask, newOrder } from "../../src/bot/order.ts";
import { numbersArgument, optional, textArgument } from "../../src/bot/reading/declare.ts";
import { briefOf } from "../../src/bot/record/brief.ts";
import { pointedTo, type SaidNumber, spokenOf } from "../../src/bot/record/find.ts";
import { undoWindow } from "../../src/bot/record/keep.ts";
import { amendWord, siblingsOf, wholeOf } from "../../src/bot/record/kept.ts";
import { move } from "../../src/bot/record/move.ts";
import { saidOnWord } from "../../src/bot/record/sentences.ts";
import { mayFall, standsBecause, type Withdrawn, withdrawMove, withdrawRecord } from "../../src/bot/record/withdraw.ts";
import { privately, type Reply, recorded } from "../../src/bot/reply.ts";
import { carryOut } from "../../src/bot/turn/question.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { kindOf, kinds, movesCalled, numberOf } from "../../src/ledger/kinds.ts";
import type { MoveRow } from "../../src/store/tables/moves.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

/** What was done last: a record that was made, or a step of one. */
type Act = {
  readonly record: RecordRow;
  readonly moved?: MoveRow;
  /** it was corrected since: that goes with it */
  readonly isCorrected?: true;
  /** its number was said: nothing else that the same message made goes with it */
  readonly isAlone?: true;
};

const nothing = "十分钟内没有可撤销的。";
/** With a reason it is said of what was handed over, as long as one likes; without it is 撤销. */
const withdrawWord = "撤回";

export const undo = defineCommand({
  name: "撤销",
  prompted: true,
  aliases: ["撤消", "撤回", "undo"],
  summary: "撤回刚才记的",
  role: "anyone",
  where: everywhere,
  aloneInGroup: true,
  examples: ["撤销", "撤销 T3"],
  saysMore: [withdrawWord],
  args: z.object({ numbers: optional(numbersArgument("号")), reason: optional(textArgument("原因")) }),
  async run({ numbers = [], reason = "" }, context) {
    const isMeant = numbers.length > 0 || context.order?.chosen.record !== undefined || context.message.quote !== null;
    if (context.order?.calledAs === withdrawWord && isMeant && reason !== "")
      return move(withdrawWord, { numbers, words: reason, delay: null }, context);
    if (context.order?.calledAs === withdrawWord && isMeant) await demandReason(numbers, context);
    const ofTick = numbers.length === 0 ? /^\s*办过[\s:：]*(\S[\s\S]*)$/u.exec(reason)?.[1] : undefined;
    if (ofTick !== undefined) return carryOut(newOrder("办过", `撤掉 ${ofTick}`), context);
    const confirmed = context.order?.chosen.confirmed;
    if (numbers.length > 0) return takeBack(await actOn(numbers, context), context);
    const quoted = await pointedTo(context.message, context);
    const act = await lastAct(
      quoted.map(({ id }) => id),
      context,
    );
    const apart = quoted.length === 0 ? await actApartAfter(act, context) : undefined;
    if (apart !== undefined && context.message.chat.kind === "group")
      return privately(elsewhere(apart, act), "没撤：您后来在别处还办了一件，私聊我回“撤销”。");
    if (apart !== undefined) return carryOut(newOrder(apart, "撤销"), context);
    if (!act) return say(quoted.length > 0 ? "引用的这条不是您十分钟内在这里记的。" : nothing);
    if (quoted.length === 0 && confirmed !== idOf(act)) await demandAnew(act, context);
    return takeBack(act, context);
  },
});

/** What cannot fall any more is withdrawn with a reason, which is asked for. @throws Ask */
async function demandReason(numbers: readonly SaidNumber[], context: Context): Promise<void> {
  const handed = movesCalled(withdrawWord).map(({ kind }) => kind.name);
  const [row] = await spokenOf(numbers, { kinds: handed, by: () => ["assigner"] }, context);
  const { order, now } = context;
  if (!row || !order || (mayFall(row) && now - row.created_at <= undoWindow)) return;
  throw new Ask(
    "为什么撤回？",
    { kind: "blank", argument: "reason", order: { ...order, asked: order.asked + 1 }, standsAnyway: false },
    `一行写完，例：撤回 ${numberOf(row)} 和别的一起办`,
  );
}

const mostNamed = 10;
const idOf = ({ record, moved }: Act): string => moved?.id ?? record.id;
const say = (text: string): Reply => recorded(text, text);

/** The command by which is taken back what the sender did last, where that is no record: posts, places, campaigns, meetings, pupils in need. */
async function actApartAfter(
  act: Act | undefined,
  { message, actor, tables, now }: Context,
): Promise<string | undefined> {
  const { account } = message.sender;
  const since = now - undoWindow;
  const leads = actor.isAdmin || actor.posts.some(({ role }) => role === "secretary" || role === "admin");
  const works = actor.posts.some(({ role }) => role !== "villager");
  const lasts = [
    ["助学", works && actor.person ? (await tables.aidCases.lastOpen(actor.person.id, since))?.created_at : undefined],
    ["交接", (await tables.handovers.last(account, since))?.at],
    ["会议", works ? (await tables.assemblies.lastHeldBy(account, since))?.said_at : undefined],
    // these are a secretary's and an admin's to do
    ["合并", leads ? (await tables.merging.last(account, since))?.at : undefined],
    ["专项", leads ? (await tables.campaigns.lastAct(account, since))?.at : undefined],
  ] as const;
  const done = act ? (act.moved?.at ?? act.record.created_at) : 0;
  const [last] = lasts
    .flatMap(([name, at]) => (at !== undefined && at > done ? [{ name, at }] : []))
    .sort((a, b) => b.at - a.at);
  return last?.name;
}

/** Nothing says in which chat that was done: in a group it is not taken back, nor what stood before it. */
function elsewhere(apart: string, act: Act | undefined): string {
  const number = act && numberOf(act.record);
  const before = number === undefined ? "" : `要撤的是 ${number}，回“撤销 ${number}”。`;
  return `没撤：您最后办的是${apart}，撤它私聊我回“撤销”。${before}`;
}

/** What was done last in this chat, or last of what is pointed at. */
async function lastAct(ids: readonly string[], { message, tables, now }: Context): Promise<Act | undefined> {
  const { account } = message.sender;
  const chat = chatKey(message.chat);
  const since = now - undoWindow;
  const moved = await tables.moves.lastIn(account, chat, since, ids);
  const made = ids.length > 0 ? await tables.records.get(ids[0] ?? "") : undefined;
  const isMine = made?.account === account && made.chat === chat && made.created_at >= since;
  const record = ids.length > 0 ? (isMine ? made : undefined) : await tables.records.lastIn(account, chat, since);
  if (!moved || moved.at < (record?.created_at ?? 0)) return record && { record };
  // what the record was lifted from followed it when it was made
  if (record && siblingsOf(record.cause) === siblingsOf(moved.cause)) return { record };
  return mainOf(moved, tables);
}

/** Of a step that only followed another one the other, which takes it along. */
async function mainOf(moved: MoveRow, tables: Context["tables"]): Promise<Act | undefined> {
  for (const sibling of await tables.moves.causedBy(siblingsOf(moved.cause))) {
    const record = await tables.records.get(sibling.record_id);
    if (record?.origin_id === moved.record_id) return { record, moved: sibling };
  }
  const of = await tables.records.get(moved.record_id);
  return of && (moved.word === saidOnWord ? { record: of } : { record: of, moved });
}

/** Right after one 撤销, as of a key that was pressed twice, the next is named and asked about first. @throws Ask */
async function demandAnew(act: Act, context: Context): Promise<void> {
  const { message, tables, now, order } = context;
  const [account, chat, since] = [message.sender.account, chatKey(message.chat), now - undoWindow] as const;
  const [fell] = await tables.withdrawn.lastIn(account, chat, since);
  const undone = await tables.moves.lastUndone(account, chat, since);
  const last = Math.max(fell?.withdrawn_at ?? 0, undone?.undone_at ?? 0);
  if (last < (act.moved?.at ?? act.record.created_at) || !order) return;
  const isRecord = fell !== undefined && fell.withdrawn_at === last;
  const done = isRecord ? numberOf(fell) : "一步";
  const named = `${briefOf(act.record, context)}${act.moved ? `的${act.moved.word}` : ""}`;
  const again = { ...order, asked: order.asked + 1, chosen: { ...order.chosen, confirmed: idOf(act) } };
  throw new Ask(
    `刚撤销了${done}。再往前是 ${named}，也撤销吗？①是`,
    { kind: "choice", choices: [{ label: "是", order: again }] },
    `刚撤销了${done}。再往前的要带上号，如“/撤销 ${numberOf(act.record)}”。`,
  );
}

/** What a number that was said leaves to be taken back. @throws UserError saying why nothing */
async function actOn(numbers: readonly SaidNumber[], context: Context): Promise<Act> {
  const { message, tables, now } = context;
  const all = kinds.map(({ name }) => name);
  const [record] = await spokenOf(numbers, { kinds: all, by: () => ["author", "owner", "cadre"] }, context);
  const [said] = numbers;
  if (!record) throw new UserError(`没有您能撤销的 ${said?.letter ?? ""}${said?.number ?? ""}。发“我刚记的”看看。`);
  const number = numberOf(record);
  const since = now - undoWindow;
  const moved = await tables.moves.lastIn(message.sender.account, chatKey(message.chat), since, [record.id]);
  const isFresh = record.account === message.sender.account && record.created_at >= since;
  // its number means the record, not what was corrected of it
  if (moved?.word === amendWord && isFresh && mayFall(record)) return { record, isCorrected: true };
  if (moved && moved.word !== saidOnWord) return { record, moved };
  if (record.account !== message.sender.account) throw new UserError(`${number} 不是您记的，撤不了。`);
  if (record.created_at < since) throw new UserError(`${number} 记了超过十分钟，撤不了。要改：更正 ${number} 改成的话`);
  return { record, isAlone: true };
}

async function takeBack(act: Act, context: Context): Promise<Reply> {
  const { message, actor, tables, now } = context;
  const by = { account: message.sender.account, personId: actor.person?.id ?? null, action: "undone" as const };
  const { record, moved, isCorrected } = act;
  if (moved) {
    const done = await withdrawMove(moved, tables, now, by);
    if (!done) return say("后来又有变化，撤不回了。发“帮助”看能做什么。");
    const gone = goneWords(done.gone);
    return recorded(
      `撤销了 ${briefOf(record, context)}的${moved.word}。${gone}`,
      `撤销了 ${done.number} 的${moved.word}。${gone}`,
      record.id,
    );
  }
  const stands = await standsBecause(record, tables);
  if (stands !== null) return say(`${stands}。`);
  const { clock } = kindOf(record.kind).lifecycle;
  if (clock && record.state === clock.to) return say(`${numberOf(record)} 已经提醒出去了，撤不回。`);
  const done: (Withdrawn & { readonly brief: string })[] = [];
  const stays: string[] = [];
  for (const row of act.isAlone ? [record] : await together(record, context)) {
    if (row.id !== record.id && (await standsBecause(row, tables)) !== null) {
      stays.push(numberOf(row));
      continue;
    }
    const brief = briefOf(row, context);
    const fell = await withdrawRecord(row, tables, now, by);
    if (fell) done.push({ ...fell, brief });
  }
  if (done.length === 0) return say(nothing);
  const clocks = done.reduce((sum, one) => sum + one.clocks, 0);
  const gone = goneWords(Math.max(...done.map((one) => one.gone)));
  const also = clocks > 0 ? `，${done.length > 1 ? "" : "它的"}${clocks}条提醒也取消了` : "";
  const more = done.length > mostNamed ? `等${done.length}条` : "";
  const names = (name: "brief" | "number") =>
    `${done
      .slice(0, mostNamed)
      .map((one) => one[name])
      .join("、")}${more}`;
  const back = isCorrected ? "刚才的更正也一起撤了。只要撤更正：先回“恢复”，再回“撤销”。" : "要回来回“恢复”。";
  return recorded(
    `撤销了 ${names("brief")}${also}。${gone}${stays.length > 0 ? `${stays.slice(0, mostNamed).join("、")} 已经在办，没撤。` : ""}${back}`,
    `撤销了 ${names("number")}${also}。${gone}要回来回“恢复”。`,
  );
}

/** All that one message made. */
async function together(record: RecordRow, { tables }: Context): Promise<readonly RecordRow[]> {
  if (record.of_id !== null) return [record];
  const made = await tables.records.causedBy(wholeOf(record.cause));
  const standing = made.filter((row) => row.of_id === null && row.withdrawn_at === null);
  return standing.length > 0 ? standing : [record];
}

const goneWords = (gone: number): string => (gone > 0 ? `已经发出去的${gone}条收不回。` : "");
