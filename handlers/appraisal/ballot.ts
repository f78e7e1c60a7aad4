import type { Context } from "../../src/bot/context.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import { objectsAPage } from "../../src/ledger/appraisal.ts";
import { unitsOf } from "../../src/ledger/appraisal-stars.ts";
import { scaleWords } from "../../src/ledger/appraisal-templates.ts";
import type { BallotLine } from "../../src/ledger/appraisal-words.ts";
import type { ObjectRow } from "../../src/store/tables/appraisals.ts";
import type { Right } from "../../src/store/tables/ballots.ts";
import { covers, votingOf } from "./rounds.ts";
import { type Appraisal, appraisalOf } from "./scope.ts";
import { lineName, placeName } from "./wording.ts";

/** A ballot as it lies before somebody. */
export type Ballot = {
  readonly one: Appraisal;
  readonly right: Right;
  /** what it grades: not oneself, and of villages one's own */
  readonly objects: readonly ObjectRow[];
  readonly lines: readonly BallotLine[];
};

/** Null: it is gone, or not taken any more. */
export async function ballotOf(right: Right | undefined, context: Context): Promise<Ballot | null> {
  const row = right && (await context.tables.records.get(right.record_id));
  if (!right || !row || row.withdrawn_at !== null) return null;
  const one = await appraisalOf(row, context.tables);
  const objects = one.objects.filter(
    ({ struck, person_id, place_id }) =>
      !struck &&
      (person_id === null || person_id !== right.person_id) &&
      (!one.terms.posts || right.place_id === null || place_id === right.place_id) &&
      (right.slip === null || covers(right.place_id, place_id, context)),
  );
  const isOnly = unitsOf(objects).length === 1;
  const lines = objects.map((object) => ({
    number: object.position,
    calls: callsOf(object, isOnly),
    ...(object.criterion === "" ? {} : { parts: [object.name, object.criterion] }),
  }));
  return { one, right, objects, lines };
}

export const isTaken = ({ one, right }: Ballot, { message }: Context): boolean =>
  one.row.state === "open" && message.sentAt < Number(one.row.due_at) && votingOf(one, right) === "open";

/** What a line may be called; one of several about the same with what it grades. */
function callsOf({ name, post, criterion }: ObjectRow, isOnly: boolean): readonly string[] {
  if (criterion !== "") {
    const whole = ["", " ", "的", "——", ":"].map((between) => `${name}${between}${criterion}`);
    return isOnly ? [...whole, criterion] : whole;
  }
  return post === "" ? [name] : [name, post];
}

/** What belongs together stands on one page. */
function onePage({ terms: { criteria } }: Appraisal): number {
  const together = criteria?.length ?? 1;
  return together * Math.max(1, Math.floor(objectsAPage / together));
}

/** The lines of a page, by index. */
export const pageOf = ({ lines, one }: Pick<Ballot, "lines" | "one">, page: number): readonly number[] =>
  lines.map((_, at) => at).slice(page * onePage(one), (page + 1) * onePage(one));

/** Puts it before whoever speaks, from its first page or another. */
export async function show(ballot: Ballot, page: number, context: Context): Promise<Reply> {
  const { tables, now, actor } = context;
  await tables.ballots.show(ballot.right, actor.account, now, page);
  return here(ballotText(ballot, page, context));
}

const examples = { words: "1213121312", numbers: "88 92 75 90 86 88 92 75 90 86" };

/** `A2 东卧牛村三票两评（群众票）：1班子 2赫永福 … 1好 2较好 …` */
export function ballotText({ one, right, objects, lines }: Ballot, page: number, context: Context): string {
  const { number, terms, panels } = one;
  const shown = pageOf({ lines, one }, page);
  const names = shown.flatMap((at) => {
    const object = objects[at];
    if (!object) return [];
    if (object.criterion === "") return `${object.position}${lineName(object, context)}`;
    const isFirst = at === shown[0] || objects[at - 1]?.name !== object.name;
    return `${isFirst ? `${object.name}——` : ""}${object.position}${object.criterion}`;
  });
  const panel = panels.find(({ id }) => id === right.panel_id)?.title ?? "";
  const of = lines.length > onePage(one) ? `，第${page + 1}页，共${Math.ceil(lines.length / onePage(one))}页` : "";
  const first = objects[shown[0] ?? 0];
  const grade = terms.scale?.[1]?.word ?? terms.scale?.[0]?.word;
  const example =
    terms.scale === null
      ? examples.numbers.split(" ").slice(0, shown.length).join(" ")
      : examples.words
          .replaceAll(/\d/g, (digit) => String(Math.min(Number(digit), terms.scale?.length ?? 1)))
          .slice(0, shown.length);
  const byName =
    grade === undefined || !first
      ? ""
      : `；或写“${first.name}${first.criterion} ${grade}”“${first.position}号${terms.scale?.[0]?.word}”`;
  const join = terms.scale === null ? "按顺序写，中间空一格" : "按顺序连着写";
  const isObject =
    right.person_id !== null && objects.length < one.objects.filter(({ struck }) => !struck).length && !terms.posts;
  return `${number} ${placeName(one, context)}${terms.name}（${panel}票${of}）：${names.join(" ")}。${scaleWords(terms.scale)}。${join}，如 ${example}${byName}。${isObject ? "没有您自己那一格。" : ""}`;
}
