import type { Context } from "../../src/bot/context.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { partBegan } from "../../src/ledger/appraisal-clock.ts";
import type { Template } from "../../src/ledger/appraisal-templates.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import type { PlaceRow } from "../../src/store/schema.ts";

/** `left`: what is not done for it, `没建`. @throws UserError where its rounds of this part of the year are had */
export async function demandNotTooOften(
  { name, perYear }: Template,
  place: PlaceRow,
  left: string,
  { tables, now }: Context,
): Promise<void> {
  if (perYear === undefined) return;
  const since = partBegan(now, perYear);
  const begun = await tables.appraisals.openedSince(place.id, since);
  const had = begun.find((row) => tables.records.openText(row) === `${name} ${place.name}`);
  if (had) throw new UserError(`${place.name}的${name}一年${perYear}次，这一次评过了：${numberOf(had)}。${left}。`);
}
