/** Who decides: each with the rule of the law or of the county that it follows. */
export type Body =
  | "branch committee"
  | "two committees"
  | "party members"
  | "representatives"
  | "villagers"
  | "section"
  | "members"
  | "member representatives";

/** A share of whole people. `over`: more than half; else so many of so many, rounded up. */
export type Share = "any" | "half" | "over half" | "two thirds" | "three quarters";
const byStrictness: readonly Share[] = ["any", "half", "over half", "two thirds", "three quarters"];
export const rankOf = (share: Share): number => byStrictness.indexOf(share);

/** What a county asks beyond the law, and by which rule. */
export type OwnRule = {
  readonly present?: Share;
  /** of the women among those who are due */
  readonly women?: Share;
  readonly passes?: { readonly share: Share; readonly of: "due" | "present" };
  readonly cited: string;
};
type Rule = {
  readonly word: string;
  /** other names people type, the longest first */
  readonly also: readonly string[];
  readonly present: Share;
  readonly passes: { readonly share: "over half" | "two thirds"; readonly of: "due" | "present" };
  /** days before it that it is to be called; null: nothing says so */
  readonly notice: number | null;
  readonly cited: { readonly present: string; readonly passes: string };
  /** households may stand for those of age, by another share */
  readonly households?: "two thirds";
  /** who is there by wire or through somebody else counts as present */
  readonly counts?: readonly ["现场", "线上", "委托"];
  /** a third of its members are to be women; who is to sit in it is no condition of what it decides */
  readonly aThirdWomen?: string;
  /** only who leads the branch, or is sent to help it, writes down what it said */
  readonly ofParty?: true;
};

const county = "本县规定";
const organic = "村民委员会组织法";
const collective = "农村集体经济组织法";
const branches = "党支部工作条例（试行）";

export const bodies: Readonly<Record<Body, Rule>> = {
  "branch committee": {
    ...{ word: "支委会", also: ["支部委员会", "党支部委员会", "村党支部委员会"], ofParty: true, notice: null },
    ...{ present: "over half", passes: { share: "over half", of: "due" } },
    cited: { present: county, passes: county },
  },
  "two committees": {
    ...{ word: "两委会", also: ["村两委会", "两委会议", "两委"], notice: null },
    ...{ present: "over half", passes: { share: "over half", of: "present" } },
    cited: { present: county, passes: county },
  },
  "party members": {
    ...{ word: "党员大会", also: ["党员会", "支部党员大会"], ofParty: true, notice: null },
    ...{ present: "half", passes: { share: "over half", of: "due" } },
    cited: { present: `${branches}第十一条`, passes: `${branches}第十一条` },
  },
  representatives: {
    ...{ word: "村民代表会议", also: ["村代会", "村民代表大会", "代表会议"], notice: 5 },
    ...{ present: "two thirds", passes: { share: "over half", of: "present" } },
    cited: { present: `${organic}第二十九条`, passes: `${organic}第三十条` },
    aThirdWomen: `${organic}第二十五条`,
  },
  villagers: {
    ...{ word: "村民会议", also: ["村民大会"], notice: 10, households: "two thirds" },
    ...{ present: "over half", passes: { share: "over half", of: "present" } },
    cited: { present: `${organic}第二十六条`, passes: `${organic}第二十六条` },
  },
  section: {
    ...{ word: "小组会", also: ["村民小组会议", "小组会议", "社员会"], notice: null, households: "two thirds" },
    ...{ present: "two thirds", passes: { share: "over half", of: "present" } },
    cited: { present: `${organic}第三十二条`, passes: `${organic}第三十二条` },
  },
  members: {
    ...{ word: "成员大会", also: [], notice: 10, counts: ["现场", "线上", "委托"] },
    ...{ present: "two thirds", passes: { share: "two thirds", of: "due" } },
    cited: { present: `${collective}第二十七条`, passes: `${collective}第二十七条` },
  },
  "member representatives": {
    ...{ word: "成员代表大会", also: [], notice: null, counts: ["现场", "线上", "委托"] },
    ...{ present: "any", passes: { share: "two thirds", of: "due" } },
    cited: { present: "组织章程", passes: `${collective}第二十八条` },
  },
};

