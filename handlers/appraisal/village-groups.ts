import type { Context } from "../../src/bot/context.ts";
import type { GroupRow } from "../../src/store/tables/groups.ts";
import type { Appraisal } from "./scope.ts";

const most = 300;

/** Groups of the villages it is about; none where its place is gone. */
export async function villageGroups(
  { row }: Pick<Appraisal, "row">,
  { tables, places }: Pick<Context, "tables" | "places">,
): Promise<readonly GroupRow[]> {
  const path = row.place_id === null ? "/" : places.get(row.place_id)?.path;
  return path === undefined ? [] : (await tables.groups.below(path, most)).filter(({ kind }) => kind === "village");
}
