import type { Span } from "./draft.ts";
import type { Mention, PersonMention } from "./mentions.ts";

export type People = {
  readonly chosen: readonly PersonMention[];
  readonly companions: readonly PersonMention[];
  /** words that say no more than that somebody came along */
  readonly beside: readonly Span[];
};

const JOINT = /^(?:[\s、,，和跟与及同]|还有|以及)*$/;
const TOGETHER = /^(?:们|几个|两个)?(?:一起|一块|一同|一道)/;
const ACCOMPANIES = /(?:陪着?|带着?|会同|协同|随同?|跟着|陪同)$/;
const SOUGHT = /(?:[找见访问约]|看望了?|慰问了?|走访了?|入户了?|家访了?|接待了?|做)$/;
const WITH = /(?:[跟和与同对给])$/;
/** 唐小虎陪着, 尤大庆带路: at the end of a clause it says no more of them. */
const ALONG = /^(?:也|都)?(?:陪[着同]|带[着的]?路|领[着的]?路|跟着|随行|同行|同去|陪我去?)[的了]?(?=[\s,，。;]|$)/;
/** 高敏的账, 何平答应: a clause of its own about somebody who need not have been visited. */
const ABOUT = /^(?:的(?!事)|答应|承诺|保证|表态|负责|在(?:岗|家|场)|不在)/;
const SUBJECT = /^(?:陪着?|带着?|领着?)(?:我|俺)/;

/** Who was met, `together` apart, where the companions are named; `whole`: the text with nothing hidden: whom the words sought out before whom they name with 跟, and those before anybody else. */
export function peopleSlot(
  mentions: readonly Mention[],
  text: string,
  isVisit: boolean,
  together: readonly Span[] = [],
  whole = text,
): People {
  const all = mentions.filter((one): one is PersonMention => one.is === "person");
  // 跟林海和杨树林一起谈了: those were talked to, unless somebody else was sought out
  const isSought = all.some(({ start }) => SOUGHT.test(text.slice(Math.max(0, start - 4), start)));
  // 同：曹桂芬 窦长贵家: a household goes along with nobody
  const isNamedSo = ({ start, house }: PersonMention) =>
    !(house && isVisit) && together.some((region) => start >= region.start && start < region.end);
  const companions = all.filter(
    (one) => isNamedSo(one) || isCompanion(one, text, isVisit || (isSought && all.length > 1)),
  );
  const beside = companions.flatMap(({ end }) => {
    const words = ALONG.exec(text.slice(end, end + 6))?.[0] ?? "";
    return words === "" ? [] : [{ start: end, end: end + words.length }];
  });
  const hasPlace = mentions.some(({ is }) => is === "place");
  const met = all.filter((one) => !companions.includes(one) && !(isVisit && hasPlace && isSpokenOf(one, whole)));
  const best = met.reduce<PersonMention | null>((top, one) => {
    return top === null || rank(one, text, isVisit, met) > rank(top, text, isVisit, met) ? one : top;
  }, null);
  if (best === null) return { chosen: [], companions, beside };
  const chosen = [best];
  for (const next of met.slice(met.indexOf(best) + 1)) {
    const last = chosen.at(-1) ?? best;
    if (!JOINT.test(text.slice(last.end, next.start))) break;
    chosen.push(next);
  }
  return { chosen, companions, beside };
}

function isCompanion({ start, end }: PersonMention, text: string, others: boolean): boolean {
  if (!others) return false;
  const [before, after] = [text.slice(Math.max(0, start - 4), start), text.slice(end, end + 6)];
  return TOGETHER.test(after) || ALONG.test(after) || ACCOMPANIES.test(before) || SUBJECT.test(after);
}

const isSpokenOf = ({ start, end, house }: PersonMention, text: string): boolean =>
  !house && /[,，。;]\s*$/.test(text.slice(0, start)) && ABOUT.test(text.slice(end, end + 3));

function rank({ start, house }: PersonMention, text: string, isVisit: boolean, met: readonly PersonMention[]): number {
  const before = text.slice(Math.max(0, start - 4), start);
  // 张桂兰和刘三: 和 joins the two
  const isJoined = met.some(({ end }) => end < start && JOINT.test(text.slice(end, start)));
  const sought = SOUGHT.test(before) ? 3 : WITH.test(before) && !isJoined ? 2 : 1;
  return sought + (house && isVisit ? 2 : 0);
}
