import type { Context } from "../../src/bot/context.ts";
import { type Reply, recorded } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { dayOf, formatDay, parseIsoDay, weekdayName } from "../../src/chinese/time/index.ts";
import { bodyWord, judge, type Verdict, womenIn } from "../../src/ledger/bodies.ts";
import { type Counts, countsIn, hasCounts } from "../../src/ledger/motion-counts.ts";
import { decidesAt, ruleAt, stepHow, stepWord } from "../../src/ledger/motion-templates.ts";
import type { AssemblyRow } from "../../src/store/tables/motions.ts";
import { answerIn, askMore } from "./asking.ts";
import { isAhead } from "./days.ts";
import { type Held, heldIn, outcome, type SaidOfMeeting } from "./held.ts";
import { readNotice } from "./notice.ts";
import { tellOrigins } from "./origins.ts";
import { demandFor } from "./rights.ts";
import { inFull, isOpen, type Standing } from "./standing.ts";
import { takeStep, writeStep } from "./step.ts";

/** Writes down what was read. */
export type Writes = () => Promise<readonly Reply[]>;

/** A meeting of a body, or, where it lies ahead, that it is called. @throws UserError or Ask */
export const recordMeeting = async (
  standing: Standing,
  said: SaidOfMeeting,
  context: Context,
): Promise<readonly Reply[]> => (await readMeeting(standing, said, context))();

/** All that is asked and refused of it, before anything is written. @throws UserError or Ask */
export async function readMeeting(standing: Standing, said: SaidOfMeeting, context: Context): Promise<Writes> {
  const { number, motion, template, row } = standing;
  const { body } = said;
  demandFor(body, standing, context);
  const at = template.steps.findIndex((step) => step.kind === "meeting" && step.bodies.includes(body));
  if (at < 0)
    throw new UserError(
      `${template.onlyBecause ?? `${number} 的模板（${template.name}）没有${bodyWord(body)}`}，${bodyWord(body)}不能定。`,
    );
  const more = isReason(context) || namesAuthority(said.more) ? "" : answerIn(said.more, context);
  const counts = countsIn(`${said.words} ${more}`.replace(authorised, " "));
  if (!isOpen(standing))
    throw new UserError(`${number} 已经${row.state === "done" ? "办结" : "停了或未通过"}，不再记。`);
  if (at < motion.point) return async () => [await already(standing, at, counts, context)];
  // what lies ahead is called, whichever step it is
  if (!hasCounts(counts) && isAhead(counts.left, context)) return readNotice(standing, body, counts.left, context);
  if (at > motion.point) {
    const { next } = standing;
    throw new UserError(`先补${stepWord(next)}。发：${stepHow(next, number)}`);
  }
  const held = await heldIn(standing, said, counts, ruleAt(template, at), context);
  const authority =
    at === decidesAt(template) && body === "representatives" ? authorityOf(standing, said, context) : "";
  return () => write(standing, held, at, authority, context);
}

const isReason = ({ order }: Context): boolean => order?.chosen.due === "own";

const noAuthority = "没有登记村民会议授权。";
/** Its day is not that of the meeting. */
const authorised = /已授权[\s:：]*([^；;\n]{0,30}?村民(?:会议|大会)|[^\s，,；;\n]{2,40})/u;
/** To the question the meeting alone is an answer. */
const named = /^(?!.*(?:改由|不))[^；;\n]{0,30}村民(?:会议|大会)[^；;\n]{0,8}$/u;

/** Whether that is what was said to the question: 2024年3月15日村民会议, and not 改由村民会议决定. */
export const namesAuthority = (words: string): boolean => named.test(words.trim());

/** By what representatives decide in the place of all villagers. @throws Ask */
function authorityOf({ motion }: Standing, { more, words }: SaidOfMeeting, context: Context): string {
  const whole = authorised.exec(`${words} ${more}`)?.[1];
  const said = (whole ?? named.exec(more.trim())?.[0])?.trim() ?? motion.authority;
  if (said !== "") return inFull(said, context.now);
  return askMore(
    `${noAuthority}回“已授权 2024年3月15日村民会议”，或改由村民会议决定。`,
    `${noAuthority}先发：已授权 2024年3月15日村民会议`,
    context,
  );
}

/** Whoever comes second hears who was first, and with other numbers how those are put right. */
async function already(standing: Standing, at: number, counts: Counts, context: Context): Promise<Reply> {
  const { steps, number, template } = standing;
  const { tables, actor, message, now } = context;
  const step = steps.findLast(({ position, result }) => position === at && result === "passed");
  const [name = "别人"] = step?.by_id ? (await tables.people.names([step.by_id])).values() : [];
  const assembly = step?.assembly_id ? await tables.motions.assembly(step.assembly_id) : undefined;
  const word = stepWord(template.steps[at]);
  const same =
    (counts.due ?? assembly?.due) === assembly?.due &&
    (counts.present ?? assembly?.present) === assembly?.present &&
    (counts.inFavour ?? step?.in_favour) === step?.in_favour;
  if (same) return recorded(`${number} ${word}刚由${name}记了。`, `${number} ${word}记过了。`);
  await tables.audit.add({
    ...{ at: now, account: message.sender.account, personId: actor.person?.id ?? null, action: "记法不同" },
    ...{ subject: standing.row.id, detail: `${counts.due}/${counts.present} ${counts.inFavour}` },
  });
  const text = `${number} ${word} ${name}记的是 ${assembly?.due}/${assembly?.present} 同意${step?.in_favour}，和您写的不一样，没改。要改发：更正 ${number} ${word.slice(0, 3)} 同意… 原因：…`;
  return recorded(text, `${number} ${word}记过了，数不一样，没改。`);
}

