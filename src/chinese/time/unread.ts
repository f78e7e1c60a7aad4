import { REMIND } from "./marks.ts";
import type { Span } from "./phrase.ts";
import type { TimeUse } from "./result.ts";

const AFTER_SOMETHING =
  /[^,，。;；!！\n]{0,12}(?:完[\u4e00-\u9fff]{0,4}|[^忘]了|后|以后|之后|前|之前|时候?|那天|那会儿?|(?:等|待)[\u4e00-\u9fff]{1,10})[,，]? ?(?:再|就|记得)?$/;

const TIMELY =
  /[天日月晌午黑夜更亮晚早晨伏旬季秋冬春夏节年周假暑寒灶集圩墟汛]|[\d一二三四五六七八九十两几][点号时初]|会儿|功夫|工夫|开学|放学|结婚|出院|搬家|满月|出殡|下葬|上梁|交房|验收|竣工|开工|换届|完工|停电|来电/;

/** 中考前, 等他来之前: before something, not before a place. */
const BEFORE_EVENT =
  /(?:^|[\u4e00-\u9fff,，。\s])[\u4e00-\u9fff]{1,8}(?:之前|以前|[^门面眼目从跟以先生当此日提楼村房院店桥跟庙坟床台窗树山街厂校灯堂屋河沟渠场塘田地井路车人墙胸脚脸家向朝空超史]前)(?![面头往途进景门院台排锋任妻半后者言列方辈夫沿提哨例])/;

/** Where a text speaks of a time that was not read; null when it speaks of none. */
export function unreadTime(text: string, use: TimeUse): Span | null {
  if (use === "record") return null;
  if (use === "deadline") {
    const match = BEFORE_EVENT.exec(text.slice(0, 60));
    return match && { start: match.index, end: match.index + match[0].length };
  }
  const head = text.slice(0, 60);
  const verb = REMIND.exec(head);
  if (!verb || verb.index === 0) return null;
  const said = head.slice(0, verb.index);
  const sentence = Math.max(...["。", ";", "!", "?", "\n"].map((each) => said.lastIndexOf(each))) + 1;
  const before = said.slice(sentence);
  if (before.trim() === "" || !(AFTER_SOMETHING.test(before) || TIMELY.test(before))) return null;
  return { start: sentence, end: verb.index };
}
