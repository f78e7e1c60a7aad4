import { loadReference } from "../bot/places.ts";
import { exporters } from "../import/exported.ts";
import { writeTable } from "../import/write-table.ts";
import { type CliContext, readFlags, UsageError, withStore } from "./tool.ts";

/** Writes what an import file would say of what is known. Numbers that are not published are masked. */
export const exportCommand = {
  usage: "export places|people|pairings|directory|holidays FILE [--full]",
  async run(words: readonly string[], context: CliContext): Promise<number> {
    const { flags, rest } = readFlags(words, [], ["--full"]);
    const [name = "", file] = rest;
    const exporter = exporters[name];
    if (!exporter || file === undefined) throw new UsageError(exportCommand.usage);
    const { lines, remarks } = await withStore(context, async (store) => {
      const { places } = await loadReference(store.read);
      return exporter({ tables: store.read, places, full: flags.has("--full") });
    });
    await writeTable(file, lines);
    for (const remark of remarks) context.err(`${remark}。`);
    context.out(`写好了：${lines.length - 1}行。`);
    return 0;
  },
};
