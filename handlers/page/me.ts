import { formatDay } from "../../src/chinese/time/index.ts";
import { html } from "../../src/page/html.ts";
import { definePage } from "../../src/page/page.ts";
import { card, empty, rows, sayLine } from "../../src/page/parts/card.ts";

/** Which browsers open one's pages without being asked. */
export const mePage = definePage({
  path: "me",
  title: "我的",
  dock: "更多",
  needs: "cadre",
  load: ({ actor, now }, read) => read.browsers.devicesOf(actor.person?.id ?? actor.account, now),
  view: (devices, { actor, now }) => [
    card("您", {}, html`<p>${actor.person?.name ?? "管理员"}</p>`),
    card(
      "认得的手机和电脑",
      { note: `${devices.length}台` },
      devices.length === 0
        ? empty("还没有。新的一台要对两个数字。")
        : rows(devices.map(({ label, created_at }) => ({ title: label, about: `${formatDay(created_at, now)}起` }))),
      html`<p>不认得哪一台，或手机丢了：</p>`,
      sayLine("/退出页面"),
    ),
  ],
});
