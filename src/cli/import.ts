import { loadReference } from "../bot/places.ts";
import type { Checked } from "../import/check.ts";
import { checkHolidays } from "../import/check-holidays.ts";
import { checkPeople } from "../import/check-people.ts";
import { checkPlaces } from "../import/check-places.ts";
import { readTable } from "../import/read-table.ts";
import type { Table } from "../import/table.ts";
import { TableError } from "../import/table-error.ts";
import { type Written, writeHolidays, writePeople, writePlaces } from "../import/write.ts";
import type { Tables } from "../store/tables.ts";
import { type CliContext, readFlags, UsageError, withStore } from "./tool.ts";

type Kind = {
  check(table: Table, tables: Tables): Promise<Checked<unknown>>;
  write(rows: readonly never[], tables: Tables, now: number): Promise<Written>;
};

const indexOf = async (tables: Tables) => (await loadReference(tables)).places.index;

const kinds: Readonly<Record<string, Kind>> = {
  places: { check: async (table, tables) => checkPlaces(table, await indexOf(tables)), write: writePlaces },
  people: { check: async (table, tables) => checkPeople(table, await indexOf(tables)), write: writePeople },
  holidays: { check: async (table) => checkHolidays(table), write: writeHolidays },
};

export const importCommand = {
  usage: "import places|people|holidays FILE [--dry-run] [--skip-bad]",
  async run(words: readonly string[], context: CliContext): Promise<number> {
    const { flags, rest } = readFlags(words, [], ["--dry-run", "--skip-bad"]);
    const [name = "", file] = rest;
    const kind = kinds[name];
    if (!kind || file === undefined) throw new UsageError(importCommand.usage);
    try {
      const table = await readTable(file);
      return await withStore(context, (store) => store.write((tables) => take(kind, table, tables, flags, context)));
    } catch (error) {
      if (!(error instanceof TableError)) throw error;
      context.err(error.message);
      return 1;
    }
  },
};

/** Everything or nothing, unless bad rows may be left out. */
async function take(
  kind: Kind,
  table: Table,
  tables: Tables,
  flags: ReadonlyMap<string, string>,
  { out, err, now }: CliContext,
): Promise<number> {
  const { good, bad, unknownColumns } = await kind.check(table, tables);
  if (unknownColumns.length > 0)
    err(`不认识的栏，没有读：${unknownColumns.map((word) => word || "（没有表头）").join("、")}`);
  for (const { reason } of bad) err(reason);
  if (bad.length > 0 && !flags.has("--skip-bad")) {
    err(`${bad.length}行有错，一行也没有写。改好再导，或加 --skip-bad 只导好的。`);
    return 1;
  }
  if (flags.has("--dry-run")) {
    out(`试导：${good.length}行可以导入，没有写。`);
    return bad.length > 0 ? 1 : 0;
  }
  const { added, updated } = await kind.write(good as readonly never[], tables, now());
  out(`导入好了：新增${added}，更新${updated}${bad.length > 0 ? `，跳过${bad.length}行` : ""}。`);
  return bad.length > 0 ? 1 : 0;
}
