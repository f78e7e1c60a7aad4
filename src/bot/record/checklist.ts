import type { Count, Tick } from "../../ledger/checklist.ts";
import type { Campaign } from "../../store/tables/campaigns.ts";
import type { Context } from "../context.ts";
import { placesOf } from "./keep.ts";

/** How ticks keep what was counted, beside their places. */
export const countsField = "counts";

/** The items of a campaign with what stands of them at a path, below and above it. */
export async function checklistOf(campaign: Pick<Campaign, "id">, path: string, tables: Context["tables"]) {
  const items = await tables.checklists.items([campaign.id]);
  const rows = await tables.checklists.ticks(
    campaign.id,
    items.map(({ position }) => position),
    path,
  );
  const ids = rows.map((row) => placesOf(row, tables));
  const paths = await tables.places.paths([...new Set(ids.flat())]);
  const ticks = rows.map((row, at): Tick => {
    const said = tables.records.openFields(row)[countsField];
    return {
      item: Number(row.category.slice(row.category.lastIndexOf("/") + 1)),
      paths: (ids[at] ?? []).flatMap((id) => paths.get(id) ?? []),
      day: row.day,
      counts: typeof said === "string" ? (JSON.parse(said) as Count[]) : [],
    };
  });
  return { items, ticks, rows };
}

/** The campaigns with a checklist that run anywhere, each with its items and all that stands of them. */
export async function runningChecklists(places: Context["places"], tables: Context["tables"]) {
  const root = places.root();
  const running = root ? await tables.campaigns.around(root.path) : [];
  const lists = [];
  for (const campaign of running.filter(({ template }) => template === "checklist"))
    lists.push({ campaign, ...(await checklistOf(campaign, campaign.path, tables)) });
  return lists;
}
