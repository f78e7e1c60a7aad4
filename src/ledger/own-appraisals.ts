import { leastCell } from "./appraisal.ts";
import { type How, howWords, type Template } from "./appraisal-templates.ts";
import { ownFault } from "./own-appraisal-law.ts";

/** What a county says of one of its appraisals in a row of a file. */
export type Item = { readonly item: string; readonly name: string; readonly value: string; readonly cited: string };
export type Own = Omit<Template, "version">;
/** `at`: which of its rows is wrong. */
export type Read = { readonly own: Own } | { readonly fault: string; readonly at: number };

const mostGrades = 9; // one figure is one grade
const mostPanels = 6;
const mostCriteria = 10;
const mostLeast = 50;

type Reading = (row: Item, own: Own) => Partial<Own> | string;

const nothing = (row: Item, more: Partial<Own>): Partial<Own> | string =>
  row.name === "" && /^(?:是|要)?$/u.test(row.value) ? more : "不用写值：不要就不写这一行";

const number = (words: string, unit: string): number =>
  new RegExp(`^\\d{1,3}(?:${unit})?$`, "u").test(words) ? Number.parseInt(words, 10) : Number.NaN;

const howOf = (words: string): How | undefined =>
  (Object.keys(howWords) as How[]).find((one) => howWords[one] === words);

const items: Readonly<Record<string, Reading>> = {
  票组({ name, value }, { panels }) {
    const [, weight = "", word = ""] = /^(\d{1,3})%?\s*(\S+)$/u.exec(value) ?? [];
    const how = howOf(word);
    if (!/^\S{1,12}$/u.test(name) || !how)
      return `票组写名称（村民代表）和值（40 名册），怎么投可写 ${Object.values(howWords).join("、")}`;
    if (panels.some(({ title }) => title === name)) return `票组“${name}”写了两次`;
    if (panels.length === mostPanels) return `票组最多${mostPanels}个`;
    return { panels: [...panels, { title: name, how, weight: Number(weight) }] };
  },
  档({ name, value }, { scale }) {
    const points = value === "不计分" ? null : number(value, "分");
    if (!/^\p{Script=Han}{1,6}$/u.test(name) || (points !== null && !(points <= 100)))
      return "档写名称（较好）和值（0到100分，或不计分）";
    if (scale?.some(({ word }) => word === name)) return `档“${name}”写了两次`;
    if (scale?.length === mostGrades) return `档最多${mostGrades}个：投票的人一档写一个数`;
    return { scale: [...(scale ?? []), { word: name, points }] };
  },
  方面({ name, value }, { criteria = [] }) {
    const weight = value === "" ? 1 : number(value, "");
    if (!/^\p{Script=Han}{1,6}$/u.test(name) || !(weight >= 1 && weight <= 100))
      return "方面写名称（班子），值是占几份，1到100，空着是1";
    if (criteria.some((one) => one.name === name)) return `方面“${name}”写了两次`;
    if (criteria.length === mostCriteria) return `方面最多${mostCriteria}个`;
    return { criteria: [...criteria, { name, weight }] };
  },
  对象({ value }) {
    if (value === "组织") return { units: "organisations" };
    if (value === "户") return { units: "households" };
    const posts = value.split(/[、,，]/u).filter(Boolean);
    return posts.length === 0 || posts.some((post) => post.length > 8)
      ? "对象写 组织、户，或各村的岗位（书记、第一书记）；写在“对象：”里的人和班子不用写这一行"
      : { posts };
  },
  三定: (row) => nothing(row, { decides: true }),
  去头去尾: (row) => nothing(row, { trims: true }),
  公布({ value }) {
    const publishes = published[value];
    return publishes ? { publishes } : `公布写 ${Object.keys(published).join("、")}；不公布就不写这一行`;
  },
  不合格: ({ value }) => ({ fails: value }),
  给星({ value }) {
    const rule = rules[value];
    return rule ? { rule } : "给星写 按分（方面合起来的分到几颗星的线），或 过半（一个方面一颗星，过半就给）";
  },
  分数线({ value }) {
    const points = value.split(/[、,，\s]+/u).map((one) => number(one, "分"));
    const falls = points.every((one, at) => one <= 100 && (at === 0 || one < (points[at - 1] ?? 0)));
    return points.length === 5 && falls
      ? { thresholds: points }
      : "分数线从五星到一星写五个分数，一个比一个低：90、80、70、60、50";
  },
  一年({ value }) {
    const perYear = number(value, "次");
    return perYear >= 1 && perYear <= 12 ? { perYear } : "一年写几次：2次";
  },
  最少票({ value }) {
    const least = number(value, "票|张");
    if (least < leastCell) return `不足${leastCell}票不能有结果：少了就推得出谁投了什么`;
    return least <= mostLeast ? { least } : `最少票写${leastCell}到${mostLeast}`;
  },
};
const published: Readonly<Record<string, Template["publishes"]>> = { 班子: "teams", 个人: "grades", 星: "stars" };
const rules: Readonly<Record<string, Template["rule"]>> = { 按分: "points", 过半: "each" };
const several = ["票组", "档", "方面"];

