import { formForItsOwnSake } from "./light-burden.ts";
import { type TermsOf, termsFrom } from "./terms.ts";

/** How long what lasts in campaigns, in days; it may be set for a place and all below. */
export const usualCampaigns = {
  /** a village that has passed is watched so long before it is struck off the register; may rise, never fall */
  followUpDays: 365,
  /** so long before its end a stay that has brought no grade up is spoken of */
  stationWarnDays: 90,
} as const;

/** Of stays that end later nothing is said, whatever is set. */
export const mostWarnDays = 180;
const mostFollowUp = 1_095;

export type CampaignTerms = TermsOf<typeof usualCampaigns>;

export const campaignTermsOf = (set: string | null): CampaignTerms => termsFrom<CampaignTerms>(usualCampaigns, set);

/** What somebody wants to set, in their words; null: nothing that can be set. */
export function readCampaignTerms(
  words: string,
): { readonly set: Partial<CampaignTerms> } | { readonly refused: string } | null {
  const said = words.normalize("NFKC").trim();
  const refused = formForItsOwnSake(said);
  if (refused !== null) return { refused };
  const [, name = "", digits = ""] = /^(跟踪|驻点提醒|驻点)[\s:：]*(?:提前)?(\d{1,4})天?$/u.exec(said) ?? [];
  const days = Number(digits);
  if (name === "") return null;
  if (name === "跟踪") {
    if (days >= usualCampaigns.followUpDays && days <= mostFollowUp) return { set: { followUpDays: days } };
    return { refused: `达标后至少跟踪一年（${usualCampaigns.followUpDays}天），只能定得更长，最长三年。没改。` };
  }
  if (days >= 1 && days <= mostWarnDays) return { set: { stationWarnDays: days } };
  return { refused: `驻点到期提前1到${mostWarnDays}天说。没改。` };
}

export const campaignTermsWords = ({ followUpDays, stationWarnDays }: CampaignTerms): string =>
  [
    `跟踪 ${followUpDays}（天，整顿达标后满这么久才能销号）`,
    `驻点提醒 ${stationWarnDays}（天，到期前这么久还没晋档就说一声）`,
  ].join("\n");
