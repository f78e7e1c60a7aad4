import { minutesOf, noHalfPast24, smallHours } from "./hours.ts";
import { type Numeral, readNumeral } from "./numeral.ts";
import type { Clock, Part } from "./phrase.ts";
import { readAfterHour, readMinutes } from "./read-minutes.ts";
import { before, type Hit, sticky } from "./scan.ts";

export type ClockHit = Hit<Clock>;

const ITEMS =
  /^[具个小新主重好关几][体别要点键]?(?:意见|建议|要求|问题|想法)|^(?:的)?(?:意见|建议|要求|问题|想法|体会|看法|希望|理由|原因|好处|说明|内容|措施|启示|不足|收获|共识|感受|做法|经验|注意|事项|疑问|说法|承诺|需要|诉求|情况|请求|打算|安排[:：]|头(?![晌午天])|一线)/;

const LISTING = /(?:[讲提说谈写列记补映]了|提出|强调|总结|归纳|归结|做到|第|这|那|以下|如下)(?:几|以下|如下)?$/;

const LISTING_IF = /[讲提说谈]$/;

const LIST_FOLLOWS = /^(?::|[,，。;；]?(?:一是|一、|第一|首先|其一))/;

const HAVING = /[有共]$/;

const HAVING_FOLLOWS = /^(?:$|[,，。:;；])/;

const A_BIT_BEFORE = /[早晚快慢差好多少有大小高低强长短近远重轻紧厚薄宽窄便清贵亮暗热冷稳稍这那丁半早]$/;

const A_BIT_AFTER = /^(?:也|都|儿|点|不|没|小|心|意|事|[\u4e00-\u9fff]{1,4}[都也][没不])/;

const hourMark = sticky(/ ?(?:点钟?|时(?!候|节|间|常|代|机|段))/);

/** 八点多 is asked; 左右 and its like are taken as said. */
const loosely = sticky(
  / ?(?:(多钟?|过(?:一?点|些)|出头|开外|往后|几分|十?几分)|左右|上下|来钟|许|光景|的?样子|那会儿?|那阵儿?|整|正(?![在好是]))/,
);

const short = sticky(/差 ?/, "差");

/** 八点, 三点半, 七八点, 差十分三点 */
export function readHour(text: string, at: number, part: Part | null, attached: boolean): ClockHit | null {
  const early = readShortOf(text, at, part);
  if (early) return early;
  const number = readNumeral(text, at);
  if (!number || !Number.isInteger(number.value.n) || number.value.n > 99) return null;
  const hour = number.value;
  const about = !hour.exact && hour.or === undefined;
  if (about && hour.n < 10) return null;
  // 统一八点 is not 18点
  if (hour.exact && hour.han && number.end - at > 1 && !/[十廿]/.test(text.slice(at, number.end))) return null;
  const mark = hourMark(text, number.end);
  if (!mark) return null;
  const end = number.end + mark[0].length;
  const plain = !mark[0].endsWith("时");
  if (plain && ITEMS.test(text.slice(end, end + 6))) return null;
  if (!plain && hour.n === 1 && hour.han) return null;
  return hour.or === undefined && !about
    ? oneHour(text, at, { value: hour, end }, part, attached, plain)
    : twoHours(text, hour, end, part);
}

function oneHour(
  text: string,
  at: number,
  hour: Hit<Numeral>,
  part: Part | null,
  attached: boolean,
  plain: boolean,
): ClockHit | null {
  const rest = readAfterHour(text, hour.end);
  if (rest === null) return null;
  if (plain && rest.end === hour.end && !attached && isCount(text, at, hour.value, text.slice(hour.end, hour.end + 6)))
    return null;
  const base = rest.minute < 60 ? minutesOf(hour.value, part, 0).map((each) => each + rest.minute) : [];
  const tail = loosely(text, rest.end);
  const value: Clock = {
    minutes: noHalfPast24(base, hour.value.n),
    part,
    partOnly: false,
    loose: tail?.[1] !== undefined,
    hour: { said: hour.value, minute: rest.minute },
    ...smallHours(part, hour.value.n),
  };
  return { value, end: rest.end + (tail?.[0].length ?? 0) };
}

/** 七八点: asked with both hours. */
function twoHours(text: string, hour: Numeral, end: number, part: Part | null): ClockHit {
  const minutes = [hour.n, hour.or ?? hour.n].flatMap((n) => minutesOf({ ...hour, n }, part, 0));
  const rest = readAfterHour(text, end);
  const finish = rest?.end ?? end;
  const tail = loosely(text, finish);
  const value: Clock = { minutes, part, partOnly: false, smallHours: false, loose: true, hour: null };
  return { value, end: finish + (tail?.[0].length ?? 0) };
}

/** 差十分三点 */
function readShortOf(text: string, at: number, part: Part | null): ClockHit | null {
  const lead = short(text, at);
  const minutes = lead && readMinutes(text, at + lead[0].length);
  if (!minutes) return null;
  const next = /^[到,，]/.test(text.charAt(minutes.end)) ? minutes.end + 1 : minutes.end;
  const hour = readNumeral(text, next);
  const mark = hour && hourMark(text, hour.end);
  if (!hour?.value.exact || !mark) return null;
  const value: Clock = {
    minutes: minutesOf(hour.value, part, 0).map((each) => each - minutes.value),
    part,
    partOnly: false,
    smallHours: false,
    loose: false,
    hour: { said: hour.value, minute: -minutes.value },
  };
  return { value, end: hour.end + mark[0].length };
}

/** 三点意见, 讲了三点, 快一点: 点 that counts items or means a bit. */
function isCount(text: string, at: number, hour: Numeral, following: string): boolean {
  const lead = before(text, at, 4);
  if (LISTING.test(lead) || (LISTING_IF.test(lead) && LIST_FOLLOWS.test(following))) return true;
  if (HAVING.test(lead) && HAVING_FOLLOWS.test(following)) return true;
  return hour.n === 1 && hour.han && (A_BIT_BEFORE.test(lead) || A_BIT_AFTER.test(following));
}
