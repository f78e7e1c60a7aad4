// A process that hands jobs to the queue, or only works; what it runs it says to its parent.
import { z } from "zod";
import { defineJob, type JobContext } from "../../src/bot/job.ts";
import type { RedisAddress } from "../../src/queue/connect.ts";
import { createScheduler } from "../../src/queue/scheduler.ts";

/** `hangs`: what it runs does not end before its parent says `end`. */
export type Order = { readonly redis: RedisAddress; readonly hands: number; readonly hangs: boolean };
/** `tick`: asks what is due; `answer`: says that it is still there. */
export type Word = "end" | "tick" | "answer";

process.once("message", ({ redis, hands, hangs }: Order) => {
  let ended: () => void = () => undefined;
  const end = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const job = defineJob({
    name: "work",
    data: z.object({ number: z.number() }),
    id: ({ number }) => `work-${number}`,
    due: async () => Array.from({ length: hands }, (_, index) => ({ data: { number: index + 1 }, at: Date.now() })),
    run: async ({ number }) => {
      process.send?.(`runs ${number}`);
      if (hangs) await end;
    },
  });
  const scheduler = createScheduler({
    jobs: [job],
    context: { now: Date.now } as JobContext,
    redis,
    prefix: "chuanmen",
    works: true,
    log: () => undefined,
  });
  process.on("message", (word: Word) => {
    if (word === "end") ended();
    if (word === "tick") void scheduler.tick();
    if (word === "answer") process.send?.("answers");
  });
  scheduler.start();
});
