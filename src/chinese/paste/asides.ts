import type { Line } from "./cells.ts";

/** What stands around a list in offices and is no matter of it. */
const NOTE =
  /^\s*(?:(?:注|备注|说明|填[报表](?:说明|人|单位|日期|时间)?|制表(?:人|单位|日期)?|审[核签](?:人)?|签[字发](?:人)?|联系(?:人|电话)|抄[送报]|报送|附件?\d*|电话|日期|制表时间|汇总时间)\s*[:：]|(?:合计|小计|共计|总计)(?:\s|[:：\d]|$)|[（(]?\d{4}年\d{1,2}月\d{1,2}日[）)]?\s*$|第\s*\d+\s*页|共\s*\d+\s*页|[-—]\s*\d+\s*[-—]\s*$|(?:以上|上述)(?:问题|事项|各项|任务|内容)?.{0,12}(?:请|要|望|按|于)|特此|请(?:各|大家|认真|抓紧|对照|按照|按时|于|遵照|将)|望(?:各|大家|认真)|各(?:位|村|镇|乡镇|单位|支部|党)[^:：\t]{0,20}[:：]?\s*$|收到请|(?:现|现将|经研究|根据).{4,}(?:如下|通知|交办)[:：。]?\s*$)/;
const TITLE =
  /(?:清单|台账|一览表|明细表?|汇总表?|统计表|分工表|任务表|交办表|反馈表|登记表|表|交办单|督办单|通知|(?:问题|事项|任务|要点|方案)(?:如下)?[:：]?)\s*(?:[（(].{0,20}[)）])?\s*$/;
/** 一、班子建设方面: a heading within the list. */
const SECTION =
  /(?:方面|类问题|类|部分|环节|领域|情况|存在的?问题|共性问题|个性问题)\s*(?:[（(].{0,12}[)）])?\s*[:：]?\s*$/;
const RULE = /^[\s\-—–_=+|:：*~·.。│┃├┼┤┌┬┐└┴┘─━｜]+$/;

export const isNote = (line: string): boolean => NOTE.test(line.slice(0, 80));
export const isTitle = (line: string): boolean => line.trim().length <= 60 && TITLE.test(line);
export const isSection = (line: string): boolean => line.trim().length <= 24 && SECTION.test(line);
export const isRule = (line: string): boolean => RULE.test(line);

/** The only cell with words in it; null when there are several. */
export function onlyCell(line: Line): string | null {
  const said = line.cells.filter(({ text }) => text !== "");
  return said.length === 1 ? (said[0]?.text ?? null) : null;
}
