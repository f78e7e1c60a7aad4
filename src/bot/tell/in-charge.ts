import type { PairingKind } from "../../ledger/pairing-kind.ts";
import type { RecordRow } from "../../store/tables/records.ts";
import type { Tables } from "../../store/tables.ts";

/**
 * Person ids of those who are in charge of what was said at a place: whoever is tied to the village, else its cadres, else
 * those of the town, else of what lies above. Of what accuses somebody, the secretaries above the village, and never the accused.
 */
export async function inChargeOf(
  { place_id, accused, author_id }: Pick<RecordRow, "place_id" | "accused" | "author_id">,
  tables: Pick<Tables, "pairings" | "places" | "people">,
): Promise<readonly string[]> {
  const line = place_id === null ? [] : await tables.places.upwards(place_id);
  const isAbove = ({ level }: { level: string }) => level === "town" || level === "county" || level === "city";
  const may = accused === "" ? line : line.filter(isAbove);
  if (may.length === 0) return [];
  const tied = accused === "" ? await tiedTo(line.find(({ level }) => level === "village")?.id, tables) : [];
  if (tied.length > 0) return tied.filter((id) => id !== author_id);
  const office = await tables.people.inOffice(may.map(({ id }) => id));
  const fit = office.filter(
    ({ person_id, role }) =>
      person_id !== author_id && (accused === "" || (role === "secretary" && !accused.includes(`,${person_id},`))),
  );
  for (const { id } of may) {
    const here = fit.filter((one) => one.place_id === id).map(({ person_id }) => person_id);
    if (here.length > 0) return [...new Set(here)];
  }
  return [];
}

/** Not those tied for another purpose: the police officer and whoever runs errands are not asked about everything. */
const everything: readonly PairingKind[] = ["包村", "第一书记"];

async function tiedTo(village: string | undefined, { pairings }: Pick<Tables, "pairings">): Promise<string[]> {
  if (village === undefined) return [];
  const held = (await pairings.with(village)).filter(({ kind }) => everything.includes(kind));
  return [...new Set(held.map(({ cadreId }) => cadreId))];
}
