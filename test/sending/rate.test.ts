import { monitorEventLoopDelay } from "node:perf_hooks";
import { expect, test } from "@jest/globals";
import { openEmpty } from "../store/open.ts";
import { onebot, qq, type Stand, wecomApp, wecomSocket, wecomWebhook } from "./platforms.ts";
import { createSender, untilQuiet, write } from "./sender.ts";
import { SCALE } from "./strict.ts";

/** `chats` times `each` messages fall under a limit of `points` a minute: more than two minutes' worth. */
const cases: readonly [name: string, open: () => Promise<Stand>, chats: number, each: number, points: number][] = [
  ["WeCom app, a member", () => wecomApp(), 1, 61, 30],
  ["WeCom webhook, a key", wecomWebhook, 1, 41, 20],
  ["WeCom long connection, a conversation", wecomSocket, 1, 61, 30],
  ["QQ, a user", () => qq({ kind: "direct" }), 1, 41, 20],
  ["QQ, all groups together", () => qq({ kind: "group" }), 13, 10, 60],
  ["OneBot, a group", () => onebot(() => 0), 1, 41, 20],
];

const minute = 60_000 / SCALE;

test.concurrent.each(cases)(
  "%s: 95 % of what is allowed is used, and never more",
  async (_name, open, chats, each, points) => {
    const { store, remove } = await openEmpty("sqlite");
    const stand = await open();
    const delivery = createSender({ store, channel: stand.channel, redis: null });
    const targets = await write(store, stand, { chats, each });
    // what this machine was busy with other things for is not the sender's
    const stalls = monitorEventLoopDelay({ resolution: 10 });
    stalls.enable();
    for (const target of targets) void delivery.drain(target);
    await untilQuiet(store);
    stalls.disable();
    await delivery.stop();
    await stand.close();
    await remove();
    const [first, afterTwo] = [stand.shown[0], stand.shown[2 * points]];
    const took = (afterTwo?.at ?? Number.POSITIVE_INFINITY) - (first?.at ?? 0);
    expect(took - 4 * (stalls.max / 1e6)).toBeLessThanOrEqual((2 * minute) / 0.95);
    expect(stand.broken).toEqual([]);
  },
  100_000,
);
