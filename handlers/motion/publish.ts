import type { Context } from "../../src/bot/context.ts";
import { approverOf } from "../../src/bot/record/publication.ts";
import { type Reply, recorded } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { maskSensitive } from "../../src/chinese/privacy/sensitive.ts";
import { dayOf, newYearNote } from "../../src/chinese/time/index.ts";
import { type Publishes, stepHow, stepWord } from "../../src/ledger/motion-templates.ts";
import { fingerprintOf, periodsFrom } from "../../src/ledger/publication.ts";
import type { PublicationRow } from "../../src/store/tables/publications.ts";
import { askMore, askProof } from "./asking.ts";
import { composed } from "./compose.ts";
import { demandRecorder } from "./rights.ts";
import { current, type Standing, villageOf } from "./standing.ts";
import { causeOf, takeStep, writeStep } from "./step.ts";

const mostResult = 200;

/** Shown as it will stand; at 发 a second person is asked to let it go. @throws UserError or Ask */
export async function publish(standing: Standing, words: string, context: Context): Promise<readonly Reply[]> {
  const { next, number } = standing;
  demandRecorder(standing, context);
  if (next?.kind !== "publication")
    throw new UserError(
      `${number} 现在不公布。下一步：${stepWord(next) || "没有了"}${next ? `，发：${stepHow(next, number)}` : ""}`,
    );
  const under = current(standing);
  if (under?.state === "shown")
    throw new UserError(`${number} 正在公示。${under.board_from === null ? `贴上公开栏了发：${number} 已上墙` : ""}`);
  const result = maskSensitive(words);
  if (next.what === "结果" && result === "")
    askMore(
      "办成了什么，花了多少？例：硬化1.2公里，花12.3万，村监委验收",
      `写上结果，例：${stepHow(next, number)}`,
      context,
    );
  if ([...result].length > mostResult) throw new UserError(`结果最长${mostResult}字，请写短些。`);
  if (next.what !== "结果" && words !== "" && !/^(?:决议|方案|议题)$/u.test(words))
    throw new UserError(`公布的话由记录写成，不用自己写。发：${number} 公布`);
  const text = await composed(standing, next.what, result, context);
  const hash = fingerprintOf(text);
  if (context.order?.chosen.send !== hash)
    askProof(`${text}${untilNextYear(standing, context)}`, "发", { send: hash }, context);
  return ask(standing, next.what, text, under, context);
}

/** Behind what is to stand there, and no part of it: its days may be other ones. */
function untilNextYear({ terms }: Standing, { now, calendar }: Context): string {
  const { until } = periodsFrom(
    dayOf(now),
    { publishDays: terms.publishDays, objections: terms.objectionDays },
    calendar,
  );
  const note = newYearNote(now, until, calendar);
  return note && `\n${note}`;
}

/** @param under what waits for somebody's word already: this one takes its place */
async function ask(
  standing: Standing,
  what: Publishes,
  text: string,
  under: PublicationRow | undefined,
  context: Context,
): Promise<readonly Reply[]> {
  const { number, row, motion } = standing;
  const { tables, actor, message, now } = context;
  const village = villageOf(standing.place, context);
  const approver = await approverOf(village, { watchdog: standing.terms.approver }, context);
  const publication = await tables.publications.add({
    ...{ record_id: row.id, what, text, hash: fingerprintOf(text), approver_id: approver.personId, created_at: now },
    ...{ author_id: actor.person?.id ?? null, author_account: message.sender.account },
    cause: `${causeOf(context)}publication`,
  });
  const id = await writeStep(
    standing,
    { position: motion.point, kind: "publication", result: "asked", publication_id: publication.id },
    context,
  );
  await takeStep(
    standing,
    {
      word: `${what}公布`,
      change: under ? { parts: { publications: [{ id: under.id, state: "void" }] } } : {},
      before: {
        parts: { publications: [{ id: publication.id, state: "void" }], motion_steps: [{ id, state: "undone" }] },
      },
    },
    context,
  );
  const author = actor.person?.name ?? message.sender.name;
  await tell(
    {
      ...{ to: { person: approver.personId }, why: "others", private: true, subject: row.id },
      text: `${author}要公布这一条，请您看：\n${text}\n回“同意”发到村民群，“不同意 原因”退回。`,
      cause: `${causeOf(context)}approve:${publication.id}`,
    },
    context,
  );
  const full = `${number} 交给${approver.name}看，同意了就发到村民群。要抄到公开栏，贴上那天发：${number} 已上墙。错了回“撤销”。`;
  return [recorded(full, `${number} 的${what}公布等${approver.name}同意。`, row.id)];
}
