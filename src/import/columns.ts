import { levelOfWord } from "../chinese/names/level.ts";
import { pairingKinds } from "../ledger/pairing-kind.ts";
import type { Choices } from "../store/tables/imports.ts";
import { plain } from "./cell.ts";
import { headerWord, type Line, makeTableInTurns, mostLinesAbove, type Table } from "./table.ts";

/** What clerks call a column in their own sheets. */
const called: Readonly<Record<string, RegExp>> = {
  名称: /^(?:地名|村名|单位名称|村\(?社区\)?名?称?|行政村|村组名称|地点名称)$/,
  级别: /^(?:层级|类别|类型|行政级别)$/,
  上级: /^(?:上级单位|上级地点|所属|所属上级|所属乡镇|乡镇|所属镇|所属村)$/,
  别名: /^(?:又名|俗称|曾用名|简称)$/,
  姓名: /^(?:名字|人员姓名|干部姓名|成员姓名)$/,
  岗位: /^(?:身份|角色|人员类别)$/,
  地点: /^(?:村名?|村社区|所在村|所在地|住址|家庭住址|单位|所属村|村组|组别)$/,
  职务: /^(?:职位|职称|现任职务|担任职务)$/,
  手机: /^(?:电话|联系电话|联系方式|手机号码?|电话号码)$/,
  账号: /^(?:企业微信账?号?|微信账号|QQ号?|帐号)$/,
  外出: /^(?:务工地点?|外出地点?|外出务工地|去向)$/,
  党员: /^(?:是否党员|中共党员)$/,
  父名: /^(?:父亲|父亲姓名)$/,
  干部: /^(?:包联干部|联系干部|责任人|帮扶人|包村干部)$/,
  对象: /^(?:包联对象|联系对象|包联村|联系户|帮扶对象|村名?)$/,
  类别: /^(?:包联类别|方式|类型)$/,
  到: /^(?:到期|到期日|驻点到期|截止|截止日期|结束日期|期满|任期至)$/,
  目标: /^(?:目标格次|晋档目标|驻点目标)$/,
  项目: /^(?:清单项|清单项目|事项|工作|内容)$/,
  数量: /^(?:人数|次数|件数|数目)$/,
  事项: /^(?:业务|办理事项|负责事项|职责)$/,
  电话: /^(?:联系电话|联系方式|手机|办公电话)$/,
  公开: /^(?:是否公开)$/,
  日期: /^(?:时间|放假日期)$/,
  内容: /^(?:政策内容|答复|答复口径|口径|标准)$/,
  来源: /^(?:政策依据|依据|文件|文号|发文单位)$/,
  到期: /^(?:有效期至?|截止日期|失效日期)$/,
  类型: /^(?:休班|类别)$/,
};

/** The column that a header word of a file may mean; null: nothing is known of it. */
export function guessColumn(word: string, columns: readonly string[]): string | null {
  const said = word.replace(/\s/g, "");
  return columns.find((column) => column === said) ?? columns.find((column) => called[column]?.test(said)) ?? null;
}

type Listed = {
  readonly words: readonly string[];
  readonly knows: (said: string) => boolean;
  readonly guess: (said: string) => string;
};

const among = (words: readonly string[], guess: (said: string) => string = () => ""): Listed => ({
  words,
  knows: (said) => said === "" || words.includes(said),
  guess,
});

const roles = among(["村民", "干部", "书记", "管理员"], (said) =>
  /书记/.test(said) && !/副|第一/.test(said)
    ? "书记"
    : /村长|主任|委员|文书|会计|副|组长|社长|网格员|专干|工作队|第一书记/.test(said)
      ? "干部"
      : /群众|居民|社员|农户|党员/.test(said)
        ? "村民"
        : "",
);

