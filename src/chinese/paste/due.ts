import { fold } from "../fold.ts";
import { readTime } from "../time/index.ts";
import type { PasteDue, PasteWorld } from "./paste.ts";

/** Words of offices that stand where a date should and are none. */
const STANDING =
  /^[(（]?(?:长期(?:坚持|整改|推进|任务|落实)?|持续(?:整改|推进|坚持|用力|深化)?|立[行即]立?[改整](?:改|到位)?|立行立改|立即(?:整改|办理|落实)|即知即改|边[查学]边改|常态化(?:推进|坚持|落实)?|已(?:完成|整改|办结)(?:到位)?|全年|即时|马上|按时(?:完成)?|[/／—-]+|无)[，,、并且且]*(?:长期坚持|持续推进|坚持)?[)）]?[。.；;]?$/;
/** Whether a cell without a heading may be a date: 12.5 may be money. */
const DATELIKE = /[年月日号周天底末]|前$|内$|\d{4}[./-]\d{1,2}/;
/** What is said of a matter that is through: 修好, 交齐, 报上来. */
const THROUGH = [
  "完成|办结|整改|解决|落实|到位|销号|报结果|上报|报上来|送到|交上来|发放|见效|完毕|清零|完工|竣工|开工|拆除|修复",
  "通水|通电|通车|提交|[办修清建做弄搞补换装拆交收写填改栽挖铺架接查](?:好|完|成|通|齐|掉|上|清|到位)",
  "(?:清理|打扫|整理|收拾)(?:好|完|干净)",
].join("|");
const STRESS = "必须|务必|要|须|应|都|全部|全面|基本|确保";
/** What may follow a deadline that ends a text. */
const DONE = new RegExp(`^(?:之?前|以前|之?内|以内)?(?:${STRESS})*(?:${THROUGH})*[)）。.；;!！\\s]*$`);
const LIMIT = /(?:前|内|止|截止|为止)$/;
/** A verb that ends what is to be done; whatever else stands behind a day says which, as in 12月10日前未缴户. */
const BEFORE_VERB = new RegExp(`(?:之前|以前|前|以内|之内|内)(?=(?:${STRESS})*(?:${THROUGH})了?[\\s。.!！]*$)`, "u");
/** 前任, 前期, 前往 and 内部 are words of their own; 前任务, 前进行 and 前提交 are not. */
const BOUND =
  "(?:之?前|以前)(?!任(?!务)|[期后面边沿往]|方(?!案)|进(?![行场驻入])|提(?![交供出醒高升请取报]))|(?:之?内|以内)(?![部容外涝])";
const FROM_BOUND = new RegExp(`^于?.{2,18}?(?:${BOUND})`, "u");
/** A deadline that ends a text is looked for in so many characters. */
const TAIL = 28;

type When = Pick<PasteWorld, "sentAt" | "calendar">;

export function isStanding(said: string): boolean {
  return STANDING.test(fold(said).text.replace(/\s/g, ""));
}

/** What offices mean by a month, a quarter or a year alone: its last day. */
function inWords(said: string): string {
  const plain = fold(said).text.replace(/\s/g, "");
  const [, year = "", month = ""] = /^(\d{4}年)?(\d{1,2})月份?[内中]?$/.exec(plain) ?? [];
  if (month !== "") return `${year}${month}月底前`;
  const [, ofYear = "", quarter = ""] = /^(\d{4}年)?第?([一二三四1-4])季度(?:末|底|内)?前?(?:完成)?$/.exec(plain) ?? [];
  if (quarter !== "") return `${ofYear}${(("一二三四".indexOf(quarter) + 1 || Number(quarter)) * 3).toString()}月底前`;
  if (/^(?:\d{4}年)?上半年(?:内|前)?(?:完成)?$/.test(plain)) return `${/^\d{4}年/.exec(plain)?.[0] ?? ""}6月底前`;
  if (/^(?:今年|本年)?年?[底末内]前?(?:完成)?$/.test(plain)) return "12月31日前";
  return said;
}

