import { type Kysely, sql } from "kysely";
import type { KindName } from "../../ledger/kinds.ts";
import type { Stake } from "../../ledger/lifecycle.ts";
import type { Schema } from "../schema.ts";
import { groupBy } from "./group-by.ts";
import type { RecordRow } from "./records.ts";
import { stakes } from "./stakes.ts";

export type InvolvedRow = Schema["involved"];
export type NewInvolved = Pick<InvolvedRow, "record_id" | "stake"> &
  Partial<Pick<InvolvedRow, "person_id" | "account" | "chat" | "place_id">>;

/** A record with everybody who has to do with it. */
export type HeldRecord = RecordRow & { readonly involved?: readonly InvolvedRow[] };

/** Of those whom one word could be meant of. */
const mostMeant = 20;

type Holder = {
  readonly account: string;
  readonly personId: string | null;
  readonly stakes: readonly (Stake | "owner")[];
  readonly most?: number;
};

/** Who has to do with records beside their authors and owners. */
export const involved = (db: Kysely<Schema>) => ({
  ...stakes(db),

  of: (recordId: string): Promise<InvolvedRow[]> =>
    db.selectFrom("involved").selectAll().where("record_id", "=", recordId).orderBy("stake").orderBy("who").execute(),

  /** Of several records. */
  async ofEach(recordIds: readonly string[]): Promise<Map<string, InvolvedRow[]>> {
    if (recordIds.length === 0) return new Map();
    const rows = await db
      .selectFrom("involved")
      .selectAll()
      .where("record_id", "in", [...recordIds])
      .orderBy("stake")
      .orderBy("who")
      .execute();
    return groupBy(rows, ({ record_id }) => record_id);
  },

  /** Everybody who is named anew; those who are there already stay. */
  async add(people: readonly NewInvolved[]): Promise<void> {
    if (people.length === 0) return;
    const nobody = { person_id: null, account: null, chat: null, place_id: null, word: null, word_at: null };
    await db
      .insertInto("involved")
      .values(people.map((one) => ({ ...nobody, ...one, who: one.person_id ?? one.account ?? "" })))
      .onConflict((conflict) => conflict.columns(["record_id", "stake", "who"]).doNothing())
      .execute();
  },

  /** Records of a kind, in some of their states, that somebody owns or has one of these stakes in; the newest first. */
  async held(
    kind: KindName,
    states: readonly string[],
    { account, personId, stakes, most = mostMeant }: Holder,
  ): Promise<RecordRow[]> {
    const rows = db
      .selectFrom("records")
      .selectAll("records")
      .where("records.kind", "=", kind)
      .where("records.state", "in", [...states])
      .where("records.withdrawn_at", "is", null)
      .orderBy("records.created_at", "desc")
      .orderBy("records.id", "desc")
      .limit(most);
    const own =
      personId !== null && stakes.includes("owner")
        ? await rows.where("records.owner_id", "=", personId).execute()
        : [];
    const others = stakes.filter((stake) => stake !== "owner");
    const ids = db
      .selectFrom("involved")
      .select("record_id")
      .where("stake", "in", others)
      .where((row) => row.or([row("account", "=", account), ...(personId ? [row("person_id", "=", personId)] : [])]));
    const more = others.length > 0 ? await rows.where("records.id", "in", ids).execute() : [];
    const all = new Map([...own, ...more].map((row) => [row.id, row]));
    return [...all.values()].sort((one, other) => other.created_at - one.created_at || other.number - one.number);
  },

  /** Of records of a kind older than this nobody is told any more who asked; nor by what was lifted from them. */
  async detachBefore(kind: KindName, before: number): Promise<void> {
    const lifted = db
      .selectFrom("records as lifted")
      .innerJoin("records as old", "old.id", "lifted.origin_id")
      .where("old.kind", "=", kind)
      .where("old.created_at", "<", before);
    const asker = db
      .selectFrom("involved as asker")
      .select("asker.account")
      .where("asker.record_id", "=", sql.ref<string>("moves.record_id"))
      .where("asker.stake", "=", "asker")
      .where("asker.account", "is not", null);
    await db
      .updateTable("moves")
      .set({ account: "", person_id: null, chat: "", cause: sql`id` })
      .where("moves.record_id", "in", lifted.select("lifted.id"))
      .where("moves.account", "in", asker)
      .execute();
    await db
      .deleteFrom("involved")
      .where("stake", "=", "asker")
      .where("record_id", "in", lifted.select("lifted.id"))
      .execute();
  },

  /** What was lifted from a record and stands, the latest first. */
  lifted: (originId: string): Promise<RecordRow[]> =>
    db
      .selectFrom("records")
      .selectAll()
      .where("origin_id", "=", originId)
      .where("withdrawn_at", "is", null)
      .orderBy("created_at", "desc")
      .orderBy("id", "desc")
      .limit(10)
      .execute(),
});
