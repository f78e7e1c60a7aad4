import type { Reading } from "./combine.ts";
import { joint, REMIND } from "./marks.ts";
import type { Span } from "./phrase.ts";
import { before } from "./scan.ts";

/**
 * The one rule: what stands directly before, after or between the words of a time and looks like time itself must
 * have been read. A reading that leaves such words over is not closed, and is asked.
 */
export type Open = { readonly why: "unread" | "remainder" | "event"; readonly span: Span };

const TIMELY = "天日晌午黑夜更亮晚早晨伏宵昼暮晡旬";
const HAN = "一二三四五六七八九十廿两";
/** Where a word is over: behind it the end or any sign (~, …, a smiley) that does not lead on to another. */
const OVER = "(?! ?(?:[\\u4e00-\\u9fffA-Za-z\\d、/:-]|\\.\\d))";

/** Words with such a character that say nothing of time. */
const HARMLESS =
  /(?:[聊谈]天|[春夏秋冬晴阴雨雪]天气?|老天|露天|航天|假日|节日|生日|抗日|向日|平日|往日|昔日|他日|终日|今后|年夜|星夜|变更|更[加好多新正改换名衣]|照亮|漂亮|响亮|明亮|月亮|天亮|路灯亮|亮化|趁早|及早|尽早|提早|早已|早就|早[些点]|昨晚|当晚|声明|说明|证明|表明|文明|发明|聪明|简明|透明|照明|注明|写明|讲明|建明|晓|黄昏|发昏)$/;

/** 四更天|三点, 二四六|早上: unread words or numbers in front of a clock. */
const BEFORE_CLOCK = new RegExp(
  `(?:[${TIMELY}][\\u4e00-\\u9fff]{0,2}|头|初|九|快|将近|接近|不到|挨|靠近|(?<![老小阿王李张刘陈第星期周拜])[${HAN}]{1,4}|\\d(?<![A-Za-z\\d]{5,}))$`,
);

/** 大外|后天, 前|昨天: a word before a day that moves it. */
const BEFORE_DAY = /[外再]$|大(?<![老]大)$/;

const AFTER = new RegExp(
  `^(?:点(?!名|评|心|赞|到)|时(?!候|间|常)|刻|[${TIMELY}](?![气桥线然花津安河台报子班板化灯里下不冷热晴阴好凉暖旱])|[${HAN}]{1,3}(?:${OVER}| |提醒|叫|喊)|(?:\\d{1,2}|[${HAN}几]{1,4})[点时:.](?!意见|要求|建议)|\\d{1,2}\\.\\d|\\d{3,4}(?:${OVER}| |提醒|叫|喊)|[过差](?:[${HAN}]|\\d|半|点|些)|半(?:${OVER}| |提醒|叫|喊)|[一三]刻|(?:稍微?|偏|略微?|再)?[早晚](?:些|一些|点|一点)|(?:当口|跟前|边上|边儿|前后脚|开外|出头|零几))`,
);

/** An event right before the verb: 结束后提醒我 */
const EVENT =
  /(?:完[\u4e00-\u9fff]{0,4}|结束|散会|散场|[^忘对好行记得住]了(?![,，])|后|以后|之后|[^以提目跟面]前|之前|那[天会]儿?|的时候|的时|时候|过后|罢|一到|走时|来时)[,，]? ?(?:再|就|立马|马上|立刻|赶紧|赶快|记得|请|麻烦|你|给|都|也)*$/;
const NO_EVENT =
  /(?:别忘了?|不要忘了?|到时候?|到点|届时|准时|按时|及时|同时|临时|随时|定时|该[\u4e00-\u9fff]{1,8}了|[要快]\S{1,8}了|前后)[,，]? ?(?:再|就|记得|请|麻烦|你|给|都|也)*$/;

/** The second of two times, when the first was not read. */
const EITHER = /(?:或者?|要么|\d还是)$/;

/** Before a relative time: 开完会半小时后 counts from the meeting, not from now. */
const FROM_EVENT =
  /(?:完[\u4e00-\u9fff]{0,3}|[^忘对好行记]了|后|结束|之后|以后|散会|罢|到家|回来|起床|下班|放学|的?时候|那会儿?)(?:的|再过|过|再等)?$/;

