import type { Context } from "../../src/bot/context.ts";
import { may, widestPost } from "../../src/bot/permission.ts";
import { readFilters } from "../../src/bot/reading/filters.ts";
import { gapsList } from "../../src/bot/record/gaps.ts";
import { listed } from "../../src/bot/record/list.ts";
import type { Reply } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import type { KindName } from "../../src/ledger/kinds.ts";

/** `未谈的`: the villages nobody reached, or the asker did not. */
export async function gaps(kind: KindName, said: string, context: Context): Promise<Reply> {
  const { actor, places } = context;
  const { place, page, words } = readFilters(said, context);
  if (words.length > 0) throw new UserError(`没听懂“${words.join(" ")}”，没列。例：未谈的、未谈的 新会镇`);
  const led = widestPost(actor, "secretary");
  const worked = widestPost(actor, "cadre");
  const own = led ? led.placePath : ((worked && places.get(worked.townId)) ?? places.root())?.path;
  const path = place?.path ?? own ?? "/";
  const who = may(actor, "see all coverage", { path }) ? "" : (actor.person?.id ?? "");
  return gapsList(kind, { path, level: "village", who }, page, context);
}

/** Cadres on the roster who cannot be reached yet: they have not taken their account. */
export async function unclaimed(context: Context): Promise<Reply> {
  const { actor, places, tables } = context;
  const path = actor.isAdmin ? places.root()?.path : widestPost(actor, "secretary")?.placePath;
  if (path === undefined) throw new UserError("“谁没认领”要书记才能看。");
  return listed(
    {
      title: "还没认领账号的干部",
      empty: "名册上的干部都认领了。",
      find: (cut) => tables.people.unclaimed(path, cut),
      line: ({ name, title, place_name }) => `${place_name} ${name}${title ? `（${title}）` : ""}`,
      foot: "给码：/发码 姓名",
    },
    undefined,
    context,
  );
}
