import { minutesOf, noHalfPast24, smallHours } from "./hours.ts";
import { type Numeral, readNumeral } from "./numeral.ts";
import type { Clock, Part } from "./phrase.ts";
import { readAfterHour, readMinutes } from "./read-minutes.ts";
import { before, type Hit, lexicon, skipBlanks, sticky } from "./scan.ts";

const readPart = lexicon<Part>([
  ["凌晨", "凌晨"],
  ["早上 早晨 清早 清晨 一早 一大早 大清早 大早上 大早 早起 早", "早上"],
  ["晨", "早上"],
  ["上午 头晌 前晌 头午 前半晌 上半晌 午前", "上午"],
  ["中午 晌午 大晌午 晌午头 中午头 大中午 正午 午间 晌火", "中午"],
  ["下午 午后 下半晌 后半晌 过晌 下晌", "下午"],
  ["后晌", "后晌"],
  ["傍晚 傍黑 傍黑儿 擦黑 擦黑儿 天擦黑 麻麻黑 黄昏", "傍晚"],
  ["晚上 大晚上 夜晚 晚间 黑夜 晚", "晚上"],
  ["夜里 夜间 半夜 大半夜 深夜 午夜 后半夜 下半夜 前半夜 三更半夜 夜", "夜里"],
]);

/** Rule 3: a part of the day without an hour. 后晌, 凌晨 and 夜里 can mean more than one time. */
const PART_MINUTES: Record<Part, readonly number[]> = {
  凌晨: [240, 300],
  早上: [480],
  上午: [540],
  中午: [720],
  下午: [900],
  后晌: [900, 1200],
  傍晚: [1080],
  晚上: [1200],
  夜里: [1320, 1440],
};

/** Hours that depend on the season or on the house: they are asked. */
const readFuzzy = lexicon<readonly number[]>([
  ["麻麻亮 蒙蒙亮 天蒙蒙亮 天麻麻亮 天刚亮 天不亮 天亮 天一亮 天明 鸡叫 鸡叫头遍", [360, 390]],
  ["天黑 天一黑 掌灯 点灯时分", [1080, 1140]],
  ["下班 收工 放工", [1050, 1080]],
  ["上班", [480, 510]],
  ["放学", [960, 1020]],
  ["早饭前 早饭时 早饭", [420, 450]],
  ["早饭后 早饭以后 吃完早饭 吃过早饭 吃了早饭", [450, 510]],
  ["午饭前 午饭时 中饭前 吃午饭 吃晌午饭", [660, 720]],
  ["午饭后 午饭以后 中饭后 晌午饭后 吃完午饭 吃过午饭 吃了午饭 吃完中饭", [780, 840]],
  ["晚饭前 晚饭时 吃晚饭", [1020, 1080]],
  ["晚饭后 晚饭以后 吃完晚饭 吃过晚饭 吃了晚饭 夜饭后", [1140, 1200]],
  ["饭前 吃饭前", [690, 1050]],
  ["饭后 吃完饭 吃过饭 吃了饭 吃饭后 饭点 吃饭时 吃饭的时候 饭罢", [780, 1140]],
]);

const GREETING = /^(?:好|安[^排装全])/;

const ITEMS =
  /^[具个小新主重好关几][体别要点键]?(?:意见|建议|要求|问题|想法)|^(?:的)?(?:意见|建议|要求|问题|想法|体会|看法|希望|理由|原因|好处|说明|内容|措施|启示|不足|收获|共识|感受|做法|经验|注意|事项|疑问|说法|承诺|需要|诉求|情况|请求|打算|安排[:：]|头(?![晌午天])|一线)/;

const LISTING = /(?:[讲提说谈写列记补映]了|提出|强调|总结|归纳|归结|做到|第|这|那|以下|如下)(?:几|以下|如下)?$/;

const LISTING_IF = /[讲提说谈]$/;

const LIST_FOLLOWS = /^(?::|[,，。;；]?(?:一是|一、|第一|首先|其一))/;

const HAVING = /[有共]$/;

const HAVING_FOLLOWS = /^(?:$|[,，。:;；])/;

const A_BIT_BEFORE = /[早晚快慢差好多少有大小高低强长短近远重轻紧厚薄宽窄便清贵亮暗热冷稳稍这那丁半早]$/;

const A_BIT_AFTER = /^(?:也|都|儿|点|不|没|小|心|意|事|[\u4e00-\u9fff]{1,4}[都也][没不])/;

const hourMark = sticky(/ ?(?:点钟?|时)/);

const colon = sticky(/(\d{1,2}) ?: ?([0-5]?\d)(?: ?: ?[0-5]\d)?(?![\d:])分?/, "0123456789");

