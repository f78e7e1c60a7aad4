import { leadingKinship } from "../names/kinship.ts";
import type { Roster, RosterPerson } from "../names/roster.ts";
import { leadingSurnames, startsWithCommonSurname } from "../names/surname.ts";
import { leadingTitle } from "../names/title.ts";

/** Somebody spoken of in a folded text, and who of the roster that can be. */
export type Mention = {
  readonly start: number;
  readonly end: number;
  readonly personIds: readonly string[];
  /** somebody of the roster who holds a post, or officials as such */
  readonly inOffice: boolean;
};

const officials = /^(?:[村镇乡社组]里?的?)?(?:干部|领导|当官的|管事的|头头|两委)(?!培训|会|大会)/;
const crowd = /^(?:人民|广大|各位|全体)/;

/** Everybody spoken of: by a name of the roster, also miswritten with the same sound; by post; as 老王, 李某, 王姐. */
export function mentionsIn(text: string, roster: Roster): readonly Mention[] {
  const found: Mention[] = [];
  for (let at = 0; at < text.length; at++) {
    const mention = mentionAt(text, at, roster);
    if (!mention) continue;
    found.push(mention);
    at = mention.end - 1;
  }
  return found;
}

function mentionAt(text: string, at: number, roster: Roster): Mention | null {
  const rest = text.slice(at, at + 24);
  const named = roster.nameAt(rest);
  if (named) {
    const title = leadingTitle(rest.slice(named.length));
    return {
      start: at,
      end: at + named.length + title.length,
      personIds: named.people.map(({ id }) => id),
      inOffice: named.people.some(holdsPost),
    };
  }
  if (crowd.test(rest)) return null;
  const official = officials.exec(rest)?.[0] ?? "";
  if (official) return { start: at, end: at + official.length, personIds: [], inOffice: true };
  const title = leadingTitle(rest);
  if (title) {
    const personIds = idsOf(roster, { title });
    return { start: at, end: at + title.length, personIds, inOffice: personIds.length > 0 };
  }
  return surnameAt(text, at, rest, roster);
}

/** 王主任, 王姐, 李某, 李老三, 老王, 小李 */
function surnameAt(text: string, at: number, rest: string, roster: Roster): Mention | null {
  const familiar = /^[老小]/.test(rest) && !things.test(rest) ? 1 : 0;
  const behind = rest.slice(familiar);
  if (!startsWithCommonSurname(behind)) return null;
  const surname = leadingSurnames(behind)[0] ?? "";
  const next = behind.slice(surname.length);
  const title = leadingTitle(next);
  const kin = beginsWord.test(text.slice(0, at)) ? leadingKinship(next) : "";
  const word = title || (/^(?:某某?|老[大二三四五六七八九幺])/.exec(next)?.[0] ?? kin);
  if (!familiar && !word) return null;
  const personIds = idsOf(roster, title ? { surname, title } : { surname });
  return {
    start: at,
    end: at + familiar + surname.length + word.length,
    personIds,
    // 老马 may be anybody of that name
    inOffice: title !== "" && personIds.length > 0,
  };
}

/** 小金库 is nobody called 金. */
const things = /^[老小](?:金库|白菜|龙虾|[石江田林路庄]|苗[圃木]|牛犊|段时|毛[病驴]|向|方[便面])/;
/** Before a surname with a word of kin: 提高婆婆 is nobody called 高. */
const beginsWord = /(?:^|\P{Script=Han}|[的是被给和跟找向请让说叫个位家村社组镇庄湾里])$/u;

const holdsPost = ({ posts }: RosterPerson): boolean => posts.some(({ role }) => role !== "villager");

const idsOf = (roster: Roster, call: { title?: string; surname?: string }): readonly string[] => [
  ...new Set(roster.meant({ plain: true, ...call }).map(({ person }) => person.id)),
];
