import { isResult, type Template } from "./motion-templates.ts";
import { leastPublishDays, objectionDays } from "./publication.ts";
import { type TermsOf, termsFrom } from "./terms.ts";

/** What holds of motions where nothing else is said; an admin may set it for a place and all below. */
export const usualMotions = {
  /** those a village uses: with several it is asked which */
  templates: ["4+2"] as readonly string[],
  /** days before a meeting of representatives that it is called */
  noticeDays: 5,
  /** the branch committee and the two committees are the same people, and meet once */
  mergeFirstTwo: false,
  windowDays: 3,
  publishDays: leastPublishDays as number,
  objectionDays: objectionDays.usual as number,
  /** working days within which an objection is answered */
  answerDays: 7,
  /** days without a step after which it counts as stuck */
  stuckDays: 20,
  /** part of the title of who lets publications go out */
  approver: "村务监督委员会主任",
  /** of a village: those of age, and households; 0: not known */
  adults: 0,
  households: 0,
} as const;

export type MotionTerms = TermsOf<typeof usualMotions>;

export const motionTermsOf = (set: string | null): MotionTerms => termsFrom<MotionTerms>(usualMotions, set);

const dayLength = 24 * 60 * 60_000;

/** One as it is kept, with the step that comes next. */
type Kept = {
  readonly state: string;
  /** epoch milliseconds */
  readonly stepped_at: number;
  readonly template: string;
  readonly point: number;
};

/** Whether a motion has stood at one step for too long. A result that is not out yet waits for the work and is no such one. */
export function isStuck({ state, stepped_at, template, point }: Kept, stuckDays: number, now: number): boolean {
  if (state !== "going" || now - stepped_at < stuckDays * dayLength) return false;
  return !isResult((JSON.parse(template) as Template).steps[point]);
}

const numbers = {
  通知: { name: "noticeDays", least: 3, most: 30, article: "省里规定最少提前3天通知" },
  征求: { name: "windowDays", least: 3, most: 30, article: "征求至少3天，在外的人要来得及说" },
  公示: {
    name: "publishDays",
    least: leastPublishDays,
    most: 90,
    article: "公布至少15天（村民委员会组织法第三十五条）",
  },
  异议: { name: "objectionDays", least: objectionDays.least, most: objectionDays.most, article: "异议期3到15天" },
  答复: { name: "answerDays", least: 1, most: 15, article: "答复异议1到15个工作日" },
  卡住: { name: "stuckDays", least: 5, most: 90, article: "5到90天" },
  成年人: { name: "adults", least: 0, most: 100_000, article: "人数不对" },
  户数: { name: "households", least: 0, most: 100_000, article: "户数不对" },
} as const;

export type Reading =
  | { readonly kind: "set"; readonly set: Partial<MotionTerms> }
  | { readonly kind: "refused"; readonly article: string };

/** What somebody wants to set, in their words; null: nothing that can be set. */
export function readMotionTerms(words: string, known: readonly string[]): Reading | null {
  const said = words.normalize("NFKC").trim();
  const [, word = "", value = ""] = /^(\S+?)[\s:：]+(.+)$/u.exec(said) ?? [];
  if (word === "模板") {
    const names = value.split(/[、,，\s]+/u).filter(Boolean);
    const wrong = names.find((name) => !known.includes(name));
    return wrong === undefined
      ? { kind: "set", set: { templates: names } }
      : { kind: "refused", article: `没有模板“${wrong}”，有：${known.join("、")}` };
  }
  if (word === "批准") return { kind: "set", set: { approver: value } };
  if (word === "合开") return { kind: "set", set: { mergeFirstTwo: /^(?:是|开|合)/u.test(value) } };
  const found = Object.entries(numbers).find(([name]) => name === word)?.[1];
  const digits = /^(\d{1,6})(?:天|个?工作日|人|户)?$/u.exec(value)?.[1];
  if (!found || digits === undefined) return null;
  const count = Number(digits);
  if (count < found.least || count > found.most) return { kind: "refused", article: found.article };
  return { kind: "set", set: { [found.name]: count } };
}

export const motionTermsWords = (terms: MotionTerms): string =>
  [
    `模板 ${terms.templates.join("、")}`,
    `合开 ${terms.mergeFirstTwo ? "是" : "否"}（支委会和两委会是不是一个会）`,
    `通知 ${terms.noticeDays}（村民代表会议提前几天通知）`,
    `征求 ${terms.windowDays}（至少几天）`,
    `公示 ${terms.publishDays}（上墙几天，不少于15）`,
    `异议 ${terms.objectionDays}（头几天可提异议，3到15）`,
    `答复 ${terms.answerDays}（异议几个工作日内答复）`,
    `卡住 ${terms.stuckDays}（几天没动算卡住）`,
    `批准 ${terms.approver}（谁同意公布）`,
    `成年人 ${terms.adults || "没登记"}、户数 ${terms.households || "没登记"}`,
  ].join("\n");
