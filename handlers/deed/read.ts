import type { Context } from "../../src/bot/context.ts";
import type { PlaceValue } from "../../src/bot/reading/declare.ts";
import { readFilters } from "../../src/bot/reading/filters.ts";
import { ownVillage } from "../../src/bot/reading/place.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { dayOf } from "../../src/chinese/time/index.ts";
import { decimals, figureIn } from "../../src/ledger/deed-figures.ts";

export const example = "例：/实事 硬化三社路 1.2公里 12万 东卧牛";

export type DeedSaid = { readonly text: string; readonly place: PlaceValue; readonly day: string };

/** What was done with its figures, where, and when. @throws UserError */
export function readDeed(said: string, context: Context): DeedSaid {
  const words = decimals(said)
    .split(/[\s，,、；;]+/u)
    .filter(Boolean);
  const figures = words.filter((word) => figureIn(word) !== null);
  const bare = words.find((word) => /^\d+$/u.test(word));
  if (bare !== undefined) throw new UserError(`“${bare}”是多少什么？带上单位再发，如：${bare}元、${bare}米。`);
  const [what, ...others] = words.filter((word) => figureIn(word) === null);
  if (what === undefined) throw new UserError(`没写做了什么。${example}`);
  // 三社路 names what was done; where it was done is said by a word of its own
  const rest = readFilters(others.join(" "), context);
  const isPlace = others.length === 0 && readFilters(what, context).words.length === 0;
  if (isPlace) throw new UserError(`没写做了什么。${example}`);
  const place = rest.place ?? ownVillage(context);
  if (!place) throw new UserError(`没写哪个村。${example}`);
  const today = dayOf(context.message.sentAt);
  const day = rest.days && rest.days.to < today ? rest.days.to : today;
  return { text: [what, ...rest.words, ...figures].join(" "), place, day };
}
