import type { Found } from "./found.ts";
import { foundOf } from "./found.ts";
import { CLOSENESS, type Closeness, placeStretches } from "./place-calls.ts";
import { callKey, lineOf, type Place, type PlaceIndex } from "./place-index.ts";
import { type Scopes, scopesAround } from "./scope.ts";

/** Longer texts are no call of a place. */
const LONGEST_CALL = 60;

const OWN_LEVEL = new Map(
  Object.entries({
    村: "village",
    社区: "village",
    镇: "town",
    乡: "town",
    街道: "town",
    县: "county",
    社: "section",
    组: "section",
    湾: "hamlet",
  }),
);

const OWN = /^(?:本|我们|俺们|咱们|我|俺|咱)(村|社区|镇|乡|街道|县|社|组|湾)(?![长委民])/;
const OWN_IN_FRONT =
  /^(?:(?:本|我们|俺们|咱们|我|俺|咱)(村|社区|镇|乡|街道|县|社|组)[里上]?|(村|镇|乡|县|社|组)[里上])的?(?=.)/;

type OwnPlace = { readonly place: Place; readonly length: number };

function own(match: RegExpExecArray | null, speakerPlaceId: string | null, index: PlaceIndex): OwnPlace | null {
  if (match === null || speakerPlaceId === null) return null;
  const level = OWN_LEVEL.get(match[1] ?? match[2] ?? "");
  const place = lineOf(speakerPlaceId, index.byId).find((above) => above.level === level);
  return place === undefined ? null : { place, length: match[0].length };
}

/** 我们村, 本镇 at the beginning of a text: the speaker's own. */
export function ownPlace(text: string, speakerPlaceId: string | null, index: PlaceIndex): OwnPlace | null {
  return own(OWN.exec(text), speakerPlaceId, index);
}

/** The same where a person's call follows: 我们村王主任, 镇上的周镇长. */
export function ownInFront(text: string, speakerPlaceId: string | null, index: PlaceIndex): OwnPlace | null {
  return own(OWN_IN_FRONT.exec(text), speakerPlaceId, index);
}

function placesCalled(word: string, furthest: Closeness, scopes: Scopes, index: PlaceIndex): readonly Place[] {
  for (const closeness of CLOSENESS.slice(0, CLOSENESS.indexOf(furthest) + 1)) {
    const whole = placeStretches(word, 0, closeness, scopes, index).find((stretch) => stretch.end === word.length);
    if (whole !== undefined) return whole.places;
  }
  return [];
}

/**
 * The place meant by `said` when somebody at `speakerPlaceId` says it: a name, an alias, a part of a village's name,
 * a section by its number, a path, pinyin. The speaker's village first, then the town, then the county.
 * Nothing further from the word than `furthest` is taken.
 */
export function findPlace(
  said: string,
  speakerPlaceId: string | null,
  index: PlaceIndex,
  furthest: Closeness = "sound",
): Found<Place> {
  const word = callKey(said).replace(/^[/“"「『（(]+|[/”"」』）)。.，,！!？?：:；;]+$/g, "");
  if (word === "" || word.length > LONGEST_CALL) return { kind: "none" };
  const own = ownPlace(word, speakerPlaceId, index);
  if (own?.length === word.length) return { kind: "one", value: own.place };
  return foundOf(placesCalled(word, furthest, scopesAround(speakerPlaceId, index.byId), index));
}
