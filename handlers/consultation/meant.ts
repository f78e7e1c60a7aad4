import type { Context } from "../../src/bot/context.ts";
import { is, notYours, type SaidNumber, spokenOf } from "../../src/bot/record/find.ts";
import { UserError } from "../../src/bot/user-error.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import { askedIn } from "./asked.ts";

/** The consultation that is spoken of: by its number, a quote, or the only one that is open here. @throws UserError or Ask */
export async function meant(numbers: readonly SaidNumber[], example: string, context: Context): Promise<RecordRow> {
  const [row, ...others] = await spokenOf(numbers, { kinds: ["consultation"], by: () => ["author", "cadre"] }, context);
  if (row && others.length === 0) return row;
  if (numbers.length > 0 && !row) throw notYours(numbers, ["consultation"]);
  const open = askedIn(context.group?.asking ?? "").filter(({ closesAt }) => closesAt > context.now);
  const [only] = open;
  const here = only && open.length === 1 ? await context.tables.records.get(only.id) : undefined;
  if (here && here.withdrawn_at === null && is(context.actor, "cadre", here, context.places)) return here;
  throw new UserError(`没说是哪个征求。例：${example}`);
}
