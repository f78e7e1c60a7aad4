import { type Role, roleOf } from "./heading.ts";

/** Labels within a line; any other word with a colon is text. */
const LABELS =
  "整改责任人|责任人|负责人|承办人|责任领导|协办单位|协办人|协办|配合单位|配合人|配合|核实人|核实|验收人|整改期限|整改时限|完成期限|完成时限|完成时间|办结时限|办理时限|期限|时限|整改措施|具体措施|工作措施|措施|存在问题|存在的问题|主要问题|问题|事项|交办事项|责任单位|单位";
const LABEL = new RegExp(`(^|[\\s;；,，。、|（(])(${LABELS})\\d{0,2}\\s?[:：]`, "gu");

export type Labelled = { readonly role: Role; readonly title: string; readonly text: string };

/** A text cut at its labels: `七项排名靠后；协办：何敏` is 七项排名靠后 and, under 协办, 何敏. */
export function labelled(text: string): { readonly head: string; readonly parts: readonly Labelled[] } {
  const found = [...text.matchAll(LABEL)];
  const first = found[0];
  if (first === undefined) return { head: text, parts: [] };
  const parts = found.flatMap((match, i): readonly Labelled[] => {
    const title = match[2] ?? "";
    const role = roleOf(title);
    const piece = trimmed(text.slice(match.index + match[0].length, found[i + 1]?.index ?? text.length));
    return role === null || piece === "" ? [] : [{ role, title, text: piece }];
  });
  return { head: trimmed(text.slice(0, first.index)), parts };
}

/** Without the signs at its end, nor a bracket that was opened before the label. */
function trimmed(text: string): string {
  const plain = text
    .trim()
    .replace(/[;；,，、|（(]+$/, "")
    .trim();
  return /[)）]$/.test(plain) && !/[(（]/.test(plain) ? plain.slice(0, -1) : plain;
}
