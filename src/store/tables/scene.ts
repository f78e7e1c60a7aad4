import { type Kysely, sql } from "kysely";
import { type Given, statement } from "../engine/prepared.ts";
import type { Seal } from "../engine/seal.ts";
import type { Role, Schema } from "../schema.ts";
import type { Surroundings } from "../surroundings.ts";
import { placesVersion } from "./places.ts";

export type Post = {
  readonly role: Role;
  readonly title: string;
  readonly placeId: string;
  readonly placePath: string;
  readonly placeName: string;
  readonly townId: string;
};

export type Person = {
  readonly id: string;
  readonly name: string;
  readonly homePlaceId: string | null;
  readonly awayCity: string | null;
};

/** All that is known about who speaks and where, at the moment a message comes in. */
export type Scene = {
  readonly account: {
    readonly known: boolean;
    readonly lastUsedAt: number;
    readonly directChat: string | null;
    readonly unsubscribed: boolean;
    /** something waits for this account's next message one-to-one */
    readonly holding: boolean;
    /** a picture it sent waits for the record it belongs to */
    readonly photoWaits: boolean;
    /** when a ballot was shown to it that is not cast; null: none is before it */
    readonly ballotShownAt: number | null;
    /** it has begun a ballot, or its person is on a roster; cast or not, and not counted yet */
    readonly hasBallot: boolean;
  };
  readonly person: Person | null;
  readonly posts: readonly Post[];
  readonly group: {
    readonly placeId: string | null;
    readonly placePath: string | null;
    readonly townId: string | null;
    readonly kind: "village" | "cadre" | null;
    readonly hears: "all" | "mentions" | "unknown";
    readonly mayPush: "yes" | "no" | "unknown";
    readonly hasWebhook: boolean;
    readonly holding: boolean;
    readonly greeted: boolean;
    /** when it last gave a sign of life, to a day */
    readonly heardAt: number;
    /** it was said to be gone */
    readonly isDead: boolean;
    /** JSON of the questions that are open in it; empty: none */
    readonly asking: string;
    /** when an opinion was said in it that nobody has spoken behind yet */
    readonly saidAt: number | null;
  } | null;
  /** the question that waits for this account's answer here; not open: nobody answered it in time */
  readonly dialog: { readonly state: string; readonly expiresAt: number; readonly isOpen: boolean } | null;
  /** this very message was accepted before */
  readonly prior: { readonly state: "done" | "failed"; readonly answer: string | null } | null;
  readonly placesVersion: string;
};

type Asked = {
  readonly account: string;
  readonly short: string;
  readonly chat: string;
  readonly key: string;
  readonly alsoKey: string | null;
};

type Row = {
  account: string | null;
  last_used_at: number | null;
  direct_chat: string | null;
  account_holding: number | null;
  photo_waits: number;
  ballot_shown_at: number | null;
  has_ballot: number;
  account_off: number | null;
  person_off: number | null;
  person_id: string | null;
  person_name: string | null;
  home_place_id: string | null;
  away_city: string | null;
  role: Role | null;
  title: string | null;
  post_place: string | null;
  post_path: string | null;
  post_place_name: string | null;
  post_town: string | null;
  group_key: string | null;
  group_place: string | null;
  group_path: string | null;
  group_town: string | null;
  kind: "village" | "cadre" | null;
  hears: "all" | "mentions" | "unknown" | null;
  may_push: "yes" | "no" | "unknown" | null;
  has_webhook: number | null;
  holding: number | null;
  greeted_at: number | null;
  dead_at: number | null;
  alive_at: number | null;
  asking: string | null;
  said: string | null;
  dialog: string | null;
  dialog_until: number | null;
  prior_state: "done" | "failed" | null;
  prior_answer: string | null;
  version: string | null;
};

