import { joinedFaults } from "../../import/check.ts";
import { html, type Shown } from "../../page/html.ts";
import { card } from "../../page/parts/card.ts";
import { table } from "../../page/parts/table.ts";
import { wordsOf } from "../../page/parts/words.ts";
import type { ImportRow } from "../../store/tables/imports.ts";
import type { Desk } from "./desk.ts";
import type { tried } from "./import-draft.ts";
import { codeField } from "./seat.ts";

const mostFaults = 40;
const mostUpdates = 40;
const mostNotes = 20;
const mostNamed = 12;

const told: Readonly<Record<string, string>> = {
  changed: "您看过以后名册变了，又试了一遍：请再看一眼，再导。",
  bad: "有错的行没有勾选，没有导。",
  code: "要一个新的登录码，没有导。",
  busy: "另一份表正在导入，这一份没有导：等一会儿再点。",
};

/** What the file would do; nothing was written. */
export function triedView(
  { row, came }: { readonly row: ImportRow; readonly came: Awaited<ReturnType<typeof tried>> },
  desk: Desk,
): Shown {
  const hidden = html`<input type="hidden" name="token" value=${desk.token} /><input type="hidden" name="id" value=${row.id} />`;
  const drop = html`<form method="post" action="/console/imports/drop">${hidden}<button class="quiet">不导了，删掉这份</button></form>`;
  const again = html`<a class="pill" href=${`/console/imports?id=${row.id}&step=columns`}>回去改栏目</a>`;
  if ("fault" in came)
    return [card("读不成表", { needs: true }, html`<p class="fault">${wordsOf(came.fault)}</p>`), again, drop];
  const { opened, mark } = came;
  const { plan, bad, notes, unknownColumns, appoints } = opened;
  const faults = joinedFaults(bad);
  const rows = new Set(bad.map((one) => one.row)).size;
  const count = plan.added.length + plan.updates.length;
  const message = told[desk.query.told ?? ""];
  return [
    message !== undefined && html`<p class="fault" role="alert">${message}</p>`,
    html`<ul class="figures">
      ${(
        [
          ["新增", plan.added.length],
          ["更新", plan.updates.length],
          ["和现在一样", plan.same],
          ["有错", rows],
        ] as const
      ).map(
        ([word, value]) =>
          html`<li class=${word === "有错" && value > 0 ? "bad" : undefined}>${word}<b>${value}</b></li>`,
      )}
    </ul>`,
    bad.length > 0 &&
      card(
        "有错的",
        { count: { value: rows, of: "行" }, needs: true },
        html`<ul class="faults">${faults.slice(0, mostFaults).map((line) => html`<li>${wordsOf(line)}</li>`)}</ul>`,
        faults.length > mostFaults &&
          html`<p class="soft">${`还有${faults.length - mostFaults}种，都在标好错的表里。`}</p>`,
        html`<p><a class="pill" href=${`/console/imports/marked.xlsx?id=${row.id}`}>下载标好错的表</a></p>`,
        html`<p class="soft">错的格是红的，最后一栏写着错在哪里。在那张表上改好，再传一次。</p>`,
      ),
    plan.added.length > 0 &&
      card(
        "新增的",
        { count: { value: plan.added.length, of: "个" } },
        html`<p>${plan.added.slice(0, mostNamed).map(wordsOf).join("、")}${plan.added.length > mostNamed ? `等${plan.added.length}个` : ""}</p>`,
      ),
    plan.updates.length > 0 &&
      card(
        "更新的",
        { count: { value: plan.updates.length, of: "个" } },
        table(
          "更新的",
          ["谁", "栏", "原来", "改成"],
          plan.updates
            .slice(0, mostUpdates)
            .flatMap(({ of, changes }) =>
              changes.map(([column, from, to]) => [wordsOf(of), column, wordsOf(from) || "空", wordsOf(to) || "空"]),
            ),
        ),
        plan.updates.length > mostUpdates &&
          html`<p class="soft">${`还有${plan.updates.length - mostUpdates}个。`}</p>`,
      ),
    (notes.length > 0 || unknownColumns.length > 0) &&
      card(
        "还要知道的",
        {},
        unknownColumns.length > 0 &&
          html`<p>${`没有读的栏：${unknownColumns.map((word) => wordsOf(word) || "（没有表头）").join("、")}`}</p>`,
        html`<ul class="faults">${notes.slice(0, mostNotes).map((line) => html`<li>${wordsOf(line)}</li>`)}</ul>`,
        notes.length > mostNotes && html`<p class="soft">${`还有${notes.length - mostNotes}条。`}</p>`,
      ),
    count > 0 &&
      html`<form class="fill" method="post" action="/console/imports/run">${hidden}
        <input type="hidden" name="seen" value=${mark} />
        ${bad.length > 0 && html`<label class="tick"><input type="checkbox" name="skip" required />${`有错的${rows}行不导，只导好的`}</label>`}
        ${appoints && [html`<p>这张表里有人要当管理员。</p>`, codeField(desk, "code")]}
        <button class="button main">${`导入：新增${plan.added.length}，更新${plan.updates.length}`}</button>
      </form>`,
    count === 0 && html`<p>${bad.length > 0 ? "没有好的行可导。" : "和现在一样，不用导。"}</p>`,
    html`<div class="after">${again}${drop}</div>`,
  ];
}
