import { withoutEndSigns } from "./clauses.ts";
import type { PreparedOption, PreparedQuestion } from "./question.ts";
import { particles, regional, selves } from "./region-words.ts";

/** An option by its name, `都行` for any of them, `unclear`, `question`; null when no option is named. */
export type OptionRead = { readonly option: string } | "any" | "unclear" | "question" | null;

const lead = `(?:${selves}|算了|得了|说错了?|打错了?|写错了?|弄错了?|错了|哦不|噢不|不对|不好意思|刚才|应该|那个|就是|觉着|自己|个人|本人|全家|一家|[一二两三四五六七八九]口人?|的?意见是?|还是|就|也|都|肯定|绝对|坚决|完全|一定|必须|当然|最好|最|更|比较|觉得|认为|感觉|看|想了想|想好了|想来想去|想|希望|建议|主张|所以|因此|愿意|宁可|宁愿|倾向于?|偏向|喜欢|支持|同意|赞成|选择?|投|要|改成?|改?主意了?|换成?|变|定|那|嗯|哦|好|行|对|先|再|现在|这次|是|说|扣|回|\\+1|加一|一票|不如)*`;
const tail = `(?:[${particles}了]|${regional.yes}|一票|票|就行|就好|合适|[最更]好|比较(?:好|${regional.yes})|好[些点]?|行|强|中|成|不错|没问题|有空|有时间|同意|支持|赞成|\\+1|加一|到底|认了|那[边条个]|这[边条个]|方案|路线|!|~|👍)*`;
const leads = new RegExp(lead, "g");
const trails = new RegExp(`^${tail}`);
const trailing = new RegExp(`${tail}$`);
const particlesOnly = new RegExp(`^[${particles}]+$`, "u");
const negatedBefore = /(?:不(?![如过管论行错仅光但])|别|甭|莫|没(?!问题|意见|事)|反对|拒绝|除了)[^,]{0,5}$/;
const negatedAfter =
  /^(?:[那这][边条个]|的话|就|真|也|可|太|绝对|肯定|根本|我|俺|都|是)*(?:不[行好中成要如能去走选管]|不得(?:行|劲)|要不得|搞不得|不可以|不合适|不同意|不赞成|不支持|不划算|不方便|不考虑|反对|算了|没法|没空|没时间|有事|太(?![好棒])|[有点]*(?:绕|远|费|占|贵|吵|危险|难|慢|窄|陡))/;
const refusedNext = /^(?:我|俺)?(?:不行|不同意|反对|不要|算了|不好|不赞成|不支持|免了).{0,3}$/;
const favourable = /好|近|顺|方便|合适|省|快|可以|强|稳|划算|便宜|满意|靠谱|敞亮|平整|中意/;
const unfavourable = /[不没太难远贵费占怕绕坏吵差险慢]|比/;

const refusedWith = /[不别莫甭]要?\p{Script=Han}/u;
const anyOfThem = new RegExp(`都(?:行|可以|成|中|好)|${regional.any}|无所谓|随便`);

type Mention = { readonly option: PreparedOption; readonly start: number; readonly end: number };
const changing = /(?:算了|不对|说错了?|打错了?|哦不)[\p{P}\p{S}]*/u;

/** 先清东段还是西段: the rest of the question itself */
const asksBetween = (text: string, { title }: PreparedQuestion, mentions: readonly Mention[]): boolean => {
  const [, other] = /^还是(\p{Script=Han}{1,6})[?。]?$/u.exec(text.slice(mentions[0]?.end)) ?? [];
  return other !== undefined && title.includes(other);
};

/** Between what was said and what is meant: 东场……算了，西场 */
const corrects =
  /^[\p{P}\p{S}]*(?:(?:哦|噢|呃|啊|哎|唉)不是?|不对|不是?(?=[\p{P}\p{S}])|说错了?|打错了?|写错了?|错了|算了|更正)[\p{P}\p{S}]*(?:应该|还是|是|选|改|就)*$/u;

type Polarity = "for" | "against" | "unclear";

