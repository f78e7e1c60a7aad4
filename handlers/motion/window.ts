import type { Context } from "../../src/bot/context.ts";
import { Ask, newOrder } from "../../src/bot/order.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { type Reply, recorded } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { runOrder } from "../../src/bot/turn/carry-out.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { maskSensitive } from "../../src/chinese/privacy/sensitive.ts";
import { formatDateTime, minuteOfDay, readTime } from "../../src/chinese/time/index.ts";
import { grace } from "../../src/ledger/consultation.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { stepHow, stepWord } from "../../src/ledger/motion-templates.ts";
import type { StepRow } from "../../src/store/tables/motions.ts";
import { askMore } from "./asking.ts";
import { demandRecorder, isAbove } from "./rights.ts";
import { type Standing, villageOf } from "./standing.ts";
import { causeOf, takeStep, writeStep } from "./step.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
/** Those who work elsewhere answer after their day's work. */
const evening = 19 * 60;
const example = "M3 征求 截止：12月11日21:00";

/** A window for those who are away: a consultation in the village's groups. @throws UserError */
export async function openWindow(standing: Standing, words: string, context: Context): Promise<readonly Reply[]> {
  const { number, title, motion, terms, row, place } = standing;
  demandWindow(standing, context);
  const { tables, message, calendar, now } = context;
  const open = await consultationOf(standing, context);
  if (open !== null) throw new UserError(`${number} 正在征求 ${open}，到期会接着往下走。`);
  const said = labelled(words);
  const until = said.until ?? said.rest;
  if (until === "") askMore("征求到什么时候？例：12月11日21:00", `写上截止，例：${example}`, context);
  const time = readTime(until, { sentAt: message.sentAt, use: "deadline", calendar });
  if (time.kind !== "moment" || time.at <= now)
    throw new UserError(`没听懂截止“${until.slice(0, 20)}”。例：${example}`);
  if (time.at - now < terms.windowDays * day)
    throw new UserError(`征求至少${terms.windowDays}天，${formatDateTime(time.at, now)}不够，在外的人来不及说。`);
  if (minuteOfDay(time.at) < evening) throw new UserError("截止要在19:00以后，让在外的人晚上能说。例：截止：21:00");
  const village = villageOf(place, context);
  const named =
    said.groups === undefined || /^(?:本村)?村民群$/u.test(said.groups) ? `${village.name}村民群` : said.groups;
  const order = newOrder("征求", `${title}（征求意见，不是表决）`, {
    ...{ 选项: said.options ?? "同意/不同意", 截止: until, 群: named },
  });
  const replies = await opened(order, context);
  const made = (await tables.records.causedBy(causesOf(message.key))).find(({ kind }) => kind === "consultation");
  if (!made) return replies;
  await writeStep(
    standing,
    { position: motion.point, kind: "window", result: "asked", consultation_id: made.id },
    context,
  );
  await tables.records.change(row, { next_at: Number(made.due_at) + grace + minute });
  const told = replies.filter(({ to }) => typeof to !== "string" || to !== "here");
  const text = `${number} 开始征求：${numberOf(made)}，${formatDateTime(time.at, now)}截止，群里看得到这是征求意见，不是表决。错了回“撤销”。`;
  return [...told, recorded(text, `${number} 开始征求 ${numberOf(made)}。`, row.id)];
}

async function opened(order: ReturnType<typeof newOrder>, context: Context): Promise<readonly Reply[]> {
  try {
    return await runOrder(order, context);
  } catch (error) {
    // a question of the consultation would be answered without the motion
    if (error instanceof Ask) throw new UserError(error.inOneLine);
    throw error;
  }
}

function demandWindow(standing: Standing, context: Context): void {
  const { next, number } = standing;
  demandRecorder(standing, context);
  if (next?.kind !== "window")
    throw new UserError(
      `${number} 现在不是征求。下一步：${stepWord(next) || "没有了"}${next ? `，发：${stepHow(next, number)}` : ""}`,
    );
}

/** The number of the consultation that is open for it now; null: none is. */
export async function consultationOf(standing: Standing, { tables }: Context): Promise<string | null> {
  const step = askedStep(standing);
  const row = step?.consultation_id ? await tables.records.get(step.consultation_id) : undefined;
  return row && row.withdrawn_at === null ? numberOf(row) : null;
}

export const askedStep = ({ steps, motion }: Standing): StepRow | undefined =>
  steps.findLast(
    ({ kind, result, position, round }) =>
      kind === "window" && result === "asked" && position === motion.point && round === motion.round,
  );

