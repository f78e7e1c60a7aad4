import { z } from "zod";
import { isLost } from "../src/bot/digest/delivery.ts";
import { defineJob } from "../src/bot/job.ts";
import { jobId } from "../src/bot/job-id.ts";
import { tellAdmins } from "../src/bot/tell/admins.ts";
import { dayOf, startOfDay } from "../src/chinese/time/index.ts";
import { lateUntil } from "../src/ledger/digest.ts";

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
    const isMissed = rows.some(isLost);
    await store.write(async (tables) => {
      await tables.settings.set("looked for undelivered", day);
      if (!root || !isMissed) return;
      const text = "今早有简报没送到。发“/简报 送达”看是谁、怎么办。";
      const news = { text, path: root.path, cause: `undelivered:${day}` };
      await tellAdmins(news, admins, { tables, now: now() });
    });
  },
});
