import type { Context } from "../../src/bot/context.ts";
import { checklistOf } from "../../src/bot/record/checklist.ts";
import { countWords, itemState, sumsOf } from "../../src/ledger/checklist.ts";
import type { Figure } from "../../src/ledger/self-report.ts";

type Days = { readonly from: string; readonly to: string };

/** `清单 3项 68/84村次` of these days, and how many people its trainings had: `培训 216人`. */
export async function checklistFigures(path: string, days: Days, { tables }: Context) {
  const states: (ReturnType<typeof itemState> & { readonly title: string })[] = [];
  for (const campaign of await tables.selfReport.checklists(path, days)) {
    const scope = campaign.path.startsWith(path) ? campaign.path : path;
    const villages = await tables.checklists.villages(scope);
    const { items, ticks } = await checklistOf(campaign, scope, tables);
    const own = ticks.filter(({ day }) => day >= days.from && day <= days.to);
    for (const { position, title } of items) states.push({ title, ...itemState(position, scope, villages, own) });
  }
  const sum = (of: (one: (typeof states)[number]) => number) => states.reduce((all, one) => all + of(one), 0);
  const trained = sumsOf(states.filter(({ title }) => title.includes("训")).flatMap(({ sums }) => sums)).filter(
    ({ unit }) => unit.startsWith("人"),
  );
  return {
    done: figure(
      states.length > 0 && `清单 ${states.length}项，办了${sum(({ done }) => done)}/${sum(({ all }) => all)}村次`,
    ),
    trained: figure(trained.length > 0 && `培训 ${countWords(trained)}`),
  };
}

const figure = (text: string | false): Figure | null => (text === false ? null : { text, numbers: [] });