const labels = { 截止: "until", 群: "groups", 选项: "options" } as const;
type Labelled = { readonly rest: string; readonly until?: string; readonly groups?: string; readonly options?: string };

/** `截止：12月11日21:00 群：村民群` */
function labelled(words: string): Labelled {
  const [rest = "", ...pieces] = words.split(/(?:^|\s|[，,；;])(截止|群|选项)\s*[:：]\s*/u);
  const found: Record<string, string> = {};
  for (let at = 0; at + 1 < pieces.length; at += 2)
    found[labels[pieces[at] as keyof typeof labels]] = (pieces[at + 1] ?? "").trim();
  return { rest: rest.trim(), ...found };
}

/** Nobody is asked, for a reason that is published. With people away whoever leads the town must agree. @throws UserError */
export async function waive(standing: Standing, reason: string, context: Context): Promise<readonly Reply[]> {
  const { number, row, place, motion, title } = standing;
  demandWindow(standing, context);
  if (reason === "") askMore("为什么免征求？", "写上原因，例：M3 免征求 全村没有外出的人", context);
  const { tables, places } = context;
  const village = villageOf(place, context);
  const away = await tables.motionRoster.away(village.path);
  const text = maskSensitive(reason);
  if (away === 0) return waived(standing, text, context);
  const leaders = (await tables.people.holders("secretary", village.path)).filter(({ path }) => path !== village.path);
  const [nearest] = leaders;
  const above = leaders.filter(({ path }) => path === nearest?.path).map(({ person_id }) => person_id);
  if (above.length === 0) throw new UserError(`${village.name}有${away}人在外，免征求要镇书记同意，名册上没有镇书记。`);
  await writeStep(standing, { position: motion.point, kind: "window", result: "asked", note: text }, context);
  for (const person of above)
    await tell(
      {
        ...{
          to: { person },
          why: "others",
          private: true,
          subject: row.id,
          cause: `${causeOf(context)}waive:${person}`,
        },
        text: `${village.name} ${number}“${title}”想免征求：${text}。名册上有${away}人在外。同意回“${number} 同意”，不同意回“${number} 不同意 原因”。`,
      },
      context,
    );
  const town = places.get(village.parent_id ?? "")?.name ?? "镇里";
  const said = `${village.name}有${away}人在外，免征求要${town}书记同意，问去了。也可以直接征求：${number} 征求 截止：…`;
  return [recorded(said, `${number} 免征求，等${town}书记同意。`, row.id)];
}

export async function waived(standing: Standing, reason: string, context: Context): Promise<readonly Reply[]> {
  const { number, row, motion, template } = standing;
  const id = await writeStep(
    standing,
    { position: motion.point, kind: "window", result: "waived", note: reason },
    context,
  );
  await takeStep(
    standing,
    {
      word: "免征求",
      change: { parts: { motions: [{ ...motion, point: motion.point + 1, stepped_at: context.now }] } },
      before: { parts: { motions: [motion], motion_steps: [{ id, state: "undone" }] } },
      note: reason,
    },
    context,
  );
  const next = template.steps[motion.point + 1];
  const text = `${number} 免征求：${reason}（公布时写明）。下一步：${stepWord(next)}，发：${stepHow(next, number)}。错了回“撤销”。`;
  return [recorded(text, `${number} 免征求。`, row.id)];
}

/** What the town's secretary says of a window that is to be left out; null: nothing of the kind waits. */
export async function agreeToWaive(
  standing: Standing,
  refusal: string | null,
  context: Context,
): Promise<readonly Reply[] | null> {
  const step = askedStep(standing);
  if (!step || step.consultation_id !== null || standing.row.state !== "going") return null;
  if (!isAbove(context.actor, standing.place, "secretary", context)) return null;
  const { number, row } = standing;
  const to = { account: step.by_account };
  const news = { to, why: "others", private: true, subject: row.id, cause: `${causeOf(context)}waived` } as const;
  if (refusal === null) {
    await tell({ ...news, text: `${number} 可以免征求，镇里同意了。` }, context);
    return waived(standing, step.note, context);
  }
  await takeStep(
    standing,
    { word: "不同意免征求", change: { parts: { motion_steps: [{ id: step.id, state: "undone" }] } }, note: refusal },
    context,
  );
  await tell(
    { ...news, text: `${number} 不能免征求：${refusal || "镇里不同意"}。请征求：${number} 征求 截止：…` },
    context,
  );
  return [recorded(`${number} 不免征求，告诉村里了。`, `${number} 不免征求。`, row.id)];
}
