import { html, type Shown } from "../../page/html.ts";
import { card } from "../../page/parts/card.ts";
import type { ImportRow } from "../../store/tables/imports.ts";

/** How far a long file is. */
export function writingView({
  id,
  state,
  written,
  total,
}: Pick<ImportRow, "id" | "state" | "written" | "total">): Shown {
  const words =
    state === "writing"
      ? `写了${written}/${total}个。`
      : state === "settling"
        ? "都写进去了，正在收尾。"
        : "正在退回原来的样子。";
  return card(
    state === "undoing" ? "正在撤销" : "正在导入",
    { note: "可以离开这一页" },
    html`<p role="status">${words}</p>`,
    state === "undoing"
      ? false
      : html`<progress max=${total} value=${written}></progress>
          <p class="soft">中途停了，会自动退回原来的样子，这里会写明。</p>`,
    html`<p><a class="pill" href=${`/console/imports?id=${id}`}>看看写到哪了</a></p>`,
  );
}
