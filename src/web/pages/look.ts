import type { Actor } from "../../bot/actor.ts";
import { may } from "../../bot/permission.ts";
import { onlooker } from "../../bot/record/subject.ts";
import type { Look } from "../../page/page.ts";
import type { Role } from "../../store/schema.ts";

export type Where = Pick<Look, "place" | "places" | "calendar" | "query" | "record" | "now" | "token">;

const isWork = (role: Role): boolean => role === "cadre" || role === "secretary";
export const worksAnywhere = ({ posts }: Actor): boolean => posts.some(({ role }) => isWork(role));
/** Whether somebody has a post of cadre or secretary over a place: what people say there is theirs to read. */
export const worksAt = ({ posts }: Actor, path: string): boolean =>
  posts.some(({ role, placePath }) => isWork(role) && path.startsWith(placePath));

export function lookOf(actor: Actor, where: Where): Look {
  const { path } = where.place;
  return {
    ...where,
    actor,
    who: may(actor, "see all coverage", { path }) ? "" : (actor.person?.id ?? ""),
    onlooker: onlooker(actor, where.places),
    readsWords: worksAt(actor, path),
  };
}
