import { type Kysely, sql } from "kysely";
import { dayOf } from "../src/chinese/time/index.ts";
import { openPostgres } from "../src/store/engine/postgres.ts";
import { openSqlite } from "../src/store/engine/sqlite.ts";
import type { Schema } from "../src/store/schema.ts";

/** How large the made-up city is. Whole: 296 towns of 21 villages, 11 cadres in each. */
export type Size = {
  readonly towns: number;
  readonly cadres: number;
  readonly records: number;
  /** accounts of each village that are on no roster and were heard of before */
  readonly villagers?: number;
};
export type Village = { readonly id: string; readonly name: string; readonly path: string; readonly townId: string };

export const villagesPerTown = 21;
const townsPerCounty = 43;
const day = 24 * 60 * 60_000;
const rowsAtOnce = 400;
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

/** Person `n` of a village; the first is its secretary, and the first of a town's first village that of the town. */
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
      await insert(db, "places", [...above(size.towns), ...villages.map(placeRow)]);
      await insert(db, "settings", [{ key: "places-version", value: "1" }]);
      await fillPeople(db, villages, size.cadres, now);
      await fillGroups(db, villages, now);
      await fillVillagers(db, villages, size.villagers ?? 0, now);
      await fillRecords(db, villages, size, now);
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
      place_id: n === 0 && village % villagesPerTown === 0 ? (village === 0 ? "c" : townId) : placeId,
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

async function fillVillagers(db: Kysely<Schema>, villages: readonly Village[], each: number, now: number) {
  const accounts = villages.flatMap((_, village) =>
    Array.from({ length: each }, (_, n) => account("onebot", village, firstVillager + n)),
  );
  await insert(
    db,
    "accounts",
    accounts.map((key) => ({
      key,
      short: key,
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

/** A year of talks, visits and opinions, evenly over the villages, with their coverage cells. */
async function fillRecords(db: Kysely<Schema>, villages: readonly Village[], { records, cadres }: Size, now: number) {
  const cells = new Map<string, Schema["coverage"]>();
  let batch: Schema["records"][] = [];
  for (let index = 0; index < records; index++) {
    const village = index % villages.length;
    const place = villages[village];
    if (!place) continue;
    const kind = (["talk", "visit", "opinion"] as const)[Math.floor(index / villages.length) % 3] ?? "talk";
    const at = now - Math.floor(((records - index) / records) * 365 * day);
    const author = cadreId(village, Math.floor(index / villages.length) % Math.min(cadres, 3));
    batch.push(recordRow(index, place, kind, author, at));
    if (kind !== "opinion") count(cells, kind, place.path, author, dayOf(at));
    if (batch.length === rowsAtOnce) {
      await insert(db, "records", batch);
      batch = [];
    }
  }
  await insert(db, "records", batch);
  await insert(db, "coverage", [...cells.values()]);
}

function recordRow(index: number, place: Village, kind: "talk" | "visit" | "opinion", author: string, at: number) {
  return {
    id: `r${String(index).padStart(9, "0")}`,
    kind,
    number: index + 1,
    town_id: place.townId,
    place_id: place.id,
    chat: `onebot:10000:group:${index % 7000}`,
    account: `onebot:${author}`,
    author_id: author,
    with_person_id: null,
    with_name: "赫书记",
    day: dayOf(at),
    at: null,
    category: "",
    sensitive: 0,
    accused: "",
    sealed: 0,
    text: "低保、路灯、自来水，村口的路灯坏了三盏，答应下周修好",
    fields: "",
    fingerprint: `f${index}`,
    cause: `i${index}#record`,
    of_id: null,
    origin_id: null,
    // one opinion in thirty waits for an answer
    ...(kind !== "opinion"
      ? { state: "standing", waiting: 0 }
      : index % 30 === 0
        ? { state: "open", waiting: 1 }
        : { state: "answered", waiting: 0 }),
    owner_account: null,
    owner_id: null,
    asker_account: null,
    asker_id: null,
    due_at: null,
    next_at: null,
    rung_at: null,
    rule: null,
    created_at: at,
    withdrawn_at: null,
  };
}

function count(cells: Map<string, Schema["coverage"]>, campaign: string, path: string, author: string, on: string) {
  for (const place_id of path.split("/").filter(Boolean))
    for (const who of ["", author]) {
      const key = `${campaign} ${place_id} ${who}`;
      const cell = cells.get(key) ?? { campaign, place_id, who, count: 0, first_day: on, last_day: on };
      cells.set(key, { ...cell, count: cell.count + 1, last_day: on });
    }
}

async function insert<Name extends keyof Schema>(
  db: Kysely<Schema>,
  name: Name,
  rows: readonly Schema[Name][],
): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    await db
      .insertInto(name)
      .values(rows.slice(from, from + rowsAtOnce) as never)
      .execute();
}
