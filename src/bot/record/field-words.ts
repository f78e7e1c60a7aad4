import { clip } from "../../chinese/privacy/clip.ts";
import type { Fields } from "../../store/tables/records.ts";

const mostOfField = 40;
/** Fields that say something to people; others are kept for the record's own rules. */
const labels: Readonly<Record<string, string>> = {
  problems: "问题",
  promises: "承诺",
  next: "下次",
  topics: "话题",
  spot: "地点",
  category: "类别",
  companions: "同",
  kind: "方式",
  hours: "时段",
  options: "选项",
  counted: "收到",
  decision: "决定",
};

/** What was said in fields of their own, each behind its name. */
export const fieldWords = (fields: Fields): string[] =>
  Object.entries(fields).flatMap(([field, value]) => {
    const [label, words] = [labels[field], worded(field, value)];
    return label === undefined || words === "" ? [] : [`${label}：${words}`];
  });

/** Several problems stand with their numbers, which T214-2 speaks of. */
function worded(field: string, value: string | readonly string[]): string {
  if (typeof value === "string") return clip(value, mostOfField);
  if (field !== "problems" || value.length < 2) return clip(value.join("、"), mostOfField);
  return value.map((one, index) => `${index + 1} ${clip(one, mostOfField)}`).join("，");
}
