import type { Ring } from "../../src/bot/record/ring.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { atMinute, type Calendar, dayNumber, dayOf } from "../../src/chinese/time/index.ts";
import { soundsLikeDeed } from "../../src/ledger/deed-figures.ts";
import { stepHow, stepWord } from "../../src/ledger/motion-templates.ts";
import { isDayBefore } from "../../src/ledger/publication.ts";
import type { PublicationRow } from "../../src/store/tables/publications.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import type { Tables } from "../../src/store/tables.ts";
import { clockOf, isThrough } from "./clock.ts";
import { tellOrigins } from "./origins.ts";
import { hanging, isOpen, type Standing, standingOf } from "./standing.ts";
import { closeWindow } from "./window-end.ts";

export type Telling = { readonly tables: Tables; readonly now: number; readonly calendar: Calendar };

/** The clock of a motion: a window that closed, a publication that is to hang, may be objected to, or is over. */
export const ring: Ring = {
  kind: "motion",
  async tell(rows, tables, now, calendar) {
    for (const row of rows) await strike(row, { tables, now, calendar });
    return null;
  },
};

async function strike(struck: RecordRow, at: Telling): Promise<void> {
  const row = await at.tables.records.get(struck.id);
  if (!row || row.withdrawn_at !== null) return;
  let standing = await standingOf(row, at.tables);
  if (!isOpen(standing)) return;
  const again = standing.next?.kind === "window" ? await closeWindow(standing, at) : null;
  for (const publication of hanging(standing)) {
    await ringFor(standing, publication, at);
    standing = await standingOf((await at.tables.records.get(row.id)) ?? row, at.tables);
  }
  if (await finish(standing, doneWords(standing), at)) return;
  const isLast = standing.motion.point >= standing.template.steps.length && hanging(standing).length === 0;
  const bells = [again, isLast ? lookAgain(at) : clockOf(standing, at.now, at.calendar)].filter(
    (each) => each !== null,
  );
  const fresh = await at.tables.records.get(row.id);
  if (fresh) await at.tables.records.change(fresh, { next_at: bells.length === 0 ? null : Math.min(...bells) });
}

async function ringFor(standing: Standing, publication: PublicationRow, at: Telling): Promise<void> {
  const { tables, now } = at;
  const { objections_until: objections, until } = publication;
  await tables.publications.settle(publication.id);
  if (objections === null || until === null) {
    if (now - Number(publication.approved_at) > 24 * 60 * 60_000)
      await tellAuthor(
        standing,
        publication,
        `${standing.number} 的${publication.what}公布贴上公开栏了吗？贴上回“${standing.number} 已上墙 日期”，不上墙不算公示。`,
        "board",
        at,
      );
    return;
  }
  if (now < objections) {
    if (isDayBefore(objections, now)) await sayOnceMore(standing, publication, at);
    return;
  }
  if (!isThrough(standing, publication)) await settleObjections(standing, publication, at);
  if (now >= until) await takeDown(standing, publication, at);
}

const tellAuthor = (
  { row }: Standing,
  { id, author_account }: PublicationRow,
  text: string,
  why: string,
  { tables, now }: Telling,
) =>
  tell(
    {
      ...{ to: { account: author_account }, text, why: "others", private: true, subject: row.id },
      cause: `publication:${id}:${why}`,
    },
    { tables, now },
  );

/** One line on the day before objections end. */
async function sayOnceMore(
  { number, row, title }: Standing,
  { id, what, objections_until }: PublicationRow,
  at: Telling,
) {
  const { tables, now } = at;
  for (const { chat } of await tables.publications.posts(id))
    await tell(
      {
        ...{ to: { chat }, why: "others", subject: row.id, expires: Number(objections_until) },
        text: `${number} ${what}公布“${title}”：提异议到明天18:00，引用本条写“异议 …”，或私聊我“异议 ${number} …”。`,
        cause: `publication:${id}:once more:${chat}`,
      },
      { tables, now },
    );
}

