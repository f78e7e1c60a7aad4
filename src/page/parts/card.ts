import { html, type Shown } from "../html.ts";

type Options = {
  /** the figure, with what it is of: `17` of `/21村` */
  readonly count?: { readonly value: number | string; readonly of: string };
  readonly note?: string;
  /** what came on, in green */
  readonly up?: string;
  readonly more?: { readonly to: string; readonly words: string };
  /** it needs whoever reads it */
  readonly needs?: boolean;
};

/** One matter: its title, its figure, what it shows and where it goes on. */
export function card(title: string, { count, note, up, more, needs }: Options, ...body: readonly Shown[]): Shown {
  return html`<section class=${needs ? "card needs" : "card"}>
    <header>
      <h2>${title}</h2>
      ${count && html`<span class="count push">${count.value}<small>${count.of}</small></span>`}
      ${note !== undefined && html`<span class=${count ? "soft" : "push soft"}>${note}</span>`}
      ${up !== undefined && html`<span class=${count ? "up" : "push up"}>${up}</span>`}
    </header>
    ${body}
    ${more && html`<a class="more" href=${more.to}>${more.words}</a>`}
  </section>`;
}

export type Row = {
  readonly title: Shown;
  readonly about?: Shown;
  /** at the right */
  readonly side?: Shown;
  readonly isLate?: boolean;
  readonly to?: string;
  /** what can be said in the chat about it */
  readonly say?: string;
};

export const rows = (of: readonly Row[]): Shown =>
  html`<ul class="rows">${of.map(({ title, about, side, isLate, to, say }) => {
    const words = html`<span><strong>${title}</strong>${about !== undefined && html`<small>${about}</small>`}</span>`;
    const right = side !== undefined && html`<span class=${isLate ? "late" : "soft"}>${side}</span>`;
    const line =
      to === undefined ? html`<span class="row">${words}${right}</span>` : html`<a href=${to}>${words}${right}</a>`;
    return html`<li>${line}${say !== undefined && sayLine(say)}</li>`;
  })}</ul>`;

/** The line to type in the chat: pages only show. */
export const sayLine = (line: string, where = "在聊天里发"): Shown =>
  html`<p class="say">${where}：<code>${line}</code></p>`;

/** Nothing yet, and what to do about it; `where`: who says it, and in which chat. */
export const empty = (words: string, say?: string, where?: string): Shown => [
  html`<p class="soft">${words}</p>`,
  say === undefined ? null : sayLine(say, where),
];
