import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { numbersArgument, optional, textArgument, textField } from "../../src/bot/reading/declare.ts";
import { type Reply, recorded } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { maskSensitive } from "../../src/chinese/privacy/sensitive.ts";
import { dayOf } from "../../src/chinese/time/index.ts";
import { type Body, bodyWord, judge, womenIn } from "../../src/ledger/bodies.ts";
import { type Counts, countsIn } from "../../src/ledger/motion-counts.ts";
import { backTo, decidesAt, ruleAt, stepHow, stepWord, type Template } from "../../src/ledger/motion-templates.ts";
import { motionWord } from "../../src/ledger/motion-words.ts";
import type { AssemblyRow, StepRow } from "../../src/store/tables/motions.ts";
import { countWords, type Held } from "./held.ts";
import { meantMotion } from "./meant.ts";
import { assembled } from "./meeting.ts";
import { demandApart } from "./merge.ts";
import { demandFor, demandRecorder } from "./rights.ts";
import { decision, doneSteps, isOpen, type Standing } from "./standing.ts";
import { takeStep, writeStep } from "./step.ts";
import { voided } from "./turn-back.ts";

const example = "更正 M3 村代会 同意27 反对3；原因：数错了";

export const correctForm = defineForm({
  word: "更正",
  summary: "改记错的票数、题目、预算，写明原因",
  examples: [`/议题 ${example}`, "/议题 更正 M3 预算13万"],
  role: "cadre",
  where: ["direct", "cadre"],
  args: z.object({
    numbers: optional(numbersArgument("号")),
    text: optional(textArgument("改成什么")),
    reason: textField("原因"),
  }),
  async run({ numbers, text = "", reason }, context) {
    const standing = await meantMotion(numbers ?? [], { kind: "card" }, context);
    demandRecorder(standing, context);
    await demandApart(standing, context);
    if (text.trim() === "") throw new UserError(`没说改成什么。例：${example}`);
    const word = motionWord(text);
    if (word?.kind === "meeting") return correctMeeting(standing, word.body, countsIn(word.words), reason, context);
    return correctText(standing, text, context);
  },
});

/** Other numbers of a meeting; what was published of it is published anew, for its whole time. @throws UserError */
async function correctMeeting(
  standing: Standing,
  body: Body,
  counts: Counts,
  reason: string | undefined,
  context: Context,
): Promise<readonly Reply[]> {
  const { number, motion, row, template } = standing;
  demandFor(body, standing, context);
  const step = await stepOf(standing, body, context);
  if (!step) throw new UserError(`${number} 没有记过${bodyWord(body)}。`);
  if (row.state === "done" || row.state === "stopped") throw new UserError(`${number} 已经办结或停了，不能更正。`);
  if (reason === undefined) throw new UserError(`为什么更正？写上原因，例：${example}`);
  const held = heldAfter(step.step, step.assembly, body, counts);
  const votes = (held.counts.inFavour ?? 0) + (held.counts.against ?? 0) + (held.counts.abstain ?? 0);
  if (held.present > held.due || votes > held.present)
    throw new UserError(`对不上：应到${held.due}，实到${held.present}，票加起来${votes}。`);
  const { position } = step.step;
  const { due, present } = held;
  const along = await othersOf(standing, step.assembly, held, context);
  const { inFavour, households, shares } = held.counts;
  const count = { due, present, inFavour: inFavour ?? 0, households, women: womenIn(shares) };
  const verdict = judge(body, count, ruleAt(template, position));
  const published = publishedSince(standing, position);
  const result = !verdict.isQuorate ? "inquorate" : verdict.isPassed ? "passed" : "failed";
  // what was written down as failed may have been passed
  const isLifted = result === "passed" && step.step.result !== "passed";
  const onwards = isLifted ? Math.max(motion.point, position + 1) : motion.point;
  const point = result === "passed" ? (published ?? onwards) : position;
  await assembled(standing, held, verdict, context);
  await writeStep(
    standing,
    {
      ...{ position, kind: "meeting", result, assembly_id: step.assembly.id, note: `更正：${maskSensitive(reason)}` },
      ...{ in_favour: held.counts.inFavour ?? 0, against: held.counts.against ?? 0, abstain: held.counts.abstain ?? 0 },
    },
    context,
  );
  const isOver = result === "failed" && position === decidesAt(template);
  const isPulled = published !== null || result !== "passed";
  await takeStep(
    standing,
    {
      word: "更正",
      change: {
        ...(isOver
          ? { state: "rejected", waiting: 0, next_at: null }
          : isPulled || isLifted
            ? { state: "going", waiting: 1 }
            : {}),
        parts: {
          motions: [{ ...motion, point }],
          motion_steps: [{ id: step.step.id, state: "amended" }],
          ...(isPulled ? { publications: voided(standing) ?? [] } : {}),
        },
      },
      note: reason,
    },
    context,
  );
  const passed = result === "passed" ? "通过" : "没通过";
  const next =
    isLifted && published === null
      ? `下一步：${stepWord(template.steps[point])}，发：${stepHow(template.steps[point], number)}。`
      : "";
  const anew = published === null ? next : `公布过的作废，要重新公布、重新公示满期：${number} 公布。`;
  const back = result === "passed" ? anew : isOver ? "议题到此为止。" : `要再开${bodyWord(body)}。`;
  return [
    recorded(
      `${number} 更正了：${bodyWord(body)} ${countWords(held, verdict)}，${passed}。${back}${along}`,
      `${number} 更正了${bodyWord(body)}的数。`,
      row.id,
    ),
  ];
}

