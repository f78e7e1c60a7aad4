import type { Role } from "../store/schema.ts";
import type { Post, Scene } from "../store/tables/scene.ts";

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

/** Who speaks, with what the roster and ADMINS give them. */
export type Speaker = {
  readonly account: string;
  readonly person: Scene["person"];
  readonly posts: readonly Post[];
  /** named in ADMINS: admin everywhere */
  readonly isAdmin: boolean;
  readonly unsubscribed: boolean;
};

/** The highest role held anywhere, for what to offer in help. */
export function highestRole(speaker: Speaker): NeededRole {
  if (speaker.isAdmin) return "admin";
  const held = speaker.posts.map((post) => post.role);
  return held.reduce<NeededRole>(
    (best, role) => (ranks[role] > ranks[best] ? role : best),
    speaker.person ? "villager" : "anyone",
  );
}

export const holds = (speaker: Speaker, needed: NeededRole): boolean => ranks[highestRole(speaker)] >= ranks[needed];

/** Whether the speaker has at least this role at the place or above it. */
export function holdsAt(speaker: Speaker, needed: Role, placePath: string): boolean {
  if (speaker.isAdmin) return true;
  return speaker.posts.some((post) => ranks[post.role] >= ranks[needed] && placePath.startsWith(post.placePath));
}

/** The post with the widest reach among those of at least this role. */
export function widestPost(speaker: Speaker, needed: Role): Post | undefined {
  return speaker.posts
    .filter((post) => ranks[post.role] >= ranks[needed])
    .sort((one, other) => one.placePath.length - other.placePath.length)[0];
}
