import { z } from "zod";
import { setNow } from "../src/bot/adjusted.ts";
import { defineJob } from "../src/bot/job.ts";
import { jobId } from "../src/bot/job-id.ts";
import { dayOf, startOfDay } from "../src/chinese/time/index.ts";
import { kinds } from "../src/ledger/kinds.ts";
import { retention } from "../src/ledger/retention.ts";

const hour = 60 * 60_000;
const minute = 60_000;
const at = 3 * hour + 17 * minute;
const dayLength = 24 * hour;

/** Every night: what may no longer be kept goes. */
export const sweep = defineJob({
  name: "sweep",
  data: z.object({ day: z.string() }),
  id: ({ day }) => jobId("sweep", day),
  async due(until, { store }) {
    const day = dayOf(until);
    const due = startOfDay(until) + at;
    if (until < due || (await store.read.settings.get("swept")) === day) return [];
    return [{ data: { day }, at: due }];
  },
  async run({ day }, { store, now }) {
    const before = now();
    await store.write(async (tables) => {
      await tables.settings.set("swept", day);
      const words = (await setNow("words", tables)) * dayLength;
      await tables.inbox.forgetBefore(before - words);
      await tables.outbox.forgetBefore(before - words);
      await tables.audit.forgetBefore(before - (await setNow("audit", tables)) * 365 * dayLength);
      for (const { name, namesLast } of kinds)
        if (namesLast !== undefined) {
          await tables.involved.detachBefore(name, before - namesLast * dayLength);
          await tables.records.detachBefore(name, before - namesLast * dayLength);
        }
      await tables.assignments.forgetBefore(before - retention.assignments);
      await tables.meetingWords.forgetBefore(before - retention.keys);
      await tables.consultationWords.forgetBefore(before - retention.keys);
      await tables.inbox.dropBefore(before - retention.keys);
      await tables.digests.forgetBefore(dayOf(before - retention.words));
      await tables.codes.forgetBefore(before - retention.words);
      await tables.once.sweep(before);
      await tables.tickets.forgetBefore(before - dayLength);
      await tables.browsers.forgetBefore(before - dayLength);
      // as long as what was taken back can be had back
      await tables.photos.forgetBefore(before - dayLength);
      await tables.merging.forgetBefore(before - 2 * dayLength);
      await tables.imports.sweep(before);
      await tables.tallies.tidy();
      await tables.lists.sweep(before);
      await tables.assignmentLists.sweep(before);
    });
  },
});
