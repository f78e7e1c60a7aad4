import { fold } from "../fold.ts";
import type { Place, PlaceIndex } from "../names/index.ts";
import { placeAt } from "../names/leading-place.ts";
import { mayBeginSection } from "../names/section-number.ts";

const mostRead = 200;
const isNumeral = (character: string): boolean => character !== " " && mayBeginSection(character);

/** The first place that is named anywhere in a text and can be no other. */
export function whereSaid(text: string, near: string | null, index: PlaceIndex): Place | null {
  const folded = fold(text.slice(0, mostRead)).text.toLowerCase();
  for (let at = 0; at < folded.length; at++) {
    // 二十三社 is not 三社, and 第3128号 is gone through once
    if (mayBeginSection(folded.charAt(at)) && isNumeral(folded.charAt(at - 1))) continue;
    const stretch = placeAt(folded, at, near, index);
    if (stretch === null || stretch.end - at < 2) continue;
    const [place, other] = stretch.places;
    if (place && !other) return place;
    at = stretch.end - 1;
  }
  return null;
}
