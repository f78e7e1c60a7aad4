import { type AdjustableName, type Adjusted, adjustables, adjusted, setNow } from "../../bot/adjusted.ts";
import { formatDateTime } from "../../chinese/time/index.ts";
import { fixed, refusalOf } from "../../doctor/refusals.ts";
import type { Setting } from "../../doctor/settings.ts";
import { html, type Shown } from "../../page/html.ts";
import { card, empty } from "../../page/parts/card.ts";
import { table } from "../../page/parts/table.ts";
import { wordsOf } from "../../page/parts/words.ts";
import { type Desk, defineDeskPage } from "./desk.ts";
import { codeField } from "./seat.ts";

/** What is set, and where; what cannot be set, and why. */
export const settings = defineDeskPage({
  path: "settings",
  title: "设置",
  part: "管理",
  needs: "whole",
  async load({ query, service }, read) {
    const asked = (query.q ?? "").trim().slice(0, 20);
    const found = service.settings.filter(
      ({ name, about }) => asked === "" || `${name}${about}`.toLowerCase().includes(asked.toLowerCase()),
    );
    const names = Object.keys(adjustables) as AdjustableName[];
    const set = [];
    for (const name of names)
      if (asked === "" || adjustables[name].about.includes(asked))
        set.push({ name, value: await setNow(name, read), by: await adjusted(name, read) });
    return { asked, refusal: refusalOf(asked), found, set, refused: names.find((name) => name === query.refused) };
  },
  view: ({ asked, refusal, found, set, refused }, desk) => [
    refused !== undefined &&
      card(
        `“${adjustables[refused].about}”不能设成${wordsOf((desk.query.value ?? "").slice(0, 8)) || "空的"}`,
        { needs: true },
        html`<p>${adjustables[refused].why}</p>`,
        html`<p class="soft">${`依据：${adjustables[refused].source}`}</p>`,
      ),
    desk.query.told === "set" && html`<p class="note" role="status">改好了，马上生效，记在审计里。</p>`,
    desk.query.told === "code" && html`<p class="fault" role="alert">要一个新的登录码，没有改。</p>`,
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
    set.length > 0 &&
      card(
        "能改的",
        { note: "马上生效，只能改得打扰更少、留得更短" },
        set.map((one) => line(one, desk)),
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

type Set = { readonly name: AdjustableName; readonly value: number; readonly by: Adjusted | null };

/** One that may be set: what it is, within which bounds, since when and by whom, and which rule says so. */
function line({ name, value, by }: Set, desk: Desk): Shown {
  const { about, unit, least, most, source, ...rule } = adjustables[name];
  const since = by === null ? "没改过" : `${formatDateTime(by.at, desk.now)} ${wordsOf(by.by)}改的`;
  return html`<form class="fill set" method="post" action="/console/settings/set">
    <input type="hidden" name="token" value=${desk.token} /><input type="hidden" name="name" value=${name} />
    <label for=${name}><strong>${about}</strong><small>${`${least}到${most}${unit}，${since}`}</small></label>
    <p class="inline"><input id=${name} name="value" inputmode="numeric" required value=${value} /><span>${unit}</span>
      <button class="button">改</button></p>
    ${"isDelicate" in rule && codeField(desk, `code-${name}`)}
    <p class="soft">${`依据：${source}`}</p>
  </form>`;
}

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
