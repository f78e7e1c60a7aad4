/** What was counted in a meeting, as it was said; null: that was not said. */
export type Counts = {
  readonly due: number | null;
  readonly present: number | null;
  /** `31/36`: the larger one stood second */
  readonly isReversed: boolean;
  readonly households: boolean;
  /** 现场46、线上12、委托3 */
  readonly parts: readonly { readonly name: string; readonly count: number }[];
  /** 妇女12/14 */
  readonly shares: readonly { readonly name: string; readonly present: number; readonly due: number }[];
  readonly inFavour: number | null;
  readonly against: number | null;
  readonly abstain: number | null;
  /** the words that are no count */
  readonly left: string;
};

const unanimous = /(?:全票|一致|全部|全体|[都均全])\s*(?:同意|赞成|通过)|(?:无人|没人|没有人?)反对/gu;
/** 5个人都到了; 8个人到了7个; 来了31人 */
const allCame = /(\d{1,6})\s*个?[人名户]?\s*[都全](?:部)?(?:到|来)(?:了|齐|场|会)*/gu;
const soManyOf = /(\d{1,6})\s*个?[人名户]\s*[,，]?\s*(?:到|来)(?:会|场)?了?\s*(\d{1,6})\s*个?[人名户]?/gu;
const soManyCame = /(?:到|来)(?:会|场)?了\s*(\d{1,6})\s*个?[人名户]?/gu;

/** Of whom a rule may want a share of their own; 今天 36/31 is a day and all of them. */
const groups = /((?:妇女|女性?|青年|党员|少数民族|老年人?)(?:代表|委员|村民)?)\s*(\d{1,6})\s*\/\s*(\d{1,6})/gu;

/** Reads counts wherever they stand, in any order. */
export function countsIn(words: string): Counts {
  let left = words.normalize("NFKC");
  const take = (form: RegExp): RegExpExecArray[] => {
    const found = [...left.matchAll(form)] as RegExpExecArray[];
    if (found.length > 0) left = left.replace(form, " ");
    return found;
  };
  const number = (name: string): number | null => {
    const found = take(new RegExp(`(?:${name})\\s*:?\\s*(\\d{1,6})(?!\\d|\\s*/\\s*\\d)\\s*[票人户]?`, "gu")).at(
      -1,
    )?.[1];
    return found === undefined ? null : Number(found);
  };
  const votes = new Map<string, number>();
  // 29同意2反对, and not 实到31同意28: with no number behind the last of them each is of the word behind it
  for (const [run] of take(/(?<![\d/\p{Script=Han}])(?:\d{1,6}(?:不同意|同意|赞成|反对|弃权))+(?!\s*:?\s*\d)/gu))
    for (const [, count, name = ""] of run.matchAll(/(\d+)(\D+)/gu)) votes.set(name, Number(count));
  // 7票同意1票反对, and not 同意7票反对1票
  const [, before, unit, behind] =
    /(?:(\d{1,6})\s*([票人名])\s*)?(?:不同意|同意|赞成|反对|弃权)(\s*:?\s*\d)?/u.exec(left.replace(unanimous, " ")) ??
    [];
  if (before !== undefined && (unit === "票" || behind === undefined))
    for (const [, count, name = ""] of take(/(\d{1,6})\s*[票人名]\s*(不同意|同意|赞成|反对|弃权)/gu))
      votes.set(name, Number(count));
  const voted = (...names: readonly string[]): number | null =>
    names.map((name) => votes.get(name)).find((count) => count !== undefined) ?? null;
  const saidDue = number("应到(?:会)?");
  const saidPresent = number("实到(?:会)?|到会");
  const against = voted("反对", "不同意") ?? number("反对|不同意");
  const favour = voted("同意", "赞成") ?? number("同意|赞成");
  const abstain = voted("弃权") ?? number("弃权");
  const isUnanimous = take(unanimous).length > 0;
  const [, whole] = take(allCame)[0] ?? [];
  const [, ofSoMany, came] = take(soManyOf)[0] ?? [];
  const [, cameAlone] = take(soManyCame)[0] ?? [];
  const shares = take(groups).map(([, name = "", one, other]) => ({
    ...{ name, present: Math.min(Number(one), Number(other)), due: Math.max(Number(one), Number(other)) },
  }));
  const parts = ["现场", "线上", "委托"].flatMap((name) => {
    const count = number(name);
    return count === null ? [] : [{ name, count }];
  });
  const pair = take(/(户)?\s*(\d{1,6})\s*\/\s*(\d{1,6})\s*户?/gu)[0];
  const together = parts.length > 0 ? parts.reduce((sum, { count }) => sum + count, 0) : null;
  const first = (...all: readonly (string | undefined)[]): number | null => {
    const found = all.find((each) => each !== undefined);
    return found === undefined ? null : Number(found);
  };
  const due = saidDue ?? first(pair?.[2], ofSoMany, whole);
  const present = together ?? saidPresent ?? first(pair?.[3], came, whole, cameAlone);
  const inFavour = favour ?? (isUnanimous && against === null && abstain === null ? present : null);
  return {
    ...{ due, present },
    isReversed: pair !== undefined && Number(pair[3]) > Number(pair[2]),
    households: pair?.[1] !== undefined || /户/u.test(words),
    ...{ parts, shares, inFavour, against, abstain },
    left: left.replace(/[\s,，。;；]+/gu, " ").replace(/^[\s:]+|[\s:]+$/gu, ""),
  };
}

export const hasCounts = ({ due, present, inFavour }: Counts): boolean =>
  due !== null || present !== null || inFavour !== null;
