import { isOnlyOpen, type Template } from "./appraisal-templates.ts";

const onlyOpen = "每个人都能投的票仅供参考，不能定格次、奖惩、星（国办函〔2026〕12号）";

/** The yearly one of those a village elects and pays. */
export const isByLaw = (name: string): boolean => name.includes("民主评议");

/** Who may vote where the law says so; null: these may. */
export const unlawfulVoters = ({ name, panels }: Pick<Template, "name" | "panels">): string | null =>
  isByLaw(name) && panels.some(({ how }) => how !== "roster" && how !== "paper")
    ? "民主评议由村民会议或村民代表会议来评，票组只能是名册或纸票（村民委员会组织法第三十八条）"
    : null;

/** Why no appraisal can be held so: what the law does not let, and what comes to nothing; null: it can. */
export function ownFault(own: Omit<Template, "version">): string | null {
  const { name, panels, scale, units, posts, rule, publishes, fails, decides, cited } = own;
  if (panels.length === 0) return "没有票组：至少写一个，如 村民代表，100 名册";
  const sum = panels.reduce((all, { weight }) => all + weight, 0);
  if (sum !== 100) return `票组的权重加起来是${sum}，要100`;
  if (scale && scale.filter(({ points }) => points !== null).length < 2)
    return "至少要两档有分；一档也不写就是每项打0到100";
  if (scale && new Set(scale.map(({ points }) => points)).size < 2) return "每一档都一个分，评不出来";
  if (isOnlyOpen(panels) && (decides || rule || fails !== undefined)) return onlyOpen;
  const voters = unlawfulVoters(own);
  if (voters !== null) return voters;
  const isLaw = isByLaw(name);
  if (fails !== undefined && !scale?.some(({ word }) => word === fails)) return `不合格“${fails}”不是哪一档`;
  if (publishes === "grades" && fails === undefined) return "公布个人的档，要写“不合格”是哪一档";
  if (publishes === "grades" && !isLaw && cited?.公布 === undefined)
    return "公布个人要写“依据”：哪条规定让公布个人的档";
  if (units === "households" && publishes !== undefined && publishes !== "stars") return "户只公布给了的星";
  if ((publishes === "stars") !== (rule !== undefined && publishes !== undefined))
    return "给星的公布星，不给星的不公布星";
  if (posts && (rule || decides)) return "评各村岗位的，不三定、不给星";
  if (name === "述职测评" && (posts || units)) return "述职测评评会上述职的人，不写“对象”";
  return ofStars(own);
}

function ofStars(
  own: Pick<Template, "rule" | "criteria" | "units" | "thresholds" | "scale" | "decides">,
): string | null {
  const { rule, criteria, units, thresholds, scale, decides } = own;
  if (!rule) {
    if (criteria || units || thresholds) return "方面、对象（组织、户）、分数线是给星用的：要写“给星”";
    return null;
  }
  if (!criteria || !units) return "给星要写“方面”，“对象”写 组织 或 户";
  if (decides) return "给星的不用三定";
  if (thresholds && rule === "each") return "过半给星的没有分数线";
  const points = scale?.map((one) => one.points);
  if (rule === "each" && (points?.length !== 2 || !points.includes(100) || !points.includes(0)))
    return "过半给星的写两档：给 100、不给 0";
  return null;
}
