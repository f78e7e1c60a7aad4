import type { Context } from "../../src/bot/context.ts";
import { holdsAt, widestPost } from "../../src/bot/permission.ts";
import { UserError } from "../../src/bot/user-error.ts";
import type { Campaign } from "../../src/store/tables/campaigns.ts";

/** Those that concern where somebody works. */
export async function around({ actor, places, tables }: Context): Promise<Campaign[]> {
  const path = actor.isAdmin ? places.root()?.path : widestPost(actor, "cadre")?.placePath;
  return path === undefined ? [] : tables.campaigns.around(path);
}

/** The one of this title: the own place's before one above, that before those below. @throws UserError for two below */
export async function titled(title: string, context: Context): Promise<Campaign | undefined> {
  const { actor, places } = context;
  const same = (await around(context)).filter((one) => one.title === title.trim());
  const above = same
    .filter(
      ({ path }) =>
        actor.posts.some((post) => post.placePath.startsWith(path)) || (actor.isAdmin && path === places.root()?.path),
    )
    .sort((one, other) => other.path.length - one.path.length);
  if (above[0]) return above[0];
  if (same.length > 1) {
    const where = same.map(({ place_id }) => places.get(place_id)?.name ?? "").join("、");
    throw new UserError(`${where}都有“${title}”。各镇的由各镇看，您这一级的请换个题目新建。`);
  }
  return same[0] && holdsAt(actor, "cadre", same[0].path) ? same[0] : undefined;
}
