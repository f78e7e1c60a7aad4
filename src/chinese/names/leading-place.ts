import { fold } from "../fold.ts";
import { ownPlace } from "./find-place.ts";
import { type Found, foundOf } from "./found.ts";
import { placeStretches, type Stretch } from "./place-calls.ts";
import type { Place, PlaceIndex } from "./place-index.ts";
import { scopesAround } from "./scope.ts";
import { mayBeginSection } from "./section-number.ts";

/** The beginning of a text read as a call: whom or what it means, its words, and what follows. */
export type Leading<T> = {
  readonly found: Found<T>;
  /** in the original characters, trimmed */
  readonly said: string;
  /** in the original characters; blanks and a sign between are gone */
  readonly rest: string;
};

/** A call is looked for in this much of the text. */
const WINDOW = 80;

const BOUNDARY = /[\s，,。.、；;：:！!？?（）()“”"'\n]/;

/** Whether a word may end here: at the end, before a blank or a sign, between Latin and Chinese. */
export function isBoundary(text: string, at: number): boolean {
  const [before, after] = [text.charAt(at - 1), text.charAt(at)];
  return after === "" || BOUNDARY.test(after) || (/[a-z]/i.test(before) && !/[a-z]/i.test(after));
}

/** 石门村口 is 石门 + 村口, 新会镇长 is 新会 + 镇长: before these the level word belongs to what follows. */
const TAKES_LEVEL_WORD = /^[长委民里上口头道部干东西南北]/;

function longest(stretches: readonly Stretch[]): Stretch | null {
  return stretches.reduce<Stretch | null>((best, one) => (best === null || one.end > best.end ? one : best), null);
}

/** The longest call that need not end at a boundary; single characters are words of their own. */
function glued(stretches: readonly Stretch[], start: number, text: string): Stretch | null {
  const calls = stretches.filter((one) => one.end - start > 1);
  const call = longest(calls);
  if (call === null || !TAKES_LEVEL_WORD.test(text.slice(call.end))) return call;
  const shorter = calls.find((one) => one.end === call.end - 1 && one.places[0] === call.places[0]);
  return shorter ?? call;
}

const UNKNOWN =
  /^(?:[^\s，,。.；;：:！!？?、]{2,8}(?<!全|各|外|新农|邻)(?:村|社区|镇|乡|街道)|第?[0-9一二三四五六七八九十]{1,3}(?:社|组|网格|小组|村民小组))(?=\s|$)/;

/** With these the speaker's own place begins: 本村, 我们社. */
const OWN_FIRST = /[本我俺咱]/;

/** Whether {@link placeAt} may find anything: asked of every character of a text, where few begin a place. */
function mayBeginPlace(text: string, start: number, { heads }: PlaceIndex): boolean {
  const first = text.charAt(start);
  return heads.has(text.slice(start, start + 2)) || heads.has(first) || mayBeginSection(first) || OWN_FIRST.test(first);
}

/** The call of a place at `start` of folded text by its name or another word for its level; no piece, no sound. */
export function placeAt(text: string, start: number, speakerPlaceId: string | null, index: PlaceIndex): Stretch | null {
  if (!mayBeginPlace(text, start, index)) return null;
  const own = ownPlace(text.slice(start, start + 8), speakerPlaceId, index);
  if (own !== null) return { end: start + own.length, places: [own.place] };
  const close = placeStretches(text, start, "alike", scopesAround(speakerPlaceId, index.byId), index);
  return longest(close.filter((one) => isBoundary(text, one.end))) ?? glued(close, start, text);
}

function stretchAt(text: string, start: number, speakerPlaceId: string | null, index: PlaceIndex): Stretch | null {
  const own = ownPlace(text.slice(start), speakerPlaceId, index);
  if (own !== null) return { end: start + own.length, places: [own.place] };
  const scopes = scopesAround(speakerPlaceId, index.byId);
  const close = placeStretches(text, start, "alike", scopes, index);
  const whole = longest(close.filter((one) => isBoundary(text, one.end)));
  if (whole !== null) return whole;
  return (
    farAt(text, start, speakerPlaceId, index) ??
    glued(close, start, text) ??
    pieceAndBelow(text, start, speakerPlaceId, index) ??
    unknownAt(text, start)
  );
}

/** 卧牛三社老李家: a piece of a village's name is sure, also where words follow at once, when a place of that village stands behind it. */
function pieceAndBelow(text: string, start: number, speaker: string | null, index: PlaceIndex): Stretch | null {
  const far = placeStretches(text, start, "part", scopesAround(speaker, index.byId), index);
  const isBelow = ({ places }: Stretch) => places.every(({ level }) => level === "section" || level === "hamlet");
  const isPiece = ({ end, places }: Stretch) => places.some(({ level }) => level === "village") && end - start > 1;
  const [piece] = far.filter(isPiece).sort((one, other) => one.end - other.end);
  return piece ? longest(far.filter((one) => one.end > piece.end && isBelow(one))) : null;
}

/** A whole word that is a piece of a place's name, or sounds like one: 卧牛, 冬卧牛. */
function farAt(text: string, start: number, speakerPlaceId: string | null, index: PlaceIndex): Stretch | null {
  for (const closeness of ["part", "sound"] as const) {
    const far = placeStretches(text, start, closeness, scopesAround(speakerPlaceId, index.byId), index);
    const piece = longest(far.filter((one) => isBoundary(text, one.end)));
    if (piece !== null) return piece;
  }
  return null;
}

/** 张家口村: a word that reads like a place and is not in the tree. */
function unknownAt(text: string, start: number): Stretch | null {
  const unknown = UNKNOWN.exec(text.slice(start))?.[0];
  return unknown === undefined ? null : { end: start + unknown.length, places: [] };
}

/** The same for a word that holds no place by its name. */
export const farPlaceAt = (text: string, start: number, speaker: string | null, index: PlaceIndex): Stretch | null =>
  farAt(text, start, speaker, index) ?? unknownAt(text, start);

const START = /^[\s@]*/;

/** Cuts folded text at `end` and gives both sides in the original characters. */
export function cut<T>(original: string, at: readonly number[], end: number, found: Found<T>): Leading<T> {
  const middle = at[end] ?? original.length;
  return {
    found,
    said: original.slice(0, middle).trim(),
    rest: original
      .slice(middle)
      .replace(/^(?:[\s\u200b-\u200d\ufeff，,：:、；;]|的(?!确|话|士))+/u, "")
      .trimEnd(),
  };
}

/**
 * The longest call of a place at the beginning of a text, with or without a blank behind it: `东卧牛三社老李家漏雨`
 * is 东卧牛三社 and 老李家漏雨. Null when it begins with none; `none` when it begins with a name that reads like
 * a place but is not in the tree.
 */
export function leadingPlace(text: string, speakerPlaceId: string | null, index: PlaceIndex): Leading<Place> | null {
  const folded = fold(text.slice(0, WINDOW * 2));
  const plain = folded.text.slice(0, WINDOW).toLowerCase();
  const stretch = stretchAt(plain, START.exec(plain)?.[0].length ?? 0, speakerPlaceId, index);
  return stretch === null ? null : cut(text, folded.at, stretch.end, foundOf(stretch.places));
}
