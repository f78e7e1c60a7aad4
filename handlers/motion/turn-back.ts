import type { Context } from "../../src/bot/context.ts";
import { type Reply, recorded } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { maskSensitive } from "../../src/chinese/privacy/sensitive.ts";
import { backTo, stepHow, stepWord } from "../../src/ledger/motion-templates.ts";
import type { RecordChange } from "../../src/store/tables/records.ts";
import { askMore } from "./asking.ts";
import { tellOrigins } from "./origins.ts";
import { demandRecorder, isAbove, mayRecord } from "./rights.ts";
import { isOpen, type Standing, villageOf } from "./standing.ts";
import { causeOf, takeStep, writeStep } from "./step.ts";

/** Whether anything of it was let out, so that what becomes of it must be too. */
export const wasPublished = ({ publications }: Standing): boolean =>
  publications.some(({ approved_at }) => approved_at !== null);

/** Everything that is asked for or hangs falls. */
export const voided = ({ publications }: Standing): NonNullable<RecordChange["parts"]>["publications"] =>
  publications
    .filter(({ state }) => state === "asked" || state === "shown")
    .map(({ id }) => ({ id, state: "void" as const }));

function demandOpen({ number, row }: Standing): void {
  if (row.state === "done") throw new UserError(`${number} 办结了，不能再改。要改另开一个议题。`);
}

/** Back to where it is talked over, for another round. */
export async function goBack(standing: Standing, word: string, reason: string, context: Context): Promise<string> {
  const { motion, template } = standing;
  const point = backTo(template);
  const next = { ...motion, point, round: motion.round + 1, stepped_at: context.now };
  await takeStep(
    standing,
    {
      word,
      change: {
        state: "going",
        waiting: 1,
        next_at: null,
        parts: { motions: [next], publications: voided(standing) ?? [] },
      },
      note: reason,
    },
    context,
  );
  return `回到${stepWord(template.steps[point])}，发：${stepHow(template.steps[point], standing.number)}`;
}

/** 重议 @throws UserError */
export async function again(standing: Standing, words: string, context: Context): Promise<readonly Reply[]> {
  const { number, row } = standing;
  demandRecorder(standing, context);
  demandOpen(standing);
  if (words === "") askMore("为什么重议？", `写上原因，例：${number} 重议 线路占了三户菜地`, context);
  const reason = maskSensitive(words);
  const next = await goBack(standing, "重议", reason, context);
  if (wasPublished(standing))
    await sayInGroups(standing, `${number}“${standing.title}”重新商议：${reason}。前面的公布作废。`, context);
  return [recorded(`${number} 重议：${reason}。${next}。`, `${number} 重议。`, row.id)];
}

const autonomy = "请注意：乡镇不得干预依法属于村民自治范围的事项（村民委员会组织法第六条）。";

/** 停 @throws UserError */
export async function stop(standing: Standing, words: string, context: Context): Promise<readonly Reply[]> {
  const { number, row, place, title } = standing;
  const { actor } = context;
  const isTown = isAbove(actor, place, "secretary", context);
  if (!mayRecord(actor, place, context) && !isTown)
    throw new NotAllowed(`${number} 由${place.name}的干部或镇书记来停。`, `${number} 停不了。`);
  demandOpen(standing);
  if (!isOpen(standing)) throw new UserError(`${number} 已经停了或没通过。`);
  if (words === "") askMore("为什么停？", `写上原因，例：${number} 停 资金没批`, context);
  const reason = maskSensitive(words);
  await takeStep(
    standing,
    {
      word: "停",
      change: { state: "stopped", waiting: 0, next_at: null, parts: { publications: voided(standing) ?? [] } },
      note: reason,
    },
    context,
  );
  const isOutside = isTown && !mayRecord(actor, place, context);
  const text = `${number}“${title}”停了：${reason}。`;
  if (wasPublished(standing) || isOutside) await sayInGroups(standing, text, context);
  await tellOrigins({ id: row.id, number }, "not decided", `没有办成：${title}（${number}）停了，${reason}。`, context);
  const warned = isOutside && !/责令改正|违法|违反/u.test(reason) ? autonomy : "";
  return [recorded(`${number} 停了：${reason}。${warned}`, `${number} 停了。`, row.id)];
}

export async function sayInGroups(standing: Standing, text: string, context: Context): Promise<void> {
  for (const { key } of await context.tables.groups.at(villageOf(standing.place, context).id, "village"))
    await tell(
      { to: { chat: key }, text, why: "others", subject: standing.row.id, cause: `${causeOf(context)}said:${key}` },
      context,
    );
}

function demandFiling(standing: Standing, context: Context): void {
  const { number, next, place } = standing;
  if (!isAbove(context.actor, place, "cadre", context)) throw new NotAllowed(`${number} 的备案由镇里来记。`);
  if (next?.kind !== "filing") throw new UserError(`${number} 现在不是备案。下一步：${stepWord(next) || "没有了"}`);
}

/** 备案 by the town. @throws UserError */
export async function file(standing: Standing, words: string, context: Context): Promise<readonly Reply[]> {
  const { number, motion, row, template } = standing;
  demandFiling(standing, context);
  const id = await writeStep(
    standing,
    { position: motion.point, kind: "filing", result: "filed", note: maskSensitive(words) },
    context,
  );
  const point = motion.point + 1;
  await takeStep(
    standing,
    {
      word: "备案",
      change: { parts: { motions: [{ ...motion, point, stepped_at: context.now }] } },
      before: { parts: { motions: [motion], motion_steps: [{ id, state: "undone" }] } },
    },
    context,
  );
  const next = `下一步：${stepWord(template.steps[point])}，发：${stepHow(template.steps[point], number)}`;
  await tellAuthor(standing, `${number} 镇里备案了。${next}`, context);
  return [recorded(`${number} 备案了，告诉村里了。错了回“撤销”。`, `${number} 备案了。`, row.id)];
}

/** 责令改正 by the town. @throws UserError */
export async function sendBack(standing: Standing, words: string, context: Context): Promise<readonly Reply[]> {
  const { number, row } = standing;
  demandFiling(standing, context);
  if (words === "") askMore("改正什么？", `写上原因，例：${number} 责令改正 第五条与法律抵触`, context);
  const reason = maskSensitive(words);
  const next = await goBack(standing, "责令改正", reason, context);
  await tellAuthor(standing, `${number} 镇里责令改正：${reason}。${next}`, context);
  return [recorded(`${number} 退回改正，告诉村里了：${reason}。`, `${number} 退回改正。`, row.id)];
}

const tellAuthor = ({ row }: Standing, text: string, context: Context) =>
  tell(
    {
      ...{ to: { account: row.account }, text, why: "others", private: true, subject: row.id },
      cause: `${causeOf(context)}author`,
    },
    context,
  );
