import { dayOf } from "../../src/chinese/time/index.ts";
import type { PlaceRow } from "../../src/store/schema.ts";
import type { InOffice } from "../../src/store/tables/people.ts";
import type { Tables } from "../../src/store/tables.ts";

/** Somebody to be called, and where they serve. */
export type Called = { readonly personId: string; readonly at: "村里" | "镇里" | "县里" };

export type Without = {
  /** person ids: who calls, and whom the call accuses */
  readonly people: readonly string[];
  /** it accuses somebody who serves: the village does not hear of it */
  readonly fromAbove: boolean;
};

/** Whom to call at once, whom next and whom last; nobody twice. */
export async function whoToCall(
  placeId: string,
  { people, fromAbove }: Without,
  tables: Pick<Tables, "places" | "people" | "duties">,
  now: number,
): Promise<readonly (readonly Called[])[]> {
  const line = await tables.places.upwards(placeId);
  const ids = line.map(({ id }) => id);
  if (ids.length === 0) return [];
  const office = await tables.people.inOffice(ids);
  const duty = await tables.duties.on(ids, dayOf(now));
  const served = (levels: readonly PlaceRow["level"][]) => {
    const at = line.filter(({ level }) => levels.includes(level)).map(({ id }) => id);
    return {
      duty: duty.filter((one) => at.includes(one.place_id)).map(({ person_id }) => person_id),
      office: office.filter((one) => at.includes(one.place_id)),
    };
  };
  const idsOf = (rows: readonly InOffice[]) => rows.map(({ person_id }) => person_id);
  const village = fromAbove ? { duty: [], office: [] } : served(["hamlet", "section", "village"]);
  const town = served(["town"]);
  const county = served(["county", "city"]);
  const leads = town.office.filter(({ role }) => role === "secretary");
  const called = new Set(people);
  const fresh = (at: Called["at"], personIds: readonly string[]): Called[] =>
    [...new Set(personIds)].flatMap((personId) => {
      if (called.has(personId)) return [];
      called.add(personId);
      return [{ personId, at }];
    });
  return [
    [
      ...fresh("村里", village.duty.length > 0 ? village.duty : idsOf(village.office)),
      ...fresh("镇里", town.duty.length > 0 ? town.duty : idsOf(leads)),
    ],
    [...fresh("村里", idsOf(village.office)), ...fresh("镇里", idsOf(town.office))],
    fresh("县里", [...county.duty, ...idsOf(county.office)]),
  ];
}
