import type { Role } from "../../store/schema.ts";
import { roleRank } from "../permission.ts";

export type HeldPost = {
  readonly role: Role;
  readonly title: string;
  readonly placeId: string;
  readonly placePath: string;
};
/** The post from which something is handed over, and the one to which. */
export type Handing = { readonly from: HeldPost; readonly to: HeldPost };

/**
 * A cadre and above hands to anybody with a post below the own place, or at it with a role that is not higher. Where
 * several posts fit, what lies nearest to `near`. Undefined: they may not.
 */
export function handing(
  from: readonly HeldPost[],
  to: readonly HeldPost[],
  near: string | undefined,
): Handing | undefined {
  const pairs = from
    .filter(({ role }) => roleRank(role) >= roleRank("cadre"))
    .flatMap((own) =>
      to
        .filter(({ role, placePath }) => {
          if (role === "villager" || !placePath.startsWith(own.placePath)) return false;
          return placePath !== own.placePath || roleRank(role) <= roleRank(own.role);
        })
        .map((other) => ({ from: own, to: other })),
    );
  const covers = ({ to: { placePath } }: Handing) => near?.startsWith(placePath) === true;
  return pairs.find(covers) ?? pairs[0];
}
