import type { Context } from "../../src/bot/context.ts";
import type { PlaceValue } from "../../src/bot/reading/declare.ts";
import { readFilters } from "../../src/bot/reading/filters.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { fold } from "../../src/chinese/fold.ts";
import type { PlaceLevel } from "../../src/chinese/names/index.ts";
import type { Kind } from "../../src/ledger/kind.ts";
import { type KindName, kinds } from "../../src/ledger/kinds.ts";

export const counted = kinds.filter(({ counts }) => counts !== undefined);

/** What of the coverage somebody asks for, in whatever order it is said: `走访 湾 东卧牛 第2页`. */
export type Asked = {
  readonly kind: Kind<KindName> | undefined;
  readonly level: PlaceLevel | undefined;
  readonly place: PlaceValue | undefined;
  readonly page: number | undefined;
  /** the name of a cadre */
  readonly whom: string | undefined;
};

const levelWord = /^(?:各|哪些|没走到的|没谈到的)?(?:(村|社区)|(社|组|网格)|(湾|自然村))$/u;

/** 社 of 各社, 湾 */
export function levelOf(word: string): PlaceLevel | undefined {
  const [, village, section, hamlet] = levelWord.exec(word) ?? [];
  return village ? "village" : section ? "section" : hamlet ? "hamlet" : undefined;
}

/** @throws UserError for what nothing is known of, or Ask when several places are called so */
export function readAsked(text: string, context: Context): Asked {
  let kind: Asked["kind"];
  let level: PlaceLevel | undefined;
  const rest: string[] = [];
  for (const word of fold(text)
    .text.split(/[\s,，、;；]+/u)
    .filter(Boolean)) {
    const named = counted.find((one) => one.word === word);
    if (named) kind = named;
    else if (levelOf(word)) level = levelOf(word);
    else rest.push(word);
  }
  const { place, days, page, words } = readFilters(rest.join(" "), context);
  if (days) throw new UserError(`覆盖从头算起，不按“${days.said}”算。要看这段时间的记录：/走访 列表 ${days.said}`);
  const [whom, ...more] = words;
  if (more.length > 0) throw new UserError(`没听懂“${words.join(" ")}”。例：/覆盖 走访 社、/覆盖 谈心 东卧牛`);
  return { kind, level, place, page, whom };
}
