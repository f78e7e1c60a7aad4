import { importers } from "../../import/importers.ts";
import { html } from "../../page/html.ts";
import { card } from "../../page/parts/card.ts";
import { defineDeskPage } from "./desk.ts";
import { codeField } from "./seat.ts";

/** What is known, as files that come back unchanged. */
export const exports = defineDeskPage({
  path: "exports",
  title: "导出",
  part: "表格",
  needs: "below",
  load: async ({ isWhole }) => Object.entries(importers).filter(([, { isWhole: only }]) => isWhole || !only),
  view: (kinds, desk) =>
    card(
      "导出",
      { note: "一小时最多6次，记在审计里" },
      html`<form class="fill" method="post" action="/console/exports/take">
        <input type="hidden" name="token" value=${desk.token} />
        <fieldset><legend>什么</legend><p class="picks">${kinds.map(
          ([kind, { title }], index) =>
            html`<label><input type="radio" name="kind" value=${kind} checked=${index === 0} /><span>${title}</span></label>`,
        )}</p></fieldset>
        <fieldset><legend>格式</legend><p class="picks">
          <label><input type="radio" name="format" value="xlsx" checked /><span>Excel</span></label>
          <label><input type="radio" name="format" value="csv" /><span>CSV</span></label></p></fieldset>
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
});
