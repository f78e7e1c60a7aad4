import type Router from "@koa/router";
import { issueClaimCode, mayIssue } from "../../bot/claim-code.ts";
import { NotAllowed } from "../../bot/user-error.ts";
import { html, type Shown } from "../../page/html.ts";
import { frame } from "../../page/layout.ts";
import { qr } from "../../page/parts/qr.ts";
import { wordsOf } from "../../page/parts/words.ts";
import { send, sheet } from "../pages/parts.ts";
import type { DeskOptions, Seat } from "./seat.ts";

/** Paper goes from hand to hand for some days. */
const slipLasts = 7 * 24 * 60 * 60_000;
const mostSlips = 60;

type Slip = { readonly name: string; readonly place: string; readonly code: string };

/** Codes on paper: a slip for each who was ticked. They are shown once. */
export function slipRoutes(router: Router, { store, now }: DeskOptions, seat: Seat): void {
  router.post("/console/slips", async (ctx) => {
    const came = await seat.posted(ctx);
    if (!came) return;
    const { visitor, desk, form } = came;
    const { actor, places } = desk;
    const asked = [...new Set(form.getAll("person"))].slice(0, mostSlips);
    const made = await store.write(async (tables) => {
      const slips: Slip[] = [];
      const left: string[] = [];
      for (const id of asked) {
        const person = await tables.people.get(id);
        const posts = await tables.people.posts(id);
        const placeId = posts[0]?.place_id ?? person?.home_place_id;
        if (!person || !placeId || !places.get(placeId)?.path.startsWith(desk.place.path)) continue;
        try {
          await mayIssue(actor, id, posts, { tables, places });
        } catch (error) {
          if (!(error instanceof NotAllowed)) throw error;
          left.push(person.name);
          continue;
        }
        const { account } = actor;
        const issued = { personId: id, posts, account, chat: account, now: now(), lasts: slipLasts };
        slips.push({
          ...{ name: person.name, place: places.fullName(placeId), code: await issueClaimCode(issued, tables) },
        });
        await seat.audit(visitor, { action: "slip", subject: id }, tables);
      }
      return { slips, left };
    });
    send(ctx, 200, frame({ title: "认领码纸条", style: sheet.path, size: "", wide: true }, slipsView(made)));
  });
}

const slipsView = ({ slips, left }: { readonly slips: readonly Slip[]; readonly left: readonly string[] }): Shown =>
  html`<main class="slips-page">
    <header class="top"><h1>认领码纸条</h1><p class="day">${`${slips.length}张，7天内各用一次。只显示这一次：现在就打印，剪开，当面给本人。`}</p></header>
    ${left.length > 0 && html`<p class="note">${`没有做：${left.map(wordsOf).join("、")}。给书记、管理员发码要当地的管理员。`}</p>`}
    ${slips.length === 0 && html`<p class="note">没有勾选人。<a class="pill" href="/console/roster">回名册</a></p>`}
    <ul class="slips">${slips.map(
      ({ name, place, code }) => html`<li>
        ${qr(`/认领 ${code}`, `${wordsOf(name)}的认领码`)}
        <div><p class="who"><strong>${wordsOf(name)}</strong> <span>${place}</span></p>
        <ol><li>在手机上打开跟机器人的聊天</li><li>扫左边的码，复制那一行；扫不了就照着打：<code>${`/认领 ${code}`}</code></li><li>发出去，看到“认领好了”就成</li></ol></div>
      </li>`,
    )}</ul>
    <p class="screen"><a class="pill" href="/console/roster">回名册</a></p>
  </main>`;
