import type { Gazetteer } from "../bot/places.ts";
import { runningChecklists } from "../bot/record/checklist.ts";
import { fold } from "../chinese/fold.ts";
import { dayOf } from "../chinese/time/index.ts";
import { type Count, lastTick, readCount, type Tick } from "../ledger/checklist.ts";
import type { PlaceRow } from "../store/schema.ts";
import type { Campaign } from "../store/tables/campaigns.ts";
import type { Tables } from "../store/tables.ts";
import { dayIn, listOf, plain } from "./cell.ts";
import { type Checked, checkRows, RowFault } from "./check.ts";
import { Homes } from "./homes.ts";
import type { Table } from "./table.ts";

export const TICK_COLUMNS = ["地点", "项目", "日期", "数量"] as const;

export type Said = { readonly day: string; readonly counts: readonly Count[] };
/** An item of a checklist that was done at these places, with what stands of it there. */
export type TickRow = Said & {
  readonly cell: string;
  readonly title: string;
  readonly places: readonly PlaceRow[];
  /** what was said of each before; null: nothing */
  readonly before: readonly (Said | null)[];
};

type Item = {
  readonly campaign: Campaign;
  readonly position: number;
  readonly title: string;
  readonly ticks: readonly Tick[];
};

/** Reads a file of what was done in which villages, by the checklists that run. */
export async function readTicks(
  table: Table,
  places: Gazetteer,
  tables: Tables,
  now: number,
): Promise<Checked<TickRow>> {
  const lists = await runningChecklists(places, tables);
  const items = lists.flatMap((list) => list.items.map((item): Item => ({ ...list, ...item })));
  const homes = new Homes(places.index);
  const seen = new Map<string, number>();
  return checkRows(table, TICK_COLUMNS, ({ number, cells }): TickRow => {
    const found = placesIn(cells.地点, homes, places);
    const { campaign, position, title, ticks } = itemIn(cells.项目 ?? "", found, items);
    if (plain(cells.日期) === "") throw new RowFault("没写日期：请写成 2026-10-01");
    const day = dayIn(cells.日期);
    if (day > dayOf(now)) throw new RowFault(`日期“${cells.日期 ?? ""}”还没到：办了再导`);
    if (day < campaign.from_day || day > campaign.to_day)
      throw new RowFault(
        `日期“${cells.日期 ?? ""}”不在“${campaign.title}”的日子里（${campaign.from_day}到${campaign.to_day}）：补记请在聊天里发`,
      );
    const counts = countsIn(cells.数量);
    const cell = tables.checklists.cellOf(campaign.id, position);
    for (const { id } of found) {
      const before = seen.get(`${cell}\n${id}`);
      if (before !== undefined) throw new RowFault(`和第${before}行重复：删去一行`);
      seen.set(`${cell}\n${id}`, number);
    }
    const before = found.map(
      ({ path, level }) =>
        lastTick(position, path, level === "village" ? ticks : ticks.filter(({ paths }) => paths.includes(path))) ??
        null,
    );
    return { cell, title, places: found, day, counts, before };
  });
}

/** Several are said as in a chat; what lies below a village is of the village. @throws RowFault */
function placesIn(cell: string | undefined, homes: Homes, places: Gazetteer): readonly PlaceRow[] {
  const ids = listOf(cell).map((said) => homes.find(said));
  const found = ids.flatMap((id) => places.above(id, "village") ?? places.get(id) ?? []);
  return [...new Map(found.map((place) => [place.id, place])).values()];
}

/** Of two campaigns that have it the one that lies nearest. @throws RowFault */
function itemIn(cell: string, found: readonly PlaceRow[], items: readonly Item[]): Item {
  if (items.length === 0) throw new RowFault("没有正在办的清单：先开一个，如 /专项 新建 集中教育 清单：清理财务");
  const said = fold(cell).text.trim();
  if (said === "") throw new RowFault(`没写项目：可写 ${[...new Set(items.map(({ title }) => title))].join("、")}`);
  const meant = items.filter(({ title }) => fold(title).text === said);
  if (meant.length === 0)
    throw new RowFault(`项目“${cell}”清单里没有：可写 ${[...new Set(items.map(({ title }) => title))].join("、")}`);
  const fitting = meant.filter(({ campaign }) =>
    found.every(({ path }) => path.startsWith(campaign.path) || campaign.path.startsWith(path)),
  );
  const longest = Math.max(...fitting.map(({ campaign }) => campaign.path.length));
  const [one, ...others] = fitting.filter(({ campaign }) => campaign.path.length === longest);
  const titles = meant.map(({ campaign }) => `“${campaign.title}”`).join("");
  if (!one) throw new RowFault(`${titles}不在${found.map(({ name }) => name).join("、")}做`);
  if (others.length > 0) throw new RowFault(`“${cell}”${titles}都有：请在聊天里记，会问是哪个`);
  return one;
}

/** @throws RowFault */
const countsIn = (cell: string | undefined): readonly Count[] =>
  listOf(cell).map((word) => {
    const count = readCount(word);
    if (!count) throw new RowFault(`数量“${word}”没看懂：请连单位写，如 216人、排查3件`);
    return count;
  });
