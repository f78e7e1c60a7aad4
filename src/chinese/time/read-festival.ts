import { folkDays } from "./folk-days.ts";
import type { DayExpr, Named, YearRef } from "./phrase.ts";
import { before, type Hit, lexicon, sticky } from "./scan.ts";

type Simple =
  | { readonly solar: readonly [month: number, day: number] }
  | { readonly lunar: readonly [month: number, day: number] }
  | { readonly term: string }
  | { readonly nth: readonly [month: number, nth: number, weekday: number] };

type Festival =
  | Simple
  | { readonly either: readonly [Simple, Simple] }
  /** known to the old, said by few: asked with its date */
  | { readonly folk: readonly DayExpr[] };

const TERMS =
  "立春 惊蛰 春分 谷雨 立夏 小满 芒种 夏至 小暑 大暑 立秋 处暑 白露 秋分 寒露 霜降 立冬 冬至 小寒 大寒 雨水 小雪 大雪";

const readName = lexicon<Festival>([
  ["元旦 元旦节", { solar: [1, 1] }],
  ["春节", { lunar: [1, 1] }],
  ["元宵 元宵节 灯节 上元节", { lunar: [1, 15] }],
  ["妇女节 三八节 三八妇女节 三八", { solar: [3, 8] }],
  ["植树节", { solar: [3, 12] }],
  ["清明 清明节", { term: "清明" }],
  ["劳动节 五一 五一节 五一劳动节", { solar: [5, 1] }],
  ["青年节 五四青年节 五四", { solar: [5, 4] }],
  ["母亲节", { nth: [5, 2, 7] }],
  ["儿童节 六一 六一节 六一儿童节", { solar: [6, 1] }],
  ["父亲节", { nth: [6, 3, 7] }],
  ["端午 端午节 端阳 端阳节", { lunar: [5, 5] }],
  ["建党节 七一 七一建党节", { solar: [7, 1] }],
  ["建军节 八一 八一节 八一建军节", { solar: [8, 1] }],
  ["七夕 七夕节", { lunar: [7, 7] }],
  ["中元节 中元 七月半", { lunar: [7, 15] }],
  ["教师节", { solar: [9, 10] }],
  ["中秋 中秋节", { lunar: [8, 15] }],
  ["丰收节 农民丰收节", { term: "秋分" }],
  ["国庆 国庆节 十一 十一国庆 十一国庆节", { solar: [10, 1] }],
  ["重阳 重阳节", { lunar: [9, 9] }],
  ["寒衣节", { lunar: [10, 1] }],
  ["腊八 腊八节", { lunar: [12, 8] }],
  ["小年 小年夜", { either: [{ lunar: [12, 23] }, { lunar: [12, 24] }] }],
  ["北方小年", { lunar: [12, 23] }],
  ["南方小年", { lunar: [12, 24] }],
  ["除夕 大年夜 年夜", { lunar: [12, -1] }],
  ["平安夜", { solar: [12, 24] }],
  ["圣诞节 圣诞", { solar: [12, 25] }],
  ["新年", { either: [{ solar: [1, 1] }, { lunar: [1, 1] }] }],
  ...TERMS.split(" ").map((name) => [name, { term: name }] as const),
  ...folkDays.map(([words, days]) => [words, { folk: days }] as const),
]);

const SURNAMES =
  "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢岳齐沿梅莫庄辛管祝左涂谷祁耿牟卜詹关苗凌费纪靳盛童欧甄项曲游阳裴席卫屈鲍覃霍翁隋植甘单包司柏宁柯阮桂闵欧阳解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺";
const NOT_SURNAME_HERE = "于和到全都来万应保明原连向";
const TITLE = /^(?:[叔哥嫂婶爷奶伯姐弟妹]|大[爷娘叔伯妈哥姐]|书记|主任|支书|家(?![家户])|同志|他[家们]|说)/;
const NOUN_AFTER = /^节?(?:村|小区|社区|大?街|月饼|粽子|汤圆|慰问[品金]|物资|福利|礼品|晚会|联欢|活动|促销)/;
const NUMBER_NAMED = /^[五六七八十三]/;
const NO_PLACE_AFTER =
  /^(?:[路街村组广学小渠队厂桥水社勋电班新奖户人亩斤元块个号楼巷片区点月年岁天次条批分成.\d一二三四五六七八九十百千万]|大[道街院队]|中学|工程)/;
