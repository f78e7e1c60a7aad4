import { leastCell } from "./appraisal.ts";

/** How a panel votes: on a list of people, by slips, whoever comes, counted on paper, or one grade by a meeting. */
export type How = "roster" | "slips" | "open" | "paper" | "decision";
export const howWords: Readonly<Record<How, string>> = {
  roster: "名册",
  slips: "票号",
  open: "开放",
  paper: "纸票",
  decision: "合议",
};
/** Those whose votes are secret. */
export const isBallot = (how: How): boolean => how === "roster" || how === "slips" || how === "open";
/** Whoever comes is all who vote: it is read, and sets no grade, no reward and no stars. */
export const isOnlyOpen = (panels: readonly { readonly how: How }[]): boolean =>
  panels.every(({ how }) => how === "open");

/** `points` null: said, and no score. */
export type Grade = { readonly word: string; readonly points: number | null };
/** Null: numbers from 0 to 100. */
export type Scale = readonly Grade[] | null;

export type PanelPlan = { readonly title: string; readonly how: How; readonly weight: number };

/** What an appraisal is made of; kept with it as it was, so that a later version changes nothing of it. */
export type Template = {
  readonly name: string;
  readonly version: number;
  readonly scale: Scale;
  readonly panels: readonly PanelPlan[];
  /** a named body says grade, reward and help of each object before anything is published */
  readonly decides?: true;
  /** from ten numbers up the highest and the lowest do not count */
  readonly trims?: true;
  /** what of the result is published: what teams came to, or who got which grade, by law; without it only objects hear of it */
  readonly publishes?: "teams" | "grades" | "stars";
  /** what more than half say is the grade; this one twice in a row is told to the secretary above */
  readonly fails?: string;
  /** the objects are those who hold these posts in each village, and who votes grades those of the own */
  readonly posts?: readonly string[];
  /** each object is graded in each of these, one line of the ballot each */
  readonly criteria?: readonly { readonly name: string; readonly weight: number }[];
  /** what is written as its objects */
  readonly units?: "organisations" | "households";
  /** how stars come of it: from what all criteria come to, or one for each that more than half give */
  readonly rule?: "points" | "each";
  /** points from five stars down to one, as they were where it was made */
  readonly thresholds?: readonly number[];
  /** how often in a year at one place */
  readonly perYear?: number;
  /** scored lines that give a result, and slips one phone may cast, where a place has set them otherwise */
  readonly least?: number;
  readonly slipsPerPhone?: number;
  /** by which rule, for what of it has one, in the words of `own-appraisals.ts` */
  readonly cited?: Readonly<Record<string, string>>;
};

const fourGrades: Scale = [
  { word: "好", points: 100 },
  { word: "较好", points: 80 },
  { word: "一般", points: 60 },
  { word: "差", points: 30 },
];
const alike = (...names: string[]) => names.map((name) => ({ name, weight: 1 }));
const noIdea: Grade = { word: "不了解", points: null };

/** By what people call them. */
export const templates: readonly Template[] = [
  {
    ...{ name: "三票两评", version: 1, publishes: "teams", scale: [...fourGrades, noIdea] },
    panels: [
      { title: "群众", how: "slips", weight: 40 },
      { title: "党员", how: "roster", weight: 30 },
      { title: "组织", how: "decision", weight: 30 },
    ],
  },
  {
    ...{ name: "三评三定", version: 1, publishes: "teams", scale: fourGrades, decides: true },
    panels: [
      { title: "党员互评", how: "roster", weight: 30 },
      { title: "群众测评", how: "slips", weight: 30 },
      { title: "支部考评", how: "decision", weight: 40 },
    ],
  },
  {
    ...{ name: "述职测评", version: 1, scale: fourGrades },
    panels: [
      { title: "常委", how: "slips", weight: 40 },
      { title: "代表", how: "slips", weight: 60 },
    ],
  },
  {
    ...{ name: "满意度", version: 1, publishes: "teams", posts: ["书记", "第一书记", "民警", "代办员"] },
    cited: { 票组: "仅供参考，国办函〔2026〕12号" },
    scale: [
      { word: "很满意", points: 100 },
      { word: "满意", points: 80 },
      { word: "一般", points: 60 },
      { word: "不满意", points: 30 },
      { word: "很不满意", points: 0 },
      noIdea,
    ],
    panels: [{ title: "群众", how: "open", weight: 100 }],
  },
  {
    ...{ name: "民主评议", version: 1, publishes: "grades", fails: "不称职" },
    cited: { 票组: "村民委员会组织法第三十八条" },
    scale: [
      { word: "称职", points: 100 },
      { word: "基本称职", points: 60 },
      { word: "不称职", points: 0 },
    ],
    panels: [{ title: "村民代表", how: "roster", weight: 100 }],
  },
  {
    ...{ name: "擂台赛", version: 1, publishes: "teams", scale: null, trims: true },
    panels: [{ title: "评委", how: "slips", weight: 100 }],
  },
  {
    ...{ name: "星级", version: 1, scale: null, trims: true, publishes: "stars", units: "organisations" },
    ...{ rule: "points", perYear: 2, criteria: alike("班子", "队伍", "能力", "保障", "机制", "业绩") },
    panels: [{ title: "评议组", how: "roster", weight: 100 }],
  },
  {
    ...{ name: "十星户", version: 1, publishes: "stars", units: "households", rule: "each" },
    scale: [
      { word: "给", points: 100 },
      { word: "不给", points: 0 },
    ],
    criteria: alike("守法", "养教", "和睦", "文化", "卫生", "新风", "节能", "健康", "功德", "致富"),
    panels: [{ title: "评议组", how: "roster", weight: 100 }],
  },
];

/** Those that come with the program, and a county's own in their places and behind them. */
export const withOwn = (own: readonly Template[]): readonly Template[] => [
  ...templates.map((one) => own.find(({ name }) => name === one.name) ?? one),
  ...own.filter(({ name }) => !templates.some((one) => one.name === name)),
];

/** As it is kept. */
export const ownTemplate = (row: {
  readonly name: string;
  readonly version: number;
  readonly terms: string;
}): Template => ({
  ...(JSON.parse(row.terms) as Omit<Template, "name" | "version">),
  name: row.name,
  version: row.version,
});

export const templateCalled = (words: string, all: readonly Template[] = templates): Template | undefined =>
  all.find(({ name }) => name === words);

/** Scored lines that give a result. */
export const leastOf = ({ least }: Pick<Template, "least">): number => Math.max(least ?? 0, leastCell);

/** `1好 2较好 3一般` */
export const scaleWords = (scale: Scale): string =>
  scale === null ? "每项写0到100" : scale.map(({ word }, at) => `${at + 1}${word}`).join(" ");

/** `群众 40% 票12；代表 60% 票30`, as panels; null: not understood. `票12` gives slips. */
export function readPanels(words: string): readonly (PanelPlan & { readonly slips: number | null })[] | null {
  const panels = words
    .normalize("NFKC")
    .split(/[;,、\n]/u)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const match = /^(\S{1,12}?)\s*(\d{1,3})\s*%?\s*(?:(?:票\s*)?(\d{1,4})\s*张?|(名册|票号|开放|纸票|合议))?$/u.exec(
        part,
      );
      if (!match) return null;
      const [, title = "", weight = "", slips, word] = match;
      const how = (Object.keys(howWords) as How[]).find((one) => howWords[one] === word) ?? "slips";
      return { title, weight: Number(weight), how, slips: slips === undefined ? null : Number(slips) };
    });
  const read = panels.filter((panel) => panel !== null);
  return read.length === panels.length && read.length > 0 ? read : null;
}
