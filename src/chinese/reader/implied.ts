import type { Span } from "./draft.ts";
import { type Mention, mentionsOf } from "./mentions.ts";
import type { Scene } from "./scene.ts";
import { isDenied, type Verb } from "./verbs.ts";

/** In the marked text somebody who is named is a row of P, with 家 behind it of H, and a place of L. */
const WHO = "(?:L+的?)?[PH]+";
const CONTACT =
  "(?:碰[了过]?(?:个头|一?下头?|一?面|头)|见[了过]?(?:个|一|一次)?面|见[了过]|通[了过]?(?:个|一个|次|一次)?(?:电话|话|视频)|(?:打|去|回|发)[了过]?(?:个|一个|次|一次)?(?:电话|视频|微信)|(?:商量|合计|核对|沟通|交流|交换|讨论|研究|协商|对接|解释|交代|算)(?:[了过完好妥定]|清楚|明白)+|(?:说|讲|定|约|谈)(?:[了过完好妥定]|清楚|明白)+(?!算)|(?:吃|喝)[了过]|开[了过]?个?会)";
const CAME =
  "(?:(?:打来?[了过]?个?|来[了过]?个?|在?)电话(?:里|来|中)?[说讲问反提,，]|(?:又|也|还)?(?:跑|过)?来(?:[我俺咱]们?|村|镇|乡|社|大队|办公|党群|支部)|(?:又|也|还)?(?:跑|过)?来?(?:找|问|堵|拉住)(?:[了到过着])?[我俺咱]|(?:到|上)[我俺咱](?:家|屋|这|办公)|碰[见到上][我俺]|(?:拦|拉|堵|叫|喊)[住着了][我俺]|[跟和对给][我俺](?:们)?(?:说|讲|反映|诉苦|提[了过]|抱怨))";
/** Words between somebody and what they did. */
const WHEN = "(?:[今昨前]天|[昨今]晚|[上下中]午|早上|晚上|刚才?|才|又|也|还|就|专门|亲自|特意|一大早|头晌|后晌)*";

/** What was said between the speaker and somebody who is named; the part that says so comes first. */
const TALK: readonly RegExp[] = [
  new RegExp(`[跟和与同]${WHO}(?:书记|他们|他|她|俩|两个|几个|也|又|都|在[^,，。;]{1,8}?)*(?<verb>${CONTACT})`, "d"),
  /给[PH]+(?<verb>(?:打|去|回|发)[了过]?(?:个|一个|次|一次)?(?:电话|视频|微信)|做[了过]?[^,，。;]{0,6}工作)/d,
  new RegExp(`[PH]+${WHEN}(?<verb>${CAME})`, "d"),
  /(?<verb>[碰遇撞](?:见|上|到)[了过]?)(?:L+的?)?[PH]+[,，]?(?:[他她]|又|也|还|就|拉着我|跟我)*(?=[说讲问提诉抱])/d,
  /(?<verb>(?:劝|开导|安慰|批评|安抚|动员|教育|调解)(?:[了过]|完)(?:一?[下番通]|半天|会儿|几句|好久)?)(?:L+的?)?[PH]+/d,
];
const FOR_PEACE =
  /(?:P|H)+(?:的)?[^。;]{0,12}?(?<verb>(?:劝|开导|安慰|批评|安抚|调解|动员)(?:[了过]|完)(?:一?[下番通]|半天|会儿|几句|好久)?)/d;
const AT_HOME = "(?:送|发|帮|给|修|看|查|量|吃|接|搬|收|拉|拍|登|测|装|换|贴|填)";
/** What was done where it happened. */
const VISIT: readonly RegExp[] = [
  /(?:从|打)(?:L+的?)?(?:[PH]+|L+)(?:家|那[儿里边]?|屋)?里?(?<verb>(?:出来|回来)了?|刚?回)/d,
  new RegExp(`[到去上往](?:L+的?)?H+(?<verb>${AT_HOME}[^,，。;]{0,6}?[了过])`, "d"),
  /[到去上往在]L+(?:[那这]?[边里]|村里)?(?<verb>(?:发|送|看|查|量|办|收|拉|讲|听|验|测|登记|督[查导]|蹲)[^,，。;]{0,2}?[了过]|开[了过][^,，。;]{0,6}?会|蹲点|督[查导])/d,
  /(?<=[LPH][^;]*)(?<verb>去(?:调解|处理|协调|劝架|安慰|救|帮忙)[^,，。;]{0,3}?[了过])/d,
  /(?:[昨前]天|[昨前]晚|上周.|上个?星期.|今天上午|今早|今上午|刚才?)(?:[上下中]午|早上|晚上)?(?:我|俺|又|专门)*[去到]L+(?<verb>看|查|检查|督查)(?![看完])/d,
  /给(?:L+的?)?[PH]+(?<verb>(?:送|捎|拿|拉)(?:[了过去到]|过去)+)/d,
  /(?<verb>补?[走跑转看查到去](?:[的了过完遍到]|趟)+)(?=L)/d,
  /L+(?:[^,，。;]{0,4}?)(?<verb>(?:去|跑|转|走|到|看|查)(?:过了?|遍了|完了|了一?[遍圈趟])|(?:都|全)[去跑转走看查听验]了)/d,
];
const RECEPTION = /(?<verb>接待[了过])(?:L+的?)?[PH]+/d;

const FORMS = [
  ...TALK.map((pattern) => ({ name: "谈心" as const, kind: null, pattern })),
  ...VISIT.map((pattern) => ({ name: "走访" as const, kind: null, pattern })),
  { name: "走访" as const, kind: null, pattern: FOR_PEACE },
  { name: "走访" as const, kind: "接访", pattern: RECEPTION },
];

function marked(text: string, mentions: readonly Mention[]): string {
  return mentions.reduce((line, one) => {
    const sign = one.is === "place" ? "L" : one.house ? "H" : "P";
    return line.slice(0, one.start) + sign.repeat(one.end - one.start) + line.slice(one.end);
  }, text);
}

/** A record told by words that tell one only beside somebody or a place that is named: 从老李家出来, 跟他碰了个头. */
export function impliedIn({ text, world, speaker }: Scene, { start, end }: Span): Verb | null {
  const line = text.slice(0, end);
  const said = marked(line, mentionsOf(line, start, end, speaker.placeId, world)).slice(start);
  const found = FORMS.flatMap(({ name, kind, pattern }): Verb[] => {
    const [from, to] = pattern.exec(said)?.indices?.groups?.verb ?? [0, 0];
    return to > from && !isDenied(said.slice(0, from)) ? [{ name, kind, start: from, end: to }] : [];
  });
  return found.reduce<Verb | null>((first, one) => (first && first.start <= one.start ? first : one), null);
}
