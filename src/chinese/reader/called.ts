import { fold } from "../fold.ts";
import type { Place } from "../names/index.ts";
import { personCalls } from "../names/person-call.ts";
import { titlePiece } from "../names/person-query.ts";
import { startsWithCommonSurname } from "../names/surname.ts";
import { mentionsOf } from "./mentions.ts";
import { type Prepared, withPeople } from "./prepare.ts";
import type { Speaker } from "./scene.ts";

/** What a store must look for so that everybody a text may mean is among the people it hands over. */
export type Called = {
  /** whole names */
  readonly names: readonly string[];
  readonly surnames: readonly string[];
  /** parts of the titles of posts */
  readonly titles: readonly string[];
  readonly places: readonly Place[];
};

/** As much of a text is looked through for whole names, and as many of them are looked for. */
const LOOKED_AT = 600;
const MOST_NAMES = 240;
const MOST_CALLS = 6;

/** Where somebody's name may begin although it begins with a rare surname. */
const BEFORE = /(?:^|[^\p{Script=Han}]|[找跟和与同给见访望问约对陪带])$/u;

/** Whom and where a text may speak of, by its words alone. */
export function calledIn(original: string, { placeId }: Pick<Speaker, "placeId">, prepared: Prepared): Called {
  const text = fold(original.slice(0, LOOKED_AT)).text.toLowerCase();
  const mentions = mentionsOf(text, 0, text.length, placeId, withPeople(prepared, []));
  const calls = mentions.flatMap((one) => (one.is === "person" && one.call !== null ? personCalls(one.call) : []));
  const unique = (words: readonly (string | undefined)[]): string[] => [...new Set(words.flatMap((one) => one ?? []))];
  return {
    names: namesIn(text, new Set(mentions.flatMap((one) => (one.is === "place" ? one.end : [])))),
    surnames: unique(calls.map(({ surname }) => surname)).slice(0, MOST_CALLS),
    titles: unique(
      calls.filter(({ surname, name }) => !surname && !name).map(({ title }) => title && titlePiece(title)),
    )
      .filter((title) => title.length > 0)
      .slice(0, MOST_CALLS),
    places: mentions.flatMap((one) => (one.is === "place" && one.places.length <= MOST_CALLS ? one.places : [])),
  };
}

/** `placeEnds`: 石门窦长贵, behind a place too */
function namesIn(text: string, placeEnds: ReadonlySet<number>): readonly string[] {
  const names = new Set<string>();
  for (let at = 0; at < text.length && names.size < MOST_NAMES; at++) {
    const [han = ""] = /^\p{Script=Han}{2,4}/u.exec(text.slice(at, at + 4)) ?? [];
    const mayBegin = startsWithCommonSurname(han) || placeEnds.has(at) || BEFORE.test(text.charAt(at - 1));
    if (han === "" || !mayBegin) continue;
    for (let length = 2; length <= han.length; length++) names.add(han.slice(0, length));
  }
  for (const [dotted] of text.matchAll(/\p{Script=Han}{1,8}(?:[·•・‧∙⋅●﹒]\p{Script=Han}{1,8})+/gu))
    for (const dot of ["·", "•", "・"]) names.add(dotted.replace(/[·•・‧∙⋅●﹒]/g, dot));
  return [...names].slice(0, MOST_NAMES);
}
