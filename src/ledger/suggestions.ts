export type Counted = {
  readonly suggested: number;
  /** decisions that come from a suggestion, and those that come from none */
  readonly decided: number;
  readonly others: number;
  /** suggestions that a decision comes from */
  readonly taken: number;
};

const percent = (part: number, whole: number): string =>
  whole === 0 ? "" : `（${((100 * part) / whole).toFixed(1)}%）`;

/** `建议1300→决议460（35.4%）；采纳建议512条（39.4%）；另有决议12件不来自建议` */
export const shareWords = ({ suggested, decided, taken, others }: Counted): string =>
  [
    `建议${suggested}→决议${decided}${percent(decided, suggested)}`,
    `采纳建议${taken}条${percent(taken, suggested)}`,
    ...(others > 0 ? [`另有决议${others}件不来自建议`] : []),
  ].join("；");
