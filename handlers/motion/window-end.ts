import { tell } from "../../src/bot/tell/tell.ts";
import { grace } from "../../src/ledger/consultation.ts";
import { stepHow, stepWord } from "../../src/ledger/motion-templates.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import type { Telling } from "./ring.ts";
import type { Standing } from "./standing.ts";
import { askedStep } from "./window.ts";

const minute = 60_000;

/** What is frozen of a consultation when it closes. */
type Frozen = {
  readonly people: number;
  readonly stances: readonly { readonly name: string; readonly people: number }[];
};

/** The consultation is over: its line is kept, and the next step is open. @returns when to look again; null: not */
export async function closeWindow(standing: Standing, at: Telling): Promise<number | null> {
  const { tables, now } = at;
  const { row, motion, template, number } = standing;
  const step = askedStep(standing);
  const asked = step?.consultation_id ? await tables.records.get(step.consultation_id) : undefined;
  if (!step || !asked || asked.withdrawn_at !== null) return null;
  if (asked.state === "open") return Math.max(Number(asked.due_at) + grace, now) + minute;
  const { line, people } = await lineOf(asked, at);
  const { state: _state, id: _id, ...same } = step;
  await tables.motions.addStep({ ...same, result: "heard", note: line, at: now, cause: `window:${step.id}` });
  const next = template.steps[motion.point + 1];
  await tables.records.change(row, { parts: { motions: [{ ...motion, point: motion.point + 1, stepped_at: now }] } });
  await tables.audit.add({ at: now, account: "", personId: null, action: "征求截止", subject: row.id });
  const groups = await tables.consultations.groupsOf(asked.id);
  const isDeaf = people === 0 && groups.some(({ hears }) => hears === "mentions");
  const silent = isDeaf ? "没人说话，群里只听得到@我的话。" : "";
  await tell(
    {
      ...{
        to: { account: step.by_account },
        why: "others",
        private: true,
        subject: row.id,
        cause: `window:${step.id}:told`,
      },
      text: `${number} 征求截止：${line}${silent}下一步：${stepWord(next)}，发：${stepHow(next, number)}`,
    },
    { tables, now },
  );
  return null;
}

/** `18人说话，在外11人，同意15、不同意2。` */
async function lineOf(
  asked: RecordRow,
  { tables }: Telling,
): Promise<{ readonly line: string; readonly people: number }> {
  const { result } = tables.records.openFields(asked);
  const { people, stances } = typeof result === "string" ? (JSON.parse(result) as Frozen) : { people: 0, stances: [] };
  const { away } = await tables.consultations.speakersOf(asked.id);
  const said = stances.filter((one) => one.people > 0).map(({ name, people: count }) => `${name}${count}`);
  const parts = [`${people}人说话`, away > 0 ? `在外${away}人` : "", said.join("、")].filter(Boolean);
  return { line: people === 0 ? "没有人说话。" : `${parts.join("，")}。`, people };
}
