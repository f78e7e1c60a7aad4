import type { Place, RosterPerson } from "../names/index.ts";
import { leadingKinship, relativeLength } from "../names/kinship.ts";
import { plainCall } from "../names/leading-person.ts";
import { placeAt } from "../names/leading-place.ts";
import { startsWithCommonSurname } from "../names/surname.ts";
import { leadingTitle, leadingUnit } from "../names/title.ts";
import type { Span } from "./draft.ts";
import type { ReaderWorld } from "./prepare.ts";
import { villageOf } from "./whom.ts";

export type PlaceMention = Span & { readonly is: "place"; readonly places: readonly Place[] };
export type PersonMention = Span & {
  readonly is: "person";
  /** the call without 家 behind it; null for somebody who is only described */
  readonly call: string | null;
  /** those who bear it as their whole name */
  readonly named: readonly RosterPerson[];
  readonly house: boolean;
};
export type Mention = PlaceMention | PersonMention;

const NUMERAL = /[0-9一二两三四五六七八九十第]/;
const OWN = /[本我俺咱]/;
/** What may stand before somebody's name. */
const BEFORE =
  /(?:^|[^\p{Script=Han}]|[找跟和与同给见访望问约对到去向陪带让请叫让由]|[访望问见]了|慰问|群众|入户|家访|提醒|通知|的|里|社|组|村|镇|乡|湾)$/u;
/** What may follow a name. */
const AFTER =
  /^(?:$|[^\p{Script=Han}]|家|[谈说聊唠讲拉啦摆反问交提来去在的他她同也都又就这那有要想答保承和跟与及昨今前明上下]|一起|一块|打(?:来|电话|了)|陪|领|带路|约|表态|汇报|不在|[吧呢啊呀嘛了哈](?!\p{Script=Han}))/u;
const NO_NAME = /^[老小](?:房[子屋]|白[菜干]|石[头桥]|金库|路|井|厂|田地|段|江|龙虾|牛犊|孔|管道|党|单位|温|查|隔壁)/;
/** 干部, 老师 speak of anybody. */
const ANYBODY = /^(?:村|镇|乡|县|社区|包村|驻村)?(?:干部|老师|委员|专干|医生|大夫|干事)$/;

/** Places and people of a folded text, left to right, each position once. */
export function mentionsOf(text: string, from: number, to: number, speakerPlaceId: string | null, world: ReaderWorld) {
  const found: Mention[] = [];
  const line = text.slice(0, to);
  for (let at = from; at < to; ) {
    const place = placeMention(line, at, speakerPlaceId, world);
    const person = personMention(line, at, found.at(-1), world);
    const mention = place && person ? (person.end > place.end ? person : place) : (place ?? person);
    if (mention) found.push(mention);
    at = mention ? mention.end : at + 1;
  }
  return found;
}

function placeMention(text: string, at: number, speaker: string | null, world: ReaderWorld): PlaceMention | null {
  const first = text.charAt(at);
  if (NUMERAL.test(text.charAt(at - 1)) && NUMERAL.test(first)) return null;
  if (!world.index.heads.has(text.slice(at, at + 2)) && !NUMERAL.test(first) && !OWN.test(first)) return null;
  const stretch = placeAt(text, at, speaker, world.index);
  if (stretch === null || stretch.end - at < 2) return null;
  return { is: "place", start: at, end: stretch.end, places: stretch.places };
}

function nameLength(text: string, at: number, world: ReaderWorld): number {
  const longest = world.nameHeads.get(text.slice(at, at + 2)) ?? 0;
  for (let length = Math.min(longest, text.length - at); length > 1; length--)
    if (world.people.has(text.slice(at, at + length))) return length;
  return 0;
}

