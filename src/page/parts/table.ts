import { html, type Shown } from "../html.ts";

type Cells = readonly (readonly Shown[])[];

/** A time stands on one line, however narrow its column. */
export const timeWords = (words: string): Shown => html`<time>${words}</time>`;

/** A column of counts stands by its last digit, its heading too: what is more is seen to be longer. */
const isCounted = (rows: Cells, at: number): boolean =>
  rows.some((row) => typeof row[at] === "number") && rows.every((row) => typeof row[at] === "number" || row[at] === "");

/** Rows side by side, for a screen; on a narrow one the table scrolls in itself. */
export function table(caption: string, head: readonly string[], rows: Cells): Shown {
  const sides = head.map((_, at) => (isCounted(rows, at) ? "n" : undefined));
  return html`<div class="wide" role="region" aria-label=${caption} tabindex="0"><table>
    <thead><tr>${head.map((word, at) => html`<th scope="col" class=${sides[at]}>${word}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${row.map((cell, at) => html`<td class=${sides[at]}>${cell}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}
