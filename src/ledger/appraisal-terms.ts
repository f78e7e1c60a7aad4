import { leastCell, slipsPerPhone } from "./appraisal.ts";
import { leastPublishDays, objectionDays } from "./publication.ts";
import { type TermsOf, termsFrom } from "./terms.ts";

/** What holds of appraisals where nothing else is said; it may be set for a place and all below. */
export const usualAppraisals = {
  /** scored lines that give a result; may rise, never fall */
  minCell: leastCell as number,
  slipsPerPhone: slipsPerPhone as number,
  /** parts of titles of cadres whose work it is, beside those who lead the place */
  appraisers: ["组织委员", "组织干事", "党建", "监督委员会主任", "监委会主任"] as readonly string[],
  /** names of templates whose ballots are only taken on paper */
  paperOnly: [] as readonly string[],
  publishDays: leastPublishDays as number,
  objectionDays: objectionDays.usual as number,
  /** part of the title of who lets publications go out */
  approver: "监督委员会主任",
  /** points from which on there are five stars, four, three, two, one */
  stars: [90, 80, 70, 60, 50] as readonly number[],
  /** per cent that are to have five stars; 0: none is said */
  goal: 0,
} as const;

export type AppraisalTerms = TermsOf<typeof usualAppraisals>;

export const appraisalTermsOf = (set: string | null): AppraisalTerms => termsFrom<AppraisalTerms>(usualAppraisals, set);

const numbers = {
  最少票: { name: "minCell", least: leastCell, most: 50, article: `不足${leastCell}票不能有结果，只能定得更多` },
  一部手机: { name: "slipsPerPhone", least: 1, most: slipsPerPhone, article: `一部手机替人投1到${slipsPerPhone}张` },
  公示: {
    name: "publishDays",
    least: leastPublishDays,
    most: 90,
    article: `公布至少${leastPublishDays}天（村民委员会组织法第三十五条）`,
  },
  异议: { name: "objectionDays", least: objectionDays.least, most: objectionDays.most, article: "异议期3到15天" },
  目标: { name: "goal", least: 0, most: 100, article: "五星的目标写百分之几，0到100" },
} as const;

export type Reading =
  | { readonly kind: "set"; readonly set: Partial<AppraisalTerms> }
  | { readonly kind: "refused"; readonly article: string };

/** What somebody wants to set, in their words; null: nothing that can be set. */
export function readAppraisalTerms(words: string, known: readonly string[]): Reading | null {
  const said = words.normalize("NFKC").trim();
  const [, word = "", value = ""] = /^(\S+?)[\s:：]+(.+)$/u.exec(said) ?? [];
  const list = value.split(/[、,，\s]+/u).filter(Boolean);
  if (word === "只用纸票") {
    const names = list.filter((name) => name !== "无");
    const wrong = names.find((name) => !known.includes(name));
    return wrong === undefined
      ? { kind: "set", set: { paperOnly: names } }
      : { kind: "refused", article: `没有办法“${wrong}”，有：${known.join("、")}` };
  }
  if (word === "办的人") return list.length === 0 ? null : { kind: "set", set: { appraisers: list } };
  if (word === "批准") return { kind: "set", set: { approver: value } };
  if (word === "星级") {
    const stars = list.map(Number);
    const falls = stars.every(
      (points, at) => points >= 0 && points <= 100 && (at === 0 || points < (stars[at - 1] ?? 0)),
    );
    return stars.length === 5 && falls
      ? { kind: "set", set: { stars } }
      : { kind: "refused", article: "从五星到一星写五个分数，一个比一个低，例：90、80、70、60、50" };
  }
  const found = Object.entries(numbers).find(([name]) => name === word)?.[1];
  const digits = /^(\d{1,3})(?:天|票|张|%)?$/u.exec(value)?.[1];
  if (!found || digits === undefined) return null;
  const count = Number(digits);
  if (count < found.least || count > found.most) return { kind: "refused", article: found.article };
  return { kind: "set", set: { [found.name]: count } };
}

export const appraisalTermsWords = (terms: AppraisalTerms): string =>
  [
    `最少票 ${terms.minCell}（有分的不到这个数没有结果）`,
    `一部手机 ${terms.slipsPerPhone}（最多替几个人投票号）`,
    `办的人 ${terms.appraisers.join("、")}（除了书记，职务里有这些字的能办）`,
    `只用纸票 ${terms.paperOnly.join("、") || "无"}`,
    `公示 ${terms.publishDays}（上墙几天，不少于${leastPublishDays}）`,
    `异议 ${terms.objectionDays}（头几天可提异议，3到15）`,
    `批准 ${terms.approver}（谁同意公布）`,
    `星级 ${terms.stars.join("、")}（五星到一星各要几分）`,
    `目标 ${terms.goal || "没定"}（百分之几要到五星）`,
  ].join("\n");