/** Motions that the same meeting decided: counted anew it must have decided them the same. @returns what is said of them @throws UserError */
async function othersOf({ row, number }: Standing, assembly: AssemblyRow, held: Held, { tables }: Context) {
  const { body, due, present } = held;
  const { households, shares } = held.counts;
  if (due === assembly.due && present === assembly.present) return "";
  const others = (await tables.assemblies.decidedIn(assembly.id)).filter(({ id }) => id !== row.id);
  const names = [...new Set(others.map((one) => `M${one.number}`))];
  for (const one of others) {
    const count = { due, present, inFavour: one.in_favour, households, women: womenIn(shares) };
    const { isQuorate, isPassed } = judge(body, count, ruleAt(JSON.parse(one.template) as Template, one.position));
    const votes = one.in_favour + one.against + one.abstain;
    if (votes > present)
      throw new UserError(
        `这个会还定了 M${one.number}，票加起来${votes}，比实到${present}多：先更正 M${one.number} 的票。没改。`,
      );
    if (!isQuorate || isPassed !== (one.result === "passed"))
      throw new UserError(
        `这个会还定了 M${one.number}，应到${due}、实到${present}它的结果就不一样了。先发：M${one.number} 重议 原因，再更正 ${number}。没改。`,
      );
  }
  const again = `更正 ${names[0]} ${bodyWord(body)} 应到${due} 实到${present}；原因：…`;
  return names.length === 0 ? "" : `这个会还定了${names.join("、")}，人数一起改了；公布过的要重新公布，发：${again}`;
}

async function stepOf(standing: Standing, body: Body, { tables }: Context) {
  const met = standing.steps.filter(({ kind, round }) => kind === "meeting" && round === standing.motion.round);
  for (const step of met.toReversed()) {
    const assembly = step.assembly_id === null ? undefined : await tables.motions.assembly(step.assembly_id);
    if (assembly?.body === body) return { step, assembly };
  }
  return null;
}

function heldAfter(step: StepRow, assembly: AssemblyRow, body: Body, counts: Counts): Held {
  const extra = JSON.parse(assembly.extra) as Pick<Counts, "households" | "parts" | "shares">;
  return {
    ...{ body, day: assembly.day, due: counts.due ?? assembly.due, present: counts.present ?? assembly.present },
    isLate: assembly.extra.includes('"late"'),
    counts: {
      ...counts,
      households: extra.households || counts.households,
      parts: counts.parts.length > 0 ? counts.parts : extra.parts,
      shares: counts.shares.length > 0 ? counts.shares : extra.shares,
      inFavour: counts.inFavour ?? step.in_favour,
      against: counts.against ?? step.against,
      abstain: counts.abstain ?? step.abstain,
    },
  };
}

/** The first step after it at which something was let out; null: nothing was. */
function publishedSince({ steps, publications, motion }: Standing, position: number): number | null {
  const shown = new Set(
    publications.filter(({ state }) => state === "shown" || state === "over" || state === "asked").map(({ id }) => id),
  );
  const found = steps
    .filter((step) => step.round === motion.round && step.position > position && shown.has(step.publication_id ?? ""))
    .map((step) => step.position);
  return found.length === 0 ? null : Math.min(...found);
}

const budget = /^预算[\s:：]*(\S[\s\S]*)$/u;

/** Another title or budget before it is decided; after the party members have seen it, it is talked over again. @throws UserError */
async function correctText(standing: Standing, text: string, context: Context): Promise<readonly Reply[]> {
  const { number, motion, row, template } = standing;
  const { tables, message, now } = context;
  if (decision(standing) || !isOpen(standing))
    throw new UserError(`${number} 已经决议了，不能直接改。要改发：${number} 重议 原因`);
  const said = maskSensitive(text.trim());
  const money = budget.exec(said)?.[1];
  const seen = doneSteps(standing).some((step) => {
    const at = template.steps[step.position];
    return at?.kind === "meeting" && at.bodies.includes("party members");
  });
  const point = seen ? backTo(template) : motion.point;
  const round = seen ? motion.round + 1 : motion.round;
  const [version] = await tables.motions.texts(row.id);
  if (money === undefined)
    await tables.motions.addText({
      ...{ record_id: row.id, version: (version?.version ?? 0) + 1, day: dayOf(now), text: said },
      cause: `${message.key}#title`,
    });
  await takeStep(
    standing,
    {
      word: "更正",
      change: {
        ...(money === undefined ? { text: said } : {}),
        parts: { motions: [{ ...motion, point, round, ...(money === undefined ? {} : { budget: money }) }] },
      },
      before: { text: row.text, parts: { motions: [motion] } },
    },
    context,
  );
  const changed = money === undefined ? `题目改成“${said}”` : `预算改成${money}`;
  const back = seen
    ? `党员大会审议过了，改了要重新商议：${stepWord(template.steps[point])}，发：${stepHow(template.steps[point], number)}。`
    : "";
  return [recorded(`${number} ${changed}。${back}错了回“撤销”。`, `${number} 更正了。`, row.id)];
}
