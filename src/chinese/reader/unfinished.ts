import { fold } from "../fold.ts";

const longest = 8;
/** With blanks and signs around. */
const mostRead = 40;
const begins =
  /^(?:我们?|俺们?|咱们?|那个|这个|就是|有[个件]|有一[个件]|想|跟[您你]|给[您你]|还有|另外|反映|说个|屋[前后]|门[前口]|隔壁|东头|西头)/u;
/** Something is the matter, or is wanted. */
const tells =
  /[不没無无坏漏堵断停塌缺少欠脏臭吵乱冒淹裂烂慢病痛掉倒满黑黄浑冲偷占拖了要请求申办修帮给发领补看查问管]|难|贵/u;

/** Words that only begin to say something, as people do in short messages: 俺家, 那个, 我想反映个事. */
export function isUnfinished(words: string): boolean {
  // what is long says something, and is not looked through: a pattern that ends there is tried at every sign of it
  if (words.length > mostRead) return false;
  const said = fold(words).text.replace(/[\s\p{P}]+$/gu, "");
  return said.length <= longest && begins.test(said) && !tells.test(said.replace(/^(?:跟|给)[您你]/u, ""));
}

/** It has no subject of its own: 夜里更响, 拖了半个月, 水都过不去. */
const BARE =
  /^(?:还|也|又|都|就|而且|并且|再说|夜里|晚上|白天|早上|下雨|一下|天天|每天|拖|已经|一直|好几|快|更|特别|主要|尤其|因为|所以|结果|现在|这[几两]天|半[天个]|[水人车路灯电]都|连|老是|总是|没人|没水|没电|黑得|堵得|[走过看用站坐]不)(?!.{0,2}(?:别|不要|不用|甭))/u;
/** 村里的狗, 水渠那边, 王秀英家: it names what it is about. */
const namesOwn =
  /^\p{Script=Han}{1,5}?(?:的(?!时候|话)|那边|这边|那里|这里|那头|那块|家|村|社|组|湾)(?=\p{Script=Han})/u;

/** Words that go on with what was said before and say nothing of their own: 夜里更响, 拖了快半个月. */
export function goesOn(words: string): boolean {
  if (words.length > mostRead) return false;
  const said = fold(words).text.replace(/[\s\p{P}]+$/gu, "");
  return said.length <= longest && BARE.test(said) && !namesOwn.test(said);
}
