import type { Ring } from "../../src/bot/record/ring.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { type Calendar, dayOf } from "../../src/chinese/time/index.ts";
import { starsGiven } from "../../src/ledger/appraisal-stars.ts";
import type { Template } from "../../src/ledger/appraisal-templates.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { isDayBefore, nextBell } from "../../src/ledger/publication.ts";
import type { PublicationRow } from "../../src/store/tables/publications.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import type { Tables } from "../../src/store/tables.ts";

type Telling = { readonly tables: Tables; readonly now: number; readonly calendar: Calendar };
const dayLength = 24 * 60 * 60_000;

/** The clock of what is published of an appraisal: it is to hang, may be objected to, or is over. */
export const ring: Ring = {
  kind: "appraisal",
  async tell(rows, tables, now, calendar) {
    for (const struck of rows) {
      const row = await tables.records.get(struck.id);
      if (!row || row.withdrawn_at !== null || row.state !== "published") continue;
      const shown = (await tables.publications.of(row.id)).findLast(({ state }) => state === "shown");
      if (shown) await strike(row, shown, { tables, now, calendar });
    }
    return null;
  },
};

async function strike(row: RecordRow, shown: PublicationRow, at: Telling): Promise<void> {
  const { tables, now, calendar } = at;
  const number = numberOf(row);
  const approvedAt = Number(shown.approved_at);
  const [objections, until] = [shown.objections_until, shown.until].map((time) =>
    time === null ? null : Number(time),
  );
  const say = (text: string, why: string) =>
    tell(
      {
        ...{ to: { account: shown.author_account }, text, why: "others", private: true, subject: row.id },
        cause: `publication:${shown.id}:${why}`,
      },
      { tables, now },
    );
  await tables.publications.settle(shown.id);
  let isThrough = false;
  if (objections == null || until == null) {
    if (now - approvedAt > dayLength)
      await say(`${number} 的公布贴上公开栏了吗？贴上回“${number} 已上墙 日期”，不上墙不算公示。`, "board");
  } else if (now < objections) {
    if (isDayBefore(objections, now)) await sayOnceMore(row, shown, at);
  } else {
    const { all, open } = await tables.publications.objections(row.id);
    isThrough = open.length === 0;
    const list = open.map((each) => `O${each.number}`).join("、");
    if (!isThrough)
      await say(`${number} 还有异议没答复：${list}。答复：/答复 ${list.split("、")[0]} …`, `open:${dayOf(now)}`);
    else
      await say(
        `${number} 的公布异议期满，${all.length === 0 ? "没有异议" : `${all.length}条异议都答复了`}。`,
        "through",
      );
    if (isThrough) await giveStars(row, at);
    if (isThrough && now >= until && (await tables.publications.change(shown, { state: "over" })))
      return void (await say(`${number} 公示期满，公开栏可以取下。证明：/评议 证明 ${number}`, "over"));
  }
  const bell = { approvedAt, objectionsUntil: objections ?? null, until: until ?? null, isThrough };
  await tables.records.change(row, { next_at: nextBell(bell, now, calendar) });
}

/** Stars of households count once nobody has anything against them any more. */
async function giveStars(row: RecordRow, { tables, now }: Telling): Promise<void> {
  const terms = JSON.parse((await tables.appraisals.of(row.id)).terms) as Template;
  if (terms.rule !== "each" || (await tables.grades.in(row.id)).length > 0) return;
  const counted = { panels: await tables.appraisals.panels(row.id), cells: await tables.appraisals.cells(row.id) };
  for (const { line, ...given } of starsGiven(terms, await tables.appraisals.objects(row.id), counted))
    await tables.grades.keepOfUnit(line, { ...given, at: now });
}

/** One line on the day before objections end. */
async function sayOnceMore(row: RecordRow, { id, objections_until }: PublicationRow, { tables, now }: Telling) {
  const number = numberOf(row);
  for (const { chat } of await tables.publications.posts(id))
    await tell(
      {
        ...{ to: { chat }, why: "others", subject: row.id, expires: Number(objections_until) },
        text: `${number} 评议公布：提异议到明天18:00，引用本条写“异议 …”，或私聊我“异议 ${number} …”。`,
        cause: `publication:${id}:once more:${chat}`,
      },
      { tables, now },
    );
}
