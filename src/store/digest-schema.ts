export type DigestSchema = {
  digest_settings: {
    person_id: string;
    minute: number;
    enabled: number;
    also_on: string;
    begins_on: string;
    /** 1 is Monday; 0: no report of the week */
    weekly_day: number;
    weekly_minute: number;
    /** 1: a picture follows the report of the week */
    picture: number;
  };
  digests: {
    person_id: string;
    day: string;
    kind: "daily" | "weekly";
    text_sealed: string;
    covers_from: number;
    composed_at: number;
    state: "composed" | "empty" | "skipped";
  };
};
