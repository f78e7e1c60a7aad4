import type { Part } from "./phrase.ts";
import { dawnWords, duskWords, partWords } from "./regional-words.ts";
import { type Hit, lexicon, sticky } from "./scan.ts";

/** Parts of the day, the words of every region with them. */
export const readPart = lexicon<Part>([
  ["凌晨", "凌晨"],
  ["早上 早晨 清早 清晨 一早 一大早 大清早 大早上 大早 早起 早间 早", "早上"],
  ["晨", "早上"],
  ["上午 午前", "上午"],
  ["中午 大中午 正午 午间 当午", "中午"],
  ["下午 午后", "下午"],
  ["傍晚 黄昏", "傍晚"],
  ["晚上 大晚上 夜晚 晚间 黑夜 晚", "晚上"],
  ["夜里 夜间 半夜 大半夜 深夜 午夜 后半夜 下半夜 前半夜 上半夜 三更半夜 半夜三更 深更半夜 半夜里 夜半 夜", "夜里"],
  ...partWords,
]);

/** Rule 3: a part of the day without an hour. 后晌, 凌晨 and 夜里 can mean more than one time. */
export const PART_MINUTES: Record<Part, readonly number[]> = {
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

/** Words that are a part of the day only after a day, before an hour, or both. */
export const ATTACHED_ONLY = /^(?:早|晚|晨|夜|朝|黑[了里来地])$/;

/** Hours that depend on the season or on the house: they are asked. */
const readFuzzyWord = lexicon<readonly number[]>([
  [dawnWords, [360, 390]],
  [duskWords, [1080, 1140]],
  ["下班 下了班 收工 放工 下工", [1050, 1080]],
  ["上班 上工 开工", [480, 510]],
  ["放学 放了学", [960, 1020]],
  ["饭前 吃饭前", [690, 1050]],
  ["饭后 吃完饭 吃过饭 吃了饭 吃罢饭 吃饭后 饭点 吃饭时 吃饭的时候 饭罢 喝罢汤 喝完汤", [780, 1140]],
  ["头更 头更天 一更 一更天", [1200, 1260]],
  ["二更 二更天", [1320, 1380]],
  ["三更 三更天", [1440, 1410]],
  ["四更 四更天", [1560, 1620]],
  ["五更 五更天 五更头", [240, 300]],
]);

const MEAL_FIRSTS = "吃喝早晌中午晚黑夜宵下";

const meal = sticky(
  /(?:吃(?:完|过|了|罢|毕)?|喝(?:完|过|了|罢))?(?:(早起|早)|(晌午|中午|午间|晌|午|中)|(晚上|晚|黑|夜|宵)|(下午))(?:饭|餐|茶(?!店|馆))(前|时|那会儿?|的?时候|之前|以前|点儿?(?!名|心)|后|罢|以后|之后|过后|$|(?=提醒|叫|喊|就)|(?<=[吃喝][完过了罢毕]?.{1,2}[饭餐茶])(?=[,，]))/,
  MEAL_FIRSTS,
);

/** Every character that readFuzzy can begin with. */
export const fuzzyFirsts = `${MEAL_FIRSTS}${readFuzzyWord.firsts}`;

/** Dawn, dusk, night watches and meals: the likely minutes, never one for sure. */
export function readFuzzy(text: string, at: number): Hit<readonly number[]> | null {
  const eaten = meal(text, at);
  if (eaten) return { value: mealMinutes(eaten), end: at + eaten[0].length };
  return readFuzzyWord(text, at);
}

function mealMinutes(match: RegExpExecArray): readonly number[] {
  const later = /^[吃喝].[早午晌中晚黑夜宵下]|[后罢]/.test(match[0]);
  if (match[1]) return later ? [450, 510] : [420, 450];
  if (match[2]) return later ? [780, 840] : [660, 720];
  if (match[4]) return [900, 960];
  return later ? [1140, 1200] : [1020, 1080];
}
