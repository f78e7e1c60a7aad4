/** 1. 1、 1） (1) ① 1.1 第1条 一、 （一） 1: what counts the lines of a list, also with a blank behind it. */
const NUMBER =
  /^[\s\u200b-\u200f\ufeff]*(?:[-·•●▪■◆◇★☆*√]\s*)?(?:[①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿]\s*[.、．]?|[（(【[]\s*(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})\s*[)）】\]]\s*[.、．]?|第[0-9０-９一二三四五六七八九十]{1,3}[条项]\s*[.、．:：]|[0-9０-９]{1,2}(?:[.．][0-9０-９]{1,2})+(?=\s|\p{Script=Han})(?!月|日|万|亿|元|%|公里|亩)|[0-9０-９]{1,3}\s*(?:[.．](?![0-9０-９])|[、)）:：。,，])|[0-9０-９]{1,3}(?=\s+\p{Script=Han})|[一二三四五六七八九十]{1,3}\s*[、.．]|[-·•●▪■◆◇★☆*√](?=\s|\p{Script=Han}))\s*/u;

/** The characters of a line that only count it. */
export function numberLength(line: string): number {
  return NUMBER.exec(line.slice(0, 40))?.[0].length ?? 0;
}

/** A cell that only counts: 12, 12. ① */
export const isNumber = (cell: string): boolean => /^(?:[0-9０-９]{1,4}|[①-⑳])[.、．]?$/.test(cell.trim());
