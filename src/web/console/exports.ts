import { dayOf } from "../../chinese/time/index.ts";
import { importers } from "../../import/importers.ts";
import { html } from "../../page/html.ts";
import { card } from "../../page/parts/card.ts";
import { worksAnywhere } from "../pages/look.ts";
import { defineDeskPage } from "./desk.ts";
import { registers } from "./registers/index.ts";
import { codeField } from "./seat.ts";

const format = html`<fieldset><legend>格式</legend><p class="picks">
  <label><input type="radio" name="format" value="xlsx" checked /><span>Excel</span></label>
  <label><input type="radio" name="format" value="csv" /><span>CSV</span></label></p></fieldset>`;

/** What is known, as files that come back unchanged; what was done, as files to read. */
export const exports = defineDeskPage({
  path: "exports",
  title: "导出",
  part: "表格",
  needs: "below",
  load: async ({ isWhole }) => Object.entries(importers).filter(([, { isWhole: only }]) => isWhole || !only),
  view: (kinds, desk) => [
    card(
      "改了能传回来的",
      { note: "一小时最多6次，记在审计里" },
      html`<form class="fill" method="post" action="/console/exports/take">
        <input type="hidden" name="token" value=${desk.token} />
        <fieldset><legend>什么</legend><p class="picks">${kinds.map(
          ([kind, { title }], index) =>
            html`<label><input type="radio" name="kind" value=${kind} checked=${index === 0} /><span>${title}</span></label>`,
        )}</p></fieldset>
        ${format}
        <button class="button main">下载</button>
      </form>`,
      html`<p class="soft">栏目和导入的一样，改了再传回来就是更新；没改的不动。手机号遮住中间，传回来算“还是原来那个”。</p>`,
      html`<details><summary>要全的号码</summary><form class="fill" method="post" action="/console/exports/take">
        <input type="hidden" name="token" value=${desk.token} /><input type="hidden" name="full" value="on" />
        <input type="hidden" name="kind" value="people" />
        <label for="why">为什么要全的（记在审计里）</label><input id="why" name="why" required minlength="2" autocomplete="off" />
        ${codeField(desk, "code")}
        <button class="button">下载全的名册</button>
      </form></details>`,
    ),
    card(
      "拿去看的",
      { note: "和上面一起，一小时最多6次" },
      html`<form class="fill" method="post" action="/console/exports/take">
        <input type="hidden" name="token" value=${desk.token} />
        <fieldset><legend>什么</legend><p class="picks">${Object.entries(registers).map(
          ([kind, { title }], index) =>
            html`<label><input type="radio" name="kind" value=${kind} checked=${index === 0} /><span>${title}</span></label>`,
        )}</p></fieldset>
        <fieldset><legend>哪天到哪天（不填就是全部；覆盖缺口只有现在的）</legend><p class="inline">
          <span class="pair"><label for="from">从</label><input id="from" name="from" type="date" max=${dayOf(desk.now)} /></span>
          <span class="pair"><label for="to">到</label><input id="to" name="to" type="date" max=${dayOf(desk.now)} /></span></p></fieldset>
        ${format}
        <button class="button main">下载</button>
      </form>`,
      html`<p class="soft">${
        worksAnywhere(desk.actor)
          ? "您在那里当书记、干部的地方带内容，号码遮住；"
          : "没有村民的话，只有编号、日子、地方、类别、状态；"
      }涉密的走访、牵涉到人的意见不在里面，意见不写是谁提的。</p>`,
    ),
  ],
});
