import { type Gazetteer, loadReference } from "../bot/places.ts";
import type { Checked } from "../import/check.ts";
import type { Table } from "../import/table.ts";
import type { Written } from "../import/write.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import { type Flags, reportRows, writtenWords } from "./import-report.ts";
import { list, wereListed } from "./losses.ts";
import type { CliContext } from "./tool.ts";

/** `name`: of the file. */
export type Import = (table: Table, name: string, store: Store, flags: Flags, context: CliContext) => Promise<number>;

type Plain<Row, Ending extends { readonly id: string }> = {
  readonly check: (
    table: Table,
    places: Gazetteer,
    tables: Tables,
    now: number,
  ) => Checked<Row> | Promise<Checked<Row>>;
  readonly write: (rows: readonly Row[], tables: Tables, now: number) => Promise<Written>;
  /** what ends because a whole file leaves it out */
  readonly whole?: {
    readonly name: string;
    readonly ending: (rows: readonly Row[], places: Gazetteer, tables: Tables) => Promise<readonly Ending[]>;
    readonly words: (ending: Ending, places: Gazetteer) => string;
    readonly end: (ending: Ending, tables: Tables, now: number) => Promise<void>;
  };
};

/** Everything or nothing, unless bad rows may be left out; a whole file ends what it leaves out, listed before. */
export const plainImport =
  <Row, Ending extends { readonly id: string }>(plain: Plain<Row, Ending>): Import =>
  (table, _, store, flags, context) =>
    store.write((tables) => importPlain(plain, table, tables, flags, context));

async function importPlain<Row, Ending extends { readonly id: string }>(
  { check, write, whole }: Plain<Row, Ending>,
  table: Table,
  tables: Tables,
  flags: Flags,
  context: CliContext,
): Promise<number> {
  const { out, err, now } = context;
  const { places } = await loadReference(tables);
  const checked = await check(table, places, tables, now());
  const isWhole = whole !== undefined && flags.has("--whole");
  if (isWhole && checked.bad.length > 0) {
    reportRows(checked, context);
    err("整份（--whole）不能有坏行：没写进去的会被当成没有了。一行也没有写。");
    return 1;
  }
  const ending = isWhole ? await whole.ending(checked.good, places, tables) : [];
  if (isWhole) {
    for (const one of ending) out(`文件里没有了：${whole.words(one, places)}`);
    const listed = await wereListed(whole.name, ending, tables);
    await list(whole.name, ending, tables);
    if (!flags.has("--dry-run") && !listed) {
      err(`以上${ending.length}条文件里没有了，还没有动。看过没错，原样再导一遍就去掉。`);
      return 1;
    }
  }
  const code = reportRows(checked, context, flags);
  if (code !== null) return code;
  const written = await write(checked.good, tables, now());
  if (isWhole) for (const one of ending) await whole.end(one, tables, now());
  out(writtenWords(written, ending.length > 0 ? `，去掉${ending.length}` : "", checked.bad.length));
  return checked.bad.length > 0 ? 1 : 0;
}
