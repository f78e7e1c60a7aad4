import { ownTemplate, templateCalled } from "../ledger/appraisal-templates.ts";
import { type Own, ownItems } from "../ledger/own-appraisals.ts";
import type { Tables } from "../store/tables.ts";
import { endingOwn, planOwn, type Shelf, writeOwn } from "./own-templates.ts";

const shelf: Shelf<Own> = {
  column: "写法",
  kept: async (tables) => (await tables.appraisalTemplates.all()).map((row) => ({ ...row, own: ownTemplate(row) })),
  shipped: (name) => templateCalled(name),
  words: (own) =>
    ownItems(own)
      .map(({ item, name, value, cited }) => [item, name, value, cited].filter(Boolean).join(" "))
      .join("，"),
  put: ({ name, ...terms }, version, tables) =>
    tables.appraisalTemplates.put({ name, version, terms: JSON.stringify(terms) }),
};

type Rows = readonly Own[];
export const planAppraisals = (rows: Rows, tables: Tables) => planOwn(shelf, rows, tables);
export const writeAppraisals = (rows: Rows, tables: Tables) => writeOwn(shelf, rows, tables);
export const endingAppraisals = (rows: Rows, tables: Tables) => endingOwn(shelf, rows, tables);
