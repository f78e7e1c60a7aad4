import { expect, test } from "@jest/globals";
import { openEmpty } from "../store/open.ts";
import { onebot, qq, type Stand, wecomApp, wecomSocket, wecomWebhook } from "./platforms.ts";
import { createSender, write } from "./sender.ts";
import { SCALE } from "./strict.ts";

type Clock = () => number;

/** `chats` times `each` messages fall under a limit of `points` a minute: more than two minutes' worth. */
const cases: readonly [
  name: string,
  open: (now: Clock) => Promise<Stand>,
  chats: number,
  each: number,
  points: number,
][] = [
  ["WeCom app, a member", (now) => wecomApp({ now }), 1, 61, 30],
  ["WeCom webhook, a key", (now) => wecomWebhook({ now }), 1, 41, 20],
  ["WeCom long connection, a conversation", (now) => wecomSocket({ now }), 1, 61, 30],
  ["QQ, a user", (now) => qq({ kind: "direct", now }), 1, 41, 20],
  ["QQ, all groups together", (now) => qq({ kind: "group", now }), 13, 10, 60],
  ["OneBot, a group", (now) => onebot(() => 0, { now }), 1, 41, 20],
];

const minute = 60_000 / SCALE;

/** That limits are used to 95 % is held in `test/queue/pacing`; here the whole road runs, by a clock that stands while it does. */
const share = 0.9;

test.each(cases)(
  "%s: nearly all of what is allowed is used, and never more",
  async (_name, open, chats, each, points) => {
    const { store, remove } = await openEmpty("sqlite");
    let now = Date.UTC(2026, 10, 21);
    const stand = await open(() => now);
    const targets = await write(store, stand, { chats, each }, now);
    const delivery = createSender({ store, channel: stand.channel, redis: null, now: () => now });
    for (;;) {
      await Promise.all(targets.map((target) => delivery.drain(target)));
      const next = await Promise.all(targets.map((target) => store.read.outbox.nextAt(target, now)));
      const soonest = Math.min(...next.map((at) => at ?? Number.POSITIVE_INFINITY));
      if (soonest === Number.POSITIVE_INFINITY) break;
      now = Math.max(now + 1, soonest);
    }
    await delivery.stop();
    await stand.close();
    await remove();
    expect(stand.shown).toHaveLength(chats * each);
    expect(stand.broken).toEqual([]);
    const [first, last] = [stand.shown[0], stand.shown[2 * points]];
    expect((last?.at ?? 0) - (first?.at ?? 0)).toBeLessThanOrEqual((2 * minute) / share);
  },
);
