import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { defineJob } from "../src/bot/job.ts";
import { jobId } from "../src/bot/job-id.ts";
import { putImportsRight } from "../src/bot/unfinished-import.ts";

/** Milliseconds in which messages are written between two pieces. */
const between = 20;

/** An import whose process ended in the middle is taken back, or gone on with where all of it was written. */
export const unfinishedImports = defineJob({
  name: "unfinished-imports",
  data: z.object({ id: z.string() }),
  id: ({ id }) => jobId("unfinished-imports", id),
  repeatable: true,
  async due(_until, { store, now }) {
    const [first] = await store.read.imports.unfinished();
    return first ? [{ data: { id: first.id }, at: now() }] : [];
  },
  async run(_, { store, now, log }) {
    const right = await putImportsRight({ store, now, holder: store.holder }, () => sleep(between));
    for (const { became, written, total, kept } of right)
      log(`an import whose process ended is ${became}`, { written, total, kept });
  },
});
