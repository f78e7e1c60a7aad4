import { access } from "node:fs/promises";
import { type Gazetteer, loadReference } from "../bot/places.ts";
import type { Checked } from "../import/check.ts";
import { checkHolidays, HOLIDAY_COLUMNS } from "../import/check-holidays.ts";
import { PEOPLE_COLUMNS } from "../import/check-people.ts";
import { checkPlaces, PLACE_COLUMNS } from "../import/check-places.ts";
import { readTable } from "../import/read-table.ts";
import type { Table } from "../import/table.ts";
import { TableError } from "../import/table-error.ts";
import { type Written, writeHolidays, writePlaces } from "../import/write.ts";
import type { Tables } from "../store/tables.ts";
import { importPeople } from "./import-people.ts";
import { type Flags, reportRows } from "./import-report.ts";
import { type CliContext, readFlags, UsageError, withStore } from "./tool.ts";

type Import = (table: Table, places: Gazetteer, tables: Tables, flags: Flags, context: CliContext) => Promise<number>;

/** Everything or nothing, unless bad rows may be left out. */
const simple =
  <Row>(
    check: (table: Table, places: Gazetteer) => Checked<Row>,
    write: (rows: readonly Row[], tables: Tables) => Promise<Written>,
  ): Import =>
  async (table, places, tables, flags, context) => {
    const checked = check(table, places);
    const code = reportRows(checked, context, flags);
    if (code !== null) return code;
    const { added, updated } = await write(checked.good, tables);
    const skipped = checked.bad.length;
    context.out(`导入好了：新增${added}，更新${updated}${skipped > 0 ? `，跳过${skipped}行` : ""}。`);
    return skipped > 0 ? 1 : 0;
  };

const kinds: Readonly<Record<string, { readonly columns: readonly string[]; readonly take: Import }>> = {
  places: { columns: PLACE_COLUMNS, take: simple((table, { index }) => checkPlaces(table, index), writePlaces) },
  people: { columns: PEOPLE_COLUMNS, take: importPeople },
  holidays: { columns: HOLIDAY_COLUMNS, take: simple(checkHolidays, writeHolidays) },
};

export const importCommand = {
  usage: "import places|people|holidays FILE [--sheet NAME] [--dry-run] [--skip-bad] [--whole]",
  async run(words: readonly string[], context: CliContext): Promise<number> {
    const { flags, rest } = readFlags(words, ["--sheet"], ["--dry-run", "--skip-bad", "--whole"]);
    const [name = "", file] = rest;
    const kind = kinds[name];
    if (!kind || file === undefined || (flags.has("--whole") && name !== "people"))
      throw new UsageError(importCommand.usage);
    try {
      await access(file); // a library that reads workbooks says less
      const table = await readTable(file, kind.columns, flags.get("--sheet"));
      for (const remark of table.remarks) context.err(`${remark}。`);
      return await withStore(context, (store) =>
        store.write(async (tables) => {
          const { places } = await loadReference(tables);
          return kind.take(table, places, tables, flags, context);
        }),
      );
    } catch (error) {
      if (!(error instanceof TableError)) throw error;
      context.err(error.message);
      return 1;
    }
  },
};
