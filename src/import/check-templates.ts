import { isFault, readRule, readStep, templateFault } from "../ledger/county-templates.ts";
import type { Step, Template } from "../ledger/motion-templates.ts";
import { plain } from "./cell.ts";
import { type BadRow, badRow, type Checked, checkRows } from "./check.ts";
import type { Table } from "./table.ts";

export const TEMPLATE_COLUMNS = ["模板", "步骤", "到会", "通过", "依据"] as const;

export type OwnTemplate = Pick<Template, "name" | "steps">;
type StepRow = { readonly row: number; readonly name: string; readonly step: Step | null; readonly fault: string };

const longestName = 12;

/** A row for each step, in their order. Where one of them is wrong the whole template is left out: a step would be missing. */
export function checkTemplates(table: Table): Checked<OwnTemplate> {
  const checked = checkRows(table, TEMPLATE_COLUMNS, ({ number, cells }): StepRow => {
    const name = plain(cells.模板).replace(/\s/gu, "");
    const row = { row: number, name };
    const said = { present: plain(cells.到会), passes: plain(cells.通过), cited: plain(cells.依据) };
    if (name.length > longestName) return { ...row, step: null, fault: `模板名最长${longestName}字` };
    if (plain(cells.步骤) === "") return { ...row, step: null, fault: "没写“步骤”" };
    const read = readStep(plain(cells.步骤));
    const whole = isFault(read) ? read : readRule(read.value, said);
    return isFault(whole) ? { ...row, step: null, fault: whole.fault } : { ...row, step: whole.value, fault: "" };
  });
  const good: OwnTemplate[] = [];
  const bad: BadRow[] = [...checked.bad];
  for (const name of new Set(checked.good.map((one) => one.name))) {
    const rows = checked.good.filter((one) => one.name === name);
    const wrong = rows.filter(({ step }) => step === null);
    const template = { name, steps: rows.flatMap(({ step }) => step ?? []) };
    const fault = wrong.length > 0 ? null : templateFault(template);
    if (fault !== null) bad.push(badRow(rows[0]?.row ?? 0, `模板“${name}”：${fault}`));
    else if (wrong.length > 0) bad.push(...wrong.map((one) => badRow(one.row, one.fault)));
    else good.push(template);
  }
  return { good, bad: bad.toSorted((one, other) => one.row - other.row), unknownColumns: checked.unknownColumns };
}
