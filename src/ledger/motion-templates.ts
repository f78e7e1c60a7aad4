import { type Body, bodyWord, type OwnRule } from "./bodies.ts";

/** What is made public: that something is proposed, what it is to be, what was decided, what came of it. */
export type Publishes = "议题" | "方案" | "决议" | "结果";

/** One step of a motion; `meeting`: any one of these bodies, and what it does there. */
export type Step =
  | { readonly kind: "meeting"; readonly bodies: readonly Body[]; readonly does: string; readonly rule?: OwnRule }
  | { readonly kind: "window" }
  | { readonly kind: "publication"; readonly what: Publishes }
  | { readonly kind: "filing" };

export type Template = {
  readonly name: string;
  /** a motion that runs keeps the version it began with */
  readonly version: number;
  readonly steps: readonly Step[];
  /** why nobody else may decide, said to whoever tries */
  readonly onlyBecause?: string;
};

const meeting = (does: string, ...all: readonly Body[]): Step => ({ kind: "meeting", bodies: all, does });
const publication = (what: Publishes): Step => ({ kind: "publication", what });
const window: Step = { kind: "window" };

const propose = meeting("提议", "branch committee");
const discuss = meeting("商议", "two committees");
const review = meeting("审议", "party members");
const decide = meeting("决议", "representatives", "villagers");

const twoPublications = (name: string): Template => ({
  ...{ name, version: 1 },
  steps: [propose, discuss, review, window, decide, publication("决议"), publication("结果")],
});

export const templates: readonly Template[] = [
  twoPublications("4+2"),
  twoPublications("四议两公开"),
  {
    ...{ name: "四议四公开", version: 1 },
    steps: [
      ...[propose, discuss, publication("议题"), review, publication("方案"), window, decide],
      ...[publication("决议"), publication("结果")],
    ],
  },
  {
    ...{ name: "村规民约", version: 1, onlyBecause: "村规民约由村民会议制定和修改（村民委员会组织法第三十一条）" },
    steps: [
      ...[propose, discuss, review, window, meeting("决议", "villagers"), { kind: "filing" } as const],
      publication("决议"),
    ],
  },
  {
    ...{ name: "集体资产", version: 1, onlyBecause: "集体资产由成员大会或成员代表大会决定（农村集体经济组织法）" },
    steps: [
      ...[meeting("研究", "branch committee"), window, meeting("决议", "members", "member representatives")],
      ...[publication("决议"), publication("结果")],
    ],
  },
  {
    ...{ name: "小组事", version: 1, onlyBecause: "小组的事由村民小组会议决定（村民委员会组织法第二十八条）" },
    steps: [meeting("决议", "section"), publication("决议"), publication("结果")],
  },
];

/** As it is kept of a county's own. */
export const templateFrom = (row: {
  readonly name: string;
  readonly version: number;
  readonly steps: string;
}): Template => ({
  ...row,
  steps: JSON.parse(row.steps) as Template["steps"],
});

/** Those that come with the program, and a county's own in their places and behind them. */
export const withOwn = (own: readonly Template[]): readonly Template[] => [
  ...templates.map((one) => own.find(({ name }) => name === one.name) ?? one),
  ...own.filter(({ name }) => !templates.some((one) => one.name === name)),
];

export const templateCalled = (name: string, all: readonly Template[] = templates): Template | undefined =>
  all.find((one) => one.name === name.normalize("NFKC").replace(/\s/gu, ""));

/** What its section decides, and no village. */
export const isOfSection = (template: Template): boolean => {
  const step = template.steps[decidesAt(template)];
  return step?.kind === "meeting" && step.bodies.includes("section");
};

/** What the county asks of the meeting at a step beyond the law. */
export const ruleAt = ({ steps }: Template, position: number): OwnRule | undefined => {
  const step = steps[position];
  return step?.kind === "meeting" ? step.rule : undefined;
};

/** Where it is decided: at the last meeting. */
export const decidesAt = ({ steps }: Pick<Template, "steps">): number =>
  steps.findLastIndex(({ kind }) => kind === "meeting");

/** Where it goes back to for another round: to where it is talked over, else to the first step. */
export const backTo = ({ steps }: Template): number =>
  Math.max(
    0,
    steps.findIndex((step) => step.kind === "meeting" && step.does === "商议"),
  );

/** `党员大会审议`, `征求`, `决议公布`, `备案` */
export function stepWord(step: Step | undefined): string {
  switch (step?.kind) {
    case "meeting":
      return `${step.bodies.map(bodyWord).join("或")}${step.does}`;
    case "window":
      return "征求在外的人";
    case "publication":
      return `${step.what}公布`;
    case "filing":
      return "镇里备案";
    default:
      return "";
  }
}

/** How the step is said, for who has to say it. */
export function stepHow(step: Step | undefined, number: string): string {
  switch (step?.kind) {
    case "meeting":
      return `${number} ${step.bodies.map(bodyWord).join("（或")}${"）".repeat(step.bodies.length - 1)} 12月1日 应到/实到 同意… 反对…`;
    case "window":
      return `${number} 征求 截止：12月11日21:00，或 ${number} 免征求 原因`;
    case "publication":
      return step.what === "结果" ? `${number} 结果 办成了什么，花了多少` : `${number} 公布`;
    case "filing":
      return `镇里发 ${number} 备案 12月20日`;
    default:
      return "";
  }
}

/** Whether what comes next is to say what came of it: that waits for the work. */
export const isResult = (next: Step | undefined): boolean => next?.kind === "publication" && next.what === "结果";
