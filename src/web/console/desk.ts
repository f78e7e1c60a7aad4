import type { Actor } from "../../bot/actor.ts";
import type { Gazetteer } from "../../bot/places.ts";
import type { Calendar } from "../../chinese/time/index.ts";
import type { Finding } from "../../doctor/finding.ts";
import type { Step } from "../../doctor/first-week.ts";
import type { Setting } from "../../doctor/settings.ts";
import type { Shown } from "../../page/html.ts";
import type { Card, Look } from "../../page/page.ts";
import type { PlaceRow } from "../../store/schema.ts";
import type { ChildShown } from "../../store/tables/desk-roster.ts";
import type { Tables } from "../../store/tables.ts";
import { lookOf } from "../pages/look.ts";

/** What the running service tells its console of itself. */
export type Service = {
  /** of the machine and all places, or of the places below a path only */
  readonly doctor: (path: string | null) => Promise<readonly Finding[]>;
  /** what a new place still lacks, below a path */
  readonly firstWeek: (path: string) => Promise<readonly Step[]>;
  /** the places right below a city, with what they hold: counted once a minute */
  readonly placesOfCity: (id: string) => Promise<readonly ChildShown[]>;
  readonly settings: readonly Setting[];
  readonly cards: readonly Card[];
};

/** Who sits at the console, and what they look after. */
export type Desk = {
  readonly actor: Actor;
  /** whose session it is */
  readonly owner: string;
  /** makes a form of this very session */
  readonly token: string;
  /** they came in just now: nothing more is asked of them */
  readonly isFresh: boolean;
  /** their place: all of it and below is theirs */
  readonly place: PlaceRow;
  /** they look after all there is, the machine too */
  readonly isWhole: boolean;
  readonly places: Gazetteer;
  readonly calendar: Calendar;
  readonly query: Readonly<Record<string, string>>;
  readonly now: number;
  readonly service: Service;
};

/** One page of the console. */
export type DeskPage = {
  /** `groups` of `/console/groups`; the first one is where the console begins */
  readonly path: string;
  readonly title: string;
  /** the heading it stands under at the side */
  readonly part: "" | "人和地方" | "表格" | "管理";
  /** of the machine: only for those who look after all there is. `below`: of the places that somebody looks after */
  readonly needs: "whole" | "below";
  /** how many things on it want somebody now: they stand beside its name on every page */
  badge?(desk: Desk, read: Tables): Promise<number>;
  /** null: there is no such thing for whoever sits here */
  show(desk: Desk, read: Tables): Promise<Shown>;
};

type Parts<Facts> = Omit<DeskPage, "show"> & {
  /** null is answered as a page that does not exist */
  readonly load: (desk: Desk, read: Tables) => Promise<Facts | null>;
  readonly view: (facts: Facts, desk: Desk) => Shown;
};

/** Keeps the type of a page's facts to the page. */
export const defineDeskPage = <Facts>({ load, view, ...page }: Parts<Facts>): DeskPage => ({
  ...page,
  async show(desk, read) {
    const facts = await load(desk, read);
    return facts === null ? null : view(facts, desk);
  },
});

/** Which page of a list is asked for, from 1; whatever stands in the address. */
export const pageAsked = ({ query }: Desk): number => Math.max(1, Math.min(1000, Math.trunc(Number(query.page)) || 1));

/** The path that is theirs; null: everywhere. */
export const reachOf = ({ isWhole, place }: Desk): string | null => (isWhole ? null : place.path);

/** What accuses somebody is no figure of the console's. */
export const everybody = { personId: null, accusationsBelow: [] };

/** As their place looks to them: counts, and the words only where they work too. */
export const countLook = ({ actor, place, places, calendar, query, now, token }: Desk): Look => ({
  ...lookOf(actor, { place, places, calendar, query, now, token, record: null }),
  readsWords: false,
  onlooker: everybody,
});

const channels: Readonly<Record<string, string>> = { wecom: "企业微信", qq: "QQ", onebot: "OneBot", sandbox: "演示页" };

/** A channel as people call it. */
export const channelWord = (channel: string): string => channels[channel] ?? channel;
