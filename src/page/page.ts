import type { Actor } from "../bot/actor.ts";
import { giveWay } from "../bot/give-way.ts";
import type { Gazetteer } from "../bot/places.ts";
import type { Calendar } from "../chinese/time/index.ts";
import type { PlaceRow } from "../store/schema.ts";
import type { RecordRow } from "../store/tables/records.ts";
import type { Onlooker } from "../store/tables/waiting.ts";
import type { Tables } from "../store/tables.ts";
import type { Shown } from "./html.ts";

/** Who looks at which place, and how much of it is theirs to see. */
export type Look = {
  readonly actor: Actor;
  readonly place: PlaceRow;
  readonly places: Gazetteer;
  /** whose records count: "" everybody's, else those of this person */
  readonly who: string;
  readonly onlooker: Onlooker;
  /** they work here: what people said is shown. Who only looks after the bot sees counts */
  readonly readsWords: boolean;
  /** what a page is about, as it was just read; null on pages of a place */
  readonly record: RecordRow | null;
  readonly query: Readonly<Record<string, string>>;
  readonly calendar: Calendar;
  readonly now: number;
  /** makes a form of this very session */
  readonly token: string;
};

/** Which page of a list is asked for, from 1; whatever stands in the address. */
export const pageOf = ({ query }: Look): number => Math.max(1, Math.min(1000, Math.trunc(Number(query.page)) || 1));

/** Least role for a page; it is asked at the page's place before anything is read. */
export type Needs = "cadre" | "secretary";

/** One page: what it reads and what it shows. */
export type Page = {
  /** the last part of its address: `talks` of `/p/PLACE/talks` */
  readonly path: string;
  /** it is about one record, and its address is `/p/PATH/ID`; absent: about a place */
  readonly of?: "record";
  readonly title: string;
  /** the word it goes by at the foot of every page; pages of one word are tabs of one another. null: it is led to from elsewhere */
  readonly dock: string | null;
  readonly needs: Needs;
  /** null: there is no such thing for this reader */
  show(look: Look, read: Tables): Promise<Shown>;
  /** the same for the notice board, on one sheet, for `?for=board`: nobody's name and nothing but what anybody may read */
  board?(look: Look, read: Tables): Promise<Poster | null>;
  /** what stands on no page, for whoever says why: it is written down, and shown this one time */
  once?(look: Look, read: Tables): Promise<Shown>;
  /** a JPEG that stands on it, by the last part of its address; null: as above */
  photo?(id: string, look: Look, read: Tables): Promise<Buffer | null>;
};

type Parts<Facts> = Omit<Page, "show"> & {
  /** at most four statements; null is answered as a page that does not exist */
  readonly load: (look: Look, read: Tables) => Promise<Facts | null>;
  readonly view: (facts: Facts, look: Look) => Shown;
};

/** `scan`: what a phone makes of the square at its foot, and what that is for. */
export type Poster = {
  readonly title: string;
  readonly shown: Shown;
  readonly scan: { readonly text: string; readonly words: string } | null;
};

/** What anybody may read of a record who has its address, on paper too: nobody's name, and nothing but what was said in public. */
export type Notice = {
  /** null: it is of another kind, or over */
  show(
    id: string,
    at: { readonly read: Tables; readonly places: Gazetteer; readonly now: number },
  ): Promise<{ readonly title: string; readonly shown: Shown } | null>;
};

/** Keeps the type of a page's facts to the page. */
export const definePage = <Facts>({ load, view, ...page }: Parts<Facts>): Page => ({
  ...page,
  async show(look, read) {
    const facts = await load(look, read);
    if (facts === null) return null;
    await giveWay();
    return view(facts, look);
  },
});

/** What a ledger shows on the page of the day. */
export type Card = {
  /** one of the digest's `ranks`: what needs somebody stands first */
  readonly rank: number;
  /** null: there is nothing to say */
  show(look: Look, read: Tables): Promise<Shown>;
};

type CardParts<Facts> = Pick<Card, "rank"> & {
  readonly load: (look: Look, read: Tables) => Promise<Facts>;
  readonly view: (facts: Facts, look: Look) => Shown;
};

export const defineCard = <Facts>({ rank, load, view }: CardParts<Facts>): Card => ({
  rank,
  show: async (look, read) => view(await load(look, read), look),
});

/** Where a page of the same place lies. */
export const addressOf = ({ place }: Pick<Look, "place">, page: string): string => `/p/${place.id}/${page}`;

/** From a county up a page shows the places right below; a square for each village stands in a town's. */
export const isAboveTowns = ({ place: { level } }: Pick<Look, "place">): boolean =>
  level === "city" || level === "county";
