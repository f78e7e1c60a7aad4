import { type Kysely, sql } from "kysely";
import { openPostgres } from "../src/store/engine/postgres.ts";
import { openSqlite } from "../src/store/engine/sqlite.ts";
import type { Schema } from "../src/store/schema.ts";
import { fillRecords, insert } from "./city-records.ts";

/** How large the made-up city is. Whole: 296 towns of 21 villages, 11 cadres in each. */
export type Size = {
  readonly towns: number;
  readonly cadres: number;
  readonly records: number;
  /** accounts of each village that are on no roster and were heard of before */
  readonly villagers?: number;
  /** with the sections and hamlets of each village, in which the visits lie then; whole: 29,304 and 64,468 */
  readonly below?: boolean;
};
export type Village = { readonly id: string; readonly name: string; readonly path: string; readonly townId: string };

export const villagesPerTown = 21;
const townsPerCounty = 43;
export const villagesPerCounty = townsPerCounty * villagesPerTown;
const first = "青红白黑金银石沙柳杨松桃李杏梅竹荷兰菊葛蒲芦苇麦谷豆棉麻茶桑枣栗梨橘柿榆槐桐椿柏";
const second = "坪湾塘岭坡沟坝滩洼岗冲垸圩埠渡桥井泉溪河湖潭畈垄峪峰崖洞寨堡屯营庄店铺窑磨碾仓园";

/** The places of the city, in the order of their paths; names of villages are all different. */
export function villagesOf(towns: number): Village[] {
  return Array.from({ length: towns * villagesPerTown }, (_, index) => {
    const town = Math.floor(index / villagesPerTown);
    const townId = `t${town}`;
    const id = `v${index}`;
    return { id, townId, name: villageName(index), path: `${townPath(town)}${id}/` };
  });
}

const townPath = (town: number): string => `/c/d${Math.floor(town / townsPerCounty)}/t${town}/`;

/** 40 × 40 pairs, and four words for the compass in front: 6,400 names. */
function villageName(index: number): string {
  const side = "东西南北"[Math.floor(index / 1600) % 4] ?? "";
  return `${side}${first[Math.floor(index / 40) % 40]}${second[index % 40]}村`;
}

const sectionsOfAll = 29_304;
const hamletsOfAll = 64_468;
const villagesOfAll = 6_216;
/** So many of what the whole city has fall on this village. */
const share = (all: number, village: number): number =>
  Math.floor(((village + 1) * all) / villagesOfAll) - Math.floor((village * all) / villagesOfAll);

/** Four or five sections of a village, each with two or three of its hamlets. */
function belowOf({ id, townId, path }: Village, village: number): Schema["places"][] {
  const sections = Array.from({ length: share(sectionsOfAll, village) }, (_, n): Schema["places"] => ({
    ...{ id: `s${village}-${n}`, parent_id: id, level: "section", level_word: "社", name: `${"一二三四五"[n]}社` },
    ...{ path: `${path}s${village}-${n}/`, town_id: townId },
  }));
  const hamlets = Array.from({ length: share(hamletsOfAll, village) }, (_, n): Schema["places"][] => {
    const section = sections[n % sections.length];
    if (!section) return [];
    const name = `${first[(village + n * 7) % 40]}家${"湾院坝坪"[Math.floor(n / 4) % 4]}`;
    return [
      {
        ...{ id: `h${village}-${n}`, parent_id: section.id, level: "hamlet", level_word: "湾", name },
        ...{ path: `${section.path}h${village}-${n}/`, town_id: townId },
      },
    ];
  });
  return [...sections, ...hamlets.flat()];
}

/** Person `n` of a village; the first is its secretary, and the first of a town's, county's or the city's first village that of all of it. */
export const cadreId = (village: number, n: number): string => `p${village}-${n}`;

/**
 * Fills an empty, migrated database. Each village has a group and each cadre an account on every channel by the roster,
 * `onebot:1VVVVVNN` and so on, see `account`.
 */
export async function fillCity(url: string, size: Size, now: number): Promise<readonly Village[]> {
  const villages = villagesOf(size.towns);
  const engine = url.startsWith("sqlite:")
    ? openSqlite({ path: url.slice("sqlite:".length), patience: 600_000, synchronous: "off" })
    : openPostgres(url);
  try {
    await engine.write(async (db) => {
      const below = size.below ? villages.map(belowOf) : [];
      await insert(db, "places", [...above(size.towns), ...villages.map(placeRow), ...below.flat()]);
      await insert(db, "settings", [{ key: "places-version", value: "1" }]);
      await fillPeople(db, villages, size.cadres, now);
      await fillGroups(db, villages, now);
      await fillVillagers(db, villages, size.villagers ?? 0, now);
      await fillRecords(db, villages, below, size, { now, engine: engine.engine });
    });
    // a server does so by itself within minutes of an import
    if (engine.engine === "postgres") await sql`analyze`.execute(engine.read);
  } finally {
    await engine.close();
  }
  return villages;
}

/** The account of a cadre or villager in the short form: `onebot:10000301`. */
export const account = (channel: string, village: number, n: number): string =>
  `${channel}:${10_000_000 + village * 1000 + n}`;

/** In the numbers of a village's accounts the cadres come first. */
export const firstVillager = 20;

