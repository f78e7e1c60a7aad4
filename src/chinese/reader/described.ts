import type { PersonMention } from "./mentions.ts";

/** 跟村头开超市的谈了谈, 找那个开小卖部的老支书: somebody who is only described, before the verb or the next sign. */
const DESCRIBED =
  /(?<=(?:^|[^\p{Script=Han}]|[去在上下里前后头边口天日晨午晚刚才又]|□)[找跟和与])(?!我|俺|你|他们|大家|村民|群众)((?:那个|那位)?[\p{Script=Han}]{2,12}?)(?=□|(?:们|几个)?一(?:起|块|同|道)|[\s,，。;]|$)|(?:那个|那位)[\p{Script=Han}]{1,10}的(?:老?支书|老汉|老头|老太太?|大爷|大娘|小伙子?|媳妇|女的|男的|人|老师|老板|师傅)(?=□|[\s,，。;说家我俺他她]|$)/u;

export function describedPerson(text: string, from: number): PersonMention | null {
  const match = DESCRIBED.exec(text.slice(from));
  if (!match) return null;
  const start = from + match.index;
  return { is: "person", start, end: start + match[0].length, call: null, named: [], house: false };
}
