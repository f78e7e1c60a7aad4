import type { PlaceLevel } from "../chinese/names/place-level.ts";
import type { PairingKind } from "../ledger/pairing-kind.ts";

export type PlaceRow = {
  id: string;
  parent_id: string | null;
  level: PlaceLevel;
  /** the level in the words of the import file: 社, 组, 网格 */
  level_word: string;
  name: string;
  /** `/id/id/…/` from the root to the place itself: everything below is one range */
  path: string;
  /** the place whose counter numbers the records here: the nearest town, else the county, else the place itself */
  town_id: string;
};

export type Role = "villager" | "cadre" | "secretary" | "admin";

/** Where, who, and who answers for what. */
export type RosterSchema = {
  places: PlaceRow;
  place_aliases: { place_id: string; alias: string };
  people: {
    id: string;
    name: string;
    home_place_id: string | null;
    /** city a person works in; null is at home */
    away_city: string | null;
    /** tells two of one name in one village apart */
    father_name: string | null;
    party_member: number;
    phone_sealed: string | null;
    /** null: gets pushes; else the moment of 退订 */
    unsubscribed_at: number | null;
    /** until then nothing is told them that can wait */
    leave_until: number | null;
    created_at: number;
  };
  posts: {
    id: string;
    person_id: string;
    role: Role;
    place_id: string;
    title: string;
    started_at: number;
    ended_at: number | null;
  };
  /** who is called first when somebody is in danger; without an end `to_day` is 9999-12-31 */
  duties: { place_id: string; person_id: string; from_day: string; to_day: string };
  /** a cadre tied to a village or a household */
  pairings: {
    id: string;
    cadre_id: string;
    kind: PairingKind;
    /** id of a place or of a person; of those held one for each cadre, kind and target */
    target: string;
    target_is: "place" | "person";
    started_at: number;
    ended_at: number | null;
    /** the last day of a stay that was set; null: none */
    until_day: string | null;
    /** the grade that is to be reached; empty: none */
    goal: string;
  };
  /** what went from one person to another at once, and can be given back */
  handovers: {
    id: string;
    /** unique: the message that ordered it */
    cause: string;
    at: number;
    account: string;
    from_id: string;
    to_id: string;
    /** JSON of what went over */
    moved_sealed: string;
    undone_at: number | null;
  };
  /** a place that went into another one, until it can be taken back no more */
  mergers: {
    id: string;
    /** unique: the message that ordered it */
    cause: string;
    at: number;
    account: string;
    /** JSON of what was where */
    before_sealed: string;
    undone_at: number | null;
  };
  /** who answers for what; one row for each title and name */
  directory: {
    id: string;
    /** `低保、医保`, as the file writes them */
    matters: string;
    name: string;
    title: string;
    phone_sealed: string | null;
    /** 1: anybody may be told the number */
    is_public: number;
    /** when its holder last said that it is right */
    verified_at: number | null;
  };
  /** what was approved to be said of a benefit; one row for what it is asked by */
  policies: {
    id: string;
    /** `高龄补贴、老年补贴` */
    matters: string;
    words: string;
    source: string;
    from_day: string;
    until_day: string | null;
  };
  /** accounts named in an imported roster, in the short form, before they were first seen */
  roster_accounts: { short: string; person_id: string };
  codes: {
    hash: string;
    person_id: string;
    issuer_account: string;
    issuer_chat: string;
    created_at: number;
    expires_at: number;
    used_by: string | null;
    used_at: number | null;
    /** 书记 and 管理员: takes effect only when the issuer says so */
    needs_confirmation: number;
    confirmed_at: number | null;
  };
};
