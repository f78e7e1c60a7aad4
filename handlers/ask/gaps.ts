import type { Context } from "../../src/bot/context.ts";
import { may, widestPost } from "../../src/bot/permission.ts";
import { readFilters } from "../../src/bot/reading/filters.ts";
import { listed } from "../../src/bot/record/list.ts";
import type { Reply } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { dayOf } from "../../src/chinese/time/index.ts";
import { daysBetween } from "../../src/ledger/coverage.ts";
import { type KindName, kindOf } from "../../src/ledger/kinds.ts";

/** `未谈的`: every village that was never reached, then those it is longest ago of. */
export async function gaps(kind: KindName, said: string, context: Context): Promise<Reply> {
  const { actor, places, tables, now } = context;
  const { place, page, words } = readFilters(said, context);
  if (words.length > 0) throw new UserError(`没听懂“${words.join(" ")}”，没列。例：未谈的、未谈的 新会镇`);
  const led = widestPost(actor, "secretary");
  const worked = widestPost(actor, "cadre");
  const own = led ? led.placePath : ((worked && places.get(worked.townId)) ?? places.root())?.path;
  const path = place?.path ?? own ?? "/";
  const who = may(actor, "see all coverage", { path }) ? "" : (actor.person?.id ?? "");
  const below = { campaign: kind, path, level: "village", who } as const;
  const { all, reached } = await tables.coverage.summary(below, dayOf(now));
  const never = all - reached;
  const verb = kindOf(kind).counts?.verb ?? "";
  const whose = who === "" ? "" : "您";
  return listed(
    {
      title: never > 0 ? `${whose}还没${verb}过的村` : `${whose}都${verb}过了，最久的在前`,
      empty: "这里没有村。",
      ...(never > 0 ? { total: never, unit: `/${all}` } : {}),
      find: ({ limit, offset }) =>
        tables.coverage.gaps(below, {
          limit: Math.max(0, never > 0 ? Math.min(limit, never - offset) : limit),
          offset,
        }),
      line: ({ id, name, last_day }) => {
        const town = places.towns(path).length > 1 ? (places.above(id, "town")?.name ?? "") : "";
        return `${town}${name}${last_day === null ? "" : ` ${daysBetween(last_day, dayOf(now))}天前`}`;
      },
    },
    page,
    context,
  );
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
