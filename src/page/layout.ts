import { formatClock } from "../chinese/time/index.ts";
import { html, type Shown } from "./html.ts";
import type { Poster } from "./page.ts";
import { qr } from "./parts/qr.ts";

/** Sizes of letters, each larger than the one before. */
export const sizes = ["", "big", "biggest"] as const;
export type Size = (typeof sizes)[number];

type Head = {
  readonly title: string;
  readonly style: string;
  readonly size: Size;
  readonly refresh?: number;
  readonly wide?: true;
};

export const frame = ({ title, style, size, refresh, wide }: Head, body: Shown): Shown =>
  html`<html lang="zh-CN" class=${size || undefined}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <meta name="color-scheme" content="light dark" />
      ${refresh !== undefined && html`<meta http-equiv="refresh" content=${refresh} />`}
      <title>${`${title} · 串门`}</title>
      <link rel="stylesheet" href=${style} />
    </head>
    <body class=${wide ? "wide" : undefined}>${body}</body>
  </html>`;

/** A page for whoever is not signed in: one thing to read or press. */
export const plainPage = (head: Omit<Head, "size">, body: Shown): Shown =>
  frame({ ...head, size: "" }, html`<main class="plain"><h1>${head.title}</h1>${body}</main>`);

/** One sheet for the notice board, with what a phone may scan at its foot. */
export const hung = ({ title, shown, scan }: Poster, style: string): Shown =>
  frame(
    { title, style, size: "" },
    html`<main class="board">${shown}
      ${scan && html`<footer>${qr(scan.text, scan.words)}<p>${scan.words}</p></footer>`}</main>`,
  );

export type Link = { readonly to: string; readonly words: string; readonly isHere: boolean };

type Whole = Head & {
  readonly day: string;
  readonly now: number;
  /** the places above as far as the reader leads them, the highest first, and this one at the end */
  readonly crumbs: readonly Link[];
  readonly tabs: readonly Link[];
  readonly dock: readonly Link[];
  /** makes a form of this very session */
  readonly token: string;
  /** this page, to come back to */
  readonly path: string;
};

/** A page with all that stands around it. */
export function wholePage({ day, now, crumbs, tabs, dock, token, path, ...head }: Whole, body: Shown): Shown {
  const hidden = [
    html`<input type="hidden" name="token" value=${token} />`,
    html`<input type="hidden" name="back" value=${path} />`,
  ];
  return frame(
    head,
    html`<header class="top">
        <div><h1>${head.title}</h1><span class="day">${day}</span></div>
        <form method="post" action="/p/size">${hidden}<button class="size">字大</button></form>
      </header>
      ${crumbs.length > 1 && html`<nav class="crumbs" aria-label="地点"><ol>${crumbs.map(crumb)}</ol></nav>`}
      <main>
        ${tabs.length > 1 && html`<nav class="tabs" aria-label="看什么">${tabs.map(link)}</nav>`}
        ${body}
      </main>
      <footer class="foot">
        <p>${`截至今天${formatClock(now)}。`}<span class="screen">这一页只给您看，转发给别人也打不开。</span></p>
        <form method="post" action="/p/leave">${hidden}<button>退出</button></form>
      </footer>
      <p class="paper">内部使用</p>
      <nav class="dock" aria-label="页面"><ul>${dock.map((one) => html`<li>${link(one)}</li>`)}</ul></nav>`,
  );
}

const link = ({ to, words, isHere }: Link): Shown =>
  html`<a href=${to} aria-current=${isHere ? "page" : undefined}>${words}</a>`;
const crumb = ({ to, words, isHere }: Link): Shown =>
  html`<li>${isHere ? html`<span aria-current="location">${words}</span>` : html`<a href=${to}>${words}</a>`}</li>`;