/** The assembly as it stands after this message, and what it was before. */
export async function assembled(standing: Standing, held: Held, verdict: Verdict, context: Context) {
  const { tables, now, actor, message } = context;
  const { body, day, due, present, counts } = held;
  const { households, parts, shares } = counts;
  const before = await tables.motions.heldOn(standing.place.id, body, day);
  const extra = JSON.stringify({ households, parts, shares, ...(held.isLate ? { late: dayOf(now) } : {}) });
  const row: AssemblyRow = await tables.motions.assemble({
    ...{ place_id: standing.place.id, body, day, due, present, extra, quorate: verdict.isQuorate ? 1 : 0 },
    ...{ cause: `${message.key}#${body}:${day}`, by_id: actor.person?.id ?? null, at: now },
  });
  return { row, before: { id: row.id, quorate: before?.quorate ?? -1 } };
}

async function write(
  standing: Standing,
  held: Held,
  at: number,
  authority: string,
  context: Context,
): Promise<readonly Reply[]> {
  const { number, motion, row, template, terms } = standing;
  const { body, counts, day } = held;
  const verdict = judge(
    body,
    { ...held, inFavour: counts.inFavour ?? 0, households: counts.households, women: womenIn(counts.shares) },
    ruleAt(template, at),
  );
  const assembly = await assembled(standing, held, verdict, context);
  const isDeciding = at === decidesAt(template);
  const next = template.steps[at + 1];
  const takesTwo =
    terms.mergeFirstTwo &&
    body === "branch committee" &&
    next?.kind === "meeting" &&
    next.bodies.includes("two committees");
  const result = !verdict.isQuorate ? "inquorate" : verdict.isPassed ? "passed" : "failed";
  const positions = takesTwo ? [at, at + 1] : [at];
  const ids: string[] = [];
  for (const position of positions)
    ids.push(
      await writeStep(
        standing,
        {
          ...{ position, kind: "meeting", result, assembly_id: assembly.row.id, in_favour: counts.inFavour ?? 0 },
          ...{ against: counts.against ?? 0, abstain: counts.abstain ?? 0, note: shown(context) },
        },
        context,
      ),
    );
  const point = result === "passed" ? at + positions.length : motion.point;
  const isOver = result === "failed" && isDeciding;
  await takeStep(
    standing,
    {
      word: bodyWord(body),
      change: {
        ...(isOver ? { state: "rejected", waiting: 0, next_at: null } : {}),
        parts: {
          motions: [
            { ...motion, point, authority: authority || motion.authority, ...moved(point, motion.point, context) },
          ],
        },
      },
      before: {
        ...{ state: row.state, waiting: row.waiting, next_at: row.next_at },
        parts: {
          motions: [motion],
          motion_steps: ids.map((id) => ({ id, state: "undone" as const })),
          assemblies: [assembly.before],
        },
      },
    },
    context,
  );
  if (isDeciding && result === "passed")
    await tellOrigins(
      { id: row.id, number },
      "decided",
      `在${bodyWord(body)}定了：${standing.title}（${number}）。`,
      context,
    );
  if (isOver)
    await tellOrigins(
      { id: row.id, number },
      "not decided",
      `在${bodyWord(body)}没通过：${standing.title}（${number}）。`,
      context,
    );
  const late = held.isLate ? "（补记）" : "";
  const when = `${formatDay(day, context.now)}（${weekdayName(parseIsoDay(day) ?? 0)}）${late}`;
  const what = `${number} 记下了：${bodyWord(body)}${takesTwo ? "和两委会（合开）" : ""}${when} `;
  const text = `${what}${outcome(held, verdict, result, isOver)}${followUp(result, template.steps[point], number, isOver)}错了回“撤销”。`;
  return [recorded(text, `${number} ${bodyWord(body)}记下了。`, row.id)];
}

const moved = (point: number, before: number, { now }: Context) => (point === before ? {} : { stepped_at: now });

/** Why another number of people was due than the roster has. */
const shown = (context: Context): string => (isReason(context) ? `应到原因：${context.order?.said.text ?? ""}` : "");

const followUp = (
  result: "passed" | "failed" | "inquorate",
  next: Standing["next"],
  number: string,
  isOver: boolean,
): string =>
  result !== "passed" || isOver ? "" : next ? `下一步：${stepWord(next)}，发：${stepHow(next, number)}。` : "";