/** Columns in which one of a few words stands, by what is brought in. */
const listed: Readonly<Record<string, Readonly<Record<string, Listed>>>> = {
  places: {
    级别: {
      words: ["市", "县", "镇", "村", "社", "湾"],
      knows: (said) => said === "" || levelOfWord(said) !== null,
      guess: (said) => (/镇|乡/.test(said) ? "镇" : /村|社区/.test(said) ? "村" : /组|社/.test(said) ? "社" : ""),
    },
  },
  people: { 岗位: roles },
  pairings: { 类别: among(pairingKinds, (said) => pairingKinds.find((kind) => said.includes(kind)) ?? "") },
  directory: {
    公开: among(["公开", "内部"], (said) => (/是|可/.test(said) ? "公开" : /否|不/.test(said) ? "内部" : "")),
  },
  holidays: { 类型: among(["休", "班"], (said) => (/假|休/.test(said) ? "休" : /班|调/.test(said) ? "班" : "")) },
};

/** Which line of a sheet is its header: the one with most words that mean something; -1: there is none. */
export function headerLine(lines: readonly Line[], columns: readonly string[]): number {
  let [best, most] = [-1, 0];
  for (const [at, [, cells]] of lines.slice(0, mostLinesAbove).entries()) {
    const words = new Set(cells.map((cell) => guessColumn(headerWord(cell), columns)));
    words.delete(null);
    if (words.size > most) [best, most] = [at, words.size];
  }
  return best;
}

/** What the file calls its columns, with three of the values that stand in each. */
export function headerOf(
  lines: readonly Line[],
  columns: readonly string[],
): readonly { readonly word: string; readonly values: readonly string[] }[] {
  const at = headerLine(lines, columns);
  const [, cells = []] = lines[at] ?? [];
  return cells.map(headerWord).flatMap((word, column) => {
    if (word === "" || word === marksColumn) return [];
    const values: string[] = [];
    for (const [, below] of lines.slice(at + 1)) {
      const said = (below[column] ?? "").trim();
      if (said !== "" && !values.includes(said)) values.push(said);
      if (values.length === 3) break;
    }
    return [{ word, values }];
  });
}

/** In a sheet that was given back with its faults marked they stand here. */
export const marksColumn = "错在哪里";

/** What is offered to begin with: what was chosen before, else what a word seems to mean; each column once. */
export function firstChoices(lines: readonly Line[], columns: readonly string[], before: Choices | null): Choices {
  const taken = new Set(headerOf(lines, columns).map(({ word }) => word));
  const chosen: Record<string, string> = {};
  for (const { word } of headerOf(lines, columns)) {
    if (columns.includes(word)) continue;
    const guess = before?.columns[word] ?? guessColumn(word, columns) ?? "";
    chosen[word] = taken.has(guess) ? "" : guess;
    taken.add(guess);
  }
  return { columns: chosen, words: before?.words ?? {} };
}

/** The sheet with its columns called as they are meant. */
export function renamed(lines: readonly Line[], columns: readonly string[], choices: Choices): readonly Line[] {
  const at = headerLine(lines, columns);
  return lines.map(
    ([number, cells], index): Line =>
      index === at ? [number, cells.map((cell) => choices.columns[headerWord(cell)] || cell)] : [number, cells],
  );
}

/** The sheet as a table: with the words of lists as they are meant, and without the marks of one that was given back. @throws TableError */
export async function meantTable(lines: readonly Line[], columns: readonly string[], choices: Choices): Promise<Table> {
  const { words } = choices;
  const table = await makeTableInTurns(renamed(lines, columns, choices), columns, ({ number, cells }) => ({
    number,
    cells: Object.fromEntries(
      Object.entries(cells).map(([column, said]) => [column, words[column]?.[plain(said)] || said]),
    ),
  }));
  return { ...table, header: table.header.filter((word) => word !== marksColumn) };
}

/** Words that stand in a list and are none of its own, each with how many rows have it and what it may mean. */
export function unknownWords(
  kind: string,
  table: Table,
): readonly {
  readonly column: string;
  readonly said: string;
  readonly rows: number;
  readonly words: readonly string[];
  readonly guess: string;
}[] {
  return Object.entries(listed[kind] ?? {}).flatMap(([column, { words, knows, guess }]) => {
    const counts = new Map<string, number>();
    for (const { cells } of table.rows) {
      const said = plain(cells[column]);
      if (!knows(said)) counts.set(said, (counts.get(said) ?? 0) + 1);
    }
    return [...counts].map(([said, rows]) => ({ column, said, rows, words, guess: guess(said) }));
  });
}
