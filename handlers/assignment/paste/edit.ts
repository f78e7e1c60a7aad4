import type { Context } from "../../../src/bot/context.ts";
import { UserError } from "../../../src/bot/user-error.ts";
import { fold, foldText } from "../../../src/chinese/fold.ts";
import { numeralAt } from "../../../src/chinese/numbers/numerals.ts";
import { originalSlice } from "../../../src/chinese/original-slice.ts";
import { doubtsOf, dueOf, peopleOf } from "../../../src/chinese/paste/index.ts";
import type { Draft, Edit } from "./draft.ts";
import type { ReadyRow, Unclear } from "./ready.ts";

const drops = /^(?:删掉?|删除|去掉|不要|不交|划掉)[。.!！]*$/u;
const label = /^(?:责任人|交给|期限|时限|事项|内容)?[:：\s]*/u;
const howTo = "例：第3行 ①、第3行 王强、第3行 3月31日前、第8行 删";

/** `3`, `3、9`, `8-10`, `十二` */
const which = "[\\d零〇一二两三四五六七八九十百\\s、,，和至到~～–-]{1,60}";
/** `第3行`, `第3、9行`, with what is said of them up to the next such words. */
const said = new RegExp(`第(${which})行\\s*([\\s\\S]*?)(?=[\\s;；,，。]*(?:删掉?|删除|去掉)?第${which}行|$)`, "gu");
const dropsFirst = new RegExp(`^[\\s]*(?:删掉?|删除|去掉|不要)\\s*(第${which}行)[\\s。.!！]*$`, "u");
const begins = new RegExp(`^\\s*第${which}行`, "u");

export const speaksOfRows = (words: string): boolean => {
  const text = foldText(words);
  return begins.test(text) || dropsFirst.test(text);
};

/** What a message decides of rows. @throws UserError */
export function editsIn(words: string, draft: Draft, rows: readonly ReadyRow[], context: Context): readonly Edit[] {
  const first = dropsFirst.exec(foldText(words))?.[1];
  if (first !== undefined) return editsIn(`${first} 删`, draft, rows, context);
  const folded = fold(words);
  return [...folded.text.matchAll(said)].flatMap((match) => {
    const [whole, numbers = "", what = ""] = match;
    const from = match.index + whole.length - what.length;
    const value = originalSlice(words, folded, from, from + what.length).replace(/[;；,，。]+$/u, "");
    return numbersIn(numbers).flatMap((number) => editsOf(number, value.trim(), draft, rows, context));
  });
}

/** @throws UserError */
function numbersIn(text: string): readonly number[] {
  const numbers = text
    .split(/[、,，和\s]+/u)
    .filter((part) => part !== "")
    .flatMap((part) => {
      const [from = 0, to = from] = part.split(/[至到~～–-]/u).map((said) => numeralAt(said, 0)?.value ?? 0);
      return from > 0 && to >= from && to - from < 300 ? Array.from({ length: to - from + 1 }, (_, i) => from + i) : [];
    });
  if (numbers.length === 0) throw new UserError(`没听懂是第几行。${howTo}`);
  return [...new Set(numbers)];
}

/** @throws UserError */
function editsOf(
  number: number,
  value: string,
  draft: Draft,
  rows: readonly ReadyRow[],
  context: Context,
): readonly Edit[] {
  const row = rows.find((one) => one.number === number);
  if (row === undefined) throw new UserError(`没有第${number}行，或已经去掉了。发“看”看全部。`);
  if (drops.test(value)) return [{ row: number, decides: "dropped" }];
  const choice = /^[选(（]?([1-9])[)）.。、]?$/u.exec(foldText(value))?.[1];
  if (choice !== undefined) return [chosen(row, Number(choice), draft)];
  const words = value.replace(label, "");
  if (words === "") throw new UserError(`第${number}行怎么改？${howTo}`);
  const isMatter = row.row.text === "" || /^(?:事项|内容)[:：\s]/u.test(value);
  if (isMatter) return [{ row: number, decides: "text", text: words }];
  const [person] = peopleOf(words, row.row.unit, draft.world);
  if (person?.found.kind === "one") {
    const { id, name } = person.found.value;
    const doubt = row.unclear.find((one) => "people" in one);
    if (doubt === undefined || doubt.what === "owner" || !("said" in doubt))
      return [{ row: number, decides: "owner", id, name }];
    return [{ row: number, decides: "person", said: doubt.said, id, name }];
  }
  const due = dueOf(words, { ...draft.world, sentAt: context.message.sentAt });
  if (due.kind === "at") return [{ row: number, decides: "due", at: due.at }];
  if (person?.found.kind === "several") {
    const names = person.found.values.map(
      ({ name, posts }) => `${name}（${posts[0] ? (context.places.get(posts[0].placeId)?.name ?? "") : ""}）`,
    );
    throw new UserError(`“${words}”不止一位：${names.join("、")}。说全名，前面加上地方，例：第${number}行 石门镇王强`);
  }
  throw new UserError(`第${number}行的“${words.slice(0, 20)}”没听懂。${howTo}`);
}

/** What was chosen among the likely answers; once settled, it can be chosen anew. @throws UserError */
function chosen(row: ReadyRow, choice: number, draft: Draft): Edit {
  const { number } = row;
  const asPasted = draft.paste.rows.find((one) => one.number === number);
  const doubts: readonly Unclear[] = [...row.unclear, ...(asPasted === undefined ? [] : doubtsOf(asPasted))];
  const doubt = doubts.find((one) => choicesOf(one) > 0);
  if (doubt === undefined) throw new UserError(`第${number}行没有要选的。${howTo}`);
  if (choice > choicesOf(doubt)) throw new UserError(`第${number}行没有第${choice}个可选。${howTo}`);
  if ("moments" in doubt) return { row: number, decides: "due", at: doubt.moments[choice - 1]?.at ?? 0 };
  const person = "people" in doubt ? doubt.people[choice - 1] : undefined;
  const { id = "", name = "" } = person ?? {};
  if (!("said" in doubt) || doubt.what === "owner") return { row: number, decides: "owner", id, name };
  return { row: number, decides: "person", said: doubt.said, id, name };
}

const choicesOf = (one: Unclear): number =>
  "moments" in one ? one.moments.length : "people" in one ? one.people.length : 0;