export const channels = ["onebot", "wecom", "qq"] as const;
export const bots: Readonly<Record<string, string>> = { onebot: "10000", wecom: "bot", qq: "102000" };
/** The group of a village, and that of the cadres of a town. */
export const groupId = (village: number): string => String(20_000_000 + village);
export const cadreGroupId = (town: number): string => String(30_000_000 + town);

function above(towns: number): Schema["places"][] {
  const counties = Array.from({ length: Math.ceil(towns / townsPerCounty) }, (_, index) => `d${index}`);
  return [
    { id: "c", parent_id: null, level: "city", level_word: "市", name: "串门市", path: "/c/", town_id: "c" },
    ...counties.map((id, index): Schema["places"] => ({
      id,
      parent_id: "c",
      level: "county",
      level_word: "县",
      name: `${first[index]}${first[index + 9]}县`,
      path: `/c/${id}/`,
      town_id: id,
    })),
    ...Array.from({ length: towns }, (_, index): Schema["places"] => ({
      id: `t${index}`,
      parent_id: `d${Math.floor(index / townsPerCounty)}`,
      level: "town",
      level_word: "镇",
      name: `${second[Math.floor(index / 40)]}${first[index % 40]}镇`,
      path: townPath(index),
      town_id: `t${index}`,
    })),
  ];
}

const placeRow = ({ id, townId, name, path }: Village): Schema["places"] => ({
  id,
  parent_id: townId,
  level: "village",
  level_word: "村",
  name,
  path,
  town_id: townId,
});

async function fillPeople(db: Kysely<Schema>, villages: readonly Village[], cadres: number, now: number) {
  const people = villages.flatMap(({ id, townId }, village) =>
    Array.from({ length: cadres }, (_, n) => ({ id: cadreId(village, n), village, n, placeId: id, townId })),
  );
  await insert(
    db,
    "people",
    people.map(({ id, placeId, n }) => ({
      id,
      name: `${"赵钱孙李周吴郑王冯陈褚"[n % 11]}${first[n % 40]}${second[id.length % 40]}`,
      home_place_id: placeId,
      away_city: null,
      party_member: 0,
      phone_sealed: null,
      father_name: null,
      leave_until: null,
      unsubscribed_at: null,
      created_at: now,
    })),
  );
  await insert(
    db,
    "posts",
    people.map(({ id, village, n, placeId, townId }) => ({
      id: `post-${id}`,
      person_id: id,
      role: n === 0 ? ("secretary" as const) : ("cadre" as const),
      place_id: n === 0 ? ledBy(village, { townId, placeId }) : placeId,
      title: "",
      started_at: now,
      ended_at: null,
    })),
  );
  await insert(
    db,
    "roster_accounts",
    people.flatMap(({ id, village, n }) =>
      channels.map((channel) => ({ short: account(channel, village, n), person_id: id })),
    ),
  );
}

/** What the first of a village leads: the first town's the city, the first one of a county that, of a town that, else the village. */
function ledBy(village: number, { townId, placeId }: { readonly townId: string; readonly placeId: string }): string {
  if (village === 0) return "c";
  if (village % villagesPerCounty === 0) return `d${village / villagesPerCounty}`;
  return village % villagesPerTown === 0 ? townId : placeId;
}

/** Under which key a channel's messages come, see `senderOf` of each. */
function heardAs(channel: (typeof channels)[number], village: number, n: number) {
  const short = account(channel, village, n);
  const id = short.slice(channel.length + 1);
  const keys = { onebot: short, wecom: `wecom:-:${id}`, qq: `qq:${bots.qq}:member:${groupId(village)}:${id}` };
  return { key: keys[channel], short };
}

async function fillVillagers(db: Kysely<Schema>, villages: readonly Village[], each: number, now: number) {
  const accounts = channels.flatMap((channel) =>
    villages.flatMap((_, village) =>
      Array.from({ length: each }, (_, n) => heardAs(channel, village, firstVillager + n)),
    ),
  );
  await insert(
    db,
    "accounts",
    accounts.map((heard) => ({
      ...heard,
      person_id: null,
      name: "",
      direct_chat: null,
      unsubscribed_at: null,
      created_at: now,
      last_used_at: now,
      holding: 0,
    })),
  );
}

async function fillGroups(db: Kysely<Schema>, villages: readonly Village[], now: number) {
  const common = {
    hears: "all",
    may_push: "yes",
    webhook_sealed: null,
    holding: 0,
    quiet_until: null,
    greeted_at: now,
  } as const;
  const towns = [...new Set(villages.map(({ townId }) => townId))];
  const all = [
    ...villages.map(({ id }, index) => ({ group: groupId(index), place_id: id, kind: "village" as const })),
    ...towns.map((id, index) => ({ group: cadreGroupId(index), place_id: id, kind: "cadre" as const })),
  ];
  await insert(
    db,
    "groups",
    channels.flatMap((channel) =>
      all.map(({ group, ...bound }) => ({
        key: `${channel}:${bots[channel]}:group:${group}`,
        ...bound,
        ...common,
        created_at: now,
        dead_at: null,
        alive_at: 0,
        asking: "",
        said: "",
      })),
    ),
  );
}
