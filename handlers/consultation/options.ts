import { UserError } from "../../src/bot/user-error.ts";

const mostOptions = 9;
const number = /^\s*([1-9①-⑨])\s*[.、．:：)）]?\s*(?=\p{Script=Han}|[A-Za-z])/u;
/** 同意不同意, 行不行: the question says itself what is answered. */
const yesOrNo = /同意|赞成|支持|行不行|可不可以|好不好|要不要|(\p{Script=Han}{1,2})不\1/u;
const example = "例：/征求 修水渠走东线还是西线 选项：东线/西线 截止：周五";

/** `东线/西线`, `1东线 2西线`: with numbers in front, a number alone answers. @throws UserError */
export function readOptions(
  said: string | undefined,
  title: string,
): { readonly options: readonly string[] | null; readonly numbered: boolean } {
  if (said === undefined) {
    if (/还是/.test(title) && !yesOrNo.test(title)) throw new UserError(`题目里有“还是”，请写上选项。${example}`);
    return { options: null, numbered: false };
  }
  const parts = partsOf(said);
  const numbered = parts.length > 1 && parts.every((part, index) => numberOf(part) === index + 1);
  const options = [...new Set(parts.map((part) => part.replace(number, "").trim()))];
  if (options.length < 2 || options.length > mostOptions || options.length < parts.length)
    throw new UserError(`选项要两个到${mostOptions}个，各不相同，用“/”分开。${example}`);
  return { options, numbered };
}

/** 3天一次 has none: it is not the third. */
const numberOf = (part: string): number => Number(number.exec(part)?.[1]?.normalize("NFKC") ?? 0);

/** Parted by the strongest sign there is: an option may hold a comma. */
function partsOf(said: string): string[] {
  const sign = [/[/／|｜]/u, /[、\n]/u, /[，,；;]/u, /\s+/u].find(
    (one) => said.split(one).filter((part) => part.trim()).length > 1,
  );
  return (sign ? said.split(sign) : [said]).map((part) => part.trim().replace(/[。.]$/, "")).filter(Boolean);
}

/** 东线 and 西线 of 水渠走东线还是西线; null: it is no either-or; "unclear": it is one, and its sides cannot be told. */
export function choosesBetween(title: string): readonly string[] | null | "unclear" {
  if (!/还是/.test(title) || yesOrNo.test(title)) return null;
  const [, before = "", other = ""] =
    /(\p{Script=Han}+)[，,\s]*还是([\p{Script=Han}]{1,6})(?:好|呢)?[?？。\s]*$/u.exec(title) ?? [];
  const second = other.replace(/^(?:走|用|选|去|在|是)/u, "");
  const first = [...before].slice(-[...second].length).join("");
  const isPair = second.length > 1 && first !== second && [...first].some((one) => second.includes(one));
  const isNamed = second.length > 1 && new RegExp(`[走是用选去在]${first}$`, "u").test(before);
  return isPair || isNamed ? [first, second] : "unclear";
}
