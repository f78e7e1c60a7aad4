import { formatDay } from "../../chinese/time/index.ts";
import { html } from "../../page/html.ts";
import { card } from "../../page/parts/card.ts";
import { defineDeskPage } from "./desk.ts";
import { secretOf } from "./second.ts";
import { base32 } from "./totp.ts";

/** One's own second factor: it is begun here, and ended by whoever runs the machine only. */
export const secondPage = defineDeskPage({
  path: "second",
  title: "二次验证",
  part: "管理",
  needs: "below",
  async load({ owner }, read) {
    const factor = await read.secondFactors.of(owner);
    if (!factor) return { since: null, left: 0, secret: null };
    const isOn = factor.confirmed_at !== null;
    return {
      since: factor.confirmed_at,
      left: factor.recovery.split(",").filter(Boolean).length,
      secret: isOn ? null : base32(secretOf(read.secondFactors.openSecret(factor))),
    };
  },
  view({ since, left, secret }, { token, query, now }) {
    const hidden = html`<input type="hidden" name="token" value=${token} />`;
    if (since !== null)
      return card(
        "您的二次验证",
        { note: `开着，${formatDay(since, now)}起` },
        html`<p>${`登录时还要验证器上的六位数。备用码还有${left}个。`}</p>`,
        html`<p class="soft">开了就不能在这里关。手机和备用码都丢了，让装机器的人运行：</p>`,
        html`<p class="say"><code>npm run -s cli -- reset-second-factor 账号</code></p>`,
      );
    if (secret === null)
      return card(
        "您的二次验证",
        { note: "没开" },
        html`<p>开了以后，光有聊天里的码进不来，还要手机验证器（微信小程序里的“验证器”、FreeOTP 等）上的六位数。</p>`,
        html`<form method="post" action="/console/second/begin">${hidden}<button class="button main">打开</button></form>`,
      );
    return card(
      "您的二次验证",
      { note: "差一步" },
      html`<p>在验证器里选“手动输入”，账户写“串门”，密钥写：</p>`,
      html`<p class="say"><code>${(secret.match(/.{1,4}/g) ?? []).join(" ")}</code></p>`,
      query.wrong !== undefined &&
        html`<p class="fault" role="alert">不对。看验证器上现在的六位数，再输一次；还不对，看看手机的钟。</p>`,
      html`<form class="find" method="post" action="/console/second/confirm">${hidden}
        <label for="code">验证器上的六位数</label><input id="code" name="code" required autocomplete="one-time-code" />
        <button class="button main">就这样</button></form>`,
    );
  },
});
