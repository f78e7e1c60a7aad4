import { roleWords } from "../bot/permission.ts";
import type { Gazetteer } from "../bot/places.ts";
import type { HeldPost } from "../store/tables/roster.ts";
import type { Tables } from "../store/tables.ts";
import type { PeopleFile } from "./write-people.ts";

export type Loss = HeldPost & { readonly personName: string };

/** `赫振山 新会镇东卧牛村 书记（村党支部书记）` */
export const lossWords = ({ personName, placeId, role, title }: Loss, places: Gazetteer): string =>
  `${personName} ${places.fullName(placeId)} ${roleWords[role]}${title && `（${title}）`}`;

/** Whether a post stands in the file, by one look: a city has tens of thousands of either. */
function standingIn({ good }: PeopleFile): (post: HeldPost) => boolean {
  const keyOf = (personId: string, { role, placeId }: Pick<HeldPost, "role" | "placeId">) =>
    [personId, role, placeId].join();
  const standing = new Set(
    good.flatMap(({ individual, known }) => (known ? individual.rows.map((row) => keyOf(known.id, row)) : [])),
  );
  return (post) => standing.has(keyOf(post.personId, post));
}

/** Posts of people in the file that it no longer names: they stay, unless the file is the whole roster. */
export function leftOut(file: PeopleFile): readonly Loss[] {
  if (!file.columns.has("岗位")) return [];
  const stands = standingIn(file);
  return file.good.flatMap(({ known }) =>
    (known?.posts ?? []).filter((post) => !stands(post)).map((post) => ({ ...post, personName: known?.name ?? "" })),
  );
}

/** Posts that end when the file is the whole roster of the places in it, from the lowest place that holds them all. */
export async function lossesOf(file: PeopleFile, places: Gazetteer, tables: Tables): Promise<readonly Loss[]> {
  const rows = file.good.flatMap(({ individual }) => individual.rows);
  const path = commonPath(rows.map(({ placeId }) => places.get(placeId)?.path ?? "/"));
  const held = rows.length === 0 ? [] : await tables.roster.heldBelow(path);
  const stands = standingIn(file);
  return held.filter((post) => !stands(post));
}

/** `/a/b/c/`, `/a/b/d/` → `/a/b/` */
export function commonPath(paths: readonly string[]): string {
  const [first = "", ...others] = paths;
  let common = first;
  for (const path of others)
    while (!path.startsWith(common)) common = common.slice(0, common.lastIndexOf("/", common.length - 2) + 1);
  return common;
}
