/** Pictures that belong to records. */
export type PhotoSchema = {
  photos: {
    /** UUIDv7: sorts in the order of writing */
    id: string;
    /** null: it was sent a moment ago and waits for the record it belongs to */
    record_id: string | null;
    /** unique: `MESSAGE#photo0` */
    cause: string;
    /** who sent it, and where */
    account: string;
    chat: string;
    /** `waiting` to be fetched once it has a record; `failed`: its sender was told */
    state: "waiting" | "fetching" | "kept" | "failed";
    /** where it lies with its platform, as JSON; null: it is not needed any more */
    source_sealed: string | null;
    /** the JPEG, as base64 */
    image_sealed: string | null;
    /** by the clock of whoever sent it */
    sent_at: number;
    claimed_at: number | null;
  };
};
