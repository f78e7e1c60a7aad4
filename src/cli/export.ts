import { wholeRegister } from "../../handlers/assignment/register.ts";
import { loadReference } from "../bot/places.ts";
import { type Exported, exporters } from "../import/exported.ts";
import { writeTable } from "../import/write-table.ts";
import { answersFor } from "./export-answers.ts";
import { exportConsultation } from "./export-consultation.ts";
import { type CliContext, readFlags, UsageError, withStore } from "./tool.ts";

/** Writes what an import file would say of what is known. Numbers that are not published are masked. */
export const exportCommand = {
  usage:
    "export places|people|pairings|directory|policies|templates|appraisals|ticks|holidays|assignments|answers FILE [--full] | export consultation C7 FILE [--town NAME]",
  async run(words: readonly string[], context: CliContext): Promise<number> {
    const { flags, rest } = readFlags(words, ["--town"], ["--full"]);
    const [name = "", file] = rest;
    if (name === "consultation") return one(rest, flags.get("--town"), context);
    const exporter = name === "assignments" ? null : name === "answers" ? answers(context.now()) : exporters[name];
    if (exporter === undefined || file === undefined) throw new UsageError(exportCommand.usage);
    const { lines, remarks } = await withStore(context, async (store) => {
      const { places, calendar } = await loadReference(store.read);
      const full = flags.has("--full");
      if (exporter !== null) return exporter({ tables: store.read, places, full });
      // what is delicate is in the file only where the operator says so
      const reads = { tables: store.read, places, calendar, now: context.now(), reads: isPlain(full) };
      return { lines: await wholeRegister({ path: "/" }, reads), remarks: [] } satisfies Exported;
    });
    await writeTable(file, lines);
    for (const remark of remarks) context.err(`${remark}。`);
    context.out(`写好了：${lines.length - 1}行。`);
    return 0;
  },
};

const isPlain =
  (full: boolean) =>
  ({ sensitive, accused }: { readonly sensitive: number; readonly accused: string }): boolean =>
    full || (sensitive === 0 && accused === "");

async function one(
  [, number, file]: readonly string[],
  town: string | undefined,
  context: CliContext,
): Promise<number> {
  if (number === undefined || file === undefined) throw new UsageError(exportCommand.usage);
  await withStore(context, (store) => exportConsultation({ number, file, town }, store, context.now()));
  context.out(`写好了：${number}。`);
  return 0;
}

/** For the notice board: no import takes it back. */
const answers =
  (now: number): (typeof exporters)[string] =>
  ({ tables, places }) =>
    answersFor(tables, places, now);
