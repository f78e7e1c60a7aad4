import { type Gap, gapBetween } from "./gap.ts";
import type { Phrase } from "./phrase.ts";
import { readPhrase } from "./read-phrase.ts";
import { before } from "./scan.ts";
import { isSign } from "./sign.ts";

export type FoundPhrase = { readonly phrase: Phrase; readonly gap: Gap };

/** Every first character a phrase can have: one look-up decides whether a position is read at all. */
const STARTS = new Uint8Array(0x10000);
for (const character of "0123456789一二两三四五六七八九十百俩仨半几好数廿卅零〇" +
  "今明昨后前大每天隔工逢单双周星礼上下这本当月初正冬腊闰农阴旧夏老古年除元春灯妇植清劳青母儿父端建中教丰国重寒小北南新平圣立惊谷芒夏处白秋霜雨龙去来" +
  "早晨凌头午晌傍擦麻蒙黄晚黑夜深过差再等待稍回马立尽有得到届抽改哪近最不赶吃饭收放开入上麦三插雪停交完竣睡起割打忙种浇办检验换解封汛会散鸡掌点庙节假岁末昏抓迟季来日响刚方适个" +
  "哈梅刨晏送辞迎进数咬鬼盂浴晒祭灶贪放下岁腊边小掰摘栽起挖割收化场光庙罢散第那同次翌转外万先向听琴寻噚朝侵断挨落齐煞太拂黎破喝祭人花上破填谷下末出交尾更一伏数赶集场墟圩街")
  STARTS[character.charCodeAt(0)] = 1;

/** All time phrases of a folded text, left to right. Linear: each position is read once and looks ahead a bounded way. */
export function findPhrases(text: string): FoundPhrase[] {
  const found: FoundPhrase[] = [];
  let at = 0;
  while (at < text.length) {
    if (!STARTS[text.charCodeAt(at)]) {
      at++;
      continue;
    }
    const phrase = insideWord(text, at) ? null : readPhrase(text, at);
    if (phrase && phrase.end > at) {
      const last = found.at(-1)?.phrase;
      if (!isSign(text, phrase.value))
        found.push({ phrase: phrase.value, gap: last ? gapBetween(text, last, phrase.value) : "apart" });
      at = phrase.end;
    } else at = afterRun(text, at);
  }
  return found;
}

/** T214, 第3组, 13800001234, 八点五亩: numbers that began before this position. */
function insideWord(text: string, at: number): boolean {
  const lead = before(text, at, 1);
  const character = text.charAt(at);
  if (/\d/.test(character)) return /[A-Za-z\d._第]/.test(lead) || /\d[:/]$/.test(before(text, at, 2));
  return /[一二两三四五六七八九十百零〇廿]/.test(character) && /[第十百千万零〇点.\d]/.test(lead);
}

/** Arabic numbers are skipped whole, so that their tails are never read. */
function afterRun(text: string, at: number): number {
  let end = at + 1;
  if (/\d/.test(text.charAt(at))) while (/[\d.]/.test(text.charAt(end))) end++;
  return end;
}
