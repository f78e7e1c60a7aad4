import type { Kysely } from "kysely";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";

/** What a quote says of the message it quotes. */
export type Quoted = { readonly messageId?: string; readonly text?: string };

/** So much of a text tells it from the others of a chat, also where a platform cuts its quotes. */
const markedCharacters = 40;

/** Of a message that speaks of several records. */
export const betweenRecords = ",";

/** Ids of the records that one message speaks of. */
const idsIn = (recordId: string | null): readonly string[] => recordId?.split(betweenRecords) ?? [];

const markOf = (text: string): string =>
  [...text.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "")].slice(0, markedCharacters).join("");

/** What the bot said, found again by a quote of it. */
export const quoting = (db: Kysely<Schema>, seal: Seal) => {
  /** By this a quote that carries only text is found again. */
  const mark = (text: string): string => seal.fingerprint(markOf(text));
  const said = (chat: string, column: "message_id" | "text_mark", value: string, since: number) =>
    db
      .selectFrom("outbox")
      .where("target", "=", chat)
      .where(column, "=", value)
      .where("created_at", ">=", since)
      .limit(20);
  const find = async <Found>(
    quoted: Quoted,
    of: (column: "message_id" | "text_mark", value: string) => Promise<Found[]>,
  ) => {
    const byId = quoted.messageId === undefined ? [] : await of("message_id", quoted.messageId);
    return byId.length > 0 || !quoted.text ? byId : of("text_mark", mark(quoted.text));
  };

  return {
    mark,

    idsIn,

    /**
     * The records that a message sent to a chat spoke of, in the order it was said: by the platform's id of it, else by
     * its first words.
     */
    async recordsOf(chat: string, quoted: Quoted, since: number): Promise<string[]> {
      const rows = await find(quoted, (column, value) =>
        said(chat, column, value, since)
          .select("record_id")
          .where("record_id", "is not", null)
          .groupBy("record_id")
          .orderBy((row) => row.fn.min("created_at"))
          .orderBy((row) => row.fn.min("id"))
          .execute(),
      );
      return [...new Set(rows.flatMap((row) => idsIn(row.record_id)))];
    },

    /** The records that what was told under a cause spoke of, in the order it was said. */
    async recordsToldBy(cause: string): Promise<readonly string[]> {
      const row = await db.selectFrom("outbox").select("record_id").where("cause", "=", cause).executeTakeFirst();
      return idsIn(row?.record_id ?? null);
    },

    /** Person ids of those to whom a record was told at once, because somebody was in danger. */
    async calledBecauseOf(recordId: string): Promise<string[]> {
      const rows = await db
        .selectFrom("outbox")
        .select("person_id")
        .distinct()
        .where("record_id", "=", recordId)
        .where("why", "=", "urgent")
        .where("state", "in", ["sent", "sending", "waiting"])
        .limit(50)
        .execute();
      return rows.flatMap((row) => row.person_id ?? []);
    },
  };
};
