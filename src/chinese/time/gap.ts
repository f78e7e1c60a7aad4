import { REMIND } from "./marks.ts";
import type { Phrase } from "./phrase.ts";
import { before } from "./scan.ts";

/**
 * How a phrase stands to the one before it: nothing but signs and fillers between (`touch`), other words of the same
 * sentence (`near`), a verb of reminding (`verb`), the end of a sentence (`apart`), or a word that joins the two.
 */
export type Gap = "touch" | "near" | "verb" | "apart" | "or" | "and" | "to" | "from" | "instead";

const OR = /^[,，]? ?(?:或者?是?|还是|要么|要不|抑或|不然就?|不是)(?:是|在)?$/;
const AND = /^(?: ?(?:、|和|跟|与|及|以及|同|还有|外加) ?)$/;
const TO = /^ ?(?:到|至|-+|~+|—+|–|\/) ?$/;
const FROM = /^(?:起|开始|打头)[,，]? ?$/;
const TOUCH = /^(?:[ ,，、:()（）]|[啊呢吧嘛哈呀哦噢喔哎诶]|的话?|那个|这个|就是|就|是|在|于|大概|大约|差不多|约)*$/;
const STOP = /[。;!?\n]/;

const CORRECTION =
  /^[^\u4e00-\u9fffA-Za-z\d]*(?:我|刚才|刚刚|刚)?(?:(?:哦|噢|喔|啊|哎|诶|唉|呀|不)?[,，]? ?(?:不不|不对|不是|不,|不，|错了|说错了?|讲错了?|记错了?|打错了?|口误|搞错了?|弄错了?|更正)(?:一下|了)?|[哦噢喔啊哎]不|改(?:成|到|为|在)|换(?:成|到)|挪到|推迟到|延到|推到|提前到|应该是|应是|而是|其实是)[ ,，。!:]*(?:改?是|应该是?|应是|改?到|改?成|换成|在)?[ ,，]*$/;
/** 明天早上提醒我，不对，中午提醒我: the verb was already said. */
const ASKED = /^[ ,，]*(?:提醒|叫|喊|通知)我?(?:一声|一下)?(?=[^\u4e00-\u9fffA-Za-z\d])/;
/** 周三例会改到周四: with the matter between. */
const MOVED = /^[^,，。;]{0,8}(?:改|挪|调|推迟|延|延期|提前|换|推)(?:到|至|成|为)(?:了)?$/;
const REFUSED =
  /^[ ,，]*(?:不行|不成|不中|不得行|不得闲|没空|没时间|不方便|来不及|太早了?|太晚了?|算了)(?:了|的话)?[,，]? ?(?:还是|就|改|换|那就|改到|换到|要不|不如)?(?:是|到|在)? ?$/;
/** The beginning of 不是周三是周四, in front of what is taken back. */
export const NOT_BEFORE = /(?:不是|不在|不要|并非|别)(?:说?的?是)?$/;
const BUT = /^[ ,，]*(?:而?是|应该是|要|改|在|改到|改成)?[ ,，]*$/;

/** The gap between two phrases that follow each other in a text. */
export function gapBetween(text: string, last: Phrase, next: Phrase): Gap {
  const between = text.slice(last.end, next.start);
  if (between.length <= 14) {
    if (NOT_BEFORE.test(before(text, last.start, 5)) && BUT.test(between)) return "instead";
    if (between === "") return sideBySide(last, next) ? "and" : "touch";
    if (OR.test(between)) return "or";
    if (next.kind === "rule" && last.kind === "moment" && FROM.test(between)) return "from";
    if (AND.test(between) || (between.trim() === "" && sideBySide(last, next))) return "and";
    if (TO.test(between)) return "to";
    if (CORRECTION.test(between.replace(ASKED, "")) || REFUSED.test(between) || MOVED.test(between)) return "instead";
    if (TOUCH.test(between)) return "touch";
  }
  if (STOP.test(between)) return "apart";
  return REMIND.test(between) ? "verb" : "near";
}

/** 周三周五上午九点: two days of one kind, and a clock that is meant for both. */
function sideBySide(last: Phrase, next: Phrase): boolean {
  if (last.kind !== "moment" || next.kind !== "moment" || last.clock !== null) return false;
  return last.day !== null && last.day.kind === next.day?.kind && !sameDay(last.day, next.day);
}

export function sameDay(first: unknown, second: unknown): boolean {
  return JSON.stringify(first) === JSON.stringify(second);
}
