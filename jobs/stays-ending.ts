import { z } from "zod";
import { defineJob } from "../src/bot/job.ts";
import { jobId } from "../src/bot/job-id.ts";
import { idsOf } from "../src/bot/place-path.ts";
import { tell } from "../src/bot/tell/tell.ts";
import { dayOf, formatDay, startOfDay } from "../src/chinese/time/index.ts";
import { campaignTermsOf, mostWarnDays } from "../src/ledger/campaign-terms.ts";
import { daysBetween } from "../src/ledger/coverage.ts";
import { gradesOf, hasRisen } from "../src/ledger/stay.ts";
import { villageGrades } from "../src/ledger/village-grade.ts";
import type { Tables } from "../src/store/tables.ts";
import { settledDayAtMost } from "./settled.ts";

const settled = "stays that end were told of";
const wasSet = "stays that end were told of by";
const at = (9 * 60 + 15) * 60_000;
const dayLength = 24 * 60 * 60_000;
/** The last day of the stays that are spoken of at that time, which is so many days before their end. */
const lastEnding = (at: number, days: number): string => dayOf(at + days * dayLength);

type Set = Readonly<Record<string, string>>;
/** How long before its end a stay there is spoken of: by what is set nearest on the way up. */
function warnDaysAt(path: string, set: Set): number {
  const nearest = idsOf(path).findLast((id) => set[id] !== undefined);
  return campaignTermsOf(nearest === undefined ? null : (set[nearest] ?? null)).stationWarnDays;
}

/** What was set when they were last looked at: where it is longer now, those between have not been told. null: not noted yet. */
async function setAtLastLook({ settings }: Pick<Tables, "settings">): Promise<Set | null> {
  const noted = await settings.get(wasSet);
  return noted === undefined ? null : (JSON.parse(noted) as Set);
}

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
    const before = (await store.read.settings.get(settled)) ?? null;
    const set = await store.read.records.setAnywhere("campaign");
    const setBefore = await setAtLastLook(store.read);
    const soon = (await store.read.stations.endingBetween(day, lastEnding(startOfDay(day), mostWarnDays))).filter(
      ({ path, until }) => {
        // a stay that was set to end so soon was said when it was set; the first time all that run are told
        const toldOf = before === null ? null : lastEnding(startOfDay(before), warnDaysAt(path, setBefore ?? set));
        const last = lastEnding(startOfDay(day), warnDaysAt(path, set));
        return until !== null && (toldOf === null || until > toldOf) && until <= last;
      },
    );
    await store.write(async (tables) => {
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
      await tables.settings.set(wasSet, JSON.stringify(set));
    });
  },
});
