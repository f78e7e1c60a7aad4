import { correction, generate } from "lean-qr";
import { html, type Shown } from "../html.ts";

/** Light around it, without which phones do not find it; in squares. */
const quiet = 4;

/** A text for a phone's camera; what it says stands beside it too. */
export function qr(text: string, label: string): Shown {
  const bits = generate(text, { minCorrectionLevel: correction.M });
  const { size } = bits;
  const runs: string[] = [];
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      if (!bits.get(x, y)) continue;
      const from = x;
      while (x + 1 < size && bits.get(x + 1, y)) x++;
      const width = x + 1 - from;
      runs.push(`M${from} ${y}h${width}v1h-${width}z`);
    }
  const side = size + 2 * quiet;
  return html`<svg class="qr" viewBox=${`${-quiet} ${-quiet} ${side} ${side}`} role="img" aria-label=${label}>
    <rect class="ground" x=${-quiet} y=${-quiet} width=${side} height=${side}></rect><path d=${runs.join("")}></path></svg>`;
}
