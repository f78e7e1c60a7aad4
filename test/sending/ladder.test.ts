import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { chatKey } from "../../src/bot/message.ts";
import { openEmpty } from "../store/open.ts";
import { onebot, qq, type Stand, wecomApp, wecomSocket, wecomWebhook } from "./platforms.ts";
import { createSender, textOf, write } from "./sender.ts";
import type { Fault } from "./strict.ts";

const minute = 60_000;
const ok = (json: object): Fault => ({ status: 200, json });

/** What a clock passes while a call hangs in earnest; here it hangs for less. */
const hangs = 10_000;
const hangMs = 3_000;

type Trouble = readonly [what: string, fault: Fault, times: number];
const busy: readonly Trouble[] = [
  ["429", { status: 429 }, 7],
  ["429 with Retry-After", { status: 429, headers: { "retry-after": "30" } }, 4],
  ["500", { status: 500 }, 7],
  ["503", { status: 503 }, 7],
];
const wecomBusy: readonly Trouble[] = [
  ["errcode -1", ok({ errcode: -1 }), 7],
  ["errcode 45033", ok({ errcode: 45033 }), 7],
  ["errcode 45009", ok({ errcode: 45009 }), 3],
  ["errcode 60020", ok({ errcode: 60020 }), 5],
];
const lost = (times: number): readonly Trouble[] => [
  ["a hang", "hang", times],
  ["a reset", "reset", times],
];

const cases: readonly [name: string, open: () => Promise<Stand>, troubles: readonly Trouble[]][] = [
  ["WeCom app", () => wecomApp({ hangMs }), [...busy, ...wecomBusy, ...lost(2)]],
  ["WeCom webhook", () => wecomWebhook({ hangMs }), [...busy, ...wecomBusy, ...lost(1)]],
  ["WeCom long connection", () => wecomSocket({ hangMs }), [...wecomBusy, ["a hang", "hang", 1]]],
  [
    "QQ",
    () => qq({ kind: "group", hangMs }),
    [
      ...busy,
      ["code 50055001", { status: 200, json: { err_code: 50055001 } }, 7],
      ["code 11252", { status: 400, json: { err_code: 11252 } }, 1],
      ["code 40034100", { status: 400, json: { err_code: 40034100 } }, 3],
      ...lost(1),
    ],
  ],
  [
    "OneBot",
    () => onebot(() => 0, { hangMs }),
    [...busy, ["an execution error", ok({ retcode: 200, status: "failed" }), 4], ...lost(1)],
  ],
];

describe.each(cases)("%s", (_name, open, troubles) => {
  let db: Awaited<ReturnType<typeof openEmpty>>;
  let stand: Stand;
  let now = Date.UTC(2026, 10, 21);
  let hung = 0;

  beforeAll(async () => {
    db = await openEmpty("sqlite");
    stand = await open();
    await write(db.store, stand, { chats: troubles.length + 2, each: 1 });
  });
  afterAll(async () => {
    await stand.close();
    await db.remove();
  });

  const sender = () => {
    const send = async (message: Parameters<typeof stand.channel.send>[0]) => {
      const result = await stand.channel.send(message);
      if (hung-- > 0) now += hangs;
      return result;
    };
    return createSender({ store: db.store, channel: { ...stand.channel, send }, redis: null, now: () => now });
  };

  test.each(troubles.map((trouble, chat) => [...trouble, chat] as const))(
    "%s: arrives within four minutes in at most eight attempts",
    async (_what, fault, times, chat) => {
      const target = chatKey(stand.chat(chat));
      const delivery = sender();
      const begun = now;
      const callsBefore = stand.calls();
      stand.fault(textOf(chat, 0), ...Array<Fault>(times).fill(fault));
      hung = fault === "hang" ? times : 0;
      for (let at: number | undefined = now; at !== undefined; at = await next(target)) {
        now = Math.max(now, at);
        await delivery.drain(target);
      }
      await delivery.stop();
      expect(stand.textsOf(stand.name(chat))).toContain(textOf(chat, 0));
      expect(now - begun).toBeLessThanOrEqual(4 * minute);
      expect(stand.calls() - callsBefore).toBeLessThanOrEqual(8);
      now += minute;
    },
  );

  test("nobody waits for somebody else's message to be tried again", async () => {
    const [troubled, other] = [troubles.length, troubles.length + 1];
    const [[, fault]] = troubles as readonly [Trouble];
    const delivery = sender();
    stand.fault(textOf(troubled, 0), fault);
    for (const chat of [troubled, other]) {
      await delivery.drain(chatKey(stand.chat(chat)));
      now += 1_600;
    }
    await delivery.stop();
    expect(stand.textsOf(stand.name(other))).toEqual([textOf(other, 0)]);
    expect(stand.textsOf(stand.name(troubled))).toEqual([]);
  });

  const next = (target: string) => db.store.read.outbox.nextAt(target, now);
});

test("a secret WeCom refuses is not asked with again, whoever is written to", async () => {
  const { store, remove } = await openEmpty("sqlite");
  const stand = await wecomApp({ refuse: 40001 });
  let now = Date.UTC(2026, 10, 21);
  const delivery = createSender({ store, channel: stand.channel, redis: null, now: () => now });
  const targets = await write(store, stand, { chats: 3, each: 1 });
  for (let attempt = 0; attempt < 4; attempt++, now += minute)
    await Promise.all(targets.map((target) => delivery.drain(target)));
  await delivery.stop();
  await stand.close();
  expect(await store.read.outbox.counts()).toEqual({ waiting: 3 });
  expect([stand.tokensGiven(), stand.calls()]).toEqual([1, 0]);
  expect(stand.channel.state?.()).toEqual({ app: "stopped" });
  await remove();
});
