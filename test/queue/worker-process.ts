// A process that hands one job to the queue, or only works; what it runs it says to its parent.
import { z } from "zod";
import { defineJob, type JobContext } from "../../src/bot/job.ts";
import { createScheduler } from "../../src/queue/scheduler.ts";

export type Order = { readonly redis: string; readonly hands: boolean; readonly hangs: boolean };

process.on("message", ({ redis, hands, hangs }: Order) => {
  const job = defineJob({
    name: "work",
    data: z.object({ number: z.number() }),
    id: ({ number }) => `work-${number}`,
    due: async () => (hands ? [{ data: { number: 1 }, at: Date.now() }] : []),
    run: async ({ number }) => {
      process.send?.(`runs ${number}`);
      if (hangs) await new Promise(() => undefined);
    },
  });
  const scheduler = createScheduler({
    jobs: [job],
    context: { now: Date.now } as JobContext,
    redis: { path: redis },
    prefix: "chuanmen",
    works: true,
    log: () => undefined,
  });
  scheduler.start();
});
