import { type Kysely, type Migration, sql } from "kysely";

const keys: readonly (readonly [table: string, column: string])[] = [
  ["records", "account"],
  ["records", "owner_account"],
  ["records", "asker_account"],
  ["records", "chat"],
  ["moves", "account"],
  ["moves", "chat"],
  ["outbox", "target"],
  ["dialogs", "account"],
  ["dialogs", "chat"],
  ["codes", "issuer_account"],
  ["codes", "issuer_chat"],
  ["codes", "used_by"],
  ["accounts", "direct_chat"],
];

/** Members of WeCom under the ids they have from now on, in small letters: everything that names them follows. */
export const wecomCase: Migration = {
  async up(db: Kysely<never>) {
    const other = sql`short like 'wecom:%' and substr(short, 7, 2) <> 'wo' and short <> lower(short)`;
    const small = (column: string) =>
      sql`substr(${sql.ref(column)}, 1, length(${sql.ref(column)}) - length(short) + 6) || lower(substr(short, 7))`;
    await sql`create table wecom_ids (old text primary key, new text not null)`.execute(db);
    // where both spellings were met, the one in small letters stays
    await sql`insert into wecom_ids select key, ${small("key")} from accounts where ${other}
      and ${small("key")} not in (select key from accounts)`.execute(db);
    await sql`insert into wecom_ids select direct_chat, ${small("direct_chat")} from accounts
      where direct_chat is not null and ${other} and key in (select old from wecom_ids)`.execute(db);
    for (const [table, column] of keys)
      await sql`update ${sql.table(table)} set ${sql.ref(column)} =
        (select new from wecom_ids where old = ${sql.ref(column)})
        where ${sql.ref(column)} in (select old from wecom_ids)`.execute(db);
    await sql`update accounts set short = lower(short), key = (select new from wecom_ids where old = key)
      where key in (select old from wecom_ids)`.execute(db);
    await sql`update roster_accounts set short = lower(short) where ${other}
      and lower(short) not in (select short from roster_accounts)`.execute(db);
    await sql`drop table wecom_ids`.execute(db);
  },
};