const EXCEPT = new RegExp(
  `除[^,，。]{1,10}[外都]|除[了去开掉][^,，。]{1,10}${OVER}|除外|例外|(?:不用|不必|甭|不要|免)(?:再)?(?:提醒|叫|喊|管|发|通知)?我?[了的啊呀哈吧哦噢呢嘛]{0,2}${OVER}|不算|不含|不包括|不在内|跳过|隔过|(?:周末|节假日|假期|双休|法定|放假|周[一二三四五六日天]|星期[一二三四五六日天]|礼拜[一二三四五六日天]|[号日]|月|初[一二三四五六七八九十]|十五|下雨天?|雨天|[冬夏]天)[ ,，]?(?:就|都|的?话?|那天|的时候)?(?:不|别|免|甭|休|停|莫|勿|没)`,
);
const COUNTED = new RegExp(
  `(?:[\\d二三四五六七八九十两几]+ ?)(?:次|遍|趟)|[两三四五六七八九十几\\d]回(?![来家去答复访信话款收执报])|(?:连续|持续|连着|一连|坚持|总共|一共|为期|先)[\\d一二三四五六七八九十半两几]+ ?个?(?:天|日|周|月|星期|礼拜|年|晚)|(?:[号日天底初年]|周[一二三四五六])(?:开始|起(?![床来]))|为止|为限|结束为|(?:直到|到|至|截止到?)(?:[^,，。]{0,8})(?:结束|年底|月底|过年|开春|麦收|秋收|完工|为止|[年月号日](?:${OVER}|(?=提醒|止))|(?:周|星期|礼拜)[一二三四五六日天])`,
);
const SEASON =
  /(?:那[几些段阵][\u4e00-\u9fff]{0,2}|双抢|时节|季节|的时候|汛期|暑假|寒假|农忙|[春夏秋冬](?:季|天)|期间|\d月|[一二三四五六七八九十]月|上半年|下半年|今年|明年|本月|这个?月|下个?月|这周|本周|下周)(?:里|内|份|的|间)?[,，]? ?$/;

/** What of a text a reading has left unread beside itself; null when it is closed. */
export function openAt(text: string, reading: Reading, from: number): Open | null {
  const { phrase } = reading;
  const { start } = reading.span;
  const { end } = reading.also ?? reading.span;
  const head = text.slice(Math.max(from, start - 8), start);
  const left = unreadBefore(text, reading, head);
  if (left) return { why: "unread", span: { start: start - left, end: start } };
  // a day still waits for its clock behind a pause or a filler
  const waits = phrase.kind === "moment" && (!phrase.clock || phrase.clock.partOnly) && !phrase.edge;
  const beside = waits ? end + (joint(text, end)?.[0].length ?? 0) : end;
  const right = AFTER.exec(text.slice(beside, beside + 6));
  if (right && phrase.kind !== "vague") return { why: "unread", span: { start: end, end: beside + right[0].length } };
  if (phrase.kind === "rule") {
    const remainder = remainderOf(text, reading.span);
    if (remainder) return { why: "remainder", span: remainder };
  }
  return eventBefore(text, end);
}

function unreadBefore(text: string, reading: Reading, head: string): number {
  const { phrase, span } = reading;
  const either = EITHER.exec(before(text, span.start, 3));
  if (either) return either[0].length;
  if (phrase.kind === "relative") return FROM_EVENT.test(before(text, span.start, 8)) ? 2 : 0;
  if (phrase.kind !== "moment" && phrase.kind !== "rule") return 0;
  if (phrase.kind === "moment" && (phrase.day === null || phrase.clockFirst)) {
    const match = BEFORE_CLOCK.exec(head);
    return match && !HARMLESS.test(before(text, span.start, 3)) ? match[0].length : 0;
  }
  const relative = phrase.kind === "moment" && phrase.day?.kind === "relative";
  return relative && BEFORE_DAY.test(head) ? 1 : 0;
}

/** A rule's exceptions, bounds and counts that it does not hold. */
function remainderOf(text: string, span: Span): Span | null {
  const sentence = sentenceAround(text, span);
  const around = text.slice(sentence.start, sentence.end);
  const lead = text.slice(sentence.start, span.start);
  for (const pattern of [EXCEPT, COUNTED]) {
    const match =
      pattern.exec(around.slice(0, span.start - sentence.start)) ?? pattern.exec(text.slice(span.end, sentence.end));
    if (match) return span;
  }
  return SEASON.test(lead.slice(-8)) ? span : null;
}

/** 后天上午培训，结束后提醒我: the verb belongs to an event nobody can time. */
function eventBefore(text: string, end: number): Open | null {
  const rest = text.slice(end, end + 60);
  const stop = rest.search(/[。;!?\n]/);
  const sentence = stop < 0 ? rest : rest.slice(0, stop);
  const verb = REMIND.exec(sentence);
  if (!verb) return null;
  const between = sentence.slice(0, verb.index);
  if (between === "" || !EVENT.test(between) || NO_EVENT.test(between)) return null;
  return { why: "event", span: { start: end, end: end + verb.index } };
}

function sentenceAround(text: string, span: Span): Span {
  const lead = text.slice(Math.max(0, span.start - 40), span.start);
  const stop = Math.max(...["。", "!", "?", ";", "\n"].map((each) => lead.lastIndexOf(each)));
  const tail = text.slice(span.end, span.end + 40);
  const next = tail.search(/[。;!?\n]/);
  return { start: span.start - lead.length + stop + 1, end: span.end + (next < 0 ? tail.length : next) };
}
