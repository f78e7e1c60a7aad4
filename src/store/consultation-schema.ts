/** Tables of consultations; as in schema.ts. */
export type ConsultationSchema = {
  /** where a consultation was put, and until when it is listened to there */
  consultation_groups: {
    record_id: string;
    chat: string;
    /** JSON of the question: what its ear must know without asking */
    question: string;
    until: number;
  };
  /** what was heard of it, one row for each message; who has spoken is worked out from all of them */
  consultation_words: {
    /** UUIDv7: sorts in the order of arrival */
    id: string;
    record_id: string;
    /** key of the message */
    cause: string;
    chat: string;
    platform_id: string | null;
    account: string;
    person_id: string | null;
    /** what the platform calls the sender */
    name: string;
    text_sealed: string;
    /** `opening`, `post`, or chat and platform id of the message it quotes */
    quote: string | null;
    mentioned: number;
    sent_at: number;
    /** the platform's own order; 0 where it has none */
    sequence: number;
    arrived_at: number;
    /** `maybe`: an answer only if what it quotes is one; `late`, `recalled`: kept and not counted */
    state: "heard" | "maybe" | "late" | "recalled";
    /** by which a human speaks of it */
    ordinal: number | null;
    /** what a human took it for: a stance, or 不算 */
    verdict: string | null;
  };
  /** who answers without a name, under an HMAC; gone when it closes */
  consultation_voices: {
    record_id: string;
    voice: string;
    stance: string;
    whereabouts: "home" | "away" | "unregistered";
    sent_at: number;
    sequence: number;
  };
  /** the key of that HMAC; gone when it closes */
  consultation_secrets: { record_id: string; secret_sealed: string };
  /** who asked to be reminded */
  consultation_followers: { record_id: string; account: string; person_id: string | null };
};
