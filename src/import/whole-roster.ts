import { roleWords } from "../bot/permission.ts";
import type { Gazetteer } from "../bot/places.ts";
import type { HeldPost } from "../store/tables/roster.ts";
import type { Tables } from "../store/tables.ts";
import { inTurns } from "./in-turns.ts";
import type { PeopleFile } from "./write-people.ts";

export type Loss = HeldPost & { readonly personName: string };

/** `赫振山 新会镇东卧牛村 书记（村党支部书记）` */
export const lossWords = ({ personName, placeId, role, title }: Loss, places: Gazetteer): string =>
  `${personName} ${places.fullName(placeId)} ${roleWords[role]}${title && `（${title}）`}`;

/** Whether a post stands in the file, by one look: a city has tens of thousands of either. */
async function standingIn({ good }: PeopleFile): Promise<(post: HeldPost) => boolean> {
  const keyOf = (personId: string, { role, placeId }: Pick<HeldPost, "role" | "placeId">) =>
    [personId, role, placeId].join();
  const standing = new Set<string>();
  await inTurns(good, (some) => {
    for (const { individual, known } of some)
      if (known) for (const row of individual.rows) standing.add(keyOf(known.id, row));
    return [];
  });
  return (post) => standing.has(keyOf(post.personId, post));
}

/** Posts of people in the file that it no longer names: they stay, unless the file is the whole roster. */
export async function leftOut(file: PeopleFile): Promise<readonly Loss[]> {
  if (!file.columns.has("岗位")) return [];
  const stands = await standingIn(file);
  return inTurns(file.good, (some) =>
    some.flatMap(({ known }) =>
      (known?.posts ?? []).filter((post) => !stands(post)).map((post) => ({ ...post, personName: known?.name ?? "" })),
    ),
  );
}

/** Posts that end when the file is the whole roster of the places in it, from the lowest place that holds them all. */
export async function lossesOf(file: PeopleFile, places: Gazetteer, tables: Tables): Promise<readonly Loss[]> {
  const paths = new Set<string>();
  for (const { individual } of file.good)
    for (const { placeId } of individual.rows) paths.add(places.get(placeId)?.path ?? "/");
  const path = commonPath([...paths]);
  const held = paths.size === 0 ? [] : await tables.roster.heldBelow(path);
  const stands = await standingIn(file);
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
