import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { holdsAt } from "../../src/bot/permission.ts";
import { numbersArgument, optional, textArgument, textField } from "../../src/bot/reading/declare.ts";
import { privately } from "../../src/bot/reply.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { isOnlyOpen } from "../../src/ledger/appraisal-templates.ts";
import type { Outcome } from "../../src/store/tables/appraisals.ts";
import { callBack } from "./call-back.ts";
import { helpOffers } from "./help-offers.ts";
import { resultOf } from "./results.ts";
import { type Appraisal, meantAppraisal, noted, numberAndText } from "./scope.ts";
import { openWords } from "./wording.ts";

const example = "/评议 三定 A2 2 格次：较好；奖惩：取消评优；帮扶：李明结对，每月谈一次";
const mostWords = 200;

export const outcomeForm = defineForm({
  word: "三定",
  summary: "定格次、定奖惩、定帮扶，一个对象一条",
  examples: [example],
  role: "secretary",
  where: ["direct"],
  args: z.object({
    numbers: optional(numbersArgument("号")),
    text: optional(textArgument("几号")),
    grade: textField("格次"),
    reward: textField("奖惩"),
    help: textField("帮扶"),
    basis: textField("依据"),
    reason: textField("原因"),
  }),
  async run({ numbers, text, grade, reward, help, basis, reason }, context) {
    const said = numberAndText(numbers, text);
    const states = ["open", "counting", "deciding", "ready"];
    const one = await meantAppraisal(said.numbers, { states, example }, context);
    demandEvidence(one);
    if (one.row.state === "open" || one.row.state === "counting")
      throw new UserError(`${one.number} 还没计完票，不能三定。`);
    if (!one.terms.decides) throw new UserError(`${one.number} 是${one.terms.name}，不用三定。`);
    const place = one.row.place_id === null ? undefined : context.places.get(one.row.place_id);
    if (!place || !holdsAt(context.actor, "secretary", place.path))
      throw new NotAllowed("三定要那里或上级的书记来记。");
    const position = Number(/^(\d{1,3})\s*号?/u.exec(said.text.normalize("NFKC"))?.[1] ?? 0);
    const object = one.objects.find((candidate) => candidate.position === position);
    if (!object) throw new UserError(`给几号三定？例：${example}`);
    const clean = (words = "") =>
      words
        .trim()
        .replace(/^[；;，,]+|[；;，,。]+$/gu, "")
        .slice(0, mostWords);
    const given = { grade: clean(grade), reward: clean(reward), help: clean(help), basis: clean(basis) };
    const missing = missingWords(given);
    if (missing.length > 0)
      throw new UserError(`${position}号${object.name}还缺${missing.join("、")}。没记。例：${example}`);
    const { tables, now, actor } = context;
    // two who say the last of it at once: the second sees what the first said
    if (!(await tables.records.change(one.row, {}))) throw new UserError(`${one.number} 刚被别人动过，请再发一次。`);
    const result = await resultOf(one, context);
    if (!result.of.get(object.id)?.total && given.basis === "")
      throw new UserError(`${position}号${object.name}样本不足，没有综合分：要写依据：…，不然就先不定。没记。`);
    const before = (await context.tables.appraisals.outcomes(one.row.id)).find(
      ({ object_id }) => object_id === object.id,
    );
    if (before && one.row.state === "ready" && clean(reason) === "")
      throw new UserError(`${position}号${object.name}定过了，改要写原因：…。没改。`);
    if (one.row.state === "ready") await callBack(one, context);
    await tables.appraisals.decide({
      ...{ object_id: object.id, record_id: one.row.id, ...given },
      ...{ at: now, by_id: actor.person?.id ?? null },
    });
    const detail = before
      ? `${position}号 原：${before.grade}；${before.reward}；${before.help} 因：${clean(reason)}`
      : `${position}号`;
    await noted(one, before ? "更正三定" : "三定", context, detail);
    await tables.grades.keep({
      ...{ record_id: one.row.id, object_id: object.id, person_id: object.person_id, place_id: object.place_id },
      ...{ name: object.name, scheme: one.terms.name, grade: given.grade, at: now },
      before: await lastGrade(one, object.person_id, context),
    });
    const left = await undecided(one, context);
    if (left.length > 0)
      return privately(`记下了 ${one.number} ${position}号。还差：${left.map(({ words }) => words).join("；")}。`);
    if (one.row.state === "deciding") await tables.records.change(one.row, { state: "ready", waiting: 0 });
    return privately(`记下了 ${one.number} ${position}号，三定齐了。${await helpOffers(one, context)}`);
  },
});

/** @throws UserError: what anybody may vote in is read, and decides nothing */
export function demandEvidence(one: Appraisal): void {
  if (isOnlyOpen(one.panels)) throw new UserError(`${one.number} ${openWords}`);
}

const missingWords = ({ grade, reward, help }: Pick<Outcome, "grade" | "reward" | "help">): string[] =>
  [grade === "" ? "格次" : "", reward === "" ? "奖惩" : "", help === "" ? "帮扶" : ""].filter(Boolean);

/** Objects with a total that nothing, or not all, was decided of: `2号王建国的格次、奖惩、帮扶`. */
export async function undecided(one: Appraisal, context: Context): Promise<readonly { readonly words: string }[]> {
  if (!one.terms.decides) return [];
  const result = await resultOf(one, context);
  const outcomes = await context.tables.appraisals.outcomes(one.row.id);
  return one.objects.flatMap(({ id, position, name, struck }) => {
    if (struck || !result.of.get(id)?.total) return [];
    const own = outcomes.find(({ object_id }) => object_id === id) ?? { grade: "", reward: "", help: "" };
    const missing = missingWords(own);
    return missing.length === 0 ? [] : [{ words: `${position}号${name}的${missing.join("、")}` }];
  });
}

async function lastGrade(
  { row, terms }: Appraisal,
  personId: string | null,
  { tables }: Context,
): Promise<string | null> {
  if (personId === null) return null;
  const known = await tables.grades.of(personId, terms.name, 2);
  return known.find(({ record_id }) => record_id !== row.id)?.grade ?? null;
}
