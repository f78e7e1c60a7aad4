import { type Found, findPlace, leadingPlace, type Place } from "../../chinese/names/index.ts";
import { clip } from "../../chinese/privacy/clip.ts";
import { type Context, ownPlaceId } from "../context.ts";
import { UserError } from "../user-error.ts";
import { example, missing, type Occasion, type Taken, whichOf } from "./ask.ts";
import type { Argument, PlaceValue } from "./declare.ts";

const looksLikePlace = /^.{1,8}(村|社区|社|组|湾|镇|乡|街道)$/u;

/** The place a text begins with; where it was asked for, also one within the answer. */
export function readPlace(text: string, argument: Argument, occasion: Occasion): Taken<PlaceValue> {
  const { context, order } = occasion;
  const { index, fullName } = context.places;
  const near = ownPlaceId(context);
  const leading = leadingPlace(text, near, index);
  const rest = leading?.rest ?? text;
  const chosen = order.chosen[argument.name];
  if (chosen !== undefined) return { value: placeValueOf(chosen, context), rest };
  const said = order.said[argument.name];
  const found: Found<Place> = leading?.found ?? (said ? findPlace(text, near, index) : { kind: "none" });
  if (found.kind === "one") {
    if (leading) demandOnePlace(text.slice(text.indexOf(leading.said) + leading.said.length), found.value.id, occasion);
    return { value: placeValueOf(found.value.id, context), rest };
  }
  if (found.kind === "several") {
    const choices = found.values.map(({ id }) => ({ value: id, label: fullName(id) }));
    throw whichOf(choices, `“${leading?.said ?? text}”有好几个，是哪个？`, argument, occasion);
  }
  if (argument.fallback === "own") return { value: ownPlace(argument, occasion), rest: text };
  const [word = ""] = text.trim().split(/\s/, 1);
  if (said) throw missing(argument, occasion, `没有找到“${clip(word)}”。`);
  if (looksLikePlace.test(word)) throw new UserError(`没有找到“${word}”。${example(occasion)}`);
  return { value: argument.fallback === "none" || occasion.isBare ? undefined : ownVillage(context), rest: text };
}

/** What stands for a place that somebody would not say. */
export const skippedPlace = (argument: Argument, occasion: Occasion): PlaceValue | undefined =>
  argument.fallback === "own" ? ownPlace(argument, occasion) : ownVillage(occasion.context);

/** @throws UserError for 东卧牛、李家湾 */
function demandOnePlace(after: string, first: string, occasion: Occasion): void {
  const { index, above } = occasion.context.places;
  const [, more = ""] = /^\s*[、和及与]\s*(\S+)/u.exec(after) ?? [];
  const second = more ? leadingPlace(more, first, index)?.found : undefined;
  if (second?.kind !== "one" || above(second.value.id, "village")?.id === above(first, "village")?.id) return;
  throw new UserError(`一条只记一个地方，没记。请分开发。${example(occasion)}`);
}

function ownPlace(argument: Argument, { context, order }: Occasion): PlaceValue | undefined {
  const { message, group, places } = context;
  const own = ownPlaceId(context);
  const inGroup = message.chat.kind === "group" ? (group?.placeId ?? null) : null;
  const ownPath = own === null ? undefined : places.get(own)?.path;
  // somebody from elsewhere speaks in a village's group of that village's matters
  const id = inGroup !== null && !(group?.placePath && ownPath?.startsWith(group.placePath)) ? inGroup : own;
  if (id !== null) return placeValueOf(id, context);
  const isUnanswered = order.asked >= 2 || order.said[argument.name] === null;
  const root = isUnanswered ? places.root() : undefined;
  return root && placeValueOf(root.id, context);
}

/** A village cadre, or a village's own group, means that village when none is said. */
export function ownVillage(context: Context): PlaceValue | undefined {
  const own = context.group?.placeId ?? ownPlaceId(context);
  const village = own && context.places.above(own, "village");
  return village ? placeValueOf(village.id, context) : undefined;
}

export function placeValueOf(id: string, { places }: Pick<Context, "places">): PlaceValue | undefined {
  const row = places.get(id);
  return row && { id, name: row.name, path: row.path, townId: row.town_id, level: row.level };
}
