import type { Context } from "../../../src/bot/context.ts";
import { listChoices } from "../../../src/bot/order.ts";
import { calledSo } from "../../../src/bot/record/called.ts";
import type { RosterPerson } from "../../../src/chinese/names/index.ts";
import { LONGEST_ROW, MOST_ROWS } from "../../../src/chinese/paste/index.ts";
import { clip } from "../../../src/chinese/privacy/clip.ts";
import { formatDay, newYearNote } from "../../../src/chinese/time/index.ts";
import type { Draft } from "./draft.ts";
import type { ReadyRow, Unclear } from "./ready.ts";

const mostPlaces = 6;
const mostNumbers = 5;
const example = "例：第3行 王强";

/** `第3、9、12行`; of many the first ones. */
const rowsSaid = (numbers: readonly number[]): string =>
  numbers.length <= mostNumbers
    ? `第${numbers.join("、")}行`
    : `第${numbers.slice(0, mostNumbers).join("、")}行等${numbers.length}行`;

/** `王强（石门镇）`: two of a name are told apart by where they work. */
const described = (person: RosterPerson, { places }: Context): string => {
  const post = person.posts[0];
  return post === undefined ? person.name : `${person.name}（${places.get(post.placeId)?.name ?? post.title}）`;
};

/** What has to be decided of a row, and how. */
export function unclearWords(unclear: Unclear, context: Context): string {
  if (unclear.what === "refused") return unclear.why;
  const { said } = unclear;
  if (unclear.what === "matter") return "没有事项";
  if (unclear.what === "length") return `有${said.length}字，一行最多${LONGEST_ROW}字`;
  if ("moments" in unclear) {
    if (unclear.moments.length === 0) return `期限“${said}”定不下来或已经过了，说哪天`;
    return `期限“${said}”${listChoices(unclear.moments.map(({ echo }) => echo))}`;
  }
  if (!("people" in unclear)) return "";
  const choices = listChoices(unclear.people.map((person) => described(person, context)));
  const of = { owner: "", "other owner": "协办", helper: "协办", verifier: "核实" }[unclear.what];
  if (said === "") return `没说交给谁${choices && ` ${choices}`}`;
  if (choices !== "") return `${of}“${said}”${choices}`;
  return `名册里没有${of}“${said}”`;
}

/** Entries of one wording are said once for all their rows. */
function placesToDecide(rows: readonly ReadyRow[], context: Context): readonly string[] {
  const byWords = new Map<string, number[]>();
  for (const { number, unclear } of rows)
    for (const one of unclear) {
      const words = unclearWords(one, context);
      byWords.set(words, [...(byWords.get(words) ?? []), number]);
    }
  return [...byWords].map(([words, numbers]) => `${rowsSaid(numbers)}${words}`);
}

/** What was taken without being said, so that the author sees it. */
function placesToSee({ head, paste }: Draft, rows: readonly ReadyRow[], { now, calendar }: Context): readonly string[] {
  const undated = rows.filter(
    ({ usesListDue, row }) => usesListDue && row.due.kind !== "open" && row.due.kind !== "past",
  );
  const due = formatDay(head.dueAt, now);
  const usual =
    head.usualDays === null
      ? `按${due}`
      : `按${head.usualDays}个工作日（${due}）${newYearNote(now, head.dueAt, calendar)}`;
  const which = undated.length === rows.length ? "都" : rowsSaid(undated.map(({ number }) => number));
  const equal = paste.repeats.slice(0, 3).map(({ number, of }) => `第${number}行和${of}行一样`);
  const more = paste.repeats.length > 3 ? `等${paste.repeats.length}行` : "";
  return [
    ...(undated.length > 0 ? [`${which}没有期限，${usual}`] : []),
    ...(equal.length > 0 ? [`${equal.join("、")}${more}，去掉了`] : []),
  ];
}

/** Lines that are no matter, so that none is thought to have been handed over. */
const leftOut = ({ paste }: Draft): number =>
  paste.asides.filter(({ kind }) => kind === "note" || kind === "title").length;

/** What was understood of the whole list, what is to be decided, and what can be said now. */
export async function proof(draft: Draft, rows: readonly ReadyRow[], context: Context): Promise<string> {
  if (rows.length === 0) return "清单里没有要交办的事。一行一件：单位 责任人 事项 期限。不交了回“取消”。";
  const decide = placesToDecide(rows, context);
  const see = placesToSee(draft, rows, context);
  const all = [...decide, ...see];
  const shown = all.slice(0, mostPlaces);
  const more = all.length > shown.length ? `；还有${all.length - shown.length}处，发“看”` : "";
  const owners = new Map(rows.flatMap(({ owner }) => (owner === null ? [] : [[owner.id, owner] as const])));
  const deaf = await unheard([...owners.values()], context);
  const head = `读懂${rows.length}件，${owners.size}人。`;
  const left = leftOut(draft);
  const tail = [
    deaf.length > 0
      ? `${deaf.length}人没认领账号，收不到：${deaf.slice(0, 3).join("、")}${deaf.length > 3 ? "等" : ""}。`
      : "",
    left > 0 ? `另有${left}行不是事项。` : "",
    draft.paste.beyond > 0 ? `只读${MOST_ROWS}件，后面${draft.paste.beyond}行请另发。` : "",
  ].join("");
  const places =
    shown.length > 0 ? `${decide.length > 0 ? `${all.length}处要定：` : ""}${shown.join("；")}${more}。` : "";
  return `${head}${places}${tail}${decide.length > 0 ? "定完" : ""}回“交办”发出；“看”看全部；“第3行 ①”；“第8行 删”；“取消”。`;
}

async function unheard(owners: readonly RosterPerson[], { tables }: Context): Promise<readonly string[]> {
  const names: string[] = [];
  for (const { id, name } of owners) if ((await tables.accounts.reachable(id)).length === 0) names.push(name);
  return names;
}

/** The first row that is not settled yet, for a refusal to send. */
export function firstUnclear(rows: readonly ReadyRow[], context: Context): string | null {
  const row = rows.find(({ unclear }) => unclear.length > 0);
  const [first] = row?.unclear ?? [];
  if (row === undefined || first === undefined) return null;
  const others = rows.filter(({ unclear }) => unclear.length > 0).length - 1;
  const more = others > 0 ? `还有${others}行也没定。` : "";
  return `没发。第${row.number}行还没定：${unclearWords(first, context)}。${more}${example}、第${row.number}行 ①、第${row.number}行 删`;
}

/** `3 新会镇 孙国华书记：低限运转经费没有逐额发放到位，3月31日` */
export function rowLine(
  { number, owner, handing, text, dueAt, usesListDue, unclear }: ReadyRow,
  context: Context,
): string {
  const place = handing === null ? "" : `${context.places.get(handing.to.placeId)?.name ?? ""} `;
  const who = owner === null ? "？" : calledSo(owner.name, handing?.to);
  const when = `${formatDay(dueAt, context.now)}${usesListDue ? "（按清单）" : ""}`;
  const open = unclear.length > 0 ? `【要定：${unclear.map((one) => unclearWords(one, context)).join("；")}】` : "";
  return `${number} ${place}${who}：${clip(text || "（没有事项）", 60)}，${when}${open}`;
}
