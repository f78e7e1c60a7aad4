import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Message } from "../../../src/bot/message.ts";
import { type Bot, joinBot } from "../../../src/join.ts";
import { createSeal } from "../../../src/store/engine/seal.ts";
import type { PlaceRow } from "../../../src/store/schema.ts";
import { openStore, type Store } from "../../../src/store/store.ts";
import { placesVersion } from "../../../src/store/tables/places.ts";
import { engines, openEmpty, testKey } from "../../store/open.ts";
import { putTown } from "../../store/town.ts";

const now = Date.parse("2026-11-21T10:00:00+08:00");
const senders = Array.from({ length: 30 }, (_, index) => `sandbox:${index}`);

// More than PostgreSQL has connections. The store is not guarded: what waits for itself must wait here too.
describe.each(engines)("thirty people at once on %s", (engine) => {
  let db: Awaited<ReturnType<typeof openEmpty>>;
  let store: Store;
  beforeEach(async () => {
    db = await openEmpty(engine);
    await db.store.write(putTown);
    store = await openStore({ url: db.url, seal: createSeal(testKey) });
  });
  afterEach(async () => {
    await store.close();
    await db.remove();
  });

  const startBot = () => joinBot({ store, admins: new Set(), now: () => now, log: () => {} });
  const allSay = async ({ accept }: Bot, text: string) => {
    const answers = await Promise.all(senders.map((sender) => accept(said(sender, text))));
    return new Set(answers.map(({ answer }) => answer?.replace(/\d+/, "N")));
  };

  test("are all taken by a process that has just started, and after an import by its names", async () => {
    const bot = startBot();
    expect(await allSay(bot, "路灯不亮")).toEqual(new Set(["您是哪个村的？"]));
    await store.write(async (tables) => {
      await tables.places.put(north, []);
      await tables.settings.set(placesVersion, "2");
    });
    const [answer, ...others] = await allSay(bot, "柳河村");
    expect(answer).toContain("收到 ON");
    expect(others).toEqual([]);
    expect(await store.read.inbox.counts()).toEqual({ done: 2 * senders.length, failed: 0 });
  });
});

const north: PlaceRow = {
  ...{ id: "north", parent_id: "town", name: "柳河村", path: "/county/town/north/", town_id: "town" },
  ...{ level: "village", level_word: "村" },
};

function said(sender: string, text: string): Message {
  const chat = { channel: "sandbox", bot: "town", kind: "direct", id: sender.slice("sandbox:".length) } as const;
  return {
    ...{ type: "message", key: `${sender} ${text}`, chat, text, mentioned: false, botNames: [], quote: null },
    ...{ sender: { account: sender, shortAccount: sender, name: "" }, sentAt: now },
    ...{ answers: "response", privately: chat, hears: "all" },
  };
}
