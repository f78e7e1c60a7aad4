import { stepCells } from "../ledger/county-templates.ts";
import { templateCalled, templateFrom } from "../ledger/motion-templates.ts";
import type { Tables } from "../store/tables.ts";
import type { OwnTemplate } from "./check-templates.ts";
import { endingOwn, planOwn, type Shelf, writeOwn } from "./own-templates.ts";

const shelf: Shelf<OwnTemplate> = {
  column: "步骤",
  kept: async (tables) =>
    (await tables.motionTemplates.all()).map(templateFrom).map((own) => ({ own, version: own.version })),
  shipped: (name) => templateCalled(name),
  words: ({ steps }) => steps.map((step) => stepCells(step).filter(Boolean).join(" ")).join("，"),
  put: ({ name, steps }, version, tables) =>
    tables.motionTemplates.put({ name, version, steps: JSON.stringify(steps) }),
};

type Rows = readonly OwnTemplate[];
export const planTemplates = (rows: Rows, tables: Tables) => planOwn(shelf, rows, tables);
export const writeTemplates = (rows: Rows, tables: Tables) => writeOwn(shelf, rows, tables);
export const endingTemplates = (rows: Rows, tables: Tables) => endingOwn(shelf, rows, tables);
