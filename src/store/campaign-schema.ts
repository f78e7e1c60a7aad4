/**
 * `reached`: places or people to be reached by records of a kind; `checklist`: items to be done in each village; `tag`: labels
 * of what is recorded; `register`: places that stay until they pass a test.
 */
export type CampaignTemplate = "reached" | "checklist" | "tag" | "register";

/** Enrolled, passed and watched for a year, struck off, or taken out. */
export type EnrolmentState = "enrolled" | "followed" | "struck" | "removed";

/** Not decided yet, helped, not helped, or ended, which leaves a number alone. */
export type AidState = "open" | "helped" | "refused" | "ended";

export type CampaignSchema = {
  /** a pupil in need; what was ended has no words */
  aid_cases: {
    id: string;
    /** unique: the message that registered it */
    cause: string;
    /** unique */
    number: number;
    /** the village */
    place_id: string;
    words_sealed: string | null;
    guardian_sealed: string | null;
    decision_sealed: string | null;
    state: AidState;
    /** who registered it */
    person_id: string;
    created_at: number;
    decided_at: number | null;
  };
  /** of a checklist, in its order */
  campaign_items: { campaign_id: string; position: number; title: string };
  /** labels of a record: 清1, 招商 */
  record_tags: { record_id: string; tag: string; account: string; at: number };
  /** a place in a register */
  enrolments: {
    id: string;
    /** unique: the message that enrolled it */
    cause: string;
    campaign_id: string;
    place_id: string;
    /** the cadre in charge; null: nobody */
    owner_id: string | null;
    from_day: string;
    /** until when it is to pass; null: no day was said */
    to_day: string | null;
    state: EnrolmentState;
    /** since when it is in this state */
    since_day: string;
    basis_sealed: string | null;
    /** the message by which whoever is in charge asks for 达标; null: nobody asks */
    asked_cause: string | null;
    account: string;
    created_at: number;
  };
};
