import { z } from "zod";
import { defineJob } from "../src/bot/job.ts";
import { jobId } from "../src/bot/job-id.ts";
import { tell } from "../src/bot/tell/tell.ts";
import { startOfDay } from "../src/chinese/time/index.ts";
import { callBegun, daysLeft, quarterOf, yearOf } from "../src/ledger/meeting-calendar.ts";
import { settledDayAtMost } from "./settled.ts";

const settled = "villages that have not met were told of";
const at = (9 * 60 + 10) * 60_000;

/**
 * Thirty days before a quarter ends who leads a village whose representatives have not met hears so, once. Towns in which
 * no meeting was ever written down keep no calendar here.
 */
export const notMet = defineJob({
  name: "not-met",
  data: z.object({ day: z.string() }),
  id: ({ day }) => jobId("not-met", day),
  async due(until, { store, reference }) {
    const { calendar } = await reference();
    const day = callBegun(until, (each) => calendar.isWorkday(each));
    if (day === null || startOfDay(day) + at > until || ((await store.read.settings.get(settled)) ?? "") >= day)
      return [];
    return [{ data: { day }, at: startOfDay(day) + at }];
  },
  clockMoved: (context) => settledDayAtMost(settled, at, context),
  async run({ day }, { store, now }) {
    const span = quarterOf(startOfDay(day));
    const year = yearOf(startOfDay(day));
    await store.write(async (tables) => {
      const met = await tables.motions.metBetween("representatives", span.from, span.to);
      const all =
        day >= `${year.from.slice(0, 4)}-10-01`
          ? await tables.motions.metBetween("villagers", year.from, year.to)
          : null;
      for (const { place_id, person_id } of await tables.motions.leadersInCalendar()) {
        if (met.has(place_id)) continue;
        const yearly = all !== null && !all.has(place_id) ? "今年村民会议也没记。" : "";
        await tell(
          {
            ...{
              to: { person: person_id },
              why: "others",
              private: true,
              cause: `not met:${place_id}:${span.from}:${person_id}`,
            },
            text: `本季村民代表会议还没记（还有${daysLeft(span, now())}天）。${yearly}开了发：/会议 村代会 12月12日 应到/实到`,
          },
          { tables, now: now() },
        );
      }
      await tables.settings.set(settled, day);
    });
  },
});
