import { z } from "zod";
import { defineJob } from "../src/bot/job.ts";
import { jobId } from "../src/bot/job-id.ts";
import { dayOf, startOfDay } from "../src/chinese/time/index.ts";
import { kinds } from "../src/ledger/kinds.ts";

const hour = 60 * 60_000;
const minute = 60_000;
const at = 3 * hour + 17 * minute;
const dayLength = 24 * hour;

/** The words of messages are kept this long, their keys as long as any name: by key and hour the author could be found. */
const wordsLast = 30 * dayLength;
const keysLast = 365 * dayLength;
/** After their end: who asked, and what was said on the way. */
const assignmentsLast = 3 * 365 * dayLength;
const auditLasts = 3 * 365 * dayLength;

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
      await tables.inbox.forgetBefore(before - wordsLast);
      await tables.outbox.forgetBefore(before - wordsLast);
      await tables.audit.forgetBefore(before - auditLasts);
      for (const { name, namesLast } of kinds)
        if (namesLast !== undefined) {
          await tables.involved.detachBefore(name, before - namesLast * dayLength);
          await tables.records.detachBefore(name, before - namesLast * dayLength);
        }
      await tables.assignments.forgetBefore(before - assignmentsLast);
      await tables.consultationWords.forgetBefore(before - keysLast);
      await tables.inbox.dropBefore(before - keysLast);
      await tables.digests.forgetBefore(dayOf(before - wordsLast));
      await tables.codes.forgetBefore(before - wordsLast);
      await tables.once.sweep(before);
      await tables.tickets.forgetBefore(before - dayLength);
      await tables.browsers.forgetBefore(before - dayLength);
      // as long as what was taken back can be had back
      await tables.photos.forgetBefore(before - dayLength);
      await tables.lists.sweep(before);
      await tables.assignmentLists.sweep(before);
    });
  },
});