/** A cell that stands under 期限, or behind that label. */
export function dueOf(said: string, world: PasteWorld): PasteDue {
  if (said.trim() === "") return { kind: "none" };
  if (isStanding(said)) return { kind: "standing", said };
  const read = readTime(inWords(said.slice(0, 100)), {
    sentAt: world.sentAt,
    calendar: world.calendar,
    use: "deadline",
  });
  if (read.kind === "moment") return { kind: "at", said, at: read.at };
  if (read.kind === "past") return { kind: "past", said };
  const choices = read.kind === "ask" ? read.choices : [];
  const moments = choices.flatMap((choice) => (choice.kind === "moment" ? [{ at: choice.at, echo: choice.echo }] : []));
  return { kind: "open", said, choices: moments };
}

/** A cell without a heading that is nothing but a deadline; null when it is something else. */
export function dueCell(said: string, world: PasteWorld): PasteDue | null {
  if (said.length > 40) return null;
  const plain = fold(said).text.replace(/\s/g, "");
  if (plain.length > 20) return null;
  if (isStanding(said)) return plain === "" || /^[/—-]+$|^无$/.test(plain) ? null : { kind: "standing", said };
  if (!DATELIKE.test(plain)) return null;
  const read = readTime(said, { sentAt: world.sentAt, calendar: world.calendar, use: "deadline" });
  if (read.kind === "none" || read.kind === "recurrence") return null;
  const around = said.slice(0, read.span.start).trim();
  if (!/^[(（于在到至]?$/.test(around) || !DONE.test(said.slice(read.span.end))) return null;
  return dueOf(said, world);
}

export type Trailing = { readonly due: PasteDue; readonly start: number };

/** `…，2月底前完成` at the end of a text, and where it begins; null when the text does not end in a deadline. */
export function trailingDue(text: string, world: PasteWorld): Trailing | null {
  const from = Math.max(0, text.length - TAIL);
  const tail = text.slice(from);
  const clause = Math.max(...[...tail.matchAll(/[，,。；;：:、(（\s]/g)].map(({ index }) => index), -1) + 1;
  for (const start of clause < tail.length - 1 ? [clause, lastStop(tail)] : [lastStop(tail)]) {
    const said = tail.slice(start);
    if (isStanding(said)) return { due: { kind: "standing", said }, start: from + start };
    const read = readTime(said, { sentAt: world.sentAt, calendar: world.calendar, use: "deadline" });
    if (read.kind === "none" || read.kind === "recurrence") continue;
    const words = said.slice(read.span.start, read.span.end);
    const rest = said.slice(read.span.end);
    const limited = LIMIT.test(words) || /^(?:之?前|以前|之?内|以内)/.test(rest);
    if (limited && DONE.test(rest)) return { due: dueOf(words, world), start: from + start + read.span.start };
  }
  return null;
}

type Leading = {
  readonly due: Extract<PasteDue, { readonly kind: "at" }>;
  readonly rest: string;
};

/** 12月10日前修好三社路灯: a deadline in front of what is to be done until then. */
export function leadingDue(text: string, world: When): Leading | null {
  const words = FROM_BOUND.exec(text)?.[0] ?? "";
  if (words === "") return null;
  const read = readTime(words, { sentAt: world.sentAt, calendar: world.calendar, use: "deadline" });
  if (read.kind !== "moment" || !/^于?$/.test(words.slice(0, read.span.start))) return null;
  if (!/^(?:之?前|以前|之?内|以内)?$/.test(words.slice(read.span.end))) return null;
  const rest = text.slice(words.length).replace(/^[，,、\s]+/, "");
  // 12月1日前的台账补齐 says which, not until when
  return /^(?!的)\p{Script=Han}/u.test(rest) ? { due: { kind: "at", said: words, at: read.at }, rest } : null;
}

/** 三社路灯12月10日前修好: a deadline before the verb that ends what is to be done; the verb stays. */
export function innerDue(text: string, world: When): Leading | null {
  const bound = BEFORE_VERB.exec(text);
  if (bound === null) return null;
  const head = text.slice(0, bound.index + bound[0].length);
  const read = readTime(head, { sentAt: world.sentAt, calendar: world.calendar, use: "deadline" });
  if (read.kind !== "moment" || !/^(?:之?前|以前|之?内|以内)?$/.test(head.slice(read.span.end))) return null;
  const said = head.slice(read.span.start);
  return { due: { kind: "at", said, at: read.at }, rest: head.slice(0, read.span.start) + text.slice(head.length) };
}

/** Where the last sentence of a tail begins. */
const lastStop = (tail: string): number =>
  Math.max(...["。", "；", ";", "\n"].map((sign) => tail.lastIndexOf(sign, tail.length - 2))) + 1;