// One statement for every message, also for those that are not ours. One row per post held.
const sceneOf = statement(
  (_, { account, short, chat, key, alsoKey }: Given<Asked>) => sql<Row>`
select a.key as account, a.last_used_at, a.direct_chat, a.holding as account_holding, case when exists (select 1 from photos f where f.account = q.account and f.record_id is null) then 1 else 0 end as photo_waits,
  (select max(b.shown_at) from ballot_hands b where b.account = q.account) as ballot_shown_at,
  case when exists (select 1 from ballot_rights e where e.account = q.account) or exists (select 1 from ballot_rights n where n.person_id = p.id) then 1 else 0 end as has_ballot,
  a.unsubscribed_at as account_off, p.unsubscribed_at as person_off,
  p.id as person_id, p.name as person_name, p.home_place_id, p.away_city,
  o.role, o.title, o.place_id as post_place, op.path as post_path, op.name as post_place_name, op.town_id as post_town,
  g.key as group_key, g.place_id as group_place, gp.path as group_path, gp.town_id as group_town, g.kind, g.hears, g.may_push,
  case when g.webhook_sealed is null then 0 else 1 end as has_webhook, g.holding, g.greeted_at, g.dead_at, g.alive_at, g.asking, g.said,
  d.state_sealed as dialog, d.expires_at as dialog_until, i.state as prior_state, i.answer_sealed as prior_answer, v.value as version
from (select cast(${account} as text) as account, cast(${short} as text) as short, cast(${chat} as text) as chat, cast(${key} as text) as inbox, cast(${alsoKey} as text) as also) q
left join accounts a on a.key = q.account
left join roster_accounts r on r.short = q.short
left join people p on p.id = coalesce(a.person_id, r.person_id)
left join posts o on o.person_id = p.id and o.ended_at is null
left join places op on op.id = o.place_id
left join groups g on g.key = q.chat
left join places gp on gp.id = g.place_id
left join dialogs d on d.account = q.account and d.chat = q.chat
left join inbox i on i.key = coalesce((select key from inbox where key = q.inbox), (select key from inbox where also_key = q.also))
left join settings v on v.key = ${placesVersion}
order by o.id limit 20`,
);

export const scene = (_db: Kysely<Schema>, seal: Seal, { run }: Surroundings) => ({
  async load(who: Asked & { readonly now: number }): Promise<Scene> {
    const rows = await run.all(sceneOf, who);
    const [row] = rows;
    if (!row) throw new Error("the scene statement gave no row");
    return {
      account: {
        known: row.account !== null,
        lastUsedAt: row.last_used_at ?? 0,
        directChat: row.direct_chat,
        unsubscribed: row.account_off !== null || row.person_off !== null,
        holding: row.account_holding === 1,
        photoWaits: row.photo_waits === 1,
        ballotShownAt: row.ballot_shown_at === null ? null : Number(row.ballot_shown_at),
        hasBallot: row.has_ballot === 1,
      },
      person:
        row.person_id === null
          ? null
          : { id: row.person_id, name: row.person_name ?? "", homePlaceId: row.home_place_id, awayCity: row.away_city },
      posts: rows.flatMap(postOf),
      group: groupOf(row),
      dialog:
        row.dialog === null || row.dialog_until === null
          ? null
          : { state: seal.open(row.dialog), expiresAt: row.dialog_until, isOpen: row.dialog_until > who.now },
      prior:
        row.prior_state === null
          ? null
          : { state: row.prior_state, answer: row.prior_answer === null ? null : seal.open(row.prior_answer) },
      placesVersion: row.version ?? "0",
    };
  },
});

function postOf(row: Row): Post[] {
  if (row.role === null || row.post_place === null || row.post_path === null || row.post_town === null) return [];
  return [
    {
      role: row.role,
      title: row.title ?? "",
      placeId: row.post_place,
      placePath: row.post_path,
      placeName: row.post_place_name ?? "",
      townId: row.post_town,
    },
  ];
}

function groupOf(row: Row): Scene["group"] {
  if (row.group_key === null) return null;
  return {
    placeId: row.group_place,
    placePath: row.group_path,
    townId: row.group_town,
    kind: row.kind,
    hears: row.hears ?? "unknown",
    mayPush: row.may_push ?? "unknown",
    hasWebhook: row.has_webhook === 1,
    holding: row.holding === 1,
    greeted: row.greeted_at !== null,
    heardAt: Number(row.alive_at ?? 0),
    isDead: row.dead_at !== null,
    asking: row.asking ?? "",
    saidAt: row.said ? Number(row.said.split("|")[1]) : null,
  };
}
