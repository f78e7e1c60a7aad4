/** What somebody says is wrong with what they just wrote. Original characters, in folded text's order. */
export type Change =
  | { readonly kind: "replace"; readonly from: string; readonly to: string }
  | { readonly kind: "slot"; readonly slot: "day" | "place" | "person" | "text"; readonly to: string }
  /** 是西卧牛: what it is shall be seen from the words */
  | { readonly kind: "to"; readonly to: string };

const opening =
  /^(?:我)?(?:刚才|刚刚|刚|上面|上一?条|前面)?(?:那条|那个|的)?(?:的)?(?:日[期子]|时间|村|地[点方]|人名?|名字|内容)?(?:我)?(?:[写说打记发弄搞]错(?:(?:人|村|日子|日期|名字|地方|数)(?=[了啦\s,，。!]|$))?|错|不对)(?:了|啦)?[\s,，。.!！:：]*/u;
/** 刚才那条是三社 */
const pointing = /^(?:刚才|刚刚|上面|上一?条|前面)(?:那条|那个|记的|的)?(?=(?:应该)?不?是|改[成为])/u;
const replaced =
  /^(?:把)?(?:不是|不对是)?(?<a>[^,，。;；]{1,30}?)[\s,，]*(?:改成|改为|换成|应改为|应该是|而是)(?<b>[^。;；]{1,60})$/u;
const not = /^(?:是)?不是(?<a>[^,，。;；]{1,30}?)[\s,，]*(?:而是|应该是|是)(?<b>[^。;；]{1,60})$/u;
const reversed = /^是(?<b>[^,，。;；]{1,30}?)[\s,，]*(?:不是)(?<a>[^。;；]{1,30})$/u;
const slots = [
  ["day", /^(?:日期|时间|日子|哪天|那天|天)(?:应该)?(?:是|改成|改为|:|：|写成)?[\s]*(?<to>.+)$/u],
  ["place", /^(?:村名?|地点|地方|哪个村|村子)(?:应该)?(?:是|改成|改为|:|：|写成)[\s]*(?<to>.+)$/u],
  ["person", /^(?:人名?|名字|姓名|跟谁|谈的人|对象)(?:应该)?(?:是|改成|改为|:|：|写成)[\s]*(?<to>.+)$/u],
  ["text", /^(?:内容|事情?|说的)(?:应该)?(?:是|改成|改为|:|：|写成)[\s]*(?<to>.+)$/u],
] as const;
const to = /^(?:应该是|应是|是|改成|改为|换成)[\s]*(?<to>.+)$/u;
const trailing = /[\s。.!！]+$/u;

/** `isCalled`: the words stand behind 更正 or 写错了, so that a bare 西卧牛 is one too. Null: nothing of the kind. */
export function readChange(said: string, isCalled: boolean): Change | null {
  const words = said.replace(trailing, "").replace(opening, "").replace(pointing, "").trim();
  if (words === "") return null;
  for (const [slot, pattern] of slots) {
    const found = pattern.exec(words)?.groups?.to;
    if (found !== undefined) return { kind: "slot", slot, to: found.trim() };
  }
  const bare = to.exec(words)?.groups?.to;
  const swapped = (not.exec(words) ?? reversed.exec(words) ?? (bare === undefined ? replaced.exec(words) : null))
    ?.groups;
  if (swapped) return { kind: "replace", from: (swapped.a ?? "").trim(), to: (swapped.b ?? "").trim() };
  if (bare !== undefined) return { kind: "to", to: bare.trim() };
  return isCalled || opening.test(said) ? { kind: "to", to: words } : null;
}

/** Whether nothing but that it is wrong was said. */
export const saysOnlyWrong = (said: string): boolean => said.replace(opening, "").replace(trailing, "").trim() === "";
