import { formatDateTime } from "../../chinese/time/index.ts";
import { headerOf, unknownWords } from "../../import/columns.ts";
import { importers } from "../../import/importers.ts";
import { undoable } from "../../ledger/retention.ts";
import { html, type Shown } from "../../page/html.ts";
import { card, empty } from "../../page/parts/card.ts";
import { table, timeWords } from "../../page/parts/table.ts";
import { wordsOf } from "../../page/parts/words.ts";
import type { ImportRow } from "../../store/tables/imports.ts";
import type { Tables } from "../../store/tables.ts";
import { type Desk, defineDeskPage } from "./desk.ts";
import { importOf, isOverseen, linesOf, tableOf, tried } from "./import-draft.ts";
import { columnsView } from "./imports-columns.ts";
import { doneView } from "./imports-done.ts";
import { triedView } from "./imports-try.ts";
import { writingView } from "./imports-writing.ts";

/** What can be brought in by whoever sits here. */
const kindsOf = ({ isWhole }: Desk) => Object.entries(importers).filter(([, { isWhole: only }]) => isWhole || !only);

/** A file in five steps: chosen, its columns named, tried, taken in, taken back. */
export const imports = defineDeskPage({
  path: "imports",
  title: "导入",
  part: "表格",
  needs: "below",
  async load(desk, read) {
    const { id } = desk.query;
    if (id === undefined) return { step: "choose", recent: await recentOf(desk, read) } as const;
    const row = await importOf(desk, id, read);
    if (!row) return null;
    const file = read.imports.fileOf(row);
    if (row.state === "done" || row.state === "undone") return { step: "done", row, file } as const;
    if (row.state !== "draft") return { step: "writing", row, file } as const;
    if (desk.query.step === "columns") {
      const importer = importers[row.kind];
      const choices = read.imports.choicesOf(row);
      const header = headerOf(await linesOf(row, read), importer?.columns ?? []);
      return {
        step: "columns",
        row,
        file,
        choices,
        header,
        words: unknownWords(row.kind, await tableOf(row, read)),
      } as const;
    }
    return { step: "try", row, file, came: await tried(row, desk, desk.places, read) } as const;
  },
  view(facts, desk) {
    if (facts.step === "choose") return chooseView(facts.recent, desk);
    const title = `${importers[facts.row.kind]?.title ?? ""}：${wordsOf(facts.file)}`;
    const steps = facts.step === "columns" ? 2 : facts.step === "try" ? 3 : 4;
    const body =
      facts.step === "columns"
        ? columnsView(facts, desk)
        : facts.step === "try"
          ? triedView(facts, desk)
          : facts.step === "writing"
            ? writingView(facts.row)
            : doneView(facts.row, desk);
    return [html`<h2 class="file">${title}</h2>`, trail(steps), body];
  },
});

const names = ["选文件", "对栏目", "试一遍", "导入"];

const trail = (at: number): Shown =>
  html`<ol class="steps">${names.map(
    (name, index) =>
      html`<li aria-current=${index + 1 === at ? "step" : undefined}><span class="mark">${index + 1 < at ? "✓" : index + 1}</span>${name}</li>`,
  )}</ol>`;

async function recentOf(desk: Desk, read: Tables) {
  const rows = await read.imports.recent(desk.owner, desk.now);
  return rows
    .filter((row) => row.state === "draft" || isOverseen(desk, row))
    .map((row) => ({ ...row, file: read.imports.fileOf(row) }));
}

function chooseView(recent: Awaited<ReturnType<typeof recentOf>>, desk: Desk): Shown {
  const kinds = kindsOf(desk);
  return [
    trail(1),
    card(
      "传一张表",
      { note: "先试一遍，看过再导" },
      html`<form class="fill" method="post" enctype="multipart/form-data" action=${`/console/imports/new?token=${desk.token}`}>
        <fieldset><legend>是什么表</legend>
          <p class="picks">${kinds.map(
            ([kind, { title }], index) =>
              html`<label><input type="radio" name="kind" value=${kind} checked=${index === 0} /><span>${title}</span></label>`,
          )}</p></fieldset>
        <label for="file">Excel、WPS 或 CSV 文件（最多10MB、10万行）</label>
        <input id="file" type="file" name="file" accept=".xlsx,.xls,.csv" />
        <details><summary>或者直接粘贴 Excel 里的格子</summary>
          <label for="pasted">连表头一起复制，粘在这里</label>
          <textarea id="pasted" name="pasted" rows="6"></textarea></details>
        <button class="button main">传上去看看</button>
      </form>`,
      html`<p>没有表？下载空的填：${kinds.map(
        ([kind, { title }]) => html`<a class="pill" href=${`/console/template/${kind}.xlsx`}>${title}空表</a>`,
      )}</p>`,
      html`<p class="soft">已经有的数据在“导出”里下载，改了再传回来，只改您改过的。</p>`,
    ),
    card(
      "传过的",
      { note: "导入的7天内能整批撤销" },
      recent.length === 0
        ? empty("还没有。")
        : table(
            "传过的",
            ["什么时候", "什么", "文件", "结果"],
            recent.map(({ file, ...row }) => [
              timeWords(formatDateTime(row.done_at ?? row.created_at, desk.now)),
              importers[row.kind]?.title ?? row.kind,
              html`<a href=${`/console/imports?id=${row.id}`}>${wordsOf(file)}</a>`,
              becameOf(row, desk.now),
            ]),
          ),
    ),
  ];
}

type Became = Pick<ImportRow, "state" | "done_at" | "undone_at" | "added" | "updated" | "written" | "total">;

function becameOf({ state, done_at, undone_at, added, updated, written, total }: Became, now: number): string {
  if (state === "draft") return "还没导，一天内有效";
  if (done_at === null) {
    if (state === "undone") return `没导完（${written}/${total}），退回去了`;
    return state === "undoing" ? `没导完（${written}/${total}），正在退回` : `正在写（${written}/${total}）`;
  }
  const wrote = `新增${added}，更新${updated}`;
  if (undone_at !== null) return `${wrote}，${state === "undoing" ? "正在撤销" : "撤销了"}`;
  return done_at > now - undoable ? wrote : `${wrote}，过了7天`;
}
