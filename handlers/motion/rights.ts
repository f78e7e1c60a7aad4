import type { Actor } from "../../src/bot/actor.ts";
import type { Context } from "../../src/bot/context.ts";
import { holdsAt } from "../../src/bot/permission.ts";
import { NotAllowed } from "../../src/bot/user-error.ts";
import { type Body, bodies, bodyWord } from "../../src/ledger/bodies.ts";
import type { PlaceRow } from "../../src/store/schema.ts";
import { type Standing, villageOf } from "./standing.ts";

const sentToHelp = "第一书记";

/** A post in the village of a place, or below it down to the place. */
const inVillage = (actor: Actor, place: PlaceRow, context: Pick<Context, "places">) =>
  actor.posts.filter(
    ({ role, placePath }) =>
      role !== "villager" && place.path.startsWith(placePath) && placePath.startsWith(villageOf(place, context).path),
  );

export const mayRecord = (actor: Actor, place: PlaceRow, context: Pick<Context, "places">): boolean =>
  inVillage(actor, place, context).length > 0;

/** Who leads the branch, or is sent to help it. */
export const leadsBranch = (actor: Actor, place: PlaceRow, context: Pick<Context, "places">): boolean =>
  inVillage(actor, place, context).some(({ role, title }) => role === "secretary" || title.includes(sentToHelp));

/** A post above the village: of the town, the county. */
export const isAbove = (
  actor: Actor,
  place: PlaceRow,
  role: "cadre" | "secretary",
  context: Pick<Context, "places">,
): boolean =>
  actor.posts.some(
    (post) =>
      (role === "cadre" ? post.role !== "villager" : post.role === "secretary" || post.role === "admin") &&
      place.path.startsWith(post.placePath) &&
      post.placePath.length < villageOf(place, context).path.length,
  );

/** Whoever reads all of it: the village's cadres and those above; nobody else. */
export const mayRead = (actor: Actor, place: PlaceRow): boolean => holdsAt(actor, "cadre", place.path);

/** @throws NotAllowed */
export function demandRecorder({ place, number }: Standing, context: Context): void {
  if (mayRecord(context.actor, place, context)) return;
  throw new NotAllowed(
    `${number} 由${place.name}的干部来记。镇里可以看，可以备案，不能代村里记。`,
    `${number} 要本村干部来记。`,
  );
}

/** @throws NotAllowed */
export function demandFor(body: Body, standing: Standing, context: Context): void {
  demandRecorder(standing, context);
  if (!bodies[body].ofParty || leadsBranch(context.actor, standing.place, context)) return;
  throw new NotAllowed(`${bodyWord(body)}由村党支部书记或第一书记来记。`);
}
