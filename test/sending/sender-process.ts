// A process of its own that sends, for `processes.test.ts`: told what to send by its parent, and how much it was at the end.
import { Redis } from "ioredis";
import { createSeal } from "../../src/store/engine/seal.ts";
import { openStore } from "../../src/store/store.ts";
import { qqChannel } from "./platforms.ts";
import { createSender } from "./sender.ts";

export type Order = {
  readonly database: string;
  /** in base64 */
  readonly key: string;
  readonly redis: string;
  readonly platform: string;
  readonly targets: readonly string[];
};

const order = await new Promise<Order>((resolve) => process.once("message", resolve as (value: unknown) => void));
const store = await openStore({ url: order.database, seal: createSeal(Buffer.from(order.key, "base64")) });
const redis = new Redis(order.redis);
const channel = qqChannel(order.platform);
let count = 0;
const counted = {
  ...channel,
  send: (message: Parameters<typeof channel.send>[0]) => {
    count++;
    return channel.send(message);
  },
};
const sender = createSender({ store, channel: counted, redis });
for (const target of order.targets) void sender.drain(target);
process.once("message", async () => {
  await sender.stop();
  await channel.stop?.();
  await store.close();
  redis.disconnect();
  process.send?.(count);
  process.disconnect();
});
