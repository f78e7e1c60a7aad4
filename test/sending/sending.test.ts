import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Redis } from "ioredis";
import type { Bot } from "../../src/join.ts";
import { openRedis, type TestRedis } from "../services/redis.ts";
import { type Db, openEmpty } from "../store/open.ts";
import { onebot, qq, type Stand, wecomApp, wecomSocket, wecomWebhook } from "./platforms.ts";
import { createSender, type Load, marked, textOf, untilQuiet, write } from "./sender.ts";
import type { Fault } from "./strict.ts";

type World = Pick<Db, "store" | "file" | "remove"> & { readonly stand: Stand; readonly delivery: Bot };
type Case = {
  readonly name: string;
  readonly open: () => Promise<Stand>;
  readonly load: Load;
  /** its own ways to refuse in a proper answer, worth another try */
  readonly busy: readonly Fault[];
  /** one whose answer is lost may be shown again */
  readonly mayRepeat: boolean;
};

const ok = (json: object): Fault => ({ status: 200, json });
const html: readonly Fault[] = [
  { status: 429 },
  { status: 429, headers: { "retry-after": "3" } },
  { status: 500 },
  { status: 502 },
];

const cases: readonly Case[] = [
  {
    name: "WeCom app",
    open: () => wecomApp(),
    load: { chats: 25, each: 20 },
    busy: [...html, ok({ errcode: -1 }), ok({ errcode: 45033 })],
    mayRepeat: false,
  },
  {
    name: "WeCom webhook",
    open: () => wecomWebhook(),
    load: { chats: 10, each: 18 },
    busy: [...html, ok({ errcode: -1 }), ok({ errcode: 45033 })],
    mayRepeat: true,
  },
  {
    name: "WeCom long connection",
    open: () => wecomSocket(),
    load: { chats: 10, each: 20 },
    busy: [ok({ errcode: -1 }), ok({ errcode: 846609 })],
    mayRepeat: true,
  },
  {
    name: "QQ replies",
    open: () => qq({ kind: "group" }),
    load: { chats: 25, each: 20, replyTo: (chat, n) => `said-${chat}-${Math.floor(n / 5)}` },
    busy: [...html, { status: 400, json: { err_code: 11252 } }, { status: 200, json: { code: 50055001 } }],
    mayRepeat: false,
  },
  {
    name: "QQ speaking first",
    open: () => qq({ kind: "direct" }),
    load: { chats: 10, each: 18 },
    busy: [...html, { status: 400, json: { err_code: 11252 } }],
    mayRepeat: true,
  },
  {
    name: "OneBot",
    open: onebot,
    load: { chats: 9, each: 4 },
    busy: [...html, ok({ status: "failed", retcode: 200 })],
    mayRepeat: true,
  },
];

const kinds = ["redis", "no redis"] as const;
const worlds = new Map<string, World>();
let server: TestRedis;
let redis: Redis;

/** All at once: most of the time passes in waiting. */
beforeAll(async () => {
  server = await openRedis();
  redis = new Redis(server.socketPath);
  await Promise.all(kinds.flatMap((kind) => cases.map((each) => run(each, kind))));
});
afterAll(async () => {
  for (const { delivery, stand, remove } of worlds.values()) {
    await delivery.stop();
    await stand.close();
    await remove();
  }
  redis.disconnect();
  await server.stop();
});

/** The burst of 500 goes through Redis; without it a smaller one shows as much. */
const sized = (load: Load, kind: (typeof kinds)[number]): Load =>
  kind === "redis" ? load : { ...load, chats: Math.min(load.chats, 9), each: Math.min(load.each, 6) };

/** A burst in which each kind of fault hits a chat of its own, and the token ends in the middle. */
async function run({ name, open, load, busy }: Case, kind: (typeof kinds)[number]): Promise<void> {
  const { store, file, remove } = await openEmpty("sqlite");
  const stand = await open();
  const delivery = createSender({ store, channel: stand.channel, redis: kind === "redis" ? redis : null });
  worlds.set(`${kind} ${name}`, { store, file, remove, stand, delivery });
  const targets = await write(store, stand, sized(load, kind));
  for (const [chat, fault] of [...busy, "hang" as const, "reset" as const].entries())
    stand.fault(textOf(chat, 2), fault);
  stand.onShown(40, stand.expireToken);
  for (const target of targets) void delivery.drain(target);
  await untilQuiet(store);
}

describe.each(kinds)("with %s", (kind) => {
  describe.each(cases)("$name", ({ name, load: whole, mayRepeat }) => {
    const load = sized(whole, kind);
    const world = () => worlds.get(`${kind} ${name}`) as World;
    const all = Array.from({ length: load.chats }, (_, chat) =>
      Array.from({ length: load.each }, (_, n) => textOf(chat, n)),
    );
    const shownTo = (chat: number) => world().stand.textsOf(world().stand.name(chat));

    test("everything arrives, in the order of writing", async () => {
      expect(await world().store.read.outbox.counts()).toEqual({ sent: load.chats * load.each });
      expect(all.map((_, chat) => [...new Set(shownTo(chat))])).toEqual(all);
    });

    test("nothing arrives twice but what is marked, and that at most twice", () => {
      const repeated = all.flatMap((_, chat) => shownTo(chat).filter((text, at, texts) => texts.indexOf(text) !== at));
      expect(new Set(repeated).size).toBe(repeated.length);
      expect(mayRepeat ? marked(world().file) : []).toEqual(expect.arrayContaining(repeated));
    });

    test("no limit is exceeded", () => {
      expect(world().stand.broken).toEqual([]);
    });

    test("one token more at most is asked for", () => {
      const { stand } = world();
      expect(stand.tokensGiven()).toBe(["WeCom app", "QQ replies", "QQ speaking first"].includes(name) ? 2 : 0);
    });
  });
});
