import { daysBetween } from "../../ledger/coverage.ts";
import { html, type Shown } from "../html.ts";

/** A place with the day it was last reached; null: never. */
export type Since = { readonly id: string; readonly name: string; readonly last_day: string | null };

/** How long ago: within a week, a month, a quarter, longer; `d0` is never. */
export function sinceClass(day: string | null, today: string): "d0" | "d1" | "d2" | "d3" | "d4" {
  if (day === null) return "d0";
  const days = daysBetween(day, today);
  return days <= 7 ? "d1" : days <= 30 ? "d2" : days <= 90 ? "d3" : "d4";
}

/** `3天前`, `今天`, `没谈过` */
export function sinceWords(day: string | null, today: string, verb: string): string {
  if (day === null) return `没${verb}过`;
  const days = daysBetween(day, today);
  return days <= 0 ? "今天" : `${days}天前`;
}

/** What the colours mean, in words. */
export const legend = (verb: string): Shown =>
  html`<p class="legend">${(
    [
      ["d1", "7天内"],
      ["d2", "30天内"],
      ["d3", "90天内"],
      ["d4", "更久"],
      ["d0", `没${verb}过`],
    ] as const
  ).map(([is, words]) => html`<span><i class=${`key ${is}`}></i>${words}</span>`)}</p>`;

const [side, step] = [14, 16];

/** One small square a place, for a glance. */
export function strip(places: readonly Since[], today: string, label: string): Shown {
  return html`<svg class="strip" preserveAspectRatio="xMinYMid" viewBox=${`0 0 ${places.length * step - 2} ${side}`} role="img" aria-label=${label}>
    ${places.map((place, index) => {
      const is = sinceClass(place.last_day, today);
      const x = index * step;
      return is === "d0"
        ? html`<path class="d0" d=${`M${x + 1} 1h12v12h-12zl12 12`}></path>`
        : html`<rect class=${is} x=${x} width=${side} height=${side} rx="3"></rect>`;
    })}
  </svg>`;
}
