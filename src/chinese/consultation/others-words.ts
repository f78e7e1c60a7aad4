import { foldText } from "../fold.ts";
import { numeralAt } from "../numbers/numerals.ts";
import type { Roster } from "./relay-lines.ts";

const claims =
  /(?:代表|我们|咱们|俺们|我组|俺组|我队)[^,。;!]{0,8}?([0-9]{1,4}|[一二两三四五六七八九十百]{1,4})(?:多|来)?(?:户|家(?!里|人)|个人|名|人)(?:人家)?/;

/** 代表我们组十二户同意, 我们三家都同意: nobody is named, so nobody is added; `rest`: what they are to have said. */
export function claimForOthers(words: string): { readonly count: number; readonly rest: string } | null {
  const match = claims.exec(words);
  if (!match) return null;
  const rest = words.slice(0, match.index) + words.slice(match.index + match[0].length);
  return { count: numeralAt(match[1] ?? "", 0)?.value ?? 0, rest };
}

/** Passed on from somewhere else. */
export const isForwarded = (words: string): boolean =>
  /^(?:回复 ?@|>|转自|转发|\[转发\]|\(转\)|【转】|转:|\[?聊天记录|.{0,20}的聊天记录)/.test(words);

/** 李大山：同意, written by somebody who is not 李大山. */
export function isOfAnother(words: string, name: string, roster: Roster): boolean {
  const said = /^([^\s:,。]{2,8}) ?:/.exec(words)?.[1];
  return said !== undefined && roster.has(said) && said !== foldText(name).trim();
}
