import type { Span } from "./draft.ts";

/** 记一下明早八点去镇上开会别忘了 */
const FORGET = /(?:别|不要|可别|千万别)忘(?:了|记)?[吧啊哦\s。!]*$/u;
const NOTED = /^(?:帮我|给我)?记(?:一下|下)[\s,，:：]*/u;

/** 提醒我下: a bare 下 is one of 下午, 下周, 下去 unless the words go on behind it with something of their own. */
const DOWN = "下(?=[\\s,，。:：]|\\d|[明后今]|[早晚中]上|上午|[一二两三四五六七八九十]+点|$)";
/** A wish to be reminded; data, read on folded text. */
const SELF = `(?:喊|叫)醒(?:我|俺)|提醒(?:一下|下|我一下)?(?:我|俺|咱)(?:们)?(?:一下|一声|${DOWN})?|到(?:时候?|点)(?:了)?(?:喊|叫|提醒|告诉|招呼)(?:我|俺)?(?:一声|一下)?|(?:喊|叫|招呼)(?:一声|一下)?(?:我|俺)(?:一声|一下)?|(?:帮我|给我)?(?:设|定|上|订)(?:一?个|上)?(?:闹钟|闹铃|提醒)|(?:帮我|给我)?(?:设|定|上|订)(?:一?个)?(?=[\\d:一二两三四五六七八九十半零点分刻钟时号日月年周星期礼拜明后今天早晚上中下午晨傍夜初腊正]{1,16}的?闹[钟铃])|别(?:让|叫)?我(?:给)?忘了?|(?:记得|记着)(?:提醒|叫|喊)(?:我|俺)?|(?:给我)?提个醒|(?:把|将)(?:我|俺)(?:叫|喊)(?:起来|醒|起)|(?:别|不要)忘了?(?:提醒|叫|喊)(?:我|俺)(?:一声|一下)?`;
const self = new RegExp(SELF);
const GROUP =
  /提醒(?:一下|下)?\s*(?:本群|大家(?:伙儿?)?|大伙儿?|乡亲们|全体(?:村民|人员|干部)?|全[村社镇](?:的?人|村民|老少|干部)?|群里(?:人)?|(?:(?!我|俺|咱)\p{Script=Han}{1,6}?的?)?(?:工作群|村民群)|所有人|各位)/u;
const OTHER = /提醒(?:一下|下(?![午周星礼个半旬次月]))?/;
/** 月底前记得催他们交账: a note to oneself, with a time before it. */
const REMEMBER = /(?:记得|记着|别忘了?|不要忘了?)(?=\p{Script=Han}{2})(?:要|得)?(?!他|她|我|你|那|这|当|小时候|以前)/u;
const DATED = /[\d一二三四五六七八九十半后明今晚早][号日点天月周上晨]|之?[前后内]$/;
/** Only times and particles may stand before 叫我. */
const CALL = /^(?:喊|叫|招呼)/;
const BEFORE_CALL =
  /^(?:[\s,，。]|\d|[一二两三四五六七八九十半零点分刻钟时号日月年周星期礼拜明后今天早晚上中下午晨傍黑夜个小头每底前内之第初腊正:过到了再等会儿候差凌大]|记得|麻烦|帮忙|请|你|给我)*$/;
const OTHERS_WORD = /(?:他|她|人家|别人|老是|总是|书记|主任|镇里|谁)(?:都|就|老|也|又|要|来)?$/;

export type RemindWord = Span & { readonly whom: "self" | "group" | "other" };

/** Where a text asks for a reminder. */
export function remindWord(text: string): RemindWord | null {
  const group = GROUP.exec(text);
  const mine = self.exec(text);
  if (mine && !(group && group.index < mine.index)) {
    const before = text.slice(0, mine.index);
    const called = CALL.test(mine[0]);
    const after = text.slice(mine.index + mine[0].length);
    const fits = called
      ? BEFORE_CALL.test(before) && !/^(?:[老小怎咋]|来|去干|做什)/.test(after)
      : !OTHERS_WORD.test(before);
    if (fits) return { start: mine.index, end: mine.index + mine[0].length, whom: "self" };
  }
  const kept = REMEMBER.exec(text);
  if (kept && DATED.test(text.slice(0, kept.index)) && BEFORE_CALL.test(text.slice(0, kept.index)))
    return { start: kept.index, end: kept.index + kept[0].length, whom: "self" };
  const forgotten = FORGET.exec(text);
  const noted = NOTED.exec(text)?.[0] ?? "";
  // what is to be thought of begins with its time
  if (forgotten && /^.{0,3}[号点时天个月周早晚上午]/u.test(text.slice(noted.length, forgotten.index)))
    return noted === ""
      ? { start: forgotten.index, end: text.length, whom: "self" }
      : { start: 0, end: noted.length, whom: "self" };
  if (group) return { start: group.index, end: group.index + group[0].length, whom: "group" };
  const other = OTHER.exec(text);
  // 提醒他按时吃药 within a report is no order
  if (
    !other ||
    !BEFORE_CALL.test(text.slice(0, other.index)) ||
    /^(?:[他她的过了]|大家|村民|群众)/.test(text.slice(other.index + other[0].length))
  )
    return null;
  return { start: other.index, end: other.index + other[0].length, whom: "other" };
}
