import { startsWithCommonSurname } from "../../chinese/names/surname.ts";
import { clip } from "../../chinese/privacy/clip.ts";
import { readTime } from "../../chinese/time/index.ts";
import { Ask } from "../order.ts";
import { UserError } from "../user-error.ts";
import { type Occasion, oneLine, type Taken } from "./ask.ts";
import type { Argument, PersonValue, WhomValue } from "./declare.ts";
import { readPerson } from "./person.ts";

const group =
  "本群(?:的?人)?|大家(?:伙儿?)?(?!庭)|大伙儿?(?!食)|乡亲们|全体(?:村民|人员|干部|党员|社员)|全[村社镇](?:的?人|村民|老少|干部)?(?![的里])|群里(?:的?人)?|(?:\\p{Script=Han}{1,6}?的?)?(?:工作群|村民群)|各村(?:社区)?的?(?:书记|支书|主任|干部|负责人|两委|的?人)(?:们)?|所有人|各位(?!置)";
const leadingGroup = new RegExp(`^[\\s，,]*(?:${group})(?:里(?!面))?`, "u");
const oneself = /^[\s，,]*(?:我自己|我本人|本人|自己|我|俺|咱)$/u;
const joint = /^\s*[、和跟与及]\s*/u;
const jointBefore = /[、和跟与及]\s*$/u;
const most = 9;
/** Chosen in place of somebody's id. */
const matter = "matter";

/** The word for a group that a text begins with: 大家 of 大家来开会; null for none. */
export const groupNamed = (text: string): string | null =>
  leadingGroup.exec(text)?.[0].replace(/^[\s，,]+/u, "") ?? null;

/** Whom a text begins with. Undefined: it begins with nobody. @throws Ask when somebody is named whom nobody knows */
export async function readWhom(text: string, argument: Argument, occasion: Occasion): Promise<Taken<WhomValue>> {
  const said = groupNamed(text);
  if (said !== null) {
    const [whole = ""] = leadingGroup.exec(text) ?? [];
    return { value: { kind: "group", said }, rest: text.slice(whole.length) };
  }
  // asked about, and a matter by what was answered
  if (occasion.order.chosen[argument.name] === matter) return { value: undefined, rest: text };
  const first = headOf(text, argument, occasion);
  if (oneself.test(first)) return { value: { kind: "self" }, rest: text.slice(first.length) };
  const people: PersonValue[] = [];
  let rest = text;
  for (let line = text; people.length < most; ) {
    const one = await readPerson(line, nth(argument, people.length), undefined, occasion);
    if (!one.value?.id) break;
    people.push({ ...one.value });
    rest = one.rest;
    const [and] = jointBefore.test(line.slice(0, line.length - rest.length)) ? [""] : (joint.exec(rest) ?? []);
    if (and === undefined) break;
    line = rest.slice(and.length);
  }
  if (people.length > 0) return { value: { kind: "people", people }, rest };
  if (first.trim().startsWith("@")) throw unknown(first.trim(), occasion);
  demandNoName(first, argument, occasion);
  return { value: undefined, rest: text };
}

/** Somebody who was pointed at and is on no roster. */
const unknown = (said: string, occasion: Occasion): Error =>
  new UserError(
    `我不认识“${clip(said)}”，名册里没有这个账号，没记。写姓名也行：${oneLine(occasion)}`,
    "我不认识@的这个账号，没记，请写姓名。",
  );

/** Which of several of one name is meant is chosen for each by itself. */
const nth = ({ name, ...argument }: Argument, at: number): Argument => ({
  ...argument,
  name: at === 0 ? name : `${name}${at + 1}`,
});

/** What stands before the time, else the first word where others follow it. */
function headOf(text: string, { name }: Argument, { context, order }: Occasion): string {
  const { sentAt } = context.message;
  const time = readTime(text, { sentAt, use: "reminder", calendar: context.calendar });
  const before = time.kind === "none" ? "" : text.slice(0, time.span.start);
  // 周三 begins with no 周
  if (time.kind !== "none" && before.trim() === "") return "";
  if (before.trim() !== "" && !/\S\s+\S/u.test(before)) return before.trimEnd();
  const isAnswer = order.said[name] !== undefined;
  return /^\s*\S+(?=\s)/u.exec(text)?.[0] ?? (isAnswer ? text : "");
}

/** 刘大海 明天9点: a name that is on no roster is not taken for a matter of one's own without a word. @throws Ask */
function demandNoName(first: string, { name }: Argument, occasion: Occasion): void {
  const { order } = occasion;
  const word = first.trim();
  if (!/^\p{Script=Han}{2,3}$/u.test(word) || !startsWithCommonSurname(word) || order.chosen[name] !== undefined)
    return;
  const again = { ...order, asked: order.asked + 1, chosen: { ...order.chosen, [name]: matter } };
  throw new Ask(
    `名册里没有叫“${clip(word)}”的。是件事、提醒您自己就回“是”；是人请写全名，没登记的先登记。`,
    { kind: "choice", choices: [{ label: "是", order: again }] },
    `名册里没有叫“${clip(word)}”的。${oneLine(occasion)}`,
  );
}
