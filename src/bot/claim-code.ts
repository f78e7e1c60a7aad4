import { createHash, randomInt } from "node:crypto";
import type { PostRow } from "../store/tables/people.ts";
import type { Tables } from "../store/tables.ts";
import type { Actor } from "./actor.ts";
import { may, neededFor, roleWords } from "./permission.ts";
import type { Gazetteer } from "./places.ts";
import { NotAllowed } from "./user-error.ts";

/** Without the letters and digits that are mistaken for one another. 12 of these 31 are 59 bits. */
const alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ".slice(0, 31);
const codeLength = 12;

export const claimHash = (code: string): string =>
  createHash("sha256").update(`chuanmen code ${code}`).digest("base64url");

/** Who an account is waits for the issuer's word where it would give much. */
export const needsConfirmation = (posts: readonly Pick<PostRow, "role">[]): boolean =>
  posts.some(({ role }) => role === "secretary" || role === "admin");

/** Nobody grants more than the own role, nor outside the own place and below. @throws NotAllowed */
export async function mayIssue(
  actor: Actor,
  personId: string,
  posts: readonly (PostRow & { place_path: string })[],
  { tables, places }: { readonly tables: Tables; readonly places: Gazetteer },
): Promise<void> {
  const home = (await tables.people.get(personId))?.home_place_id;
  const homePath = home ? places.get(home)?.path : undefined;
  // nobody knows whose somebody without a home and a post is
  const reaches = homePath === undefined ? actor.isAdmin : may(actor, "appoint villager", { path: homePath });
  if (posts.length === 0 && !reaches) throw new NotAllowed("这位不在您管的地方。请找当地干部发码。");
  for (const post of posts) {
    const act = `appoint ${post.role}` as const;
    if (!may(actor, act, { path: post.place_path }))
      throw new NotAllowed(`给${roleWords[post.role]}发码要当地${roleWords[neededFor(act)]}。`);
  }
}

type Issued = {
  readonly personId: string;
  readonly posts: readonly Pick<PostRow, "role">[];
  /** whose word it is, and where they are asked for it */
  readonly account: string;
  readonly chat: string;
  readonly now: number;
  readonly lasts: number;
};

/** A new code as it is shown, `ABCD-EFGH-JKMN`; only its hash is kept. */
export async function issueClaimCode(of: Issued, tables: Tables): Promise<string> {
  const code = Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join("");
  await tables.codes.add({
    ...{ hash: claimHash(code), person_id: of.personId, issuer_account: of.account, issuer_chat: of.chat },
    ...{ created_at: of.now, expires_at: of.now + of.lasts, needs_confirmation: needsConfirmation(of.posts) ? 1 : 0 },
  });
  return code.replace(/(.{4})(?=.)/g, "$1-");
}
