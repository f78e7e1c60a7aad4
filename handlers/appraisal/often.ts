import type { Context } from "../../src/bot/context.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { dayOf, startOfDay } from "../../src/chinese/time/index.ts";
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
  const [year = "", month = ""] = dayOf(now).split("-");
  const months = 12 / perYear;
  const first = Math.floor((Number(month) - 1) / months) * months + 1;
  const since = startOfDay(`${year}-${String(first).padStart(2, "0")}-01`);
  const begun = await tables.appraisals.openedSince(place.id, since);
  const had = begun.find((row) => tables.records.openText(row) === `${name} ${place.name}`);
  if (had) throw new UserError(`${place.name}的${name}一年${perYear}次，这一次评过了：${numberOf(had)}。${left}。`);
}
