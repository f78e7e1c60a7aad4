import type { Phrase } from "./phrase.ts";
import { before, sticky } from "./scan.ts";

const place = sticky(
  /[\u4e00-\u9fff]{0,2}?(?:早餐|早点|烧烤|大排档)?(?:店(?![里内])|馆(?!里)|超市|酒楼|饭庄|便利|铺子|酒吧|网吧|烟酒|小吃|火锅|奶茶|茶楼|药房|诊所|幼儿园|农家乐|客栈|宾馆|大厦|KTV)|(?:路|大道)(?:口|路|灯|边|段|面|东|西|南|北|上|(?=$|[\s,，。没有坏堵修积]))|广场|小区|社区|花园|医院|学校|小学|中学|大桥|大街|公园|胡同|巷|新村|苑/,
);

/** 七点半早餐店, 中秋路口: the name of a shop or a street, no time. */
export function isSign(text: string, phrase: Phrase): boolean {
  if (phrase.kind === "moment") {
    if (phrase.edge !== null || phrase.shift !== null) return false;
    if (phrase.day !== null && (phrase.clock !== null || !phrase.festival)) return false;
    // 小周四点睡不着: somebody is spoken of
    if (phrase.day === null && /[老小]周$/.test(before(text, phrase.start, 2))) return true;
  } else if (phrase.kind !== "vague" || phrase.clock !== null) return false;
  else if (phrase.topic.about !== "dates" && phrase.topic.about !== "event") return false;
  return place(text, phrase.end) !== null;
}
