import { z } from "zod";
import { defineJob } from "../src/bot/job.ts";
import { jobId } from "../src/bot/job-id.ts";

const mostTargets = 5000;

/** Sends what waits for one chat, in order. What has just been written is sent at once; this finds what was left. */
export const deliver = defineJob({
  name: "deliver",
  data: z.object({ target: z.string() }),
  id: ({ target }) => jobId(target),
  repeatable: true,
  async due(until, { store, now }) {
    // nothing ahead of time: a drain sends only what may go now
    const targets = await store.read.outbox.dueTargets(Math.min(until, now()), mostTargets);
    return targets.map((target) => ({ data: { target }, at: now() }));
  },
  run: async ({ target }, { wake }) => wake(target),
});