const WITNESS =
  /^(?:前(?!面)|之前|以前|后|那天|当天|当晚|节|放|假|期间|长假|黄金|提醒|上午|下午|早|晚|中午|$|[\s,，。])/;
const WEATHER = /^(?:雨水|小雪|大雪)/;
const followed = sticky(
  /(?:节气|时节|节(?=前|之前|以前|后|之后|那|当|期))?(?:那天|那日|这天|当天|当日|正日子?|当(?=晚))?/,
);
const AROUND = sticky(/(?:期间|假期|放假|长假|小长假|黄金周|前夕|前后|左右)/);
const firstWorkday = sticky(
  /(?:节|假期|放假|长假|假)?(?:之后|以后|过后|后)(?:的?第一?1?个?(?:工作日|天上班|天)|上班(?:的?第一天|那天|头一天)|头一?天|的?首个工作日)/,
);

/** Every character a festival's name begins with. */
export const festivalFirsts = readName.firsts;

/** 春节, 国庆, 冬至, 小年; 国庆后第一天. Not 王国庆, not 八一路. */
export function readFestival(text: string, at: number, year: YearRef | null): Hit<Named> | null {
  const name = readName(text, at);
  if (!name) return null;
  if (isSomethingElse(text, at, name.end, text.slice(at, name.end))) return null;
  const around = AROUND(text, name.end);
  if ("folk" in name.value) return folkOf(text, name.value.folk, name.end);
  const first = expression("either" in name.value ? name.value.either[0] : name.value, year);
  if (around)
    return { value: { kind: "vague", topic: { about: "holiday", festival: first } }, end: name.end + around[0].length };
  if ("either" in name.value) return eitherOf(name.value.either, year, name.end);
  const after = firstWorkday(text, name.end);
  if (after)
    return { value: named({ kind: "after-holiday", festival: first }, false), end: name.end + after[0].length };
  const tail = followed(text, name.end);
  return { value: named(first, "lunar" in name.value), end: name.end + (tail?.[0].length ?? 0) };
}

function isSomethingElse(text: string, at: number, end: number, name: string): boolean {
  const lead = before(text, at, 1);
  const following = text.slice(end, end + 4);
  if (NOUN_AFTER.test(following) || (/[小老阿]/.test(lead) && !/^新/.test(name))) return true;
  if (TITLE.test(following) && !/[节夜]$/.test(name)) return true;
  if (lead && SURNAMES.includes(lead) && !NOT_SURNAME_HERE.includes(lead) && !/节$/.test(name)) return true;
  if (WEATHER.test(name)) return !WITNESS.test(following) || following.startsWith("后");
  if (!NUMBER_NAMED.test(name) || /节$/.test(name)) return false;
  if (/[一二三四五六七八九十百千第\d零〇]/.test(lead) || NO_PLACE_AFTER.test(following)) return true;
  return /^(?:十一|三八|五四)$/.test(name) && !WITNESS.test(following);
}

function folkOf(text: string, days: readonly DayExpr[], end: number): Hit<Named> {
  const tail = followed(text, end);
  return { value: { kind: "vague", topic: { about: "dates", days } }, end: end + (tail?.[0].length ?? 0) };
}

function expression(festival: Simple, year: YearRef | null): DayExpr {
  if ("solar" in festival) return { kind: "date", year, month: { month: festival.solar[0] }, day: festival.solar[1] };
  if ("lunar" in festival)
    return { kind: "lunar", year, month: festival.lunar[0], leap: false, day: festival.lunar[1] };
  if ("term" in festival) return { kind: "term", year, name: festival.term };
  const [month, nth, weekday] = festival.nth;
  return { kind: "nth", year, month: { month }, nth, weekday };
}

function eitherOf(pair: readonly [Simple, Simple], year: YearRef | null, end: number): Hit<Named> {
  const days = pair.map((each) => expression(each, year));
  return { value: { kind: "vague", topic: { about: "dates", days } }, end };
}

function named(day: DayExpr, lunar: boolean): Named {
  return { kind: "day", day, festival: true, lunar };
}
