import { html, type Shown } from "../html.ts";

const width = 200;

const bar = (done: number, all: number, label: string): Shown =>
  html`<svg viewBox=${`0 0 ${width} 16`} preserveAspectRatio="none" role="img" aria-label=${label}>
    <rect class="track" width=${width} height="16" rx="4"></rect>
    <rect class="done" width=${all === 0 ? 0 : Math.round((width * done) / all)} height="16" rx="4"></rect>
  </svg>`;

export type Child = { readonly to: string; readonly name: string; readonly done: number; readonly all: number };

/** The places right below, in the order of the tree and never by result; each leads on. */
export const children = (of: readonly Child[], unit: string): Shown =>
  html`<ul class="tree">${of.map(
    ({ to, name, done, all }) => html`<li><a href=${to}>
      <span><strong>${name}</strong><small>${`${done}/${all}${unit}`}</small></span>
      ${bar(done, all, `${name}${all}${unit}里${done}${unit}`)}
    </a></li>`,
  )}</ul>`;

/** A bar for each: its word, how much of it, and both figures in words. */
export const bars = (
  of: readonly {
    readonly word: string;
    readonly done: number;
    readonly all: number;
    readonly note?: string;
    readonly label?: string;
  }[],
): Shown =>
  html`<dl class="bars">${of.map(
    ({ word, done, all, note = "", label = `${all}个${word}里${done}个` }) => html`<dt>${word}</dt>
      <dd>${bar(done, all, label)}</dd>
      <dd class="n">${`${done}/${all}`}</dd>
      ${note !== "" && html`<dd class="aside">${note}</dd>`}`,
  )}</dl>`;

export type Day = { readonly day: string; readonly home: number; readonly away: number };

const [wide, high, broad] = [24, 96, 18];

/** A column a day: those at home below, those away above. */
export function columns(days: readonly Day[], label: string): Shown {
  const most = Math.max(1, ...days.map(({ home, away }) => home + away));
  const unit = high / most;
  return html`<svg class="chart" preserveAspectRatio="none" viewBox=${`0 0 ${days.length * wide} ${high}`} role="img" aria-label=${label}>
    ${days.map(({ home, away }, index) => {
      const x = index * wide + 3;
      const [h, a] = [round(home * unit), round(away * unit)];
      return [
        home > 0 && html`<rect class="home" x=${x} y=${round(high - h)} width=${broad} height=${h}></rect>`,
        away > 0 && html`<rect class="away" x=${x} y=${round(high - h - a)} width=${broad} height=${a}></rect>`,
      ];
    })}
  </svg>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
