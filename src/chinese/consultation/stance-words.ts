import { withoutEndSigns } from "./clauses.ts";
import type { PreparedQuestion } from "./question.ts";

export type PlainStance = "同意" | "反对" | "没意见" | "弃权";

const agreement = "同意|赞成|支持|附议";
const words: Readonly<Record<PlainStance, string>> = {
  没意见: "一点意见[也都]?没有|没(?:有|啥|什么|任何|得)*(?:意见|异议)|无(?:意见|异议)",
  反对: `不(?:太|大|怎么|是很|能|会|想|敢|可能)?(?:${agreement}|\\+ ?1(?![0-9])|加一|加1)(?:\\+1)?|(?:没法|无法|难以|很难)(?:${agreement})|(?:${agreement})不了|不行|反对(?:\\+1)?|👎`,
  弃权: "(?:哪[^都]{0,2}|怎么着?|怎样|咋样?|啥时候?|什么时候|谁|两[^都]|俩|几个)?都(?:行|可以|成|中|ok|OK)|随便|随意|(?:看|听|随|依)大家(?:怎么[说定选])?|听(?:村里|你们|领导)|无所谓|弃权|(?:大家|你们)(?:定|说了算)|随大流",
  同意: `\\+ ?1(?![0-9])|加一|加1|扣1(?![0-9])|同上|${agreement}|👍|\\[(?:强|赞)\\]`,
};
const order: readonly PlainStance[] = ["没意见", "反对", "弃权", "同意"];
const doubled = `(?:不是|并非|不能|不得|不会|没有?|没说)(?:不|反对)(?:太|大)?(?:${agreement})?|不反对`;

// each alternative begins differently, so that a long message is read in one way only and no backtracking explodes
const lead =
  "(?:(?:我|俺|咱)们?家?|自己|本人|个人|全家|[一二两三四五六七八九]口人?|[0-9一两十百千万]+个|也|都|坚决|完全|举?双手|非常|强烈|绝对|还是|必须|一致|表示|那就?|嗯|哦|好|对|肯定|当然|想了想|想好了|呵呵| )*,? ?";
const tail = "(?:[的啊吧呗哈呀哦噢喽哇嘛滴哒]|大家|意见)*[~!]*";
const ends = "(?=$|[\\p{P}\\s^]|\\p{Extended_Pictographic})(?! (?:一下|一把|书))";

const strict = new Map(order.map((stance) => [stance, new RegExp(`^${lead}(?:${words[stance]})+${tail}${ends}`, "u")]));
const strictDoubled = new RegExp(`^${lead}(?:${doubled})${tail}${ends}`, "u");
const anywhere = new Map(order.map((stance) => [stance, new RegExp(`${words[stance]}(?!书|者|一下|箱)`, "gu")]));
const anywhereDoubled = new RegExp(doubled, "u");

export type Worded = PlainStance | "unclear" | null;

/** An agreement word (or its kin) that is the whole message, or its beginning with a sign and a reason after it. */
export function wordedStrictly(folded: string, question: PreparedQuestion): Worded {
  if (strictDoubled.test(folded)) return "unclear";
  const said = withoutObject(folded, question);
  const stances = new Set(said.split(/[,。;!\n]+/).flatMap((clause) => headOf(clause.trim()) ?? []));
  return headOf(said) ? agreed(stances) : answersVerb(folded, question);
}

/** 同意[装监控]: what is agreed to, in words of the question itself, adds nothing. */
function withoutObject(folded: string, { title, options }: PreparedQuestion): string {
  const object = new RegExp(`((?:${agreement}|反对))(\\p{Script=Han}{1,12})(?=$|[\\p{P}\\s])`, "gu");
  return options
    ? folded
    : folded.replace(object, (whole, word: string, rest: string) =>
        [...rest].every((c) => c !== "不" && title.includes(c)) ? word : whole,
      );
}

function headOf(text: string): PlainStance | null {
  return order.find((stance) => strict.get(stance)?.test(text)) ?? null;
}

/** The same anywhere in a message that is an answer already, negation before agreement. */
export function wordedAnywhere(folded: string, question: PreparedQuestion): Worded {
  if (anywhereDoubled.test(folded)) return "unclear";
  const found = new Set<PlainStance>();
  let left = folded.replace(/不行了/g, "");
  for (const stance of order) {
    const pattern = anywhere.get(stance);
    if (!pattern) continue;
    const next = left.replace(pattern, "|");
    if (next !== left) found.add(stance);
    left = next;
  }
  return found.size ? agreed(found) : answersVerb(folded, question);
}

/** One stance, or support said beside having no objection; anything else contradicts itself. */
function agreed(stances: ReadonlySet<PlainStance>): Worded {
  if (stances.has("同意") && stances.size === 2 && stances.has("没意见")) return "同意";
  return stances.size === 1 ? ([...stances][0] ?? null) : "unclear";
}

/** 装 or 不装路灯 to 装不装路灯, when it is all that is said. */
function answersVerb(folded: string, { verb }: PreparedQuestion): PlainStance | null {
  if (!verb) return null;
  const said = withoutEndSigns(folded);
  const match = new RegExp(
    `^${lead}(不|别)?(?:该|要|应该|得)?${verb.word}(?:上)?(?:${verb.object})?${tail}$`,
    "u",
  ).exec(said);
  return match && (match[1] ? "反对" : "同意");
}
