import { stepCells } from "../ledger/county-templates.ts";
import { type Template, templateCalled, templateFrom } from "../ledger/motion-templates.ts";
import type { Tables } from "../store/tables.ts";
import type { OwnTemplate } from "./check-templates.ts";
import { type Plan, planOf } from "./plan.ts";
import type { Written } from "./write.ts";

const wordsOf = ({ steps }: OwnTemplate): string =>
  steps.map((step) => stepCells(step).filter(Boolean).join(" ")).join("，");

/** What of the same name holds now: the county's, else the one that comes with the program. */
const known = async (tables: Tables): Promise<(name: string) => { template: Template | undefined; isOwn: boolean }> => {
  const own = (await tables.motionTemplates.all()).map(templateFrom);
  return (name) => {
    const kept = own.find((one) => one.name === name);
    return { template: kept ?? templateCalled(name), isOwn: kept !== undefined };
  };
};

export async function planTemplates(rows: readonly OwnTemplate[], tables: Tables): Promise<Plan> {
  const find = await known(tables);
  return planOf(
    rows.map((row) => {
      const { template, isOwn } = find(row.name);
      if (!template || !isOwn) return { of: row.name, changes: null };
      const [from, to] = [wordsOf(template), wordsOf(row)];
      return { of: row.name, changes: from === to ? [] : [["步骤", from, to] as const] };
    }),
  );
}

/** Another version each time it is another; what runs goes on by the one it began with. */
export async function writeTemplates(rows: readonly OwnTemplate[], tables: Tables): Promise<Written> {
  const find = await known(tables);
  let [added, updated] = [0, 0];
  for (const row of rows) {
    const { template, isOwn } = find(row.name);
    if (isOwn && template && wordsOf(template) === wordsOf(row)) continue;
    await tables.motionTemplates.put({
      ...{ name: row.name, version: (template?.version ?? 0) + 1, steps: JSON.stringify(row.steps) },
    });
    if (isOwn) updated++;
    else added++;
  }
  return { added, updated };
}

export async function endingTemplates(
  rows: readonly OwnTemplate[],
  tables: Tables,
): Promise<readonly { id: string }[]> {
  const kept = new Set(rows.map(({ name }) => name));
  return (await tables.motionTemplates.all()).filter(({ name }) => !kept.has(name)).map(({ name }) => ({ id: name }));
}
