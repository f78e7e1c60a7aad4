import type { PairingKind } from "../../ledger/pairing-kind.ts";
import type { HeldPairing, Pairing } from "../../store/tables/pairings.ts";
import { idsOf } from "../place-path.ts";
import { type Telling, tell } from "./tell.ts";

/** Two roles know of a pupil in need: whoever writes them down in their village, and whoever decides above it. */
export const registers: PairingKind = "助学登记";
export const decides: PairingKind = "助学审定";

const isRole = ({ kind }: Pairing): boolean => kind === registers || kind === decides;

type Tables = Pick<Telling, "tables">;

/** Whether somebody is in an office there or above. Nobody else has a role, an admin without an office neither. */
export async function isInOffice(personId: string, path: string, { tables }: Tables): Promise<boolean> {
  const posts = await tables.people.posts(personId);
  return posts.some(({ role, place_path }) => role !== "villager" && path.startsWith(place_path));
}

/** Those with a role who are still in office where they have it. */
async function held(all: readonly HeldPairing[], telling: Tables): Promise<HeldPairing[]> {
  const found: HeldPairing[] = [];
  for (const one of all.filter(isRole)) {
    const place = await telling.tables.places.get(one.target);
    if (place && (await isInOffice(one.cadreId, place.path, telling))) found.push(one);
  }
  return found;
}

/** Who knows of what happens at a place. */
export async function whoKnows(path: string, telling: Tables): Promise<readonly HeldPairing[]> {
  const found: HeldPairing[] = [];
  for (const id of idsOf(path)) found.push(...(await held(await telling.tables.pairings.with(id), telling)));
  return found;
}

/** Persons to whom it matters who has a role at a place: they know of what happens there, or of something below it. */
export async function concernedBy(path: string, telling: Tables): Promise<readonly string[]> {
  const below = await held(await telling.tables.pairings.below(path), telling);
  return [...new Set([...(await whoKnows(path, telling)), ...below].map(({ cadreId }) => cadreId))];
}

/** Roles that came by a file: it names nobody in silence either, whoever brought it in. */
export async function tellRoles(given: readonly Pairing[], { tables, now }: Telling): Promise<void> {
  for (const { cadreId, kind, target } of given.filter(isRole)) {
    const place = await tables.places.get(target);
    if (!place) continue;
    const name = (await tables.people.get(cadreId))?.name ?? "";
    const text = `${place.name}的${kind}加了${name}（导入的）。不对的，请书记发：/助学 定人 ${place.name} 姓名。看：/助学`;
    for (const id of new Set([cadreId, ...(await concernedBy(place.path, { tables }))]))
      await tell(
        {
          ...{ to: { person: id }, why: "others", private: true, text },
          cause: `aid:${kind}:${target}:${cadreId}:${now}:${id}`,
        },
        { tables, now },
      );
  }
}
