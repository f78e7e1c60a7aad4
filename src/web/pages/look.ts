import type { Actor } from "../../bot/actor.ts";
import { may } from "../../bot/permission.ts";
import { onlooker } from "../../bot/record/subject.ts";
import type { Look } from "../../page/page.ts";

export type Where = Pick<Look, "place" | "places" | "calendar" | "query" | "record" | "now">;

export function lookOf(actor: Actor, where: Where): Look {
  const { path } = where.place;
  const works = actor.posts.some(
    ({ role, placePath }) => (role === "cadre" || role === "secretary") && path.startsWith(placePath),
  );
  return {
    ...where,
    actor,
    who: may(actor, "see all coverage", { path }) ? "" : (actor.person?.id ?? ""),
    onlooker: onlooker(actor, where.places),
    readsWords: works,
  };
}
