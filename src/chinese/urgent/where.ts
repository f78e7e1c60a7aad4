import { fold } from "../fold.ts";
import type { Place, PlaceIndex } from "../names/index.ts";
import { placeAt } from "../names/leading-place.ts";
import { mayBeginSection } from "../names/section-number.ts";

const mostRead = 200;
const isNumeral = (character: string): boolean => character !== " " && mayBeginSection(character);
const isDigit = (character: string): boolean => /\d/.test(character);

/** Whether a numeral goes on here: in 二十三社 at 三, and not in 119三社, where digits end before it. */
const goesOn = (text: string, at: number): boolean =>
  isNumeral(text.charAt(at - 1)) && isDigit(text.charAt(at - 1)) === isDigit(text.charAt(at));

/** The first place that is named anywhere in a text and can be no other. */
export function whereSaid(text: string, near: string | null, index: PlaceIndex): Place | null {
  const folded = fold(text.slice(0, mostRead)).text.toLowerCase();
  for (let at = 0; at < folded.length; at++) {
    const stretch = placeAt(folded, at, near, index);
    if (stretch === null || stretch.end - at < 2) continue;
    const [place, other] = stretch.places;
    // 二十三社 is not 三社; a village whose name begins with a numeral is itself, whatever number stands before
    if (place?.level === "section" && goesOn(folded, at)) continue;
    if (place && !other) return place;
    at = stretch.end - 1;
  }
  return null;
}
