import type { Context } from "../../src/bot/context.ts";
import { wasPulled } from "../../src/bot/record/publication.ts";
import { maskSensitive } from "../../src/chinese/privacy/sensitive.ts";
import { dayOf, formatDateTime, formatDay } from "../../src/chinese/time/index.ts";
import { oneDecimal } from "../../src/ledger/appraisal-score.ts";
import { periodsFrom } from "../../src/ledger/publication.ts";
import { resultOf } from "./results.ts";
import type { Appraisal } from "./scope.ts";
import { termsAt } from "./settings.ts";
import { starLines } from "./stars.ts";
import { placeName, tooFew, turnoutWords } from "./wording.ts";

/** The mean of one is that one's own, and of two each knows the other's. */
const fewestInPost = 3;

/** What is published: turnout and what teams came to; single people only where that is by law, by grade and without counts. */
export async function announced(one: Appraisal, context: Context): Promise<string> {
  const { number, terms, row, objects } = one;
  const { now, calendar, tables } = context;
  const { publishDays, objectionDays } = await termsAt(row.place_id, context);
  const { objectionsUntil, until } = periodsFrom(dayOf(now), { publishDays, objections: objectionDays }, calendar);
  const isAgain = (await tables.publications.of(row.id)).some(wasPulled);
  const private_ =
    terms.publishes !== "grades" && objects.some(({ person_id, struck }) => person_id !== null && !struck);
  const lines = [
    `【评议公布 ${number}】${placeName(one, context)} ${terms.name}`,
    ...(isAgain ? ["本条更正前面的公布，重新公示。"] : []),
    `投票：${turnoutWords(one, new Map())}。`,
    ...(await resultLines(one, context)),
    ...(private_ ? ["各人的结果只告诉本人。"] : []),
    `有异议：${formatDateTime(objectionsUntil, now)}前引用本条写“异议 …”，或私聊我“异议 ${number} …”。公示到${formatDay(until, now)}。`,
  ];
  return maskSensitive(lines.join("\n"));
}

/** In the order of the ballot. */
async function resultLines(one: Appraisal, context: Context): Promise<readonly string[]> {
  const { terms, objects, row } = one;
  if (terms.publishes === "stars") return starLines(one, context, true);
  const standing = objects.filter(({ struck }) => !struck);
  if (terms.publishes === "grades") {
    const grades = await context.tables.grades.in(row.id);
    return standing.map(({ id, name }) => `${name}：${grades.find((each) => each.object_id === id)?.grade ?? tooFew}`);
  }
  const result = await resultOf(one, context);
  const posts = (terms.posts ?? []).flatMap((post) => {
    const mean = result.posts.get(post);
    const heard = standing.filter((each) => each.post === post && (result.of.get(each.id)?.sample ?? 0) > 0).length;
    if (!mean) return [];
    if (heard > 0 && heard < fewestInPost) return [`${post}：有结果的不足${fewestInPost}位，不公布`];
    return [`${post}：${mean.score ? `${oneDecimal(mean.score)}，样本${mean.sample}` : tooFew}`];
  });
  const teams = standing
    .filter(({ person_id }) => person_id === null)
    .map(({ id, name }) => {
      const total = result.of.get(id)?.total;
      return `${name}：${total ? oneDecimal(total) : tooFew}`;
    });
  return [...posts, ...teams];
}
