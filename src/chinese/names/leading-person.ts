import { fold } from "../fold.ts";
import {
  bestMeant,
  type PersonSearch,
  type PlacedCall,
  placedCalls,
  soundingLike,
  withoutDots,
} from "./find-person.ts";
import { foundOf } from "./found.ts";
import { leadingKinship, relativeLength } from "./kinship.ts";
import { cut, isBoundary, type Leading } from "./leading-place.ts";
import { personCalls } from "./person-call.ts";
import type { Place, PlaceIndex } from "./place-index.ts";
import { type Roster, type RosterPerson, rosterOf } from "./roster.ts";
import { leadingSurnames, startsWithCommonSurname } from "./surname.ts";
import { leadingTitle } from "./title.ts";

/** Characters of the longest call of a person, with a place in front. */
const LONGEST = 24;

/** Whether a call may be followed by anything: 秀英 may not, since 建国路 is no person. */
function standsGlued(call: PlacedCall): boolean {
  return call.given === undefined && (call.unit === undefined || call.plain);
}

/**
 * Whom the word means. A blank inside stands behind a place (柳河 王秀英) or lines up a name of two characters (王　芳);
 * 老李 家 is not 老李家.
 */
function meantAt(word: string, isWord: boolean, within: readonly Place[] | null, search: PersonSearch) {
  const calls =
    within === null
      ? placedCalls(word, isWord ? "part" : "exact", search.speakerPlaceId, search.index)
      : personCalls(word).map((call) => ({ within, ...call }));
  const usable = isWord ? calls : calls.filter(standsGlued);
  if (!/\s/.test(word)) return bestMeant(usable, search);
  const name = { plain: true, name: word.replace(/\s/g, ""), within };
  return bestMeant([name, ...usable.filter((call) => within === null && call.within !== null)], search);
}

/** A call that shows itself as one without any roster: 赫书记, 老李家, 王大爷, 妇联主任. */
export function plainCall(text: string): string {
  const title = leadingTitle(text);
  if (title !== "") return title;
  const familiar = /^[老小]/.test(text) && startsWithCommonSurname(text.slice(1)) ? text.slice(1) : null;
  if (familiar !== null) {
    const surname = leadingSurnames(familiar)[0] ?? "";
    const house = /^家/.test(familiar.slice(surname.length)) ? 1 : 0;
    return text.slice(0, 1 + surname.length + house);
  }
  if (!startsWithCommonSurname(text)) return "";
  const surname = leadingSurnames(text)[0] ?? "";
  const behind = text.slice(surname.length);
  const word = leadingTitle(behind) || leadingKinship(behind);
  return word === "" ? "" : surname + word;
}

type Options = { readonly within?: readonly Place[] };

/**
 * The longest call of a person at the beginning of a text, with or without a blank behind it: `赫书记低保、路灯` is
 * 赫书记 and 低保、路灯. `none` when it reads like a call but nobody on the roster is meant; null when it is no call.
 * With `within`, a place was said before and nobody outside it is meant.
 */
export function leadingPerson(
  text: string,
  speakerPlaceId: string | null,
  index: PlaceIndex,
  people: readonly RosterPerson[] | Roster,
  options: Options = {},
): Leading<RosterPerson> | null {
  const folded = fold(text.slice(0, LONGEST * 4));
  const plain = folded.text.toLowerCase();
  const start = /^[\s@]*/.exec(plain)?.[0].length ?? 0;
  const search = { speakerPlaceId, index, roster: rosterOf(people) };
  const within = options.within ?? null;
  const longest = search.roster.size === 0 ? 0 : LONGEST;
  for (let end = Math.min(plain.length, start + longest); end > start + 1; end--) {
    const word = plain.slice(start, end);
    if (/\s$/.test(word)) continue;
    const hits = meantAt(withoutDots(word), isBoundary(plain, end), within, search);
    if (hits.length === 0) continue;
    const relative = relativeLength(plain.slice(end));
    return cut(text, folded.at, end + relative, relative > 0 ? { kind: "none" } : foundOf(hits));
  }
  const written = /^\p{Script=Han}{2,4}(?=$|[\s，,。;；:：!！?？])/u.exec(plain.slice(start))?.[0] ?? "";
  const alike = soundingLike([{ plain: true, name: written, within }], search);
  if (alike.length > 0) return cut(text, folded.at, start + written.length, { kind: "several", values: alike });
  const call = plainCall(plain.slice(start));
  return call === "" ? null : cut(text, folded.at, start + call.length, { kind: "none" });
}
