import type { Span } from "./draft.ts";
import type { Mention, PersonMention } from "./mentions.ts";

export type People = { readonly chosen: readonly PersonMention[]; readonly companions: readonly PersonMention[] };

const JOINT = /^(?:[\s、,，和跟与及同]|还有|以及)*$/;
const TOGETHER = /^(?:们|几个|两个)?(?:一起|一块|一同|一道)/;
const ACCOMPANIES = /(?:陪着?|带着?|会同|协同|随同?|跟着|陪同)$/;
const SOUGHT = /(?:[找见访问约]|看望了?|慰问了?|走访了?|入户了?|家访了?|接待了?|做)$/;
const WITH = /(?:[跟和与同对给])$/;
const SUBJECT = /^(?:陪着?|带着?|领着?)(?:我|俺)/;

/** Who was met, `together` apart, where the companions are named: whom the words sought out before whom they name with 跟, and those before anybody else. */
export function peopleSlot(
  mentions: readonly Mention[],
  text: string,
  isVisit: boolean,
  together: readonly Span[] = [],
): People {
  const all = mentions.filter((one): one is PersonMention => one.is === "person");
  // 跟林海和杨树林一起谈了: those were talked to, unless somebody else was sought out
  const isSought = all.some(({ start }) => SOUGHT.test(text.slice(Math.max(0, start - 4), start)));
  const isNamedSo = ({ start }: PersonMention) =>
    together.some((region) => start >= region.start && start < region.end);
  const companions = all.filter(
    (one) => isNamedSo(one) || isCompanion(one, text, isVisit || (isSought && all.length > 1)),
  );
  const met = all.filter((one) => !companions.includes(one));
  const best = met.reduce<PersonMention | null>((top, one) => {
    return top === null || rank(one, text, isVisit, met) > rank(top, text, isVisit, met) ? one : top;
  }, null);
  if (best === null) return { chosen: [], companions };
  const chosen = [best];
  for (const next of met.slice(met.indexOf(best) + 1)) {
    const last = chosen.at(-1) ?? best;
    if (!JOINT.test(text.slice(last.end, next.start))) break;
    chosen.push(next);
  }
  return { chosen, companions };
}

function isCompanion({ start, end }: PersonMention, text: string, others: boolean): boolean {
  if (!others) return false;
  const [before, after] = [text.slice(Math.max(0, start - 4), start), text.slice(end, end + 6)];
  return TOGETHER.test(after) || ACCOMPANIES.test(before) || SUBJECT.test(after);
}

function rank({ start, house }: PersonMention, text: string, isVisit: boolean, met: readonly PersonMention[]): number {
  const before = text.slice(Math.max(0, start - 4), start);
  // 张桂兰和刘三: 和 joins the two
  const isJoined = met.some(({ end }) => end < start && JOINT.test(text.slice(end, start)));
  const sought = SOUGHT.test(before) ? 3 : WITH.test(before) && !isJoined ? 2 : 1;
  return sought + (house && isVisit ? 2 : 0);
}
