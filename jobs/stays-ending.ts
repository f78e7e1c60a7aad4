import { z } from "zod";
import { defineJob } from "../src/bot/job.ts";
import { jobId } from "../src/bot/job-id.ts";
import { tell } from "../src/bot/tell/tell.ts";
import { dayOf, formatDay, startOfDay } from "../src/chinese/time/index.ts";
import { campaignTermsOf, mostWarnDays } from "../src/ledger/campaign-terms.ts";
import { daysBetween } from "../src/ledger/coverage.ts";
import { gradesOf, hasRisen } from "../src/ledger/stay.ts";
import { villageGrades } from "../src/ledger/village-grade.ts";
import { settledDayAtMost } from "./settled.ts";

const settled = "stays that end were told of";
const at = (9 * 60 + 15) * 60_000;
const dayLength = 24 * 60 * 60_000;
/** The last day of the stays that are spoken of at that time, which is so many days before their end. */
const lastEnding = (at: number, days: number): string => dayOf(at + days * dayLength);

/** Ninety days before a stay ends, or as many as are set where it is, whoever stays hears, once, that the village has not risen by a grade. */
export const staysEnding = defineJob({
  name: "stays-ending",
  data: z.object({ day: z.string() }),
  id: ({ day }) => jobId("stays-ending", day),
  async due(until, { store }) {
    const day = dayOf(until);
    if (startOfDay(day) + at > until || ((await store.read.settings.get(settled)) ?? "") >= day) return [];
    return [{ data: { day }, at: startOfDay(day) + at }];
  },
  clockMoved: (context) => settledDayAtMost(settled, at, context),
  async run({ day }, { store, now }) {
    await store.write(async (tables) => {
      // what came within the ninety days by being set so was said when it was set; the first time all that run are told
      const before = (await tables.settings.get(settled)) ?? null;
      const soon = [];
      for (const stay of await tables.stations.endingBetween(day, lastEnding(startOfDay(day), mostWarnDays))) {
        const { stationWarnDays } = campaignTermsOf(await tables.records.setFor("campaign", stay.placeId));
        const untold = before === null ? day : lastEnding(startOfDay(before) + dayLength, stationWarnDays);
        const until = stay.until ?? day;
        if (until >= untold && until <= lastEnding(startOfDay(day), stationWarnDays)) soon.push(stay);
      }
      const grades = await tables.grades.at(
        soon.map(({ placeId }) => placeId),
        villageGrades,
      );
      for (const stay of soon.filter((one) => !hasRisen(one, grades))) {
        const { cadreId, placeId, place, goal } = stay;
        const until = stay.until ?? day;
        const { now: grade } = gradesOf(stay, grades);
        const stands = grade === null ? "还没评过格次" : `现在是“${grade}”，还没晋档`;
        await tell(
          {
            ...{
              to: { person: cadreId },
              why: "others",
              private: true,
              cause: `stay ends:${placeId}:${cadreId}:${until}`,
            },
            text: `您在${place}驻点到${formatDay(until, now())}，还有${daysBetween(day, until)}天，${stands}${goal && `（目标：${goal}）`}。看：/驻点`,
          },
          { tables, now: now() },
        );
      }
      await tables.settings.set(settled, day);
    });
  },
});
