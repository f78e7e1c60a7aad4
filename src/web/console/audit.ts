import { formatDateTime } from "../../chinese/time/index.ts";
import { html } from "../../page/html.ts";
import { card, empty } from "../../page/parts/card.ts";
import { table } from "../../page/parts/table.ts";
import { wordsOf } from "../../page/parts/words.ts";
import { defineDeskPage, reachOf } from "./desk.ts";

const aPage = 100;

/** Acts that are written down in English. */
const words: Readonly<Record<string, string>> = {
  "page opened": "开了页面",
  "page device": "认了一台新手机",
  "page refused": "看不该看的页面，或没让进",
  "page left": "退出页面",
  "desk opened": "登录控制台",
  "second factor on": "开了二次验证",
  "second factor paused": "二次验证错了五次",
  "second factor reset": "服务器上取消了二次验证",
  setting: "改了设置",
  slip: "印了认领码纸条",
  import: "导入",
  "import undone": "撤销导入",
  export: "导出",
  "export with numbers": "导出全的号码",
  "desk left": "退出控制台",
  "desk refused": "看不该看的控制台页面",
};

/** What was done and by whom, the latest first. Nothing can be changed here; what was said with it is not shown. */
export const audit = defineDeskPage({
  path: "audit",
  title: "审计",
  part: "管理",
  needs: "below",
  async load(desk, read) {
    const action = (desk.query.action ?? "").trim().slice(0, 40);
    const asked = Object.entries(words).find(([, word]) => word === action)?.[0] ?? action;
    const before = (desk.query.before ?? "").slice(0, 60);
    const found = await read.desk.audit({ path: reachOf(desk), action: asked, before }, aPage + 1);
    return { action, found: found.slice(0, aPage), isMore: found.length > aPage };
  },
  view: ({ action, found, isMore }, { now }) => [
    html`<form class="find" method="get">
      <label for="action">做了什么</label><input id="action" name="action" value=${action} autocomplete="off" />
      <button class="button main">找</button>
    </form>`,
    card(
      action === "" ? "操作记录" : `操作记录：${action}`,
      {
        note: "新的在前",
        ...(isMore
          ? {
              more: {
                to: `/console/audit?before=${found.at(-1)?.id ?? ""}&action=${encodeURIComponent(action)}`,
                words: "看以前的",
              },
            }
          : {}),
      },
      found.length === 0
        ? empty("没有。")
        : table(
            "操作记录",
            ["什么时候", "谁", "做了什么", "对什么"],
            found.map(({ at, name, account, action: did, subject }) => [
              formatDateTime(at, now),
              name === null ? account : wordsOf(name),
              words[did] ?? did,
              html`<code>${subject.slice(0, 40)}</code>`,
            ]),
          ),
    ),
    html`<p class="note">留三年，谁也改不了、删不掉。谁什么时候看了哪一页，不留。</p>`,
  ],
});
