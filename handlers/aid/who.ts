import type { Context } from "../../src/bot/context.ts";
import { decides, registers } from "../../src/bot/tell/aid-roles.ts";
import { UserError } from "../../src/bot/user-error.ts";
import type { PairingKind } from "../../src/ledger/pairing-kind.ts";
import type { AidCase } from "../../src/store/tables/aid-cases.ts";

/** The paths of the places for which somebody has the two roles. No post gives them, and being an admin does not either. */
export async function rolesOf({ actor, tables, places }: Context) {
  const held = actor.person ? await tables.pairings.of(actor.person.id) : [];
  const paths = (kind: PairingKind) =>
    held
      .filter((one) => one.kind === kind)
      .flatMap(({ target }) => places.get(target)?.path ?? [])
      // whoever is in no office there any more is none of them, as those are told who name who knows
      .filter((path) => actor.posts.some(({ role, placePath }) => role !== "villager" && path.startsWith(placePath)));
  return { registers: paths(registers), decides: paths(decides) };
}

export const nobodyElse = "助学只有登记的人和审定的人看得到。";

/** @throws UserError: that it is not there and that it is not theirs to know sound alike */
export async function caseOf(said: string, mayDecide: boolean, context: Context): Promise<AidCase> {
  const number = Number(/^\s*(?:助学)?\s*(\d{1,6})\s*号?\s*$/u.exec(said.normalize("NFKC"))?.[1] ?? 0);
  const roles = await rolesOf(context);
  const paths = mayDecide ? roles.decides : [...roles.decides, ...roles.registers];
  if (paths.length === 0) throw new UserError(mayDecide ? "助学由审定的人定。" : nobodyElse);
  const found = await context.tables.aidCases.numbered(number);
  if (!found || !paths.some((path) => found.path.startsWith(path)))
    throw new UserError(`没有您能看的助学${number || ""}。看有哪些：/助学`);
  return found;
}
