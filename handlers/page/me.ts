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
  view: (devices, { actor, now, token }) => [
    card("您", {}, html`<p>${actor.person?.name ?? "管理员"}</p>`),
    card(
      "认得的手机和电脑",
      { note: `${devices.length}台` },
      devices.length === 0
        ? empty("还没有。在新的手机上开，要对两个数字。")
        : rows(
            devices.map(({ hash, label, created_at }) => ({
              ...{ title: label, about: `${formatDay(created_at, now)}起` },
              side: html`<form method="post" action="/p/device">
                <input type="hidden" name="token" value=${token} /><input type="hidden" name="device" value=${hash} />
                <button class="quiet">退出这台</button></form>`,
            })),
          ),
      devices.length > 1 && html`<p class="soft">退出一台以后，别的再点一次链接就开，不用再对数字。</p>`,
      html`<p class="soft">手机丢了，就全部退出：</p>`,
      html`<form class="fill" method="post" action="/p/leave"><input type="hidden" name="token" value=${token} />
        <input type="hidden" name="all" value="on" /><button class="button">全部退出</button></form>`,
      sayLine("/退出页面", "或者在聊天里发"),
    ),
  ],
});
