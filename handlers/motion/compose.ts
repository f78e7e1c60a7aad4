import { wasPulled } from "../../src/bot/record/publication.ts";
import { maskSensitive } from "../../src/chinese/privacy/sensitive.ts";
import { type Calendar, dayOf, formatDateTime, formatDay } from "../../src/chinese/time/index.ts";
import { type Body, bodyWord, judge, womenIn } from "../../src/ledger/bodies.ts";
import type { Counts } from "../../src/ledger/motion-counts.ts";
import { type Publishes, ruleAt } from "../../src/ledger/motion-templates.ts";
import { periodsFrom } from "../../src/ledger/publication.ts";
import type { AssemblyRow, StepRow } from "../../src/store/tables/motions.ts";
import type { Tables } from "../../src/store/tables.ts";
import { doneSteps, type Standing } from "./standing.ts";

type At = { readonly tables: Tables; readonly calendar: Calendar; readonly now: number };

const mostLines = 8;

/**
 * A publication, from what was written down: bodies and counts, never who voted how. What is written in somebody's own
 * words is masked.
 */
export async function composed(
  standing: Standing,
  what: Publishes,
  result: string,
  { tables, calendar, now }: At,
): Promise<string> {
  const { number, title, place, motion, terms, publications } = standing;
  const terms2 = { publishDays: terms.publishDays, objections: terms.objectionDays };
  const { objectionsUntil, until } = periodsFrom(dayOf(now), terms2, calendar);
  const isAgain = publications.some((one) => one.what === what && wasPulled(one));
  const lines = [
    `【${what}公布 ${number}】${place.name} ${title}`,
    ...(isAgain ? ["本条更正前面的公布，重新公示。"] : []),
    ...(what === "结果" ? [`结果：${result}`] : await meetingLines(standing, what, tables, now)),
    ...(what === "结果" ? [] : [windowLine(standing)]),
    [motion.budget && what !== "结果" ? `预算${motion.budget}` : "", finishWords(standing, what, now)]
      .filter(Boolean)
      .join("，"),
    what === "结果" ? await objectionLine(standing, tables) : "",
    await textLine(standing, tables),
    `有异议：${formatDateTime(objectionsUntil, now)}前引用本条写“异议 …”，或私聊我“异议 ${number} …”。公示到${formatDay(until, now)}。`,
  ];
  return maskSensitive(lines.filter(Boolean).slice(0, mostLines).join("\n"));
}

const finishWords = ({ motion }: Standing, what: Publishes, now: number): string =>
  motion.finish_by === null || what === "结果" ? "" : `${formatDay(motion.finish_by, now)}前完成。`;

/** Of the decision the body that took it; of what is only proposed all that met. */
async function meetingLines(standing: Standing, what: Publishes, tables: Tables, now: number): Promise<string[]> {
  const met = doneSteps(standing).filter(({ kind, result }) => kind === "meeting" && result === "passed");
  const shown = what === "决议" ? met.slice(-1) : met;
  const lines: string[] = [];
  for (const step of shown) {
    const assembly = step.assembly_id === null ? undefined : await tables.motions.assembly(step.assembly_id);
    if (assembly) lines.push(meetingLine(step, assembly, standing, now));
  }
  return lines;
}

/** `12月12日村民代表会议：应到36，实到31，同意28、反对2、弃权1，通过（…第三十条，村民会议2024年3月15日授权）。` */
export function meetingLine(
  step: StepRow,
  assembly: AssemblyRow,
  { motion: { authority }, template }: Pick<Standing, "motion" | "template">,
  now: number,
): string {
  const body = assembly.body as Body;
  const extra = JSON.parse(assembly.extra) as Partial<Pick<Counts, "households" | "parts" | "shares">>;
  const unit = extra.households ? "户" : "";
  const parts = (extra.parts ?? []).map(({ name, count }) => `${name}${count}`).join("、");
  const votes = [
    `同意${step.in_favour}`,
    step.against ? `反对${step.against}` : "",
    step.abstain ? `弃权${step.abstain}` : "",
  ];
  const { due, present } = assembly;
  const rule = ruleAt(template, step.position);
  const women = womenIn(extra.shares ?? []);
  const count = { due, present, inFavour: step.in_favour, households: extra.households === true, women };
  const { article, womenAtLeast } = judge(body, count, rule);
  // said where a rule asks for it
  const ofWomen = women && womenAtLeast !== null ? `，妇女代表应到${women.due}、实到${women.present}` : "";
  const by = body === "representatives" && authority ? `，${authorityWords(authority)}` : "";
  return `${formatDay(assembly.day, now)}${bodyWord(body)}：应到${due}${unit}，实到${present}${unit}${parts ? `（${parts}）` : ""}${ofWomen}，${votes.filter(Boolean).join("、")}，通过（${article}${by}）。`;
}

const authorityWords = (said: string): string => (said.includes("授权") ? said : `${said}授权`);

function windowLine(standing: Standing): string {
  const step = doneSteps(standing).find(({ kind }) => kind === "window");
  if (!step) return "";
  return step.result === "waived" ? `没有征求意见：${step.note}。` : `群内征求意见（不是表决）：${step.note}`;
}

async function objectionLine({ row }: Standing, tables: Tables): Promise<string> {
  const { all, open } = await tables.publications.objections(row.id);
  if (all.length === 0) return "";
  return `收到异议${all.length}条，${open.length === 0 ? "都答复了" : `${open.length}条还没答复`}。`;
}

/** What of the rules of a village is new since the version before. */
async function textLine({ row, template }: Standing, tables: Tables): Promise<string> {
  if (template.name !== "村规民约") return "";
  const [now, before] = (await tables.motions.texts(row.id)).filter(({ version }) => version > 1);
  if (!now) return "";
  const changed = changedArticles(before?.text ?? "", now.text);
  return `${changed || "全文没有改动"}。全文：公开 村规民约`;
}

const articles = (text: string): Map<string, string> =>
  new Map(
    text.split("\n").flatMap((line): [string, string][] => {
      const [, number = "", words = ""] = /^\s*第([一二三四五六七八九十百\d]+)条[\s:：]*(.*)$/u.exec(line) ?? [];
      return number === "" ? [] : [[number, words.trim()]];
    }),
  );

/** `改了第3、7条，新增第12条` */
export function changedArticles(before: string, after: string): string {
  const [old, fresh] = [articles(before), articles(after)];
  if (old.size === 0) return `共${fresh.size}条`;
  const list = (numbers: readonly string[]): string => numbers.join("、");
  const amended = [...fresh].filter(([number, words]) => old.has(number) && old.get(number) !== words).map(([n]) => n);
  const added = [...fresh.keys()].filter((number) => !old.has(number));
  const gone = [...old.keys()].filter((number) => !fresh.has(number));
  return [
    amended.length > 0 ? `改了第${list(amended)}条` : "",
    added.length > 0 ? `新增第${list(added)}条` : "",
    gone.length > 0 ? `删了第${list(gone)}条` : "",
  ]
    .filter(Boolean)
    .join("，");
}
