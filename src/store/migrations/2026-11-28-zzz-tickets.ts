import { type Kysely, type Migration, sql } from "kysely";

/** What opens pages: secrets sent out, browsers that were confirmed, and who is signed in. All secrets as SHA-256. */
export const pages: Migration = {
  async up(db: Kysely<never>) {
    await sql`create table tickets (
      hash text primary key, cause text not null unique, kind text not null, owner text not null, account text not null,
      created_at bigint not null, expires_at bigint not null, used_at bigint, claims integer not null)`.execute(db);
    await sql`create index tickets_of_owner on tickets (owner, created_at)`.execute(db);
    await sql`create table claims (
      hash text primary key, ticket text not null, account text not null, digits integer not null, label text not null,
      state text not null, created_at bigint not null, expires_at bigint not null)`.execute(db);
    await sql`create index claims_of_account on claims (account, expires_at)`.execute(db);
    await sql`create table devices (
      hash text primary key, owner text not null, label text not null, created_at bigint not null,
      expires_at bigint not null)`.execute(db);
    await sql`create index devices_of_owner on devices (owner)`.execute(db);
    await sql`create table sessions (
      hash text primary key, owner text not null, account text not null, created_at bigint not null,
      expires_at bigint not null)`.execute(db);
    await sql`create index sessions_of_owner on sessions (owner)`.execute(db);
  },
};
