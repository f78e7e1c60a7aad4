import { fold } from "../fold.ts";
import type { Line } from "./cells.ts";

/** What a column, or a label within a line, holds. `other`: it has a heading of its own and joins the text. */
export type Role = "number" | "unit" | "owner" | "helper" | "verifier" | "matter" | "measure" | "due" | "other";

/** Tried in this order: 协办单位 is no 单位, 问题整改时限 no 问题. */
const HEADINGS: readonly (readonly [Role, RegExp])[] = [
  ["number", /^(?:序号?|编号|序列|号数?|行号|no\.?|№)$/],
  ["helper", /^(?:协办|协同|协助|配合|协管)(?:责任)?(?:人员?|单位|部门|领导|干部)?$/],
  ["verifier", /^(?:核实|核查|验收|销号|督办)(?:责任)?(?:人员?|领导)$|^核实$/],
  ["due", /(?:期限|时限|时间节点|时间要求|截止(?:时间|日期)?|(?:完成|办结|办理|整改|销号|落实)(?:时间|日期)|限期)$/],
  [
    "other",
    /^(?:(?:包抓|包联|包保|包案|分管|牵头|督办|联系|挂点|挂牌|责任)(?:县级|镇级|乡镇)?领导|.*(?:备注|类别|类型|来源|电话|手机|进展|完成情况|整改情况|办理情况|落实情况|是否.*|结果|状态|职务|得分|排名))$/,
  ],
  ["measure", /(?:措施|举措|对策|要求|办法|目标|标准|打算|意见建议|办理意见|交办意见)$/],
  [
    "matter",
    /(?:问题|事项|任务|问题(?:清单|描述|表现|内容|摘要)|工作内容|主要内容|具体内容|^内容|诉求|事由|情形|短板|不足)$/,
  ],
  [
    "owner",
    /(?:责任人员?|负责人|承办人|经办人|包办人|责任主体|^姓名|述职人|述职对象|(?:党委|支部|党组织|村|镇|乡镇|^)书记(?:姓名)?|责任领导|牵头人|整改人|办理人)$/,
  ],
  [
    "unit",
    /(?:单位(?:名称)?|部门|科室|站所|乡镇(?:街道)?|镇街(?:道)?|^乡?镇名?|村名|^村(?:居|社区)?|街道|党组织(?:名称)?|支部|地点)$/,
  ],
];

/** With what stands in brackets behind it. */
const LONGEST_HEADING = 40;

/** The heading as it is compared: folded, without blanks and what stands in brackets. */
const plain = (said: string): string =>
  fold(said.slice(0, LONGEST_HEADING))
    .text.replace(/\s/g, "")
    .toLowerCase()
    .replace(/[([【{].{0,20}?[)\]】}]/g, "")
    .replace(/[:：*]$/, "");

/** The role of a heading; null for what is none. */
export function roleOf(said: string): Role | null {
  const word = plain(said);
  if (word === "" || word.length > 12) return null;
  return HEADINGS.find(([, words]) => words.test(word))?.[0] ?? null;
}

/** One column: what it holds and what stands over it. */
export type Column = { readonly role: Role | null; readonly title: string };

/** 责任领导 owns where no other column does. */
function withOwner(columns: readonly Column[]): readonly Column[] {
  if (columns.some(({ role }) => role === "owner")) return columns;
  const leader = columns.findIndex(({ title }) => plain(title) === "责任领导");
  return columns.map((column, i) => (i === leader ? { ...column, role: "owner" as const } : column));
}

/** 责任人 before 责任领导, 问题 before 问题来源: of two columns of one role the plainest holds it, the rest join the text. */
function settled(given: readonly Column[]): readonly Column[] {
  const columns = withOwner(given);
  const taken = new Map<Role, Column>();
  for (const column of columns) {
    if (column.role === null || column.role === "other" || column.role === "measure") continue;
    const known = taken.get(column.role);
    if (known === undefined || rank(column) < rank(known)) taken.set(column.role, column);
  }
  return columns.map((column) => {
    const holder = column.role === null ? undefined : taken.get(column.role);
    if (holder === undefined || holder === column) return column;
    return { ...column, role: "other" as const };
  });
}

const PLAINEST = /^(?:责任人|姓名|(?:存在|主要|具体)?(?:的)?问题|事项|交办事项|责任单位|(?:整改|完成)?(?:期限|时限))$/;
const rank = ({ title }: Column): number => (PLAINEST.test(plain(title)) ? 0 : 1);

/** The columns of a heading row; null when the line is none. `below`: the second row of a heading. */
export function headingOf(
  line: Pick<Line, "cells" | "cut">,
  above: readonly Column[] | null,
): readonly Column[] | null {
  const cells = line.cut === "none" ? singles(line.cells[0]?.text ?? "") : line.cells.map(({ text }) => text);
  const said = cells.filter((cell) => cell !== "");
  if (said.some((cell) => plain(cell).length > 12)) return null;
  const roles = cells.map(roleOf);
  const known = roles.filter((role) => role !== null).length;
  const enough = above === null ? known >= 2 && known * 2 >= said.length : known >= 1 && known === said.length;
  if (!enough) return null;
  const columns = cells.map((title, i): Column => ({ role: roles[i] ?? (title === "" ? null : "other"), title }));
  if (above !== null) return settled(joined(above, columns));
  const tells = columns.some(({ role }) => role === "matter" || role === "owner" || role === "measure");
  return tells ? settled(columns) : null;
}

/** The second row of a heading says more of the columns it fills. */
function joined(above: readonly Column[], below: readonly Column[]): readonly Column[] {
  const count = Math.max(above.length, below.length);
  return Array.from({ length: count }, (_, i): Column => {
    const lower = below[i];
    if (lower !== undefined && lower.role !== null) return lower;
    return above[i] ?? { role: null, title: "" };
  });
}

/** A heading whose columns became single blanks on the way. */
const singles = (text: string): readonly string[] => text.split(/\s+/);
