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

export const roleRank = (role: NeededRole): number => ranks[role];
/**
 * Who may do what to the matters of a place. A post reaches its place and all below. What accuses somebody is for
 * those who look at the village from above, and never for the accused, whatever post they hold.
 */
const rules = {
  "keep record": { role: "cadre" },
  "read record": { role: "secretary" },
  "read sensitive record": { role: "secretary", fromAbove: true },
  "see all coverage": { role: "secretary" },
  "read opinion": { role: "cadre" },
  "answer opinion": { role: "cadre" },
  "read accusation": { role: "secretary", fromAbove: true },
  "answer accusation": { role: "secretary", fromAbove: true },
  consult: { role: "cadre" },
  "bind group": { role: "cadre" },
  "remind group": { role: "cadre" },
  "set group push": { role: "admin" },
  // nobody gives or takes what is not below the own role
  "appoint villager": { role: "cadre" },
  "appoint cadre": { role: "secretary" },
  "appoint secretary": { role: "admin" },
  "appoint admin": { role: "admin" },
  "rename place": { role: "admin" },
} as const satisfies Readonly<Record<string, { readonly role: Role; readonly fromAbove?: true }>>;

export type Act = keyof typeof rules;
export const acts = Object.keys(rules) as readonly Act[];

/** What a right is asked of. */
export type Subject = {
  /** path of the place it concerns */
  readonly path: string;
  /** path of the nearest place above the village; `path` itself where the matter is no village's */
  readonly fromAbove?: string;
  /** person ids of those whom it accuses */
  readonly accused?: readonly string[];
};

/** Every right is asked here, at the place it concerns. */
export function may(actor: Actor, act: Act, { path, fromAbove, accused = [] }: Subject): boolean {
  const rule: { readonly role: Role; readonly fromAbove?: true } = rules[act];
  if (actor.person && accused.includes(actor.person.id)) return false;
  const at = rule.fromAbove ? fromAbove : path;
  return at === undefined ? actor.isAdmin : holdsAt(actor, rule.role, at);
}

/** The role that an act needs, for what a refusal says. */
export const neededFor = (act: Act): Role => rules[act].role;

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

/** Of somebody of whom the posts are known and no more, as where it is asked who listens. */
export const isCadre = ({ posts }: { readonly posts: readonly Pick<Post, "role">[] }): boolean =>
  posts.some(({ role }) => ranks[role] >= ranks.cadre);

/** Whether the actor has at least this role at the place or above it. */
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