function personMention(text: string, at: number, last: Mention | undefined, world: ReaderWorld): PersonMention | null {
  const length = nameLength(text, at, world);
  const rest = text.slice(at + length, at + length + 12);
  // 温暖, 向阳 are words too: two characters are a name where one can stand
  if (length > 2 || (length === 2 && isName(text, at, last, rest, world))) {
    const named = world.people.get(text.slice(at, at + length)) ?? [];
    return ended(text, at, at + length + (leadingTitle(rest) || leadingKinship(rest)).length, named);
  }
  const ahead = text.slice(at, at + 14);
  // 妇联主任王春梅
  const title = leadingTitle(ahead);
  const titled = title === "" ? 0 : nameLength(text, at + title.length, world);
  if (titled > 0) {
    const end = at + title.length + titled;
    return ended(text, at, end, world.people.get(text.slice(at + title.length, end)) ?? []);
  }
  const unit = leadingUnit(ahead);
  const behind = unit === "" ? "" : plainCall(ahead.slice(unit.length));
  const before = text.slice(Math.max(0, at - 4), at);
  const stands = () => last?.end === at || BEFORE.test(before);
  const call = behind === "" ? callOf(ahead, stands) : unit + behind;
  if (call !== "" && !ANYBODY.test(call)) return ended(text, at, at + call.length, []);
  const unknown = startsWithCommonSurname(ahead) && stands() ? unknownName(ahead, before) : 0;
  return unknown > 0 ? ended(text, at, at + unknown, []) : null;
}

const MET = /(?:[找跟和与同给见]|[陪带领跟随]着|看望了?|慰问了?|走访了?|提醒一?下?)$/u;
/** Between two of a row. */
const AND = /^[、,，和跟与及]$/u;

/** Whether two characters that are somebody's name are meant so here. */
function isName(text: string, at: number, last: Mention | undefined, rest: string, world: ReaderWorld): boolean {
  const before = text.slice(Math.max(0, at - 4), at);
  if (leadingTitle(rest) !== "" || MET.test(before) || nameLength(text, at + 2, world) > 0) return true;
  if ((last?.end === at || BEFORE.test(before)) && AFTER.test(rest)) return true;
  if (last?.is === "person" && last.end === at - 1 && AND.test(text.charAt(at - 1))) return true;
  if (last?.end !== at || last.is !== "place") return false;
  const bearers = world.people.get(text.slice(at, at + 2)) ?? [];
  return bearers.some((person) => last.places.some(({ id }) => villageOf(person, world)?.id === id));
}

/** 赫书记 anywhere; 老李, 李大爷 where somebody can stand. */
function callOf(ahead: string, stands: () => boolean): string {
  const call = plainCall(ahead);
  if (call === "" || NO_NAME.test(ahead)) return "";
  const titled = leadingTitle(call.slice(1)) !== "" || leadingTitle(call.slice(2)) !== "" || leadingTitle(call) !== "";
  if (titled) return leadingTitle(call) === call && !stands() ? "" : call;
  return stands() && (call.length > 2 || call.endsWith("家") || AFTER.test(ahead.slice(call.length))) ? call : "";
}

/** 孟庆林 between blanks: three characters that can hardly be anything else. */
const NAMELIKE =
  /^(?!安全|高血压|白内障|石棉瓦|金银花|施工)\p{Script=Han}[^\s\P{Script=Han}塌漏坏修建水电灯井桥渠路款费钱险证补贴检查棚的了子]{2}(?=[\s,，。]|$)/u;
const VERB_BEFORE = /(?:[找跟和与同见访望问]|慰问|群众|入户|家访|社|组|村|湾|[\s,、])$/u;

/** 张有福家: behind a surname, a name the roster does not hold, told by what follows. */
function unknownName(ahead: string, before: string): number {
  if (!VERB_BEFORE.test(before)) return 0;
  if (NAMELIKE.test(ahead) && /[\s,、众]$/u.test(before)) return 3;
  for (const length of [3, 2])
    if (/^\p{Script=Han}+$/u.test(ahead.slice(0, length)) && ends.test(ahead.slice(length))) return length;
  return 0;
}
const ends =
  /^(?:家(?:里|的|[^\p{Script=Han}]|$|[看坐转走谈聊房屋院有没漏])|谈|聊|唠|拉家常|拉呱|啦呱|摆龙门阵|交流|(?:的)?老婆)/u;

/** With 家 behind it; with kin behind it (李大山他爹) it is somebody else, who is only described. */
function ended(text: string, start: number, end: number, named: readonly RosterPerson[]): PersonMention {
  const relative = relativeLength(text.slice(end, end + 10));
  const call = relative > 0 ? null : text.slice(start, end).replace(/(?<=..)家$/, "");
  const far = end + relative;
  const house = /^家里?(?![长属])/.exec(text.slice(far, far + 3))?.[0] ?? "";
  const isHouse = house !== "" || text.charAt(far - 1) === "家";
  return { is: "person", start, end: far + house.length, call, named: relative > 0 ? [] : named, house: isHouse };
}
