import { type Kysely, sql } from "kysely";
import { type Given, statement } from "../engine/prepared.ts";
import type { Seal } from "../engine/seal.ts";
import type { Role, Schema } from "../schema.ts";
import type { Surroundings } from "../surroundings.ts";
import type { Person, Post } from "./scene.ts";

export type ClaimRow = Schema["claims"];
export type DeviceRow = Schema["devices"];
export type SessionKind = Schema["sessions"]["kind"];

/** Who is signed in, as the roster has it at this moment. */
export type SignedIn = {
  readonly owner: string;
  readonly account: string;
  /** as rosters and ADMINS write it */
  readonly shortAccount: string;
  /** null: an account that no roster knows, or knows as somebody else by now */
  readonly person: Person | null;
  readonly posts: readonly Post[];
  /** when they were seen last, of who sits at the console */
  readonly seenAt: number;
  /** when they came in */
  readonly since: number;
};

type Asked = {
  readonly hash: string;
  readonly kind: SessionKind;
  /** whoever was seen last before is signed in no more */
  readonly since: number;
  readonly now: number;
};

type Row = {
  owner: string;
  seen_at: number;
  created_at: number;
  account: string;
  short: string;
  person_id: string | null;
  person_name: string | null;
  home_place_id: string | null;
  away_city: string | null;
  role: Role | null;
  title: string | null;
  place_id: string | null;
  path: string | null;
  place_name: string | null;
  town_id: string | null;
};

// One statement for every request. One row per post held.
const signedIn = statement(
  (_, { hash, kind, since, now }: Given<Asked>) => sql<Row>`
select s.owner, s.seen_at, s.created_at, s.account, coalesce(a.short, s.account) as short, p.id as person_id, p.name as person_name, p.home_place_id, p.away_city,
  o.role, o.title, o.place_id, op.path, op.name as place_name, op.town_id
from sessions s
left join accounts a on a.key = s.account
left join roster_accounts r on r.short = coalesce(a.short, s.account)
left join people p on p.id = coalesce(a.person_id, r.person_id) and p.id = s.owner
left join posts o on o.person_id = p.id and o.ended_at is null
left join places op on op.id = o.place_id
where s.hash = ${hash} and s.kind = ${kind} and s.seen_at >= ${since} and s.expires_at > ${now}
order by o.id limit 20`,
);

/** Browsers that open pages: those that wait to be confirmed, those that were, and who is signed in. */
export const browsers = (db: Kysely<Schema>, _seal: Seal, { run }: Surroundings) => ({
  async signedIn(asked: Asked): Promise<SignedIn | null> {
    const rows = await run.all(signedIn, asked);
    const [row] = rows;
    if (!row) return null;
    const person =
      row.person_id === null
        ? null
        : { id: row.person_id, name: row.person_name ?? "", homePlaceId: row.home_place_id, awayCity: row.away_city };
    return {
      ...{ owner: row.owner, account: row.account, shortAccount: row.short, person },
      ...{ seenAt: row.seen_at, since: row.created_at },
      posts: rows.flatMap(({ role, title, place_id, path, place_name, town_id }) =>
        role === null || place_id === null || path === null || town_id === null
          ? []
          : [
              {
                role,
                title: title ?? "",
                placeId: place_id,
                placePath: path,
                placeName: place_name ?? "",
                townId: town_id,
              },
            ],
      ),
    };
  },
  async signIn(row: Omit<Schema["sessions"], "kind" | "seen_at">, kind: SessionKind): Promise<void> {
    await db
      .insertInto("sessions")
      .values({ ...row, kind, seen_at: row.created_at })
      .execute();
  },
  async seen(hash: string, at: number): Promise<void> {
    await db.updateTable("sessions").set({ seen_at: at }).where("hash", "=", hash).execute();
  },
  async signOut(hash: string): Promise<void> {
    await db.deleteFrom("sessions").where("hash", "=", hash).execute();
  },
  /** Every browser of somebody: none is signed in or known any more. */
  async forget(owner: string): Promise<void> {
    await db.deleteFrom("sessions").where("owner", "=", owner).execute();
    await db.deleteFrom("devices").where("owner", "=", owner).execute();
  },

  /**
   * One browser of somebody: it is known no more. Which session is whose browser nowhere stands, so all but the one that
   * asks end; those that are still known come back with a tap. False where there is no such browser of theirs.
   */
  async forgetDevice(hash: string, owner: string, asking: string): Promise<boolean> {
    const gone = await db.deleteFrom("devices").where("hash", "=", hash).where("owner", "=", owner).executeTakeFirst();
    if (gone.numDeletedRows === 0n) return false;
    await db
      .deleteFrom("sessions")
      .where("owner", "=", owner)
      .where("kind", "=", "phone")
      .where("hash", "!=", asking)
      .execute();
    return true;
  },

  async remember(row: DeviceRow): Promise<void> {
    await db.insertInto("devices").values(row).execute();
  },
  device: (hash: string, owner: string, now: number): Promise<DeviceRow | undefined> =>
    db
      .selectFrom("devices")
      .selectAll()
      .where("hash", "=", hash)
      .where("owner", "=", owner)
      .where("expires_at", ">", now)
      .executeTakeFirst(),
  /** Whose a browser is. */
  known: (hash: string, now: number): Promise<DeviceRow | undefined> =>
    db.selectFrom("devices").selectAll().where("hash", "=", hash).where("expires_at", ">", now).executeTakeFirst(),
  devicesOf: (owner: string, now: number): Promise<DeviceRow[]> =>
    db
      .selectFrom("devices")
      .selectAll()
      .where("owner", "=", owner)
      .where("expires_at", ">", now)
      .orderBy("created_at", "desc")
      .limit(20)
      .execute(),

  async claim(row: Omit<ClaimRow, "state">): Promise<void> {
    await db
      .insertInto("claims")
      .values({ ...row, state: "open" })
      .execute();
  },
  claimed: (hash: string, now: number): Promise<ClaimRow | undefined> =>
    db.selectFrom("claims").selectAll().where("hash", "=", hash).where("expires_at", ">", now).executeTakeFirst(),
  /** What waits for the word of an account, by its key or its short form. */
  waitingFor: (accounts: readonly string[], now: number): Promise<ClaimRow[]> =>
    db
      .selectFrom("claims")
      .selectAll()
      .where("account", "in", [...accounts])
      .where("state", "=", "open")
      .where("expires_at", ">", now)
      .orderBy("created_at", "desc")
      .limit(10)
      .execute(),
  /** True for exactly one caller. */
  async settleClaim(hash: string, state: "confirmed" | "ended"): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable("claims")
      .set({ state })
      .where("hash", "=", hash)
      .where("state", "=", "open")
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },

  async forgetBefore(before: number): Promise<void> {
    await db.deleteFrom("claims").where("expires_at", "<", before).execute();
    await db.deleteFrom("sessions").where("expires_at", "<", before).execute();
    await db.deleteFrom("devices").where("expires_at", "<", before).execute();
  },
});
