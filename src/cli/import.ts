import { access } from "node:fs/promises";
import { basename } from "node:path";
import { setFlagsFromString } from "node:v8";
import { endingAppraisals, writeAppraisals } from "../import/appraisal-templates.ts";
import { APPRAISAL_COLUMNS, checkAppraisals } from "../import/check-appraisals.ts";
import { DIRECTORY_COLUMNS } from "../import/check-directory.ts";
import { checkHolidays, HOLIDAY_COLUMNS } from "../import/check-holidays.ts";
import { PAIRING_COLUMNS } from "../import/check-pairings.ts";
import { PEOPLE_COLUMNS } from "../import/check-people.ts";
import { PLACE_COLUMNS } from "../import/check-places.ts";
import { checkPolicies, POLICY_COLUMNS } from "../import/check-policies.ts";
import { checkTemplates, TEMPLATE_COLUMNS } from "../import/check-templates.ts";
import { readTicks, TICK_COLUMNS } from "../import/check-ticks.ts";
import { endingEntries, readDirectory, writeDirectory } from "../import/directory.ts";
import { endingTemplates, writeTemplates } from "../import/motion-templates.ts";
import { endingPolicies, policyKey, writePolicies } from "../import/policies.ts";
import { readTable } from "../import/read-table.ts";
import { readPairings } from "../import/recognise-pairings.ts";
import { TableError } from "../import/table-error.ts";
import { writeTicks } from "../import/ticks.ts";
import { writeHolidays } from "../import/write.ts";
import { endingPairings, writePairings } from "../import/write-pairings.ts";
import { importPeople } from "./import-people.ts";
import { importPlaces } from "./import-places.ts";
import { type Import, plainImport } from "./import-plain.ts";
import { type CliContext, readFlags, UsageError, withStore } from "./tool.ts";

export const importKinds: Readonly<Record<string, { readonly columns: readonly string[]; readonly take: Import }>> = {
  places: { columns: PLACE_COLUMNS, take: importPlaces },
  people: { columns: PEOPLE_COLUMNS, take: importPeople },
  pairings: {
    columns: PAIRING_COLUMNS,
    take: plainImport({
      check: (table, { index }, tables) => readPairings(table, index, tables),
      write: writePairings,
      whole: {
        name: "pairings",
        ending: endingPairings,
        words: ({ cadreName, kind, targetName, placeId }, places) => {
          const where = placeId === null ? "" : places.fullName(placeId);
          return `${cadreName} ${kind} ${where.endsWith(targetName) ? where : `${where}${targetName}`}`;
        },
        end: (pairing, tables, now) => tables.pairings.end(pairing.id, now),
      },
    }),
  },
  directory: {
    columns: DIRECTORY_COLUMNS,
    take: plainImport({
      check: (table, _, tables) => readDirectory(table, tables),
      write: writeDirectory,
      whole: {
        name: "directory",
        ending: (rows, _, tables) => endingEntries(rows, tables),
        words: ({ title, name }) => [title, name].filter(Boolean).join(" "),
        end: (entry, tables) => tables.directory.remove(entry.id),
      },
    }),
  },
  policies: {
    columns: POLICY_COLUMNS,
    take: plainImport({
      check: checkPolicies,
      write: writePolicies,
      whole: {
        name: "policies",
        ending: (rows, _, tables) => endingPolicies(rows, tables),
        words: (policy) => policyKey(policy),
        end: (policy, tables) => tables.policies.remove(policy.id),
      },
    }),
  },
  templates: {
    columns: TEMPLATE_COLUMNS,
    take: plainImport({
      check: checkTemplates,
      write: writeTemplates,
      whole: {
        name: "templates",
        ending: (rows, _, tables) => endingTemplates(rows, tables),
        words: ({ id }) => id,
        end: ({ id }, tables) => tables.motionTemplates.remove(id),
      },
    }),
  },
  appraisals: {
    columns: APPRAISAL_COLUMNS,
    take: plainImport({
      check: checkAppraisals,
      write: writeAppraisals,
      whole: {
        name: "appraisals",
        ending: (rows, _, tables) => endingAppraisals(rows, tables),
        words: ({ id }) => id,
        end: ({ id }, tables) => tables.appraisalTemplates.remove(id),
      },
    }),
  },
  ticks: { columns: TICK_COLUMNS, take: plainImport({ check: readTicks, write: writeTicks }) },
  holidays: { columns: HOLIDAY_COLUMNS, take: plainImport({ check: checkHolidays, write: writeHolidays }) },
};
const canBeWhole = ["people", "pairings", "directory", "policies", "templates", "appraisals"];

export const importCommand = {
  usage:
    "import places|people|pairings|directory|policies|templates|appraisals|ticks|holidays FILE [--sheet NAME] [--dry-run] [--skip-bad] [--whole]",
  async run(words: readonly string[], context: CliContext): Promise<number> {
    const { flags, rest } = readFlags(words, ["--sheet"], ["--dry-run", "--skip-bad", "--whole"]);
    const [name = "", file] = rest;
    const kind = importKinds[name];
    if (!kind || file === undefined || (flags.has("--whole") && !canBeWhole.includes(name)))
      throw new UsageError(importCommand.usage);
    // garbage of a long file would grow to three times what is held of it, and the service wants the memory
    setFlagsFromString("--heap-growing-percent=25");
    try {
      await access(file); // a library that reads workbooks says less
      const table = await readTable(file, kind.columns, flags.get("--sheet"));
      for (const remark of table.remarks) context.err(`${remark}。`);
      return await withStore(context, (store) => kind.take(table, basename(file), store, flags, context));
    } catch (error) {
      if (!(error instanceof TableError)) throw error;
      context.err(error.message);
      return 1;
    }
  },
};
