/** Above this a report counts the latest and no more, and says so. */
export const mostRead = 50_000;
/** Numbers of records behind a figure: so many stand with it. */
const mostNumbers = 3;

/** One figure of a report with its base and the records behind it; what is delicate is only counted. */
export type Figure = { readonly text: string; readonly numbers: readonly string[] };
export type Aspect = { readonly name: string; readonly lines: readonly string[] };

const most = 4;
const nothing = "没有记录，请您补";

/** `答复意见 118/126，最长9天（O331）` */
export const figure = ({ text, numbers }: Figure): string => {
  const shown = numbers.slice(0, mostNumbers).join("、");
  return shown === "" ? text : `${text}（${shown}${numbers.length > mostNumbers ? "等" : ""}）`;
};

/** Each aspect has at most four lines; what has no records says so. */
export const aspect = (name: string, figures: readonly (Figure | null)[]): Aspect => {
  const lines = figures.flatMap((one) => (one === null ? [] : [figure(one)])).slice(0, most);
  return { name, lines: lines.length > 0 ? lines : [nothing] };
};

type Counted = { readonly number: string; readonly sensitive: boolean };

/** `谈心 12次（T3、T4等）`; null where there are none. */
export const counted = (rows: readonly Counted[], words: (count: number) => string): Figure | null =>
  rows.length === 0
    ? null
    : { text: words(rows.length), numbers: rows.filter(({ sensitive }) => !sensitive).map(({ number }) => number) };

/** Days from one day to a moment. */
export const daysBetween = (day: string, at: number): number =>
  Math.max(0, Math.floor((at - Date.parse(`${day}T00:00:00+08:00`)) / (24 * 60 * 60_000)));
