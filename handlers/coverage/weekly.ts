import { defineSection, ranks, type Scope } from "../../src/bot/digest/section.ts";
import { dayOf, startOfDay } from "../../src/chinese/time/index.ts";
import { campaignTermsOf } from "../../src/ledger/campaign-terms.ts";
import { figuresOf, totalsOf } from "../../src/ledger/deed-figures.ts";
import { clearTag } from "../../src/ledger/six-clear.ts";
import { endsUnrisen } from "../../src/ledger/stay.ts";
import { villageGrades } from "../../src/ledger/village-grade.ts";
import type { Tables } from "../../src/store/tables.ts";
import { checklistLine } from "./checklist.ts";

const aDay = 24 * 60 * 60_000;
const mostLists = 2;

/** What campaigns gather and what was done for people, in two lines of the week's report. */
export const weeklySection = defineSection({
  name: "campaigns of the week",
  about: "place",
  gather: async (scope, tables) =>
    scope.span === "week" ? [await gathered(scope, tables), await done(scope, tables)] : [],
  lines: (texts) => texts.filter(Boolean).map((text, at) => ({ text, rank: ranks.said + 15 + at / 10, isNews: false })),
});

/** `专项 集中教育 68/84项，没办最多：石门；六清104条` */
async function gathered({ place: { path } }: Scope, tables: Tables): Promise<string> {
  const running = (await tables.campaigns.around(path)).filter((one) => path.startsWith(one.path));
  const parts: string[] = [];
  for (const one of running.filter(({ template }) => template === "checklist").slice(0, mostLists))
    parts.push(await checklistLine(one, path, tables));
  const labels = running.find(({ template }) => template === "tag");
  if (labels) {
    const days = { since: startOfDay(labels.from_day), until: startOfDay(labels.to_day) + aDay - 1 };
    const all = (await tables.tags.counts({ path, ...days })).filter(({ tag }) => clearTag(tag) !== null);
    parts.push(`六清${all.reduce((sum, { total }) => sum + total, 0)}条`);
  }
  return parts.length === 0 ? "" : `专项 ${parts.join("；")}`;
}

/** `实事 本月6件 23万元；驻点90天内到期未晋档1；整顿在册1（逾期0）` */
async function done({ place, now }: Scope, tables: Tables): Promise<string> {
  const today = dayOf(now);
  const rows = await tables.deeds.below(place.path, { from: `${today.slice(0, 7)}-01`, to: today });
  const { money } = totalsOf(rows.map((row) => figuresOf(tables.records.openText(row))));
  const parts = rows.length === 0 ? [] : [`实事 本月${rows.length}件${money && ` ${money}`}`];
  // what a village hears of itself is forwarded: there it is nobody else's business
  if (place.isAbove)
    parts.push(...(await staying(place, today, tables)), ...(await enrolled(place.path, today, tables)));
  return parts.join("；");
}

async function staying({ id, path }: Scope["place"], today: string, tables: Tables): Promise<string[]> {
  const stays = await tables.stations.below(path);
  if (stays.length === 0) return [];
  const { stationWarnDays } = campaignTermsOf(await tables.records.setFor("campaign", id));
  const grades = await tables.grades.at(
    stays.map(({ placeId }) => placeId),
    villageGrades,
  );
  const left = stays.filter((stay) => endsUnrisen(stay, grades, today, stationWarnDays));
  return left.length === 0 ? [] : [`驻点${stationWarnDays}天内到期未晋档${left.length}`];
}

async function enrolled(path: string, today: string, tables: Tables): Promise<string[]> {
  const all = (await tables.enrolments.below(path)).filter(({ state }) => state === "enrolled");
  const late = all.filter(({ to_day }) => to_day !== null && to_day < today).length;
  return all.length === 0 ? [] : [`整顿在册${all.length}（逾期${late}）`];
}
