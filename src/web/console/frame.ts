import { formatClock, formatDay } from "../../chinese/time/index.ts";
import { html, type Shown } from "../../page/html.ts";
import { frame } from "../../page/layout.ts";
import type { Desk, DeskPage } from "./desk.ts";

type Around = {
  readonly page: DeskPage;
  readonly pages: readonly DeskPage[];
  readonly badges: ReadonlyMap<DeskPage, number>;
  readonly style: string;
  /** makes a form of this very session */
  readonly token: string;
};

const parts = ["", "人和地方", "表格", "管理"] as const;

const badgeOf = (count: number): Shown => count > 0 && html`<span class="badge">${`${count}件`}</span>`;

/** The console around one of its pages: where one is at the left, what it shows at the right. */
export const framed = ({ page, pages, badges, style, token }: Around, { place, now }: Desk, body: Shown): Shown =>
  frame(
    { title: page.title, style, size: "", wide: true },
    html`<div class="desk">
      <header class="side">
        <p class="name">串门 ${place.name}</p>
        <nav aria-label="控制台">${parts.map((part) => {
          const of = pages.filter((one) => one.part === part);
          return (
            of.length > 0 && [
              part !== "" && html`<p class="part">${part}</p>`,
              html`<ul>${of.map((one) => html`<li><a href=${`/console/${one.path}`} aria-current=${one === page ? "page" : undefined}>${one.title}${badgeOf(badges.get(one) ?? 0)}</a></li>`)}</ul>`,
            ]
          );
        })}</nav>
        <form method="post" action="/console/leave"><input type="hidden" name="token" value=${token} /><button>退出</button></form>
      </header>
      <main>
        <header class="top"><div><h1>${page.title}</h1><span class="day">${`${formatDay(now, now)} 截至${formatClock(now)}`}</span></div></header>
        ${body}
        <p class="paper">内部使用</p>
      </main>
    </div>`,
  );
