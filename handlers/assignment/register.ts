import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Gazetteer } from "../../src/bot/places.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { stateOf } from "../../src/bot/record/line.ts";
import { listed } from "../../src/bot/record/list.ts";
import { mayRead } from "../../src/bot/record/may-read.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { isForwardable } from "../../src/chinese/privacy/forwardable.ts";
import { type Calendar, dayOf, formatDay, formatMinute } from "../../src/chinese/time/index.ts";
import { lateFrom } from "../../src/ledger/assignment-days.ts";
import { isOverdue } from "../../src/ledger/assignment-facts.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import type { Registered, RegisterRow } from "../../src/store/tables/assignment-register.ts";
import type { InvolvedRow } from "../../src/store/tables/involved.ts";
import type { MoveRow } from "../../src/store/tables/moves.ts";
import type { Tables } from "../../src/store/tables.ts";
import { askedOf } from "./scope.ts";

export const REGISTER_COLUMNS =
  "编号 来源 问题 责任人 协办 期限 首次期限 延期次数 签收时间 办理情况 结果 核实人 办结时间 是否按期 提出人评价".split(
    " ",
  );

/** One matter of the register, column by column. Askers never by name. */
export type RegisterLine = {
  readonly number: string;
  readonly list: string;
  readonly text: string;
  readonly owner: string;
  readonly helpers: string;
  /** epoch milliseconds, as are the other moments */
  readonly due: number | null;
  readonly firstDue: number;
  readonly extensions: number;
  readonly signed: number | null;
  readonly done: string;
  readonly result: string;
  readonly verifier: string;
  readonly closed: number | null;
  readonly inTime: "是" | "否" | "";
  readonly words: string;
};

export type RegisterReads = {
  readonly tables: Tables;
  readonly places: Gazetteer;
  readonly calendar: Calendar;
  readonly now: number;
  /** whether the words of a matter may be shown; else it is 内部 */
  readonly reads: (row: RegisterRow) => boolean;
  /** whether the same number may stand twice, so that each says its town */
  readonly isOfSeveral: boolean;
};

const hidden = "内部";
const tellsDone: ReadonlySet<string> = new Set(["办好了", "办不了", "进展", "结案", "撤回"]);

/** The lines of some matters; what several have in common is looked up once. */
async function registerLines(rows: readonly RegisterRow[], reads: RegisterReads): Promise<RegisterLine[]> {
  const { tables } = reads;
  const ids = rows.map(({ id }) => id);
  const involved = await tables.involved.ofEach(ids);
  const steps = await tables.moves.ofEach(ids);
  const people = [...involved.values()].flat().flatMap(({ person_id }) => person_id ?? []);
  const names = await tables.people.names([...people, ...rows.flatMap(({ owner_id }) => owner_id ?? [])]);
  return rows.map((row) => lineOf(row, involved.get(row.id) ?? [], steps.get(row.id) ?? [], names, reads));
}

function lineOf(
  row: RegisterRow,
  involved: readonly InvolvedRow[],
  steps: readonly MoveRow[],
  names: ReadonlyMap<string, string>,
  { tables, places, calendar, now, reads, isOfSeveral }: RegisterReads,
): RegisterLine {
  const at = (moment: number | null): number | null => (moment === null ? null : Number(moment));
  const called = (stake: InvolvedRow["stake"]) =>
    involved
      .flatMap((one) => (one.stake === stake && one.person_id ? (names.get(one.person_id) ?? []) : []))
      .join("、");
  const shown = reads(row);
  const note = steps.filter(({ word }) => tellsDone.has(word)).map((step) => tables.moves.openNote(step) ?? "");
  const due = at(row.due_at);
  const outcome = row.outcome === null ? null : { solved: "解决", explained: "说明" }[row.outcome];
  return {
    ...{
      number: `${isOfSeveral ? (places.get(row.town_id)?.name ?? "") : ""}${numberOf(row)}`,
      list: shown || isForwardable(row.list) ? row.list : hidden,
      text: shown ? tables.records.openText(row) : hidden,
    },
    ...{ owner: names.get(row.owner_id ?? "") ?? "没人管", helpers: called("helper"), verifier: called("verifier") },
    ...{ due, firstDue: Number(row.first_due_at), extensions: Number(row.extensions), signed: at(row.signed_at) },
    ...{ done: shown ? (note.at(-1) ?? "") : "", closed: row.state === "void" ? null : at(row.closed_at) },
    result: row.state === "closed" && outcome ? `办结（${outcome}）` : stateOf(row),
    inTime: inTime(row, due, now, calendar),
    words: wordsOf(involved),
  };
}