/** What a statement (no question in it) says of the options it names. */
export function readOptions(
  folded: string,
  question: PreparedQuestion,
  options: readonly PreparedOption[],
): OptionRead {
  const text = sameDays(folded.replace(/[^\S\n]+/g, ""));
  const mentions = mentionsOf(text, options);
  // 东段，算了，西段
  if (!mentions.length) return shortForms(text.split(changing).at(-1) ?? "", question, options);
  if (asksBetween(text, question, mentions)) return "question";
  const named = new Set(mentions.map(({ option }) => option));
  if (named.size > 1 && anyOfThem.test(text)) return "any";
  if (
    mentions.some(
      ({ end }, index) => mentions[index + 1] && /^还是.{0,2}$/.test(text.slice(end, mentions[index + 1]?.start)),
    )
  )
    return "question";
  const standing = changed(text, question, mentions);
  const from = standing.length < mentions.length ? (standing[0]?.start ?? 0) : 0;
  const read = polarities(text, question, standing, from);
  const plain = plainlyChosen(text, standing, read);
  return plain ? { option: plain.name } : combined(read, options);
}

/** Who names options more often than that says nothing plainly. */
const mostWeighed = 12;
const approving = /[行好成中]|可以|要得|同意|赞成|支持/;
const clauseOf = (text: string, { start, end }: Mention): string =>
  text.slice(lastBreak(text, start, 0), nextBreak(text, end, text.length));

/**
 * 周四，周三镇上逢集: an option that is a clause by itself is chosen, and what is said of another is why, as long as nothing
 * else is chosen and nothing refuses it.
 */
function plainlyChosen(
  text: string,
  mentions: readonly Mention[],
  read: readonly (readonly [PreparedOption, Polarity])[],
): PreparedOption | null {
  const chosen = new Set(read.flatMap(([option, polarity]) => (polarity === "for" ? [option] : [])));
  const [only] = chosen;
  if (mentions.length > mostWeighed) return null;
  const others = mentions.filter(({ option }) => option !== only);
  if (others.some((one) => approving.test(clauseOf(text, one)))) return null;
  if (!only || chosen.size > 1 || read.some(([option, polarity]) => option === only && polarity === "against"))
    return null;
  const isAlone = mentions.some(
    (one) =>
      one.option === only &&
      clauseOf(text, one).replaceAll(only.folded, "").replace(leads, "").replace(particlesOnly, "") === "",
  );
  return isAlone ? only : null;
}

function combined(
  read: readonly (readonly [PreparedOption, Polarity])[],
  options: readonly PreparedOption[],
): OptionRead {
  const of = (wanted: Polarity) => new Set(read.flatMap(([option, polarity]) => (polarity === wanted ? [option] : [])));
  const [wanted, refused, unclear] = [of("for"), of("against"), of("unclear")];
  const [only] = wanted;
  if (only && wanted.size === 1 && !refused.has(only) && [...unclear].every((option) => option === only))
    return { option: only.name };
  const [left] = refused;
  const opposite = left && options.find(({ folded }) => folded === `不${left.folded}` || left.folded === `不${folded}`);
  if (!wanted.size && !unclear.size && refused.size === 1 && options.length === 2 && opposite)
    return { option: opposite.name };
  return "unclear";
}

const finders = new WeakMap<readonly PreparedOption[], { byName: Map<string, PreparedOption>; pattern: RegExp }>();

function finderOf(options: readonly PreparedOption[]) {
  const known = finders.get(options);
  if (known) return known;
  const byName = new Map(options.map((option) => [option.folded, option]));
  const longestFirst = [...byName.keys()].sort((a, b) => b.length - a.length).map(escaped);
  const made = { byName, pattern: new RegExp(longestFirst.join("|"), "g") };
  finders.set(options, made);
  return made;
}

function mentionsOf(text: string, options: readonly PreparedOption[]): Mention[] {
  const { byName, pattern } = finderOf(options);
  return [...text.matchAll(pattern)].flatMap((match) => {
    const option = byName.get(match[0]);
    return option ? [{ option, start: match.index, end: match.index + match[0].length }] : [];
  });
}

/**
 * 东线改西线, 东线 不对 西线: what it was changed from no longer counts; 改 says nothing where the question itself is
 * about changing something.
 */
function changed(text: string, { title }: PreparedQuestion, all: readonly Mention[]): readonly Mention[] {
  const corrected = all.findLastIndex(({ start }, index) =>
    corrects.test(text.slice(all[index - 1]?.end ?? start, start)),
  );
  const mentions = corrected > 0 ? all.slice(corrected) : all;
  if (title.includes("改")) return mentions;
  const last = mentions.findLastIndex(({ start }) =>
    /改(?:成|为|走|选|投|到)?$/.test(text.slice(Math.max(0, start - 2), start)),
  );
  return last > 0 ? mentions.slice(last) : mentions;
}

