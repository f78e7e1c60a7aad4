import { withoutEndSigns } from "./clauses.ts";
import type { PreparedQuestion } from "./question.ts";
import { nots, particles, regional, selves } from "./region-words.ts";

export type PlainStance = "同意" | "反对" | "没意见" | "弃权";

export const agreement = "同意|赞成|支持|附议|赞同|愿意|乐意";
/** 休想我同意, 打死也不支持, 鬼才赞成, 冇得同意的道理: no by other words than 不. */
const refusing = `(?:${[
  `(?:我才|才|就是|偏|绝|决|死也|打死也|说啥也|说什么也|万万|怎么也)?(?:不得|不会|不能够?|不可能|不可以|不情愿|不打算|没打算|没想|${nots})(?:再|会|想|要)?`,
  "(?:(?:休|别|甭|莫|不要|想都别)(?:想着?|指望|盼着?|惦记着?|做梦)|做梦)(?:让|叫|要)?(?:我|俺|咱|我们|俺们|我家|大家)?(?:会|能)?",
  "(?:鬼|傻子|傻瓜|疯子|狗|王八|憨子|脑子进水)才(?:会|能)?",
  "(?:没法|无法|难以|很难|拒绝|懒得)",
].join("|")})(?:${agreement})(?:的|得)?`;
export const words: Readonly<Record<PlainStance, string>> = {
  没意见: `一点意见[也都]?没有|(?:没|冇|莫|冒|木)(?:有|啥子?|什么|么子|任何|得|半点)*(?:意见|异议)|无(?:意见|异议)`,
  反对: `${refusing}|不(?:太|大|怎么|是很|能|会|想|敢|可能)?(?:${agreement}|\\+ ?1(?![0-9])|加一|加1)(?:\\+1)?|(?:${agreement})不了|不行|不可以|${regional.no}|反对(?:\\+1)?|抵制|👎`,
  弃权: `(?:[0-9一二两三四五六七八九十点号周]{2,8}|(?:选|要|周)?几|哪[^都]{0,2}|怎么着?|怎样|咋样?|啥时候?|什么时候|谁|两[^都]|俩|几个)?都(?:行|可以|成|中|管|要得|得行|搞得|好|合适|ok|OK)|${regional.any}|随便(?:\\p{Script=Han}?(?:哪|啥|怎么)\\p{Script=Han}{0,2})?|随意|(?:看|听|随|依)大家(?:怎么[说定选])?|看你们(?=$|[\\p{P}\\s])|听(?:村里|你们|领导)|无所谓|弃权|(?:大家|你们)(?:定|说了算)|随大流`,
  同意: `\\+ ?1(?![0-9])|加一|加1|扣1(?![0-9])|同上|${agreement}|👍|\\[(?:强|赞)\\]`,
};
const order: readonly PlainStance[] = ["没意见", "反对", "弃权", "同意"];
const doubled = `(?:不是|并非|不能|不得|不会|没有?|没说|不敢)不(?:太|大)?(?:${agreement})|(?:不是|并非|不能|没有?|没说)(?:不|反对)(?:太|大)?(?:${agreement})?|不反对|反对(?:你|他|她|恁|楼上)的?(?:反对|不同意)|(?:不得|不能|不敢)不`;
/** 同意个鬼: abuse around an agreement is no agreement. */
const scorned = `(?:${agreement}|行|好|中|要得)(?:(?:你|他|它|你们|他们)?个(?![人体别])\\p{Script=Han}{1,4}(?=$|[\\p{P}\\s])|(?:你|他)(?:妹|大爷|二大爷|奶奶|姥姥|祖宗|娘的|妈的|全家))`;

