import type { PreparedQuestion } from "./question.ts";
import { particles, regional, selves } from "./region-words.ts";
import { agreed, agreement, lead, type PlainStance, tail, type Worded, withoutObject, words } from "./stance-words.ts";

/** Characters behind a blank that could be an answer. */
const longest = 16;
const leaves =
  "(?:看|听|随|依)大家(?:怎么[说定选])?的?|(?:你们|大家)(?:定|说了算)|随(?:得)?你们便?|听(?:村里|大伙)(?:安排)?的?|随大流";
const surely: readonly (readonly [PlainStance, string])[] = [
  ["没意见", `(?:${words.没意见})了?`],
  ["反对", `(?:不(?:太|大|会|想)?(?:${agreement})|反对)了?`],
  ["弃权", leaves],
  ["同意", `(?:${agreement})+好?|${selves}(?:自己)?也(?:${regional.yes}|行)`],
];
const later = surely.map(([stance, worded]) => [stance, new RegExp(`^${lead}(?:${worded})${tail}$`, "u")] as const);
/** 他说，同意: whose words those are is not said. */
const ofOthers = /(?:(?<!话|照|按理|正经|老实)[说讲问喊叫写回](?:了|过)?|告诉.{1,4}|让.{1,4})$/u;
/** 抽签我就同意, 抽签的话就同意: it depends. */
const depends = new RegExp(`(?:就|才|再)(?:能|会)?(?:${agreement}|反对|没意见)[${particles}]*$`, "u");
/** 我同意一桌不超三百, 摊钱俺不同意: agreed to, or refused, is something that the question does not name. */
const toSome = `(?:不|坚决不|也不|也|都)*(?:${agreement}|反对)`;
const partly = new RegExp(
  `^${selves}${toSome}(?!一下|你|他|她|恁|这|那|说)\\p{Script=Han}{2,}|^(?!\\p{Script=Han}*[说讲问让叫])\\p{Script=Han}{1,6}${selves}${toSome}[${particles}]*$`,
  "u",
);

/**
 * Said after something else: 刚下夜班，同意. Only words that can hardly be meant of anything else, and a clause that is
 * nothing but them; 行 and 要得 behind other talk say yes to that. With options only who leaves it to others says anything.
 */
export function laterWorded(folded: string, question: PreparedQuestion): Worded {
  const clauses = withoutObject(folded, question)
    .split(/[,。;!\n…]+/)
    .map((clause) => clause.replace(/(?:\p{Extended_Pictographic}){1,8}$/u, "").trim())
    .filter(Boolean);
  // @小串们 同意 is said to somebody else
  const last = folded.startsWith("@")
    ? undefined
    : /(?<=\p{Script=Han}{2}) (\S+)$/u.exec(clauses.at(-1)?.slice(-longest) ?? "")?.[1];
  const stances = new Set<PlainStance>();
  for (const [at, clause] of [...clauses, ...(last === undefined ? [] : [last])].entries()) {
    const found = ofOthers.test(clauses[at - 1] ?? "") ? undefined : later.find(([, pattern]) => pattern.test(clause));
    if (found) stances.add(found[0]);
  }
  if (question.options) return stances.has("弃权") ? "弃权" : null;
  if (stances.size > 0) return agreed(stances);
  return clauses.some((clause) => depends.test(clause) || partly.test(clause)) ? "unclear" : null;
}
