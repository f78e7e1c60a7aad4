import type { Actor } from "../../src/bot/actor.ts";
import type { Context } from "../../src/bot/context.ts";
import { may, widestPost } from "../../src/bot/permission.ts";
import type { Gazetteer } from "../../src/bot/places.ts";
import type { PlaceValue } from "../../src/bot/reading/declare.ts";
import { UserError } from "../../src/bot/user-error.ts";

/** Whose records count, "" for everybody's, and of which places. */
export type Scope = { readonly path: string; readonly who: string };

/** A secretary sees all below the own post, a cadre the own records in the town. */
export function scopeOf(said: PlaceValue | undefined, { actor, places }: Context): Scope {
  const scope = said ?? ownScope(actor, places);
  if (!scope) throw new UserError("还没有导入地点。请管理员先导入。");
  return { path: scope.path, who: may(actor, "see all coverage", scope) ? "" : (actor.person?.id ?? "") };
}

function ownScope(actor: Actor, places: Gazetteer): { readonly path: string } | undefined {
  const led = widestPost(actor, "secretary");
  const worked = widestPost(actor, "cadre");
  if (led) return { path: led.placePath };
  return (worked && places.get(worked.townId)) ?? places.root();
}
