/** All lengths are in pixels of the picture, which a phone shows at a third of its width. */
export const paper = { wide: 1080, margin: 48, mostHigh: 1920 } as const;
export const inner = paper.wide - 2 * paper.margin;

/** Told apart by everybody: by lightness, and what was never reached by its dashed frame and its stroke too. */
export const ink = {
  paper: "#fffdf9",
  ink: "#22261f",
  soft: "#5a5f55",
  rule: "#ddd6c8",
  green: "#1e6b4c",
  red: "#b3261e",
  home: "#b9722b",
  away: "#2f5f8a",
} as const;

export type Tone = "never" | "week" | "month" | "quarter" | "longer";

export const tones: Readonly<Record<Exclude<Tone, "never">, { readonly fill: string; readonly on: string }>> = {
  week: { fill: "#1e6b4c", on: "#ffffff" },
  month: { fill: "#7fb697", on: "#10241a" },
  quarter: { fill: "#bcdac7", on: "#16291f" },
  longer: { fill: "#e6f0e8", on: "#2b3a31" },
};

export const toneOf = (days: number | null): Tone =>
  days === null ? "never" : days <= 7 ? "week" : days <= 30 ? "month" : days <= 90 ? "quarter" : "longer";
