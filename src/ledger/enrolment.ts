/** A meeting of representatives counts this long. */
export const quarterDays = 92;

/** What has to hold before a place has passed. */
export type Test = {
  readonly open: readonly string[];
  readonly met: boolean;
  /** the least that a survey has to come to, and what the last one did, `76.5`; null: nothing, or of too few */
  readonly score: { readonly wanted: number; readonly last: string | null } | null;
};

/** What is missing, in words; empty: nothing. */
export const missingOf = ({ open, met, score }: Test): string[] => [
  ...(open.length > 0 ? [`${open.slice(0, 5).join("、")}${open.length > 5 ? `等${open.length}件` : ""}没办完`] : []),
  ...(met ? [] : ["这一季没开过村代会"]),
  ...(score === null || (score.last !== null && Number(score.last) >= score.wanted)
    ? []
    : [
        score.last === null
          ? `满意度还没有结果，要${score.wanted}分`
          : `最近满意度${score.last}分，要${score.wanted}分`,
      ]),
];

/** `到明年12月`, `到2027年6月`, `到12月`: the last day of that month as YYYY-MM-DD; null: none is said. */
export function untilMonth(text: string, today: string): string | null {
  const [, word = "", written = "", month = ""] =
    /到(今年|明年|后年)?(?:(20\d\d)年)?(1[0-2]|[1-9])月底?/u.exec(text) ?? [];
  if (month === "") return null;
  const year = Number(today.slice(0, 4));
  const said = written !== "" ? Number(written) : year + (word === "明年" ? 1 : word === "后年" ? 2 : 0);
  const isPast = word === "" && written === "" && Number(month) < Number(today.slice(5, 7));
  return new Date(Date.UTC(said + (isPast ? 1 : 0), Number(month), 0)).toISOString().slice(0, 10);
}
