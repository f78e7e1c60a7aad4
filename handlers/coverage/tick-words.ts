import type { Context } from "../../src/bot/context.ts";
import type { PlaceValue } from "../../src/bot/reading/declare.ts";
import { readFilters } from "../../src/bot/reading/filters.ts";
import { placeValueOf } from "../../src/bot/reading/place.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { dayOf, readTime } from "../../src/chinese/time/index.ts";
import { type Count, readCount } from "../../src/ledger/checklist.ts";

const example = "例：/办过 清理财务 东卧牛 12月3日，或：/办过 廉政教育 全镇 216人";
/** Where somebody says no place by name. */
const whole: Readonly<Record<string, "town" | "village">> = {
  ...{ 全镇: "town", 各村: "town", 全乡: "town", 全街道: "town", 本镇: "town" },
  ...{ 全村: "village", 本村: "village", 我村: "village" },
};

export type TickSaid = {
  readonly places: readonly PlaceValue[];
  readonly day: string;
  readonly counts: readonly Count[];
};

/** `东卧牛、李家湾 12月3日 排查3件、化解2件`, in any order. @throws UserError for what nothing is known of */
export function readTick(text: string, context: Context): TickSaid {
  const { now, message } = context;
  const first = readFilters(text, context);
  const { days } = first;
  if (days && days.from !== days.to) throw new UserError(`“${days.said}”不是一天，没记。${example}`);
  const day = days?.from ?? dayOf(message.sentAt);
  if (day > dayOf(now)) throw new UserError(`${days?.said ?? ""}还没到，办了再记。`);
  const places: PlaceValue[] = first.place ? [first.place] : [];
  const counts: Count[] = [];
  for (const word of first.words) {
    const count = readCount(word);
    const place = count ? undefined : placeIn(word, context);
    if (count) counts.push(count);
    else if (place) places.push(place);
    else if (isAhead(word, context)) throw new UserError(`${word}还没到，办了再记。`);
    else throw new UserError(`没听懂“${word}”，没记。${example}。只记数，事情本身请记走访：/走访 …`);
  }
  const villages = (places.length > 0 ? places : [placeIn("本村", context)]).map(
    (place) => place && toVillage(place, context),
  );
  const found = villages.filter((place) => place !== undefined);
  if (found.length === 0) throw new UserError(`没写哪个村。${example}`);
  return { places: [...new Map(found.map((place) => [place.id, place])).values()], day, counts };
}

function isAhead(word: string, { message, calendar }: Context): boolean {
  const time = readTime(word, { sentAt: message.sentAt, use: "deadline", calendar });
  return time.kind === "day" || time.kind === "moment";
}

function placeIn(word: string, context: Context): PlaceValue | undefined {
  const level = whole[word];
  if (level === undefined) return readFilters(word, context).place;
  const own = context.actor.posts.find(({ role }) => role !== "villager")?.placeId ?? context.group?.placeId;
  const place = own === undefined || own === null ? undefined : context.places.above(own, level);
  return place && placeValueOf(place.id, context);
}

/** What lies below a village is of the village. */
const toVillage = (place: PlaceValue, context: Context): PlaceValue | undefined => {
  const village = context.places.above(place.id, "village");
  return village ? placeValueOf(village.id, context) : place;
};
