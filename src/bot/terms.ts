import type { KindName } from "../ledger/kinds.ts";
import type { PlaceRow } from "../store/schema.ts";
import type { Context } from "./context.ts";
import { widestPost } from "./permission.ts";
import { NotAllowed } from "./user-error.ts";

/**
 * Where somebody sets how a ledger is kept: at the place of their widest post of that role, an admin at the root.
 * @throws NotAllowed with `refused`
 */
export function placeToSet(role: "admin" | "secretary", refused: string, { actor, places }: Context): PlaceRow {
  const id = widestPost(actor, role)?.placeId ?? (actor.isAdmin ? places.root()?.id : undefined);
  const place = id === undefined ? undefined : places.get(id);
  if (!place) throw new NotAllowed(refused);
  return place;
}

/** For a place and all below, beside what was set there before. */
export async function setTerms(kind: KindName, placeId: string, set: object, context: Context): Promise<void> {
  const { tables, actor, now } = context;
  const key = `${kind}:${placeId}`;
  const own = await tables.settings.get(key);
  const all = { ...(own === undefined ? {} : (JSON.parse(own) as object)), ...set };
  await tables.settings.set(key, JSON.stringify(all));
  await tables.audit.add({
    ...{ at: now, account: actor.account, personId: actor.person?.id ?? null },
    ...{ action: `${kind} terms`, subject: placeId, detail: JSON.stringify(set) },
  });
}
