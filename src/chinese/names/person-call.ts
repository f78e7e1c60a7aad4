import { isKinship, isRelative } from "./kinship.ts";
import { leadingSurnames } from "./surname.ts";
import { titleOfShort } from "./title.ts";

/**
 * One way to read what somebody called a person. All that is given must hold. `plain` readings say who it is
 * (a full name, a title, a surname with a title); the others are the looser ways of a village and count only
 * when no plain one finds anybody.
 */
export type PersonCall = {
  readonly plain: boolean;
  readonly name?: string;
  readonly surname?: string;
  readonly given?: string;
  /** a word the title ends with or means */
  readonly title?: string;
  /** a word that stands in the same title: 妇联 in 妇联王主任 */
  readonly unit?: string;
};

/** With the parts of a dotted name. */
const LONGEST_NAME = 16;
const LONGEST_CALL = 24;

/** 李大山支书, 李大山叔, 李大山家 */
function namedCalls(call: string): readonly PersonCall[] {
  const calls: PersonCall[] = call.length > 1 && call.length <= LONGEST_NAME ? [{ plain: true, name: call }] : [];
  for (let i = 2; i <= Math.min(LONGEST_NAME, call.length - 1); i++) {
    const [front, back] = [call.slice(0, i), call.slice(i)];
    if (isRelative(back)) continue;
    if (isKinship(back)) calls.push({ plain: true, name: front }, { plain: false, given: front });
    if (back.length < 2) continue;
    calls.push({ plain: true, name: front, title: back }, { plain: false, given: front, title: back });
  }
  for (let i = 2; i < call.length - 1; i++) {
    if (call.length - i <= 4) calls.push({ plain: true, title: call.slice(0, i), name: call.slice(i) });
  }
  return calls;
}

/** 李支书, 王姐, 马老三, 赵所 */
function surnameCalls(call: string): readonly PersonCall[] {
  return leadingSurnames(call).flatMap((surname): readonly PersonCall[] => {
    const rest = call.slice(surname.length);
    const short = titleOfShort(rest);
    return [
      ...(rest.length > 1 ? [{ plain: true, surname, title: rest }] : []),
      ...(short === null ? [] : [{ plain: false, surname, title: short }]),
      ...(isKinship(rest) ? [{ plain: false, surname }] : []),
    ];
  });
}

const FAMILIAR = /^([老小大阿])([^的]{1,2})$/;

/** 老李, 小陈, 老欧阳; 会计小刘 */
function familiarCalls(call: string): readonly PersonCall[] {
  const found = FAMILIAR.exec(call);
  const surname = found?.[2] ?? "";
  const calls: PersonCall[] = [];
  if (leadingSurnames(surname)[0] === surname && surname !== "") calls.push({ plain: false, surname });
  // 会计小刘, 农机站老冯
  const titled = /^(.{2,})[老小](.)$/.exec(call);
  if (titled !== null) {
    const [, post = "", surname = ""] = titled;
    calls.push({ plain: false, title: post, surname }, { plain: false, unit: post, surname });
  }
  // 赵家老四: by that name, else somebody of the family
  const ranked = /^(..?)家的?(老[大二三四五六七八九幺小]|[大二三四五六七八九幺小]小?子)$/.exec(call);
  if (ranked !== null) {
    const [, family = "", rank = ""] = ranked;
    calls.push({ plain: true, name: family + rank });
    if (leadingSurnames(family)[0] === family) calls.push({ plain: false, surname: family });
  }
  const called = /^姓(.)的?(.*)$/.exec(call) ?? /^姓(..)的(.*)$/.exec(call);
  if (called !== null) {
    const [, name = "", title = ""] = called;
    if (title === "") calls.push({ plain: false, surname: name });
    else if (title.length > 1) calls.push({ plain: true, surname: name, title });
  }
  return calls;
}

/** 妇联王主任, 派出所赵所长, 农机站雷师傅 */
function unitCalls(call: string): readonly PersonCall[] {
  const calls: PersonCall[] = [];
  for (let i = 2; i < call.length - 2; i++) {
    for (const surname of leadingSurnames(call.slice(i))) {
      const title = call.slice(i + surname.length);
      if (isKinship(title)) calls.push({ plain: false, unit: call.slice(0, i), surname });
      if (title.length > 1) calls.push({ plain: true, unit: call.slice(0, i), surname, title });
    }
  }
  return calls;
}

/** 秀英, 建国; 红姐 is read with the surnames */
function givenCalls(call: string): readonly PersonCall[] {
  const calls: PersonCall[] = [];
  if (call.length === 2) calls.push({ plain: false, given: call });
  if (isKinship(call.slice(1))) calls.push({ plain: false, given: call.slice(0, 1) });
  return calls;
}

/** All ways to read a call that holds no place: 李支书, 支书, 王秀英, 老李家. Long texts are no call. */
export function personCalls(said: string): readonly PersonCall[] {
  const call = said.replace(/(?<=..)(家里|家的|家)$/, "");
  if (call === "" || call.length > LONGEST_CALL) return [];
  return [
    ...(call.length > 1 ? [{ plain: true, title: call }] : []),
    ...namedCalls(call),
    ...surnameCalls(call),
    ...unitCalls(call),
    ...familiarCalls(call),
    ...givenCalls(call),
  ];
}
