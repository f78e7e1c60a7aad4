import type { Context } from "../../src/bot/context.ts";
import { dayIn } from "../../src/bot/reading/day-held.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { dayOf, formatDay } from "../../src/chinese/time/index.ts";
import {
  type Body,
  bodyWord,
  type OwnRule,
  tooFewWomen,
  type Verdict,
  womenAsked,
  womenIn,
} from "../../src/ledger/bodies.ts";
import type { Counts } from "../../src/ledger/motion-counts.ts";
import { askMore, askWhich } from "./asking.ts";
import { checkDay } from "./days.ts";
import { dueOf } from "./due.ts";
import { doneSteps, type Standing } from "./standing.ts";

export type SaidOfMeeting = { readonly body: Body; readonly words: string; readonly more: string };
/** A meeting as it is written down, with all that was asked about. */
export type Held = {
  readonly body: Body;
  readonly day: string;
  readonly due: number;
  readonly present: number;
  readonly counts: Counts;
  readonly isLate: boolean;
};

/** All that must be known of it, one question after the other. @throws UserError or Ask */
export async function heldIn(
  standing: Standing,
  { body, more }: SaidOfMeeting,
  counts: Counts,
  own: OwnRule | undefined,
  context: Context,
): Promise<Held> {
  const word = bodyWord(body);
  const day =
    dayIn(counts.left, context) ?? askMore(`${word}哪天开的？`, `写上哪天，例：${word} 12月1日 36/31 同意28`, context);
  checkDay(day, context);
  await demandOrder(standing, day, context);
  const { due, present } = counts;
  if (due === null || present === null)
    askMore("应到几人，实到几人？例：36/31", `写上应到和实到，例：${word} 12月1日 36/31 同意28`, context);
  if (counts.isReversed)
    askWhich(
      `应到写在前面：应到${present}、实到${due}吗？`,
      [{ label: "不是，重写", chosen: null }],
      `应到写在前面，例：${word} 12月1日 36/31`,
      context,
    );
  if (present > due) throw new UserError(`实到${present}比应到${due}还多，写错了？`);
  demandWomen(body, { due, present, women: womenIn(counts.shares) }, own, context);
  const settled = await dueOf(standing.place, body, due, counts, more, context);
  await demandSameCount(standing, { body, day, due: settled, present }, context);
  const { inFavour } = counts;
  if (inFavour === null) askMore("几票同意、反对、弃权？例：同意28 反对2 弃权1", `写上票数，例：同意28`, context);
  const votes = inFavour + (counts.against ?? 0) + (counts.abstain ?? 0);
  if (votes > present) throw new UserError(`实到${present}，票加起来${votes}，多出${votes - present}票，写错了？`);
  if (votes < present && context.order?.chosen[`unvoted ${standing.number}`] === undefined)
    askWhich(
      `实到${present}，票是${votes}，有${present - votes}人没投票？`,
      [
        { label: "是", chosen: { [`unvoted ${standing.number}`]: "yes" } },
        { label: "写错了", chosen: null },
      ],
      `实到${present}，票是${votes}，对不上。`,
      context,
    );
  return { body, day, due: settled, present, counts, isLate: day !== dayOf(context.now) };
}

/** A county that asks for a share of the women is told how many of them there were. @throws UserError or Ask */
function demandWomen(
  body: Body,
  { due, present, women }: { due: number; present: number; women: ReturnType<typeof womenIn> },
  own: OwnRule | undefined,
  context: Context,
): void {
  if (womenAsked(body, own) && !women)
    askMore(
      "妇女代表实到几人，应到几人？例：妇女12/14",
      `写上妇女代表，例：${bodyWord(body)} 12月1日 36/31 妇女12/14 同意28`,
      context,
      "妇女",
    );
  if (women && (women.due > due || women.present > present))
    throw new UserError(`妇女${women.present}/${women.due}，比全体${present}/${due}还多，写错了？`);
}

/** Never before the step before it; on the same day it may be. @throws UserError */
async function demandOrder(standing: Standing, day: string, { tables, now }: Context): Promise<void> {
  for (const step of doneSteps(standing).toReversed()) {
    const before = step.assembly_id === null ? undefined : await tables.motions.assembly(step.assembly_id);
    if (!before) continue;
    if (day < before.day)
      throw new UserError(`${bodyWord(before.body as Body)}是${formatDay(before.day, now)}开的，这个会不能在它前面。`);
    return;
  }
}

/** What a meeting passed was passed by as many as were there: another motion of the same day brings no other count. @throws UserError */
async function demandSameCount(
  { place, row }: Standing,
  { body, day, due, present }: Pick<Held, "body" | "day" | "due" | "present">,
  { tables, now }: Context,
): Promise<void> {
  const before = await tables.motions.heldOn(place.id, body, day);
  if (!before || (before.due === due && before.present === present)) return;
  const [other] = (await tables.assemblies.decidedIn(before.id)).filter(({ id }) => id !== row.id);
  if (!other) return;
  const word = bodyWord(body);
  throw new UserError(
    `${formatDay(day, now)}的${word}记的是应到${before.due}、实到${before.present}（定了 M${other.number}），您写${due}/${present}。同一个会写一样的；那边错了先发：更正 M${other.number} ${word} 应到${due} 实到${present}；原因：…`,
  );
}

/** `应到36 实到31（至少24） 同意28（至少16）反对2 弃权1` */
export function countWords(
  { due, present, counts }: Held,
  { presentAtLeast, votesAtLeast, womenAtLeast }: Verdict,
): string {
  const unit = counts.households ? "户" : "";
  const parts = counts.parts.map(({ name, count }) => `${name}${count}`).join("、");
  const needed = (name: string): string =>
    womenAtLeast !== null && womenIn([{ name, due: 0, present: 0 }]) ? `（至少${womenAtLeast}）` : "";
  const shares = counts.shares.map((one) => ` ${one.name}${one.present}/${one.due}${needed(one.name)}`).join("");
  const votes = [
    ` 同意${counts.inFavour}（至少${votesAtLeast}）`,
    counts.against ? `反对${counts.against}` : "",
    counts.abstain ? ` 弃权${counts.abstain}` : "",
  ].join("");
  return `应到${due}${unit} 实到${present}${unit}${parts ? `（${parts}）` : ""}（至少${presentAtLeast}）${shares}${votes}`;
}

/** What came of it, with what it was judged by. */
export function outcome(
  held: Held,
  verdict: Verdict,
  result: "passed" | "failed" | "inquorate",
  isOver: boolean,
): string {
  const women = womenIn(held.counts.shares);
  const warned = tooFewWomen(held.body, held.due, women);
  const warning = warned === "" ? "" : `${warned}，照记。`;
  if (result === "inquorate" && women && held.present >= verdict.presentAtLeast)
    return `妇女代表应到${women.due} 实到${women.present}，至少${verdict.womenAtLeast}，不够数，不能作决定（${verdict.article}）。记作流会。${warning}`;
  if (result === "inquorate")
    return `应到${held.due} 实到${held.present}，至少${verdict.presentAtLeast}，不够数，不能作决定（${verdict.article}）。记作流会。${warning}`;
  const word = result === "passed" ? "通过" : isOver ? "没通过，这个议题到此为止" : "没过半，没通过，可以再开";
  return `${countWords(held, verdict)}，${word}。依据：${verdict.article}。${warning}`;
}
