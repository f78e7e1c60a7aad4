import { fixed, refusalOf } from "../../doctor/refusals.ts";
import type { Setting } from "../../doctor/settings.ts";
import { html, type Shown } from "../../page/html.ts";
import { card, empty } from "../../page/parts/card.ts";
import { table } from "../../page/parts/table.ts";
import { wordsOf } from "../../page/parts/words.ts";
import { defineDeskPage } from "./desk.ts";

/** What is set, and where; what cannot be set, and why. */
export const settings = defineDeskPage({
  path: "settings",
  title: "设置",
  part: "管理",
  needs: "whole",
  load: async ({ query, service }) => {
    const asked = (query.q ?? "").trim().slice(0, 20);
    const found = service.settings.filter(
      ({ name, about }) => asked === "" || `${name}${about}`.toLowerCase().includes(asked.toLowerCase()),
    );
    return { asked, refusal: refusalOf(asked), found };
  },
  view: ({ asked, refusal, found }) => [
    html`<form class="find" method="get">
      <label for="q">找设置</label><input id="q" name="q" value=${asked} autocomplete="off" />
      <button class="button main">找</button>
    </form>`,
    refusal !== null &&
      card(
        `“${wordsOf(asked)}”不能设`,
        { needs: true },
        html`<p>${refusal.why}</p>`,
        html`<p class="soft">${`依据：${refusal.source}`}</p>`,
      ),
    card(
      "写在 .env 里的",
      { note: "改了要重启" },
      found.length === 0 ? empty("没有这样的设置。") : listed(found, asked),
    ),
    asked === "" &&
      card(
        "定死的",
        { note: "不给改" },
        table(
          "定死的",
          ["什么", "多少", "为什么"],
          fixed.map(({ what, value, why }) => [what, value, why]),
        ),
      ),
  ],
});

const lines = (caption: string, of: readonly Setting[]): Shown =>
  table(
    caption,
    ["变量", "管什么", "现在", "从哪来"],
    of.map(({ name, about, value, source }) => [html`<code>${name}</code>`, about, value, source]),
  );

/** What is set; what is not is folded away unless it was asked for. */
function listed(found: readonly Setting[], asked: string): Shown {
  if (asked !== "") return lines("写在 .env 里的", found);
  const [set, unset] = [found.filter(({ isSet }) => isSet), found.filter(({ isSet }) => !isSet)];
  return [
    set.length > 0 && lines("写了的", set),
    html`<details><summary>${`没写的${unset.length}个，不设时的样子`}</summary>${lines("没写的", unset)}</details>`,
  ];
}
