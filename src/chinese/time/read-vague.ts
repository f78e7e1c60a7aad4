import type { DayExpr, VagueTopic } from "./phrase.ts";
import { yearEnd } from "./read-date.ts";
import { before, type Hit, lexicon, sticky } from "./scan.ts";

/** `weak` words stand in ordinary talk too: a real time in the same sentence goes first. */
export type Vague = { readonly topic: VagueTopic; readonly weak: boolean };

const term = (name: string): DayExpr => ({ kind: "term", year: null, name });
const between = (first: string, second: string): Vague => ({
  topic: { about: "dates", days: [term(first), term(second)] },
  weak: false,
});
const newYear: DayExpr = { kind: "lunar", year: null, month: 1, leap: false, day: 1 };

const readWord = lexicon<Vague>([
  ["刚才 刚刚 方才 适才", { topic: { about: "now" }, weak: true }],
  [
    "等哈 等哈儿 等一哈 一哈儿 哈哈儿 等下子 等一下子 不大会儿 不大一会儿 一时半会 一时半会儿 一袋烟的工夫 一袋烟工夫 一袋烟的功夫 一顿饭的工夫 一顿饭工夫 一锅烟工夫 一盏茶的工夫 个把小时 个把钟头 半拉小时 半拉钟头 小半天 大半天 半拉天 一会儿 一会 等会儿 等会 等一会儿 等一会 待会儿 待会 过会儿 过会 过一会儿 过一会",
    { topic: { about: "soon" }, weak: false },
  ],
  [
    "等一下 等下 稍后 稍晚 稍迟 晚点 晚点儿 晚一点 迟点 迟一点 晚些时候 回头 马上 立刻 立即 尽快 尽早 抓紧 有空 得空 得闲 有时间 抽空 到时候 到时 届时",
    { topic: { about: "soon" }, weak: true },
  ],
  [
    "过两天 过俩天 过两日 过几天 过几日 过些天 过些日子 过一阵 过一阵子 过阵子 过阵 过段时间 过一段时间 改天 改日 赶明儿 三两天 三五天 十天半月 十天半个月 大半个月 小半个月 半拉月 半拉个月 大半年 个把月 个把星期 个把礼拜 十天八天",
    { topic: { about: "days" }, weak: false },
  ],
  [
    "这两天 这几天 这些天 近几天 近两天 最近几天 最近 近期 近日 不久 哪天 早晚",
    { topic: { about: "days" }, weak: true },
  ],
  [
    "今明两天 今明 明后天 明后两天 明天后天",
    {
      topic: {
        about: "dates",
        days: [
          { kind: "relative", days: 1 },
          { kind: "relative", days: 2 },
        ],
      },
      weak: false,
    },
  ],
  [
    "前几天 前些天 前两天 前几日 前些日子 前阵子 前一阵 前一阵子 前段时间 前一段时间 头几天 头两天 前三天",
    { topic: { about: "past" }, weak: true },
  ],
  ["过完年 过了年 过罢年 年后", { topic: { about: "holiday", festival: newYear }, weak: false }],
  ["节后 假后 收假 收假后 假期后 节假日后 长假后", { topic: { about: "holiday", festival: null }, weak: false }],
  ["过年", { topic: { about: "holiday", festival: newYear }, weak: true }],
  ["节前", { topic: { about: "eve", festival: null }, weak: false }],
  [
    "年底 年末 岁末 年内 年前 年终 年关 年尾 年尾巴 年尾巴上 年根 年根儿 年根底下 年根前 年跟前 年下 年底下 岁尾 腊底 年边 年边上",
    { topic: yearEnd(null), weak: false },
  ],
  ["明年开春 来年开春 开春 开春后 来春 明春 春上 开了春", between("立春", "惊蛰")],
  ["今年入冬 今冬 入冬 上冻 入冬后 立了冬", between("立冬", "小雪")],
  ["入夏 入夏后", between("立夏", "小满")],
  ["入秋 立了秋 秋后", between("立秋", "秋分")],
  [
    "农忙 农闲 冬闲 大忙 麦口 秋口 伏天 伏里 入梅 出梅 梅雨 天冷了 天凉了 天暖了 天暖和了 暖和了 上冻前 化冻 化冻后 场光地净 打场 种麦 种麦子 割麦 割麦子 掰玉米 掰棒子 刨花生 起花生 挖红薯 起红薯 收玉米 摘棉花 栽秧 打谷 打谷子 收谷 下霜 下头场雪 头场雪",
    { topic: { about: "event" }, weak: false },
  ],
  ["明年麦收后 麦收 夏收 麦收后 收麦后 收完麦子 收了麦 割完麦子 麦罢", between("芒种", "夏至")],
  ["今年秋收后 秋收 秋收后 收秋 收完秋 秋收完 秋忙后 秋收以后 秋收之后", between("寒露", "霜降")],
  ["春耕 春耕后 春播", between("惊蛰", "谷雨")],
  [
    "赶集那天 赶集日 赶集 赶场那天 赶场天 赶场 逢集那天 逢集 逢集日 逢场 逢场天 赶大集 大集那天 大集 集日 场日 赶圩 赶圩那天 圩日 逢圩 赶墟 赶墟那天 墟日 逢墟 赶街 赶街那天 街天 上集那天 下集那天 下个集 下一集 下一个集 下个大集",
    { topic: { about: "event", day: { kind: "market" } }, weak: false },
  ],
  ["庙会 散集 散集后 罢集", { topic: { about: "event" }, weak: false }],
  ["季度末 季末 季度底 上半年 下半年 年中 年初 开年", { topic: { about: "event" }, weak: true }],
]);

