import { html, type Shown } from "../html.ts";

/** Rows side by side, for a screen; on a narrow one the table scrolls in itself. */
export const table = (caption: string, head: readonly string[], rows: readonly (readonly Shown[])[]): Shown =>
  html`<div class="wide" role="region" aria-label=${caption} tabindex="0"><table>
    <thead><tr>${head.map((word) => html`<th scope="col">${word}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
  </table></div>`;
