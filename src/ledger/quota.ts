/** 访三老、走三户、搞三同: whom a cadre is to visit, and how. */
export const nineCells = [
  "老党员",
  "老干部",
  "老模范",
  "困难户",
  "富裕户",
  "上访户",
  "同吃",
  "同住",
  "同劳动",
] as const;
export type Cell = (typeof nineCells)[number];

/** 挂片联系: so many villages each leader is tied to. */
export const villagesEach = 3;

/** A visit as far as the quotas look at it. */
export type Visited = {
  readonly author: string;
  /** YYYY-MM-DD */
  readonly day: string;
  readonly category: string;
  readonly companions: string;
  readonly isAfterHours: boolean;
};

const together: readonly (readonly [Cell, RegExp])[] = [
  ["同吃", /吃/u],
  ["同住", /同住|吃住|(?:^|[、，, ])住/u],
  ["同劳动", /劳动|劳作|干活/u],
];

/** Which of the nine a visit is; often none. */
export function cellsOf({ category, companions }: Pick<Visited, "category" | "companions">): Cell[] {
  const visited = nineCells.slice(0, 6).filter((cell) => category.includes(cell));
  return [...visited, ...together.flatMap(([cell, words]) => (words.test(companions) ? [cell] : []))];
}

/** How often each of the nine was done. */
export function countCells(visits: readonly Visited[]): ReadonlyMap<Cell, number> {
  const counts = new Map<Cell, number>(nineCells.map((cell) => [cell, 0]));
  for (const visit of visits) for (const cell of cellsOf(visit)) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  return counts;
}

/** `三老三户三同 今年7/9，还差：老模范、同住` */
export function ownCells(visits: readonly Visited[]): string {
  const counts = countCells(visits);
  const left = nineCells.filter((cell) => counts.get(cell) === 0);
  const done = nineCells.length - left.length;
  return `三老三户三同 今年${done}/${nineCells.length}${left.length > 0 ? `，还差：${left.join("、")}` : ""}`;
}

/** The sums of several cadres, without a name: `三老三户三同 今年合计：老党员12、困难户8；九样走全的2人` */
export function sumOfCells(visits: readonly Visited[]): string {
  const counts = countCells(visits);
  const said = nineCells.flatMap((cell) => (counts.get(cell) ? [`${cell}${counts.get(cell)}`] : []));
  const authors = [...new Set(visits.map(({ author }) => author))];
  const whole = authors.filter((author) => {
    const own = countCells(visits.filter((visit) => visit.author === author));
    return nineCells.every((cell) => (own.get(cell) ?? 0) > 0);
  });
  return said.length === 0
    ? "三老三户三同 今年还没有记过"
    : `三老三户三同 今年合计：${said.join("、")}；九样走全的${whole.length}人`;
}

const isLabour = (visit: Visited): boolean => cellsOf(visit).includes("同劳动");

/** Half a day of labour a week: `本周劳动记了1次`. */
export function ownLabour(visits: readonly Visited[], monday: string): string {
  const count = visits.filter((visit) => visit.day >= monday && isLabour(visit)).length;
  return count > 0 ? `本周劳动记了${count}次` : "本周还没记劳动（每周半天；走访时写“同：同劳动”）";
}

export function sumOfLabour(visits: readonly Visited[], monday: string): string {
  const who = new Set(visits.filter((visit) => visit.day >= monday && isLabour(visit)).map(({ author }) => author));
  return `本周记过劳动的${who.size}人`;
}
