import type { Ring } from "../../src/bot/record/ring.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { type Asked, grace, nextMoment } from "../../src/ledger/consultation.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import type { Tables } from "../../src/store/tables.ts";
import { askedOf, type Facts, factsOf, fieldsOf } from "./asked.ts";
import { type Count, type Counted, countOf } from "./count.ts";
import { countText, deafness, until } from "./wording.ts";

/** What quotes something that was not heard may still come after it within this. */
const settled = 2 * 60_000;

/** A group hears how many have spoken, at most twice a day, and at last how it ended. */
export const ring: Ring = {
  kind: "consultation",
  async tell(rows, tables, now) {
    for (const row of rows) {
      const asked = askedOf(row, tables);
      if (now >= asked.closesAt + grace) await close(row, asked, tables, now);
      else if (now >= asked.closesAt) await tables.records.change(row, { next_at: asked.closesAt + grace });
      else await publishCount(row, asked, tables, now);
    }
    return null;
  },
};

async function publishCount(row: RecordRow, asked: Asked, tables: Tables, now: number): Promise<void> {
  const facts = factsOf(row, tables);
  const count = await countOf(asked, tables);
  await dropIdle(count, tables, now - settled);
  const text = countText(count, asked.options);
  const isNews = !facts.hidden && count.people > 0 && text !== facts.counted;
  const fields = isNews ? JSON.stringify(fieldsOf({ ...facts, counted: text })) : row.fields;
  await tables.records.change(row, { next_at: nextMoment(now, asked.closesAt), fields });
  if (!isNews) return;
  for (const { chat, hears } of await tables.consultations.groupsOf(row.id))
    await tell(
      {
        ...{
          to: { chat },
          text: `【${asked.number}】已收${text}${deafness(hears)}${until(asked.closesAt, now)}截止。`,
        },
        ...{ cause: `consult:${row.id}:count:${now}:${chat}`, subject: row.id, why: "others" },
        ...{ expires: asked.closesAt, replaces: `consult:${row.id}:${chat}` },
      },
      { tables, now },
    );
}

const dropIdle = ({ idle }: Counted, tables: Tables, before: number): Promise<void> =>
  tables.consultationWords.drop(idle.filter(({ arrived_at }) => arrived_at < before).map(({ id }) => id));

/** Frozen by one guarded update; with it goes all that leads to who answered without a name. */
async function close(row: RecordRow, asked: Asked, tables: Tables, now: number): Promise<void> {
  const facts = factsOf(row, tables);
  const count = await countOf(asked, tables);
  const { stances, people, where, unclassified, unmatched } = count;
  const result: Count = { stances, people, where, unclassified, unmatched };
  const fields = JSON.stringify(fieldsOf({ ...facts, result: JSON.stringify(result) }));
  if (!(await tables.records.change(row, { state: "closed", waiting: 0, next_at: null, fields }))) return;
  await dropIdle(count, tables, now + 1);
  await tables.consultationVoices.end(row.id);
  await tables.consultations.forgetFollowers(row.id);
  for (const { chat, hears } of await tables.consultations.groupsOf(row.id))
    await tell(
      {
        ...{ to: { chat }, text: `${resultText(asked, result)}${deafness(hears)}` },
        ...{ cause: `consult:${row.id}:end:${chat}`, subject: row.id, why: "closing" },
        replaces: `consult:${row.id}:${chat}`,
      },
      { tables, now },
    );
}

/** `【C7】修水渠走东线还是西线？截止了，收到18人…`, masked, and what was decided. */
export function resultText({ number, title, options }: Asked, result: Count, decision = ""): string {
  const asked = `【${number}】${/[。.！!？?]$/.test(title) ? title : `${title}。`}`;
  const counted =
    result.people + result.unclassified > 0 ? `收到${countText(result, options, true)}` : "没有收到意见。";
  return `${asked}${decision ? `决定：${decision.replace(/[。.]$/, "")}。` : "截止了，"}${counted}`;
}

export const resultOf = ({ result }: Facts): Count | null => (result === "" ? null : (JSON.parse(result) as Count));