/** How many of so many people it takes: whole people, never a part of one. */
export function least(share: Share, of: number): number {
  switch (share) {
    case "over half":
      return Math.floor(of / 2) + 1;
    case "half":
      return Math.ceil(of / 2);
    case "two thirds":
      return Math.ceil((2 * of) / 3);
    case "three quarters":
      return Math.ceil((3 * of) / 4);
    default:
      return Math.min(1, of);
  }
}

export type Count = {
  readonly due: number;
  readonly present: number;
  readonly inFavour: number;
  /** counted by households and not by heads */
  readonly households: boolean;
  readonly women?: Women | undefined;
};
export type Women = { readonly due: number; readonly present: number };

export type Verdict = {
  readonly presentAtLeast: number;
  /** where a county's rule asks for a share of them; null: none does */
  readonly womenAtLeast: number | null;
  readonly isQuorate: boolean;
  readonly votesAtLeast: number;
  readonly isPassed: boolean;
  /** of what decides it: of the quorum where that was missed, else of the majority */
  readonly article: string;
};

/** What the numbers of a meeting come to, by the law and by what the county asks beyond it. */
export function judge(body: Body, { due, present, inFavour, households, women }: Count, own?: OwnRule): Verdict {
  const rule = bodies[body];
  const byLaw = households ? (rule.households ?? rule.present) : rule.present;
  const quorum = own?.present && rankOf(own.present) > rankOf(byLaw) ? own.present : byLaw;
  const passes = own?.passes ?? rule.passes;
  const presentAtLeast = least(quorum, due);
  const votesAtLeast = least(passes.share, passes.of === "due" ? due : present);
  const ofWomen = womenAsked(body, own);
  const womenAtLeast = ofWomen && women ? least(ofWomen, women.due) : null;
  const isPresent = present >= presentAtLeast;
  const isQuorate = isPresent && (women?.present ?? 0) >= (womenAtLeast ?? 0);
  const isPassed = isQuorate && inFavour >= votesAtLeast;
  const isOwn = isQuorate ? own?.passes !== undefined : isPresent || quorum !== byLaw;
  return {
    ...{ presentAtLeast, womenAtLeast, isQuorate, votesAtLeast, isPassed },
    article: isOwn && own ? own.cited : isQuorate ? rule.cited.passes : rule.cited.present,
  };
}

/** Women among those who were counted, as it was said; undefined: nothing was. */
export const womenIn = (shares: readonly (Women & { readonly name: string })[]): Women | undefined =>
  shares.find(({ name }) => /^(?:妇女|女)/u.test(name));

/** Which share of the women must be there, by a county's rule. */
export const womenAsked = (body: Body, own: OwnRule | undefined): Share | undefined =>
  bodies[body].aThirdWomen === undefined ? undefined : own?.women;

/** That fewer women belong to a body than the law asks of it; empty: as many, or it asks for none. */
export function tooFewWomen(body: Body, due: number, women: Women | undefined): string {
  const cited = bodies[body].aThirdWomen;
  const wanted = Math.ceil(due / 3);
  if (!cited || !women || women.due >= wanted) return "";
  return `妇女代表${women.due}人，不到三分之一（${due}人里至少${wanted}，${cited}）`;
}

const names = (Object.entries(bodies) as [Body, Rule][])
  .flatMap(([body, { word, also }]) => [word, ...also].map((name) => ({ name, body })))
  .sort((one, other) => other.name.length - one.name.length);

/** The body a text begins with, and what follows; null: none. */
export function bodyAt(text: string): { readonly body: Body; readonly rest: string } | null {
  const found = names.find(({ name }) => text.startsWith(name));
  return found ? { body: found.body, rest: text.slice(found.name.length) } : null;
}

export const bodyWord = (body: Body): string => bodies[body].word;