/** The time for objections is over: with all answered the next step is open. */
async function settleObjections(standing: Standing, publication: PublicationRow, at: Telling): Promise<void> {
  const { tables, now } = at;
  const { row, motion, number, template } = standing;
  const { all, open } = await tables.publications.objections(row.id);
  const step = standing.steps.findLast(({ publication_id }) => publication_id === publication.id);
  if (!step) return;
  if (open.length > 0) {
    const list = open.map((each) => `O${each.number}`).join("、");
    await tellAuthor(
      standing,
      publication,
      `${number} 还有异议没答复：${list}。答复了才往下走：/答复 ${list.split("、")[0]} …`,
      `open:${dayOf(now)}`,
      at,
    );
    return;
  }
  const { state: _state, id: _id, ...same } = step;
  await tables.motions.addStep({
    ...{
      ...same,
      result: "passed",
      note: `异议${all.length}条`,
      at: now,
      cause: `publication:${publication.id}:passed`,
    },
  });
  const point = motion.point + 1;
  const next = template.steps[point];
  const change = next ? { state: "going", waiting: 1 } : {};
  const moved = { ...motion, point, stepped_at: now };
  await tables.records.change(row, { ...change, parts: { motions: [moved] } });
  await tables.audit.add({ at: now, account: "", personId: null, action: "异议期满", subject: row.id });
  const onwards = next ? `可以办了。下一步：${stepWord(next)}，发：${stepHow(next, number)}` : "公示期满就办结";
  await tellAuthor(
    standing,
    publication,
    `${number} 的${publication.what}公布异议期满，${all.length === 0 ? "没有异议" : `${all.length}条异议都答复了`}。${onwards}。`,
    "through",
    at,
  );
}

/** It may be taken down; with the last one the motion is done. */
async function takeDown(before: Standing, publication: PublicationRow, at: Telling): Promise<void> {
  const { tables } = at;
  const row = await tables.records.get(before.row.id);
  if (!row) return;
  const standing = await standingOf(row, tables);
  if (!isThrough(standing, publication)) return;
  if (!(await tables.publications.change(publication, { state: "over" }))) return;
  await tellAuthor(
    standing,
    publication,
    `${standing.number} ${publication.what}公示期满，公开栏可以取下。`,
    "over",
    at,
  );
}

const doneWords = ({ title, number }: Standing): string => `办完了：${title}（${number}）。`;

/** Where what came of it sounds like one: how it is written down. */
function deedWords({ publications, place }: Standing): string {
  const text = publications.findLast(({ what }) => what === "结果")?.text ?? "";
  const result = /^结果：(.+)$/mu.exec(text)?.[1] ?? "";
  return soundsLikeDeed(result) ? `\n像件实事，记上发：/实事 ${result} ${place.name}` : "";
}

/** What is still to be made good may be done by any day. */
function lookAgain({ now, calendar }: Telling): number {
  let day = dayNumber(now) + 1;
  while (!calendar.isWorkday(day)) day++;
  return atMinute(day, 9 * 60);
}

/** Done: no step is left, nothing hangs any more, and what an objection made to be done is done. */
export async function finish(standing: Standing, what: string, at: Telling): Promise<boolean> {
  const { row, motion, template, number } = standing;
  const { tables, now } = at;
  if (motion.point < template.steps.length || hanging(standing).length > 0 || !isOpen(standing)) return false;
  const work = await tables.motions.linked(row.id, "upheld");
  if (work.some(({ waiting }) => waiting === 1)) return false;
  if (!(await tables.records.change(row, { state: "done", waiting: 0, next_at: null }))) return false;
  await tables.audit.add({ at: now, account: "", personId: null, action: "办结", subject: row.id });
  await tellOrigins({ id: row.id, number }, "done", what, at);
  const last = standing.publications.at(-1);
  if (last)
    await tellAuthor(standing, last, `${number} 办结。证明：/议题 证明 ${number}${deedWords(standing)}`, "done", at);
  return true;
}
