import type { PlaceLevel } from "../chinese/names/place-level.ts";
import type { KindName } from "../ledger/kinds.ts";
import type { CampaignTemplate } from "./campaign-schema.ts";

/** Who was reached, and what is kept over the records of it. */
export type ReachedSchema = {
  /** a title, a target and a period over records of a kind that are written anyway */
  campaigns: {
    id: string;
    /** unique: the message that opened it */
    cause: string;
    place_id: string;
    title: string;
    template: CampaignTemplate;
    kind: KindName;
    /** every place of this level is to be reached; null: the people of a list, or another template */
    level: PlaceLevel | null;
    /** how often; of a register the least score of a survey, 1: none is asked for */
    minimum: number;
    /** YYYY-MM-DD, both included */
    from_day: string;
    to_day: string;
    account: string;
    created_at: number;
    /** its numbers stay as they stood */
    ended_at: number | null;
  };
  campaign_people: { campaign_id: string; person_id: string };
  coverage: {
    /** a kind of record, over all time, or the id of a campaign */
    campaign: string;
    place_id: string;
    /** person id, or "" for anybody */
    who: string;
    count: number;
    /** days of the first and the latest, YYYY-MM-DD */
    first_day: string;
    last_day: string;
  };
  /** kept figures over `coverage`, of anybody's cells */
  reach: {
    campaign: string;
    place_id: string;
    level: "village" | "section" | "hamlet";
    /** how many places of the level at the place and below have a cell; no row is none too */
    done: number;
  };
  /** kept figures: records that stand */
  tallies: {
    /** the place that numbers them, or the one right above the town that does: what it has of its own and of its towns */
    place_id: string;
    /** `opinion:open`: kind and state; `!` behind it: of those that accuse somebody */
    what: string;
    /** of writing, from 1970 in Asia/Shanghai */
    day: number;
    /** 1: whoever wrote it is away by now */
    away: number;
    count: number;
  };
};