/** By when the owner said that it is done. */
function inTime(row: RegisterRow, due: number | null, now: number, calendar: Calendar): RegisterLine["inTime"] {
  if (due === null || row.state === "void") return "";
  const reported = row.reported_at ?? row.closed_at;
  if (reported !== null) return Number(reported) <= lateFrom(due, calendar) ? "是" : "否";
  const own = { request: row.request, request_at: row.request_at === null ? null : Number(row.request_at) };
  return isOverdue({ state: row.state, dueAt: due, own }, now, calendar) ? "否" : "";
}

/** `满意2、不满意1`: what was said, by nobody's name. */
function wordsOf(involved: readonly InvolvedRow[]): string {
  const counts = new Map<string, number>();
  for (const { stake, word } of involved)
    if (stake === "asker" && word !== null) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => (count > 1 ? `${word}${count}` : word)).join("、");
}

/** `2026-12-02 18:00`: sorts as it stands. */
const written = (at: number | null): string => (at === null ? "" : formatMinute(at).slice(0, 16).replace("T", " "));

const registerCells = (line: RegisterLine): readonly string[] => [
  ...[line.number, line.list, line.text, line.owner, line.helpers, written(line.due), written(line.firstDue)],
  ...[String(line.extensions), written(line.signed), line.done, line.result, line.verifier, written(line.closed)],
  ...[line.inTime, line.words],
];

/** Of more the operator has a file. */
const mostInFile = 500;

const example = "/交办 台账 本月";

export const registerForm = defineForm({
  word: "台账",
  summary: "销号台账，按来源、地方、时间",
  examples: ["/交办 台账", example],
  role: "cadre",
  where: ["direct", "cadre"],
  args: z.object({ filters: optional(textArgument("来源 地方 时间")) }),
  async run({ filters = "" }, context) {
    const { which, of, read } = await askedOf(filters, true, example, context);
    const { tables, places, calendar, now } = context;
    const total = await tables.assignmentRegister.count(which);
    const isOfSeveral = await tables.assignmentRegister.isOfSeveral(which);
    const mayShow = (row: RegisterRow) => mayRead(row, context);
    const reads: RegisterReads = { tables, places, calendar, now, reads: mayShow, isOfSeveral };
    const isWhole = total > 0 && total <= mostInFile && (context.order?.page ?? read.page ?? 1) === 1;
    const list = await listed(
      {
        title: `${of}销号台账`,
        total,
        unit: "件",
        empty: `${of}没有交办的事。`,
        find: async (cut) => registerLines(await tables.assignmentRegister.page(which, cut), reads),
        line: (line) => shortLine(line, now),
        foot: isWhole ? "整份表格另发一个文件。" : "整份表格由管理员导出：cli export assignments 文件.xlsx",
      },
      read.page,
      context,
    );
    if (!isWhole) return list;
    const name = `${of.split(" ")[0]}销号台账 ${dayOf(now)}.xlsx`;
    return { ...list, picture: { name, lines: await wholeRegister(which, reads) } };
  },
});

/** `J38 述职评议 三社路灯修好｜王建国｜12月2日｜办结（解决） 按期｜满意` */
const shortLine = ({ number, list, text, owner, due, result, inTime, words }: RegisterLine, now: number): string =>
  [
    [number, list, clip(text, 40)].filter(Boolean).join(" "),
    owner,
    due === null ? "" : formatDay(due, now),
    `${result}${{ 是: " 按期", 否: " 超期", "": "" }[inTime]}`,
    words,
  ]
    .filter(Boolean)
    .join("｜");

/** All of it, for a file. */
export async function wholeRegister(
  which: Registered,
  reads: Omit<RegisterReads, "isOfSeveral">,
): Promise<readonly (readonly string[])[]> {
  const atOnce = 100;
  const lines: (readonly string[])[] = [REGISTER_COLUMNS];
  const whole = { ...reads, isOfSeveral: await reads.tables.assignmentRegister.isOfSeveral(which) };
  for (let offset = 0; ; offset += atOnce) {
    const rows = await reads.tables.assignmentRegister.page(which, { limit: atOnce, offset });
    lines.push(...(await registerLines(rows, whole)).map(registerCells));
    if (rows.length < atOnce) return lines;
  }
}
