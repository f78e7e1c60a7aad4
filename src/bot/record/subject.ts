import type { RecordRow } from "../../store/tables/records.ts";
import type { Onlooker } from "../../store/tables/waiting.ts";
import type { Actor } from "../actor.ts";
import { may, type Subject } from "../permission.ts";
import type { Gazetteer } from "../places.ts";

/** What a right to a record is asked of. */
export function subjectOf(row: Pick<RecordRow, "place_id" | "accused">, places: Gazetteer): Subject {
  const own = row.place_id === null ? undefined : places.get(row.place_id);
  const village = own && places.above(own.id, "village");
  const above = village ? places.get(village.parent_id ?? "") : own;
  return {
    path: own?.path ?? "/",
    ...(above ? { fromAbove: above.path } : {}),
    accused: row.accused.split(",").filter(Boolean),
  };
}

/** What somebody may see of lists: accusations only below the posts that look at villages from above. */
export function onlooker(actor: Actor, places: Gazetteer): Onlooker {
  const paths = [...actor.posts.map(({ placeId }) => placeId), ...(actor.isAdmin ? [places.root()?.id ?? ""] : [])]
    .filter((id) => places.above(id, "village") === undefined)
    .flatMap((id) => places.get(id)?.path ?? [])
    .filter((path) => may(actor, "read accusation", { path, fromAbove: path }));
  return { personId: actor.person?.id ?? null, accusationsBelow: [...new Set(paths)] };
}