/** As a county writes it; never below what the law wants, nor so that somebody's ballot could be told. */
export function readOwn(name: string, rows: readonly Item[]): Read {
  let own: Own = { name, scale: null, panels: [] };
  for (const [at, row] of rows.entries()) {
    const reading = items[row.item];
    if (!reading) return { fault: `项目“${row.item}”不认识：可写 ${Object.keys(items).join("、")}`, at };
    if (!several.includes(row.item) && rows.slice(0, at).some(({ item }) => item === row.item))
      return { fault: `${row.item}写了两次`, at };
    const read = reading(row, own);
    if (typeof read === "string") return { fault: read, at };
    const cited = row.cited === "" ? {} : { cited: { ...own.cited, [row.item]: row.cited } };
    own = { ...own, ...read, ...cited };
  }
  const fault = ownFault(own);
  return fault === null ? { own } : { fault, at: 0 };
}

const wordFor = <Value>(words: Readonly<Record<string, Value>>, value: Value): string =>
  Object.keys(words).find((one) => words[one] === value) ?? "";

/** As it is read by `readOwn`. */
export function ownItems(one: Own): readonly Item[] {
  const found: (readonly [item: string, name: string, value: string])[] = [
    ...one.panels.map(({ title, how, weight }) => ["票组", title, `${weight} ${howWords[how]}`] as const),
    ...(one.scale ?? []).map(({ word, points }) => ["档", word, points === null ? "不计分" : String(points)] as const),
    ...(one.criteria ?? []).map(({ name, weight }) => ["方面", name, weight === 1 ? "" : String(weight)] as const),
  ];
  const add = (item: string, value: string) => void found.push([item, "", value]);
  if (one.units) add("对象", one.units === "households" ? "户" : "组织");
  if (one.posts) add("对象", one.posts.join("、"));
  if (one.decides) add("三定", "");
  if (one.trims) add("去头去尾", "");
  if (one.publishes) add("公布", wordFor(published, one.publishes));
  if (one.fails !== undefined) add("不合格", one.fails);
  if (one.rule) add("给星", wordFor(rules, one.rule));
  if (one.thresholds) add("分数线", one.thresholds.join("、"));
  if (one.perYear !== undefined) add("一年", `${one.perYear}次`);
  if (one.least !== undefined) add("最少票", String(one.least));
  const said = new Set<string>();
  return found.map(([item, name, value]) => {
    const cited = said.has(item) ? "" : (one.cited?.[item] ?? "");
    said.add(item);
    return { item, name, value, cited };
  });
}

/** Line by line, what is of one kind together, each with its source. */
export function ownLines(one: Own): readonly string[] {
  const all = ownItems(one);
  const lines = [...new Set(all.map(({ item }) => item))].map((item) => {
    const own = all.filter((row) => row.item === item);
    const words = own.map(({ name, value }) => [name, value].filter(Boolean).join(" ") || "要").join("、");
    const cited = one.cited?.[item];
    return `${item}：${words}${cited === undefined ? "" : `（${cited}）`}`;
  });
  const least = one.least === undefined ? [`最少票：${leastCell}`] : [];
  return [...lines, ...(one.scale === null ? ["打分：每项写0到100"] : []), ...least];
}
