import pg from "pg";
import { cadreId, fillCity, villagesPerTown } from "../../bench/city.ts";
import { createSeal } from "../../src/store/engine/seal.ts";
import { openStore } from "../../src/store/store.ts";
import { corpId, selfId } from "./platforms.ts";

// A city whose villages each have a secretary who reads the digest at eight on the first of December, a Tuesday.

export const key = Buffer.alloc(32, 5);
export const eight = Date.parse("2026-12-01T08:00:00+08:00");
const evening = eight - 14 * 60 * 60_000;

/** How many have it by WeCom, and how many more by QQ. */
export type Readers = { readonly readers: number; readonly hanging: number };

export const userid = (n: number): string => `u${n}`;
/** Whether they are one of so many: others, whose own platform hangs, may get theirs by this one in the end. */
export const isOneOf = (readers: number, user: string): boolean => Number(user.slice(1)) < readers;
export const reader = ({ body }: { readonly body: string }): string => JSON.parse(body).touser;
/** As text, or as a card with buttons. */
export const isOfDay = (text: string): boolean => text.includes("12月1日 ");
export const isDigest = ({ path, body }: { readonly path: string; readonly body: string }): boolean =>
  path === "/cgi-bin/message/send" && isOfDay(body);

/** Each village has an opinion since yesterday. */
export async function fill(url: string, { readers, hanging }: Readers): Promise<void> {
  const store = await openStore({ url, seal: createSeal(key) });
  try {
    const towns = Math.ceil((readers + hanging) / villagesPerTown);
    const villages = (await fillCity(url, { towns, cadres: 1, records: 0 }, evening)).slice(0, readers + hanging);
    for (let from = 0; from < villages.length; from += 500)
      await store.write(async (tables) => {
        for (const [index, { id, townId }] of villages.slice(from, from + 500).entries()) {
          const n = from + index;
          const personId = cadreId(n, 0);
          await tables.accounts.touch(n < readers ? inWecom(n, personId) : inQq(n, personId));
          await tables.digests.begin(personId, 8 * 60, "2026-01-01");
          await tables.records.add(opinion(n, id, townId));
        }
      });
    await analyse(url);
  } finally {
    await store.close();
  }
}

/** A server does so by itself within minutes of an import. */
async function analyse(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("analyze");
  await client.end();
}

const heardOf = { name: "", last_used_at: evening };
const inWecom = (n: number, person_id: string) => ({
  ...{ ...heardOf, person_id, key: `wecom:${corpId}:${userid(n)}`, short: `wecom:${userid(n)}` },
  direct_chat: `wecom:${corpId}:direct:${userid(n)}`,
});
const inQq = (n: number, person_id: string) => ({
  ...{ ...heardOf, person_id, key: `onebot:${n}`, short: `onebot:${n}`, direct_chat: `onebot:${selfId}:direct:${n}` },
});

const opinion = (n: number, place_id: string, town_id: string) => ({
  ...{ kind: "opinion" as const, town_id, place_id, chat: `onebot:${selfId}:group:1`, account: "onebot:1" },
  ...{ author_id: null, text: "村口的路灯坏了三盏", fingerprint: `f${n}`, cause: `filled:${n}`, created_at: evening },
});
