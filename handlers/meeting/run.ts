import type { Context } from "../../src/bot/context.ts";
import { Ask } from "../../src/bot/order.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { dayOf, formatDay } from "../../src/chinese/time/index.ts";
import { nextBell, pressedTwice } from "../../src/ledger/meeting.ts";
import type { Word } from "../../src/ledger/meeting-words.ts";
import type { ItemState } from "../../src/store/meeting-schema.ts";
import type { AgendaItem } from "../../src/store/tables/meetings.ts";
import { leftWords } from "./left.ts";
import { speakerIn } from "./names.ts";
import { plain } from "./setup.ts";
import type { Sitting } from "./sitting.ts";
import { announced, takeStep } from "./step.ts";
import { demandUnsettled } from "./ungraded.ts";

/** @throws UserError, or Ask on another day than that of the meeting */
export async function begin(sitting: Sitting, context: Context): Promise<readonly Reply[]> {
  const { row, number, agenda, meeting, title } = sitting;
  const { now, order } = context;
  if (agenda.length === 0) throw new UserError(`${number} 还没有名单，开不了。先发：/述职 名单 ${number}`);
  if (order && row.due_at !== null && dayOf(row.due_at) !== dayOf(now) && order.chosen.early === undefined) {
    const early = { ...order, asked: order.asked + 1, chosen: { ...order.chosen, early: "yes" } };
    throw new Ask(
      `${number} 定在${formatDay(row.due_at, now)}，现在就开始？回“。”`,
      { kind: "choice", choices: [{ label: "。", order: early }] },
      `${number} 定在${formatDay(row.due_at, now)}，今天开请私聊我。`,
    );
  }
  const left = order?.chosen.asListed === undefined ? await leftWords(agenda, context) : "";
  if (order && left !== "") {
    const asListed = { ...order, asked: order.asked + 1, chosen: { ...order.chosen, asListed: "yes" } };
    throw new Ask(
      `${number} ${left}不在岗了。先定怎么述：/述职 换人 ${number}；照原名单开回“。”`,
      { kind: "choice", choices: [{ label: "。", order: asListed }] },
      `${number} 有人不在岗了，开始请私聊我。`,
    );
  }
  await takeStep(
    sitting,
    {
      word: "开始",
      change: { state: "running", next_at: null, parts: { meetings: [{ ...meeting, started_at: now }] } },
      before: { state: row.state, next_at: row.next_at, parts: { meetings: [meeting] } },
    },
    context,
  );
  const text = `${title}开始，${agenda.length}位，每位${meeting.minutes}分钟。代表可私聊我：发问 姓名 内容`;
  return announced(sitting, text, context);
}

const speaking = ({ agenda }: Sitting): AgendaItem | undefined => agenda.find(({ state }) => state === "speaking");

/** The next one, or the one that is called; whoever speaks is done. @throws UserError */
export async function next(
  sitting: Sitting,
  { position }: Extract<Word, { kind: "next" }>,
  context: Context,
): Promise<readonly Reply[]> {
  const { agenda, row, number } = sitting;
  const { now } = context;
  const before = speaking(sitting);
  if (before && position === null && now - Number(before.began_at) < pressedTwice)
    return [here(`已经是${before.position}号了。`)];
  const waiting = agenda.filter(({ state }) => state === "waiting");
  const item = position === null ? waiting[0] : agenda.find((one) => one.position === position);
  if (position !== null && item?.state !== "waiting") {
    const why = item ? `${position}号${stateWords[item.state]}` : `没有${position}号，一共${agenda.length}位`;
    throw new UserError(`${why}。`);
  }
  if (!item) {
    const last = before ? `${before.position}号 ${before.name}是最后一位。` : "";
    throw new UserError(`${last}没有等着的了。回“散会”结束 ${number}。`);
  }
  const items = [
    ...(before ? [{ ...plain(before), state: "done" as const, ended_at: now }] : []),
    { ...plain(item), state: "speaking" as const, began_at: now },
  ];
  await takeStep(
    sitting,
    {
      word: "下一位",
      change: { next_at: nextBell(now, item.minutes, now), parts: { agenda_items: items } },
      before: {
        next_at: row.next_at,
        parts: { agenda_items: [...(before ? [plain(before)] : []), plain(item)] },
      },
    },
    context,
  );
  return announced(sitting, `${item.position}号 ${item.place} ${item.name}（${item.minutes}分钟）`, context);
}

const stateWords: Readonly<Record<ItemState, string>> = {
  waiting: "还没述",
  speaking: "正在述",
  done: "述过了",
  written: "是书面的",
  absent: "缺席了",
};

/** Somebody reports in writing, is absent, or comes last: who is named, or whoever speaks, else comes next. */
export async function passOver(
  sitting: Sitting,
  { kind, who, ungraded }: Extract<Word, { kind: "written" | "absent" | "later" }>,
  context: Context,
): Promise<readonly Reply[]> {
  const { agenda, row } = sitting;
  const { now } = context;
  const meant = who === "" ? undefined : speakerIn(who, sitting, "缺席 7号", context).item;
  const item = meant ?? speaking(sitting) ?? agenda.find(({ state }) => state === "waiting");
  if (!item) throw new UserError("没有等着的了。");
  if (item.state !== "waiting" && item.state !== "speaking")
    throw new UserError(`${item.position}号${stateWords[item.state]}。`);
  if (ungraded && kind === "later") throw new UserError("先跳过的后面还要述，要测评。没改。");
  if (ungraded) await demandUnsettled(sitting, context);
  const word = { written: "书面", absent: "缺席", later: "先跳过" }[kind];
  const last = Math.max(...agenda.map(({ turn }) => turn)) + 1;
  const after =
    kind === "later"
      ? { ...plain(item), state: "waiting" as const, turn: last, began_at: null }
      : { ...plain(item), state: kind, ungraded: ungraded ? 1 : 0, ended_at: now };
  const isSpeaking = item.state === "speaking";
  await takeStep(
    sitting,
    {
      word,
      change: { ...(isSpeaking ? { next_at: null } : {}), parts: { agenda_items: [after] } },
      before: { ...(isSpeaking ? { next_at: row.next_at } : {}), parts: { agenda_items: [plain(item)] } },
    },
    context,
  );
  if (ungraded) await context.appraises.speakersChanged(row, context);
  const says = { written: "书面述职", absent: "缺席", later: "放到最后" }[kind];
  return announced(
    sitting,
    `${item.position}号 ${item.place} ${item.name} ${says}${ungraded ? "，不测评" : ""}`,
    context,
  );
}