const loosely = sticky(/ ?(?:(多钟?|过(?:一?点|些)|出头)|左右|上下|来钟|许|整|正(?![在好是]))/);

const short = sticky(/差 ?/, "差");

/**
 * Reads a clock, a part of the day, or both, at a position.
 * @param attached the text before is a day, so that a bare 早 or 晚 (明早) is a part of the day
 */
export function readClock(text: string, at: number, attached: boolean): Hit<Clock> | null {
  const part = readPart(text, at);
  if (!part) return readTime(text, at, null, attached) ?? readFuzzyClock(text, at);
  const next = skipBlanks(text, part.end);
  const hour = text.charAt(next) === "的" ? next + 1 : next;
  const time = readTime(text, hour, part.value, true);
  if (time) return time;
  const single = part.end - at === 1;
  if ((single && !attached) || GREETING.test(text.slice(part.end, part.end + 2))) return null;
  if (single && /[日期间晚]/.test(text.charAt(part.end))) return null;
  return { value: clock(PART_MINUTES[part.value], part.value, { partOnly: true }), end: part.end };
}

function readFuzzyClock(text: string, at: number): Hit<Clock> | null {
  const fuzzy = readFuzzy(text, at);
  return fuzzy && { value: clock(fuzzy.value, null, { partOnly: true }), end: fuzzy.end };
}

function readTime(text: string, at: number, part: Part | null, attached: boolean): Hit<Clock> | null {
  return readShortOf(text, at, part) ?? readColon(text, at, part) ?? readHour(text, at, part, attached);
}

/** 差十分三点 */
function readShortOf(text: string, at: number, part: Part | null): Hit<Clock> | null {
  const lead = short(text, at);
  if (!lead) return null;
  const minutes = readMinutes(text, at + lead[0].length);
  if (!minutes) return null;
  const next = /^到/.test(text.charAt(minutes.end)) ? minutes.end + 1 : minutes.end;
  const hour = readNumeral(text, next);
  const mark = hour && hourMark(text, hour.end);
  if (!hour || !mark) return null;
  const base = minutesOf(hour.value, part, 0);
  return {
    value: clock(
      base.map((each) => each - minutes.value),
      part,
    ),
    end: hour.end + mark[0].length,
  };
}

function readColon(text: string, at: number, part: Part | null): Hit<Clock> | null {
  const match = colon(text, at);
  const written = match?.[1];
  const minutes = match?.[2];
  if (!match || !written || !minutes || minutes.length < 2) return null;
  const hour = { n: Number(written), exact: true, han: false, padded: written.length > 1 && written.startsWith("0") };
  return {
    value: clock(minutesOf(hour, part, Number(minutes)), part, smallHours(part, hour.n)),
    end: at + match[0].length,
  };
}

function readHour(text: string, at: number, part: Part | null, attached: boolean): Hit<Clock> | null {
  const hour = readNumeral(text, at);
  if (!hour?.value.exact || !Number.isInteger(hour.value.n) || hour.value.n > 99) return null;
  // 统一八点 is not 18点
  if (hour.value.han && hour.end - at > 1 && !/[十廿]/.test(text.slice(at, hour.end))) return null;
  const mark = hourMark(text, hour.end);
  if (!mark) return null;
  const end = hour.end + mark[0].length;
  const following = text.slice(end, end + 6);
  const plain = mark[0].endsWith("点");
  if (plain && ITEMS.test(following)) return null;
  if (mark[0].endsWith("时") && hour.value.n === 1 && hour.value.han) return null;
  const rest = readAfterHour(text, end);
  if (rest === null) return null;
  if (plain && rest.end === end && !attached && isCount(text, at, hour.value, following)) return null;
  const minutes = rest.minute < 60 ? minutesOf(hour.value, part, 0).map((each) => each + rest.minute) : [];
  const tail = loosely(text, rest.end);
  const options = { ...smallHours(part, hour.value.n), loose: tail?.[1] !== undefined };
  return { value: clock(noHalfPast24(minutes, hour.value.n), part, options), end: rest.end + (tail?.[0].length ?? 0) };
}

/** 三点意见, 讲了三点, 快一点: 点 that counts items or means a bit. */
function isCount(text: string, at: number, hour: Numeral, following: string): boolean {
  const lead = before(text, at, 4);
  if (LISTING.test(lead) || (LISTING_IF.test(lead) && LIST_FOLLOWS.test(following))) return true;
  if (HAVING.test(lead) && HAVING_FOLLOWS.test(following)) return true;
  return hour.n === 1 && hour.han && (A_BIT_BEFORE.test(lead) || A_BIT_AFTER.test(following));
}

function clock(minutes: readonly number[], part: Part | null, options: Partial<Clock> = {}): Clock {
  return { minutes, part, partOnly: false, smallHours: false, loose: false, ...options };
}
