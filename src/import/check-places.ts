import { levelOfWord, PLACE_LEVELS } from "../chinese/names/level.ts";
import type { PlaceIndex } from "../chinese/names/place-index.ts";
import type { PlaceLevel } from "../chinese/names/place-level.ts";
import { listOf, nameOf, plain } from "./cell.ts";
import { type BadRow, badRow, type Checked, checkRows, RowFault } from "./check.ts";
import { type Draft, DraftTree, type Spot } from "./draft-tree.ts";
import type { Table, TableRow } from "./table.ts";

export const PLACE_COLUMNS = ["名称", "级别", "上级", "别名"] as const;

/** A place to be written. Rows come in such an order that a parent is always before its children. */
export type PlaceRow = {
  readonly row: number;
  readonly name: string;
  readonly level: PlaceLevel;
  /** the level as the file prints it: 社, 组, 网格 */
  readonly levelWord: string;
  readonly aliases: readonly string[];
  /** the place this already is, so that it is only brought up to date */
  readonly existingId: string | null;
  /** a place that exists, or one of another row of the file; null at the top */
  readonly parent: { readonly id: string } | { readonly row: number } | null;
};

const levelWords = { city: "市", county: "县", town: "镇", village: "村", section: "社", hamlet: "湾" } as const;

/** The word for its level: as its file had it, else the usual one. */
export const levelWordOf = ({
  level,
  level_word,
}: {
  readonly level: PlaceLevel;
  readonly level_word: string;
}): string => level_word || levelWords[level];

const LEVEL_AT_END = /(社区|街道|网格|村民小组|小组|自然村|市|县|镇|乡|村|社|组|湾)$/;

function readDraft({ number, cells }: TableRow): Draft {
  const name = nameOf(cells.名称);
  if (name.length > 30 || /[/／、\\]/.test(name))
    throw new RowFault(`名称“${name}”太长，或有 / 、 这样的符号：请改成平常叫的名字`);
  const levelWord = plain(cells.级别) || (LEVEL_AT_END.exec(plain(name))?.[0] ?? "");
  const level = levelOfWord(levelWord);
  if (levelWord === "") throw new RowFault(`“${name}”没写级别：可写 市、县、镇、村、社、湾`);
  if (level === null)
    throw new RowFault(`级别“${levelWord}”不认识：可写 市、县、镇（乡、街道）、村（社区）、社（组、网格）、湾`);
  return { row: number, name, level, levelWord, aliases: listOf(cells.别名).map(nameOf), above: nameOf(cells.上级) };
}

function finish(spot: Spot & { readonly draft: Draft }, tree: DraftTree, seen: Map<string, number>): PlaceRow {
  const { above: _, ...kept } = spot.draft;
  const [key, parent, existing] = [tree.keyOf(spot), tree.parentOf(spot), tree.existing(spot)];
  const before = seen.get(key);
  if (before !== undefined) throw new RowFault(`“${spot.name}”和第${before}行重复：删去一行`);
  if (existing !== null && existing.level !== spot.level)
    throw new RowFault(`“${tree.pathOf(existing)}”已经有了，级别不是“${kept.levelWord}”：请改级别`);
  seen.set(key, kept.row);
  const known = parent?.place ?? (parent === null ? null : tree.existing(parent));
  const below = parent === null ? null : known === null ? { row: parent.draft?.row ?? 0 } : { id: known.id };
  return { ...kept, existingId: existing?.id ?? null, parent: below };
}

/** Checks a places file against the places that exist. Row order does not matter: a parent may come later. */
export function checkPlaces(table: Table, existing: PlaceIndex): Checked<PlaceRow> {
  const { good: drafts, bad, unknownColumns } = checkRows(table, PLACE_COLUMNS, readDraft);
  const tree = new DraftTree(drafts, existing);
  const seen = new Map<string, number>();
  const good: PlaceRow[] = [];
  const faults: BadRow[] = [...bad];
  for (const spot of tree.drafts()) {
    try {
      good.push(finish(spot, tree, seen));
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      faults.push(badRow(spot.draft.row, error.message));
    }
  }
  const topDown = good.toSorted((a, b) => PLACE_LEVELS.indexOf(a.level) - PLACE_LEVELS.indexOf(b.level));
  return { good: topDown, bad: faults.toSorted((a, b) => a.row - b.row), unknownColumns };
}
