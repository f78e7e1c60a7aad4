import { findQuantities } from "../chinese/numbers/numbers.ts";

export type Amount = { readonly value: number; readonly unit: string; readonly rough: boolean };
export type Figures = {
  /** one of the short list, or 其他 */
  readonly sort: string;
  readonly amount: Amount | null;
  /** in 元 */
  readonly money: Amount | null;
};

/** What deeds are summed up under, by the first word that fits. */
const sorts: readonly (readonly [string, RegExp])[] = [
  ["机井", /机?井/],
  ["排水管道", /排水|管道|污水/],
  ["渠道", /渠/],
  ["路灯", /路灯/],
  ["硬化道路", /路|硬化/],
  ["桥涵", /桥|涵/],
  ["饮水", /自来水|饮水|水塔/],
  ["活动场所", /场所|广场|活动室|文化室/],
  ["绿化", /绿化|栽树|植树|树/],
  ["住房", /危房|房|屋/],
  ["帮扶", /慰问|帮扶|救助|送/],
];
const other = "其他";

const sortOf = (text: string): string => sorts.find(([, words]) => words.test(text))?.[0] ?? other;

/** 33。3公里 is a decimal that an input method wrote with a full stop. */
export const decimals = (text: string): string => text.replace(/(?<=\d)[。．](?=\d)/gu, ".");

const byMoney = /(?:花|花了|用了?|共|资金|投资|投入|花费|经费|补助)?$/u;
/** 2眼 and 3口 are of wells, of whatever they are said. */
const wells = /[眼口]$/u;

/** One word that is a figure and nothing else: `1.2公里`, `12万`, `2眼`; null: it is none. */
export function figureIn(word: string): { readonly amount: Amount } | { readonly money: Amount } | null {
  const text = decimals(word);
  const [found, ...more] = findQuantities(wells.test(text) ? `${text}井` : text);
  if (!found || more.length > 0) return null;
  const end = found.unit === "眼" || found.unit === "口" ? text.length : found.end;
  if (end !== text.length) return null;
  const rough = found.approx !== "exact";
  const label = text.slice(0, found.start);
  if (found.unit === "元" || (found.unit === "-" && /[万亿千]/u.test(text)))
    return byMoney.exec(label)?.[0] === label ? { money: { value: found.value, unit: "元", rough } } : null;
  return found.unit !== "-" && label === "" ? { amount: { value: found.value, unit: found.unit, rough } } : null;
}

/** What was done, how much of it, and what it cost, as its words say. */
export function figuresOf(text: string): Figures {
  let amount: Amount | null = null;
  let money: Amount | null = null;
  const rest: string[] = [];
  for (const word of text.split(/[\s，,；;、]+/u).filter(Boolean)) {
    const figure = figureIn(word);
    if (figure && "money" in figure) money ??= figure.money;
    else if (figure) amount ??= figure.amount;
    else rest.push(word);
  }
  const words = decimals(rest.join(" "));
  // 打机井2眼, glued to what was done
  const glued = findQuantities(`${words}井`).findLast(({ unit }) => unit !== "-" && unit !== "元");
  amount ??= glued ? { value: glued.value, unit: glued.unit, rough: glued.approx !== "exact" } : null;
  return { sort: sortOf(words), amount, money };
}

const built = new Set(["公里", "里", "米", "亩", "平方米", "立方米", "眼", "座"]);

/** What was done is told with money or with something that was built. */
export function soundsLikeDeed(words: string): boolean {
  const { amount, money } = figuresOf(words);
  return money !== null || (amount !== null && built.has(amount.unit));
}

/** `12万元`, `6000余万元`, `800元` */
export function moneyWords({ value, rough }: Amount): string {
  const inTenThousands = value >= 10_000;
  const number = inTenThousands ? Math.round(value / 100) / 100 : Math.round(value * 100) / 100;
  return `${number}${rough ? "余" : ""}${inTenThousands ? "万" : ""}元`;
}

export const amountWords = ({ value, unit, rough }: Amount): string =>
  `${Math.round(value * 1000) / 1000}${rough ? "余" : ""}${unit}`;

/** By sort in the order of the list, by unit; a sum with anything rough is rough. */
export function totalsOf(all: readonly Figures[]): { readonly parts: readonly string[]; readonly money: string } {
  const parts = [...sorts.map(([sort]) => sort), other].flatMap((sort) => {
    const own = all.filter((one) => one.sort === sort);
    if (own.length === 0) return [];
    const sums = sumsByUnit(own.flatMap(({ amount }) => amount ?? []));
    return [`${sort}${own.length}件${sums.map(amountWords).join("、")}`];
  });
  const [sum] = sumsByUnit(all.flatMap(({ money }) => money ?? []));
  return { parts, money: sum ? moneyWords(sum) : "" };
}

function sumsByUnit(amounts: readonly Amount[]): Amount[] {
  const sums = new Map<string, Amount>();
  for (const { value, unit, rough } of amounts) {
    const before = sums.get(unit);
    sums.set(unit, { value: (before?.value ?? 0) + value, unit, rough: rough || (before?.rough ?? false) });
  }
  return [...sums.values()];
}