function polarities(
  text: string,
  question: PreparedQuestion,
  mentions: readonly Mention[],
  begin: number,
): [PreparedOption, Polarity][] {
  let from = begin;
  return mentions.map(({ option, start, end }, index) => {
    const limit = mentions[index + 1]?.start ?? text.length;
    const clauseEnd = nextBreak(text, end, limit);
    const before = text.slice(lastBreak(text, start, from), start);
    const after = text.slice(end, clauseEnd);
    const refusedBy = negatedAfter.exec(after)?.[0].length ?? 0;
    // 你不同意村西俺不同意村东: the second refusal is of what follows it
    const isOfNext = refusedBy > 0 && end + refusedBy === mentions[index + 1]?.start && negatedBefore.test(before);
    const refusal = isOfNext ? 0 : refusedBy;
    from = end + refusal;
    // 东线，算了: a clause of its own that names nothing
    const next = clauseEnd < limit ? text.slice(clauseEnd + 1, nextBreak(text, clauseEnd + 1, limit + 1)) : "";
    const refusedAfter = next.length < 10 && clauseEnd + 1 + next.length <= limit && refusedNext.test(next);
    // 东线是东线，可没人修
    if (text.startsWith(`是${option.folded}`, end) || text.slice(0, start).endsWith(`${option.folded}是`))
      return [option, "unclear"];
    if (negatedBefore.test(before) || refusal || refusedAfter) return [option, "against"];
    return [
      option,
      leadsUp(withoutVerb(before, text), question) && trailsOff(after, index + 1 < mentions.length) ? "for" : "unclear",
    ];
  });
}

/** 放 of 放西场, when another option was refused with it: 别放东场 */
function withoutVerb(before: string, text: string): string {
  const verb = before.slice(-1);
  return verb && refusedWith.test(text) && new RegExp(`[不别莫甭]要?${escaped(verb)}`).test(text)
    ? before.slice(0, -1)
    : before;
}

/** Only words that lead up to a choice, or words of the question itself, stand before the option. */
function leadsUp(before: string, { title }: PreparedQuestion): boolean {
  const own = before.replace(leads, "").replace(particlesOnly, "");
  return [...own].every((character) => title.includes(character) || /[\p{P}\p{S}]/u.test(character));
}

function trailsOff(after: string, moreFollow: boolean): boolean {
  const left = (moreFollow ? after.replace(/(?:[而也就]|可)?[不别没][^,]{0,5}$/, "") : after).replace(trails, "");
  if (!left || /^[\p{P}\p{S}\s]+$/u.test(left)) return true;
  return (favourable.test(after) && !unfavourable.test(after)) || (moreFollow && !left.replace(leads, ""));
}

/** In the whole, or in its first clause: 我建议十二点，打牌的散了再关. */
function shortForms(text: string, question: PreparedQuestion, options: readonly PreparedOption[]): OptionRead {
  const [first = "", ...more] = text.split(/[,。;!\n]+/);
  return (
    shortForm(text, question, options) ??
    (more.length > 0 && /^(?:我|俺|咱)/.test(first) ? shortForm(first, question, options) : null)
  );
}

/** 周六 for 周六上午, when a part that only one option has is all that is said. */
function shortForm(text: string, { title }: PreparedQuestion, options: readonly PreparedOption[]): OptionRead {
  if (text.length > 16) return null;
  const said = withoutEndSigns(text).replace(leads, "");
  for (let at = 0; at === 0 || title.includes(said.charAt(at - 1)); at++) {
    const part = withoutEndSigns(said.slice(at).replace(trailing, ""));
    if (part.length < 2) return null;
    const [only, ...more] = options.filter(({ folded }) => folded.includes(part));
    if (only && !more.length) return { option: only.name };
  }
  return null;
}

/** 星期五, 礼拜五 and 周五 are one day. */
export const sameDays = (text: string): string => text.replace(/(?:星期|礼拜)(?=[一二三四五六日天])/g, "周");

const breaks = /[,。.:;!()\n]/;

function lastBreak(text: string, at: number, from: number): number {
  let start = at;
  while (start > from && !breaks.test(text.charAt(start - 1))) start--;
  return start;
}

function nextBreak(text: string, at: number, limit: number): number {
  let end = at;
  while (end < limit && end < text.length && !breaks.test(text.charAt(end))) end++;
  return end;
}

function escaped(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
