import type { Target } from "../../ledger/lifecycle.ts";
import type { RecordRow } from "../../store/tables/records.ts";
import type { Context } from "../context.ts";
import { calledSo } from "./called.ts";
import { type HeldPost, handing } from "./hands-to.ts";

/** The posts of whoever acts; an admin of ADMINS stands at the top. */
export function ownPosts({ actor, places }: Pick<Context, "actor" | "places">): readonly HeldPost[] {
  const root = places.root();
  return [
    ...actor.posts,
    ...(actor.isAdmin && root
      ? [{ role: "admin", title: "", placeId: root.id, placePath: root.path } satisfies HeldPost]
      : []),
  ];
}

export async function postsOf(personId: string, { tables }: Pick<Context, "tables">): Promise<readonly HeldPost[]> {
  const held = await tables.people.posts(personId);
  return held.map(({ role, title, place_id, place_path }) => ({
    ...{ role, title, placeId: place_id, placePath: place_path },
  }));
}

/** Somebody a record is handed to, and from which of their posts on it is theirs. */
export async function targetOf(personId: string, row: Pick<RecordRow, "place_id">, context: Context): Promise<Target> {
  const { tables, places, actor } = context;
  const posts = await postsOf(personId, context);
  const near = row.place_id === null ? undefined : places.get(row.place_id)?.path;
  const found = handing(ownPosts(context), posts, near);
  const [account] = await tables.accounts.reachable(personId);
  const person = await tables.people.get(personId);
  return {
    ...{ personId, account: account?.account ?? null, placeId: found?.to.placeId ?? null },
    name: calledSo(person?.name ?? "", found?.to ?? posts[0]),
    isSelf: personId === actor.person?.id,
  };
}
