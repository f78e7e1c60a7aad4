import type { Role } from "../store/schema.ts";
import type { Post } from "../store/tables/scene.ts";
import type { Actor } from "./actor.ts";

/** `anyone` also without a place on the roster. */
export type NeededRole = Role | "anyone";

export const roleWords: Readonly<Record<Role, string>> = {
  villager: "村民",
  cadre: "干部",
  secretary: "书记",
  admin: "管理员",
};
const ranks: Readonly<Record<NeededRole, number>> = { anyone: 0, villager: 1, cadre: 2, secretary: 3, admin: 4 };

export const outranks = (role: Role, other: Role): boolean => ranks[role] > ranks[other];

/** The highest role held anywhere, for what to offer in help. */
export function highestRole(actor: Actor): NeededRole {
  if (actor.isAdmin) return "admin";
  const held = actor.posts.map((post) => post.role);
  return held.reduce<NeededRole>(
    (best, role) => (ranks[role] > ranks[best] ? role : best),
    actor.person ? "villager" : "anyone",
  );
}

export const holds = (actor: Actor, needed: NeededRole): boolean => ranks[highestRole(actor)] >= ranks[needed];

/** Whether the speaker has at least this role at the place or above it. */
export function holdsAt(actor: Actor, needed: Role, placePath: string): boolean {
  if (actor.isAdmin) return true;
  return actor.posts.some((post) => ranks[post.role] >= ranks[needed] && placePath.startsWith(post.placePath));
}

/** The post with the widest reach among those of at least this role. */
export function widestPost(actor: Actor, needed: Role): Post | undefined {
  return actor.posts
    .filter((post) => ranks[post.role] >= ranks[needed])
    .sort((one, other) => one.placePath.length - other.placePath.length)[0];
}