const EVENTS = "体中高征选分缴秋麦夏春播插收入汛雨上封解开放散会检验换下停来交完竣睡起到浇忙干种打办天";
const event = sticky(
  /(秋收|麦收|夏收|春耕|春播|夏播|秋种|秋播|插秧|收割|入汛|汛期|雨季|入冬|上冻|封冻|解冻|上学|开学|放假|散会|开会|开完会|会|检查|验收|换届|下雨|雨停|雨|天晴|停电|来电|换班|交班|开工|完工|竣工|睡觉|睡|起床|下雪|到家|到货|浇完地|忙完|干完活|干完|收完|种完|打完药|办完事|办完|停水|体检|中考|高考|征兵|选举|分红|打疫苗|缴费|放水)(?:了|过)?(?:当天|之前|以前|前(?![往面头]| ?(?:半|[\d一二两三四五十几]+ ?(?:个?小时|分钟|天|个?钟头|刻钟)))|之后|以后|过后|后(?![面头])|的时候|那天|期间)/,
);

/** Every character that words about time can begin with. */
export const vagueFirsts = `${readWord.firsts}${EVENTS}`;

/** Words about time that name no time. */
export function readVague(text: string, at: number): Hit<Vague> | null {
  const word = readWord(text, at);
  if (word && !insideOther(text, at, word.end)) return word;
  const happening = EVENTS.includes(text.charAt(at)) ? event(text, at) : null;
  if (!happening) return null;
  // 社会前, 大会后: 会 alone must begin a word
  if (/^[会雨睡]/.test(happening[0]) && /[\u4e00-\u9fff]/.test(before(text, at, 1))) return null;
  return { value: { topic: eventTopic(happening), weak: true }, end: at + happening[0].length };
}

function eventTopic(match: RegExpExecArray): VagueTopic {
  const [words, name = ""] = match;
  const mark = words.slice(name.length);
  const day: DayExpr = { kind: "event", name };
  if (/^(?:那天|当天)/.test(mark)) return { about: "event", day };
  return { about: "event", day, edge: /前/.test(mark) ? "before" : "after" };
}

function insideOther(text: string, at: number, end: number): boolean {
  const word = text.slice(at, end);
  const lead = before(text, at, 1);
  const following = text.charAt(end);
  if (/^(?:等会|一会|过会)$/.test(word) && /[议场计员长场]/.test(following)) return true;
  if (word === "回头" && /[看率客路]/.test(following)) return true;
  if (word === "到时" && following === "间") return true;
  if (word === "年初" && /^[一二三四五六七八九十]/.test(following)) return true;
  if (/^年/.test(word) && /[今明去前后几多两半个\d一二三四五六七八九十每百成新往当近历]/.test(lead)) return true;
  if (/^(?:节[前后])$/.test(word) && /[\u4e00-\u9fff]/.test(lead) && !/[等在到于完过我要]/.test(lead)) return true;
  if (/^(?:三九|三伏|今明)$/.test(word) && /[\d一二三四五六七八九十月点]/.test(following + lead)) return true;
  if (/^(?:前|头)/.test(word) && /[以之提目从]/.test(lead)) return true;
  return word === "早晚" || (word === "马上" && /[在骑坐]/.test(lead)) || (word === "秋后" && following === "算");
}
