/** Bodies that must be called together when enough of those ask for it. */
export type Called = "representatives" | "villagers";
export type Voice = "representatives" | "villagers";

type Rule = { readonly share: number; readonly words: string };

/** A fifth of the representatives; for all villagers a tenth of those of age, or a third of the representatives. */
const rules: Readonly<Record<Called, Partial<Record<Voice, Rule>>>> = {
  representatives: { representatives: { share: 5, words: "五分之一以上的村民代表" } },
  villagers: {
    villagers: { share: 10, words: "十分之一以上的村民" },
    representatives: { share: 3, words: "三分之一以上的村民代表" },
  },
};
const articles: Readonly<Record<Called, string>> = {
  representatives: "村民委员会组织法第三十条",
  villagers: "村民委员会组织法第二十五条",
};

export type Asked = {
  readonly voice: Voice;
  readonly count: number;
  /** of so many; 0: nobody knows how many there are */
  readonly of: number;
  /** null where that is not known */
  readonly needed: number | null;
  readonly words: string;
};

/** How far it has come with each kind of voice that may ask for this body. */
export function callsFor(
  body: Called,
  voices: readonly Voice[],
  known: Readonly<Record<Voice, number>>,
): readonly Asked[] {
  return (["representatives", "villagers"] as const).flatMap((voice): Asked[] => {
    const rule = rules[body][voice];
    if (!rule) return [];
    // a representative is a villager as well
    const count = voice === "villagers" ? voices.length : voices.filter((one) => one === voice).length;
    const of = known[voice];
    return [{ voice, count, of, needed: of === 0 ? null : Math.ceil(of / rule.share), words: rule.words }];
  });
}

export const reachedBy = (asked: readonly Asked[]): Asked | undefined =>
  asked.find(({ count, needed }) => needed !== null && count >= needed);

export const callArticle = (body: Called): string => articles[body];
