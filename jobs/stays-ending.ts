import { z } from "zod";
import { defineJob } from "../src/bot/job.ts";
import { jobId } from "../src/bot/job-id.ts";
import { tell } from "../src/bot/tell/tell.ts";
import { dayOf, formatDay, startOfDay } from "../src/chinese/time/index.ts";
import { daysBetween } from "../src/ledger/coverage.ts";
import { gradesOf, hasRisen, warnDays } from "../src/ledger/stay.ts";
import { villageGrades } from "../src/ledger/village-grade.ts";
import { settledDayAtMost } from "./settled.ts";

const settled = "stays that end were told of";
const at = (9 * 60 + 15) * 60_000;
const dayLength = 24 * 60 * 60_000;
/** The last day of the stays that are spoken of at that time. */
const lastEnding = (at: number): string => dayOf(at + warnDays * dayLength);

/** Ninety days before a stay ends whoever stays hears, once, that the village has not risen by a grade. */
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
      const untold = before === null ? day : lastEnding(startOfDay(before) + dayLength);
      const soon = await tables.stations.endingBetween(untold > day ? untold : day, lastEnding(startOfDay(day)));
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
