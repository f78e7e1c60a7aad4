import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { numbersArgument, optional, textArgument } from "../../src/bot/reading/declare.ts";
import { privately } from "../../src/bot/reply.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { gradeNamed, type Paper, readPaper } from "../../src/ledger/appraisal-paper.ts";
import { isEnough } from "../../src/ledger/appraisal-score.ts";
import { leastOf } from "../../src/ledger/appraisal-templates.ts";
import { type Appraisal, meantAppraisal, noted, numberAndText, panelIn } from "./scope.ts";

const paperExample = "/评议 录票 A2 村民代表 发36 收34 1：称职30 基本称职3 不称职1；2：称职34";
const withText = z.object({ numbers: optional(numbersArgument("号")), text: optional(textArgument("票组和票数")) });
const states = ["draft", "open"];

/** What was recorded, and whether it took the place of what the other one may have seen. */
type Draft = Paper & { readonly isUnseen?: true };

export const paperForm = defineForm({
  word: "录票",
  summary: "录纸票的数，再由另一位监票核对",
  examples: [paperExample],
  role: "anyone",
  where: ["direct"],
  args: withText,
  async run({ numbers, text }, context) {
    const said = numberAndText(numbers, text);
    const one = await meantAppraisal(
      said.numbers,
      { parts: ["scrutineer"], states: ["open"], example: paperExample },
      context,
    );
    const { panel, rest } = panelIn(one, said.text, ["paper"]);
    if (panel.settled) throw new UserError(`${one.number} ${panel.title}核对过了，不能再录。`);
    const paper = readPaper(rest, { objects: one.objects, scale: one.terms.scale });
    if ("fault" in paper) throw new UserError(`${one.number} ${paper.fault}没录。例：${paperExample}`);
    const draft: Draft = panel.draft === null ? paper : { ...paper, isUnseen: true };
    await context.tables.appraisals.setPanel(panel, {
      draft: JSON.stringify(draft),
      draft_by: context.actor.person?.id ?? null,
    });
    await noted(one, "录票", context, panel.title);
    return privately(
      `${one.number} ${panel.title}录了：发${paper.out}收${paper.back}，${new Set(paper.lines.map(([at]) => at)).size}个对象。请另一位监票照着纸票核对：/评议 核对 ${one.number} ${panel.title}`,
    );
  },
});

export const checkForm = defineForm({
  word: "核对",
  summary: "另一位监票照纸票核对",
  examples: ["/评议 核对 A2 村民代表"],
  role: "anyone",
  where: ["direct"],
  args: withText,
  async run({ numbers, text }, context) {
    const said = numberAndText(numbers, text);
    const one = await meantAppraisal(
      said.numbers,
      { parts: ["scrutineer"], states: ["open"], example: "/评议 核对 A2 村民代表" },
      context,
    );
    const { panel, rest } = panelIn(one, said.text, ["paper"]);
    if (panel.settled) throw new UserError(`${one.number} ${panel.title}已经核对过了。`);
    if (panel.draft === null) throw new UserError(`${one.number} ${panel.title}还没录票。`);
    if (panel.draft_by === context.actor.person?.id) throw new NotAllowed("录票的人不能自己核对，请另一位监票来。");
    const { isUnseen, ...paper } = JSON.parse(panel.draft) as Draft;
    if (isUnseen || !/^(?:对|没错|一致)/u.test(rest)) {
      await context.tables.appraisals.setPanel(panel, { draft: JSON.stringify(paper) });
      const anew = isUnseen ? "又录过一遍，现在是：" : "";
      return privately(`${anew}${paperWords(paper, one)}和纸票一样就回：/评议 核对 ${one.number} ${panel.title} 对`);
    }
    await settlePaper(one, panel.id, paper, context);
    await context.tables.appraisals.setPanel(panel, {
      settled: 1,
      draft: null,
      entitled: paper.out,
      voted: paper.back,
    });
    await noted(one, "核对", context, panel.title);
    return privately(`${one.number} ${panel.title}核对好了：发${paper.out}收${paper.back}。`);
  },
});

function paperWords({ out, back, lines }: Paper, { objects, terms }: Appraisal): string {
  const rows = objects.map(({ position, name }) => {
    const own = lines
      .filter(([at]) => at === position)
      .map(([, grade, count]) => `${terms.scale?.[grade]?.word ?? grade}${count}`);
    return `${position}${name}：${own.join(" ")}`;
  });
  return `发${out}收${back}。\n${rows.join("\n")}\n`;
}

/** Totals of fewer than five papers are no result, as those of ballots. */
async function settlePaper({ row, objects, terms }: Appraisal, panelId: string, { lines }: Paper, { tables }: Context) {
  const cells = objects.flatMap(({ id, position }) => {
    const own = lines.filter(([at]) => at === position).map(([, grade, count]) => [grade, count] as const);
    return isEnough(terms.scale, new Map(own), leastOf(terms))
      ? own.map(([grade, count]) => ({ object_id: id, grade, count }))
      : [];
  });
  await tables.appraisals.setCells(row.id, panelId, cells);
}

const decisionExample = "/评议 合议 A2 组织 12月20日镇党委会 1：好 2：较好 3：好";

export const decisionForm = defineForm({
  word: "合议",
  summary: "记下一个会定的档：哪个会，每个对象一档",
  examples: [decisionExample],
  role: "cadre",
  where: ["direct"],
  args: withText,
  async run({ numbers, text }, context) {
    const said = numberAndText(numbers, text);
    const one = await meantAppraisal(said.numbers, { states, example: decisionExample }, context);
    const { panel, rest } = panelIn(one, said.text, ["decision"]);
    const plain = rest.normalize("NFKC");
    const first = plain.search(/\d{1,3}\s*:\s*\S/u);
    const body = plain
      .slice(0, Math.max(first, 0))
      .trim()
      .replace(/[,;，；]$/u, "");
    if (body === "") throw new UserError(`写明哪天哪个会定的。例：${decisionExample}`);
    const given = new Map<string, number>();
    for (const [, position = "", word = ""] of plain.slice(first).matchAll(/(\d{1,3})\s*:\s*([^\s;,，；、]+)/gu)) {
      const object = one.objects.find((candidate) => candidate.position === Number(position));
      const grade = one.terms.scale === null ? Number(word) : gradeNamed(word, one.terms.scale);
      if (!object) throw new UserError(`${one.number} 没有${position}号。没记。`);
      if (one.terms.scale === null && !/^\d{1,3}$/u.test(word) && Number(word) <= 100)
        throw new UserError(`${position}号“${word.slice(0, 8)}”不行，写0到100的整数。没记。`);
      if (grade === null || !(grade >= 0 && grade <= 100))
        throw new UserError(`${position}号没有“${word.slice(0, 8)}”这一档。没记。`);
      given.set(object.id, grade);
    }
    const missing = one.objects.filter(({ id, struck }) => !struck && !given.has(id)).map(({ position }) => position);
    if (missing.length > 0) throw new UserError(`还差${missing.join("、")}号。没记。例：${decisionExample}`);
    const cells = [...given].map(([object_id, grade]) => ({ object_id, grade, count: 1 }));
    const { tables } = context;
    await tables.appraisals.setCells(one.row.id, panel.id, cells);
    await tables.appraisals.setPanel(panel, { settled: 1, body });
    await noted(one, "合议", context, panel.title);
    return privately(`${one.number} ${panel.title}记好了：${body}，${given.size}个对象。截止前写错了重发。`);
  },
});
