import type { Context } from "../../src/bot/context.ts";
import { stateOf } from "../../src/bot/record/line.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { NotAllowed } from "../../src/bot/user-error.ts";
import { formatDateTime, formatDay } from "../../src/chinese/time/index.ts";
import { type Body, bodyWord } from "../../src/ledger/bodies.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { stepHow, stepWord } from "../../src/ledger/motion-templates.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import { mayRead } from "./rights.ts";
import { current, hanging, isOpen, type Standing } from "./standing.ts";

const results: Readonly<Record<string, string>> = {
  passed: "通过",
  failed: "没通过",
  inquorate: "流会",
  waived: "免了",
  heard: "征求了",
  filed: "备案了",
};

/** How a motion stands, step by step; to who may not read it only what is published. */
export async function card(standing: Standing, context: Context): Promise<readonly Reply[]> {
  const { number, title, place, template, next, row, motion } = standing;
  const { tables, actor, now } = context;
  if (!mayRead(actor, place)) {
    const shown = hanging(standing).at(-1);
    if (!shown) throw new NotAllowed(`没有您能看的 ${number}。公示的发“公开”看。`, `没有您能看的 ${number}。`);
    return [{ ...privately(shown.text), subject: row.id }];
  }
  const lines: string[] = [];
  for (const step of standing.steps) {
    const word = step.kind === "publication" && step.result === "passed" ? "异议期满" : results[step.result];
    if (word === undefined) continue;
    const assembly = step.assembly_id === null ? undefined : await tables.motions.assembly(step.assembly_id);
    const name = assembly ? bodyWord(assembly.body as Body) : stepWord(template.steps[step.position]);
    const day = formatDay(assembly?.day ?? step.at, now);
    const votes = assembly ? ` ${assembly.due}/${assembly.present} 同意${step.in_favour}` : "";
    const late = assembly?.extra.includes('"late"') ? "（补记）" : "";
    lines.push(`${day} ${name}${votes}${late} ${word}`);
  }
  for (const step of await tables.moves.of(row.id))
    if (step.word === "通知") lines.push(`${formatDay(step.at, now)} 通知：${tables.moves.openNote(step) ?? ""}`);
  const { all, open } = await tables.publications.objections(row.id);
  const from = (await tables.motionOrigins.of(row.id)).map(numberOf);
  const joined = (await mergedInto(standing, tables)).map(numberOf);
  const under = current(standing);
  const hangs = under?.state === "shown" ? hangsWords(standing, under.board_from, under.objections_until, now) : "";
  const asked = under?.state === "asked" ? "等第二个人同意公布。" : "";
  return [
    {
      ...privately(
        [
          `${number} ${place.name} ${title}（${template.name}${motion.round > 1 ? `，第${motion.round}轮` : ""}）：${pointWord(standing)}${await intoWords(row, context)}`,
          [
            motion.budget && `预算${motion.budget}`,
            motion.finish_by === null ? "" : `${formatDay(motion.finish_by, now)}前完成`,
            from.length > 0 && `来自${from.join("、")}`,
            joined.length > 0 && `并进来的${joined.join("、")}`,
          ]
            .filter(Boolean)
            .join("，"),
          ...lines.slice(-8),
          `${hangs}${asked}${all.length > 0 ? `异议${all.length}条，没答复${open.length}条。` : ""}`,
          isOpen(standing) && next && under === undefined
            ? `下一步：${stepWord(next)}，发：${stepHow(next, number)}`
            : "",
        ]
          .filter(Boolean)
          .join("\n"),
      ),
      subject: row.id,
    },
  ];
}

const hangsWords = ({ number }: Standing, boardFrom: string | null, until: number | null, now: number): string =>
  boardFrom === null || until === null
    ? `还没上墙（仅群内），不算公示。贴上发：${number} 已上墙。`
    : `${formatDay(boardFrom, now)}上墙，异议到${formatDateTime(until, now)}。`;

/** `党员大会审议`, `公示中`, `办结` */
export const pointWord = ({ row, next }: Pick<Standing, "row" | "next">): string =>
  row.state === "going" && next ? `等${stepWord(next)}` : stateOf(row);

/** ` M3`, of one that went into another. */
export async function intoWords({ state, of_id }: RecordRow, { tables }: Pick<Context, "tables">): Promise<string> {
  const into = state === "merged" && of_id !== null ? await tables.records.get(of_id) : undefined;
  return into ? ` ${numberOf(into)}` : "";
}

/** Those that went into this one. */
export const mergedInto = async ({ row }: Pick<Standing, "row">, tables: Context["tables"]): Promise<RecordRow[]> =>
  (await tables.records.of(row.id)).filter(({ kind }) => kind === "motion");