// each alternative begins differently, so that a long message is read in one way only and no backtracking explodes
export const lead = `(?:(?:想了想|想通了|想明白了|想好了|算了|得了|不?改了|改变?主意了?)[,。.… ]*|改成|改为|改(?=同意|反对|赞成|支持)|反正|原则上|勉强|${selves}|自己说?|本人|个人|全家|[一二两三四五六七八九]口人?|[0-9一两十百千万]+个|觉得|觉着|认为|看着?|也|都|坚决|完全|举?双手|非常|强烈|绝对|更|其实|老实说|说实话|说正经的|正经说?|我是说|还是|必须(?!的)|一致|表示|那就?|哎呀?|唉|就|嗯|哦|好|对|肯定|当然|呵呵| )*,? ?`;
export const tail = `(?:[${particles}]|大家|意见)*[~!]*`;
const ends = "(?=$|[\\p{P}\\s^]|\\p{Extended_Pictographic})(?! (?:一下|一把|书))";

/** 不行了 is no answer, 没意见了 and 反对了 are. */
const ended: Partial<Record<PlainStance, string>> = { 没意见: "了?" };
const strict = new Map(
  order.map((stance) => [
    stance,
    new RegExp(`^${lead}(?:(?:${words[stance]})${ended[stance] ?? ""}[啊啦嘛噻嘞咯哟哩撒]?)+${tail}${ends}`, "u"),
  ]),
);
const strictDoubled = new RegExp(`^${lead}(?:${doubled})${tail}${ends}`, "u");
const strictScorned = new RegExp(`^${lead}(?:${scorned})`, "u");
const yes = new RegExp(`^${lead}(?:${regional.yes}|中+|管+)+${tail}${ends}`, "u");
const plainYes = new RegExp(`^${lead}(?:行|好|没问题)+${tail}${ends}`, "u");
const anywhere = new Map(order.map((stance) => [stance, new RegExp(`${words[stance]}(?!书|者|一下|箱)`, "gu")]));
const anywhereDoubled = new RegExp(`${doubled}|${scorned}`, "u");

export type Worded = PlainStance | "unclear" | null;

/** An agreement word (or its kin) that is the whole message, or its beginning with a sign and a reason after it. */
export function wordedStrictly(folded: string, question: PreparedQuestion): Worded {
  if (strictDoubled.test(folded) || strictScorned.test(folded)) return "unclear";
  const said = withoutObject(folded, question);
  const stances = new Set(said.split(/[,。;!\n]+/).flatMap((clause) => headOf(clause.trim()) ?? []));
  if (headOf(said)) return agreed(stances);
  return answersVerb(folded, question);
}

const object = new RegExp(`((?:${agreement}|反对))(\\p{Script=Han}{1,12})(?=$|[\\p{P}\\s])`, "gu");

/** 同意[装监控]: what is agreed to, in words of the question itself, adds nothing. */
export function withoutObject(folded: string, { title, options }: PreparedQuestion): string {
  return options
    ? folded
    : folded.replace(object, (whole, word: string, rest: string) =>
        [...rest].every((c) => c !== "不" && title.includes(c)) ? word : whole,
      );
}

function headOf(text: string): PlainStance | null {
  return order.find((stance) => strict.get(stance)?.test(text)) ?? (yes.test(text) ? "同意" : null);
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
  if (found.size) return agreed(found);
  const heads = folded.split(/[,。;!\n]+/).map((clause) => clause.trim());
  return heads.some((clause) => yes.test(clause) || plainYes.test(clause)) ? "同意" : answersVerb(folded, question);
}

/** One stance, or support said beside having no objection; anything else contradicts itself. */
export function agreed(stances: ReadonlySet<PlainStance>): Worded {
  if (stances.has("同意") && stances.size === 2 && stances.has("没意见")) return "同意";
  return stances.size === 1 ? ([...stances][0] ?? null) : "unclear";
}

/** 装 or 不装路灯 to 装不装路灯, when it is all that is said. */
function answersVerb(folded: string, { verb }: PreparedQuestion): PlainStance | null {
  if (!verb || !folded.includes(verb.word)) return null;
  const said = withoutEndSigns(folded);
  const match = new RegExp(
    `^${lead}(不|别)?(?:该|要|应该|得)?${verb.word}(?:上)?(?:${verb.object})?${tail}$`,
    "u",
  ).exec(said);
  return match && (match[1] ? "反对" : "同意");
}
