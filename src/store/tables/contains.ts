import { type RawBuilder, sql } from "kysely";

/** That a text holds another. Not `like`: to SQLite a bound pattern is a reason to compile the whole statement each time. */
export const contains = (text: RawBuilder<unknown>, part: string | RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`replace(${text}, ${part}, '') <> ${text}`;
