import { z } from "zod";
import { defineJob } from "../src/bot/job.ts";
import { jobId } from "../src/bot/job-id.ts";
import { tellAdmins } from "../src/bot/tell/admins.ts";
import { dayOf, startOfDay } from "../src/chinese/time/index.ts";
import { lateUntil } from "../src/ledger/digest.ts";
import type { Delivery } from "../src/store/tables/digests.ts";

const minute = 60_000;
/** Digests have gone by then, and have been tried long enough where they could not. */
const at = 9 * 60 * minute;

/** The same morning whoever runs the bot hears that somebody's digest did not arrive: once, and where to look. */
export const undelivered = defineJob({
  name: "undelivered",
  data: z.object({ day: z.string() }),
  id: ({ day }) => jobId("undelivered", day),
  async due(until, { store, reference }) {
    const day = dayOf(until);
    const looks = startOfDay(until) + at;
    const isMorning = until >= looks && until < startOfDay(until) + lateUntil * minute;
    if (!isMorning || !(await reference()).calendar.isWorkday(day)) return [];
    return (await store.read.settings.get("looked for undelivered")) === day ? [] : [{ data: { day }, at: looks }];
  },
  async run({ day }, { store, now, admins, reference }) {
    const { places } = await reference();
    const root = places.root();
    const rows = root === undefined ? [] : await store.read.digests.deliveries(root.path, day);
    await store.write(async (tables) => {
      const lost = rows.filter(isLost).length;
      await tables.settings.set("looked for undelivered", day);
      await tables.digests.noteUndelivered(lost);
      if (!root || lost === 0) return;
      const text = "今早有简报没送到。发“/简报 送达”看是谁、怎么办。";
      const news = { text, path: root.path, cause: `undelivered:${day}` };
      await tellAdmins(news, admins, { tables, now: now() });
    });
  },
});

/** It was on its way to somebody who can be written to, and did not get there: somebody should look. */
const isLost = ({ sent_as, claimed, state }: Delivery): boolean =>
  sent_as === "failed" || (sent_as === "cancelled" && state === "composed" && Number(claimed) > 0);
