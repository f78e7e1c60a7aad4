import type { Context } from "../../src/bot/context.ts";
import { Ask, listChoices } from "../../src/bot/order.ts";
import { may, roleRank, widestPost } from "../../src/bot/permission.ts";
import { listed } from "../../src/bot/record/list.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { mondayOf } from "../../src/chinese/time/index.ts";
import { reachedBy } from "../../src/ledger/coverage.ts";
import type { KindName } from "../../src/ledger/kinds.ts";
import { type Asked, counted } from "./asked.ts";

/** Visits go down to the hamlets, so they say most of where somebody was. */
const usual: KindName = counted.find(({ counts }) => counts?.downTo === "hamlet")?.name ?? "visit";

/** `孙国华（镇党委书记） 21/21村 · 83/99社 · 160/220湾`: each in office at a place, by office and never by how many. */
export async function byCadre({ kind, place, page }: Asked, context: Context): Promise<Reply> {
  const { actor, places, tables } = context;
  const own = actor.isAdmin
    ? places.root()?.id
    : (widestPost(actor, "secretary") ?? widestPost(actor, "cadre"))?.placeId;
  const at = places.get(place?.id ?? own ?? "");
  if (!at) throw new UserError("还没有导入地点。请管理员先导入。");
  const all = await tables.people.inOffice([at.id]);
  const seen = may(actor, "see all coverage", at) ? all : all.filter(({ person_id }) => person_id === actor.person?.id);
  const cadres = [...seen].sort((one, other) => roleRank(other.role) - roleRank(one.role));
  const name = kind?.name ?? usual;
  return listed(
    {
      title: `${at.name}干部${counted.find((one) => one.name === name)?.word ?? ""}到的`,
      empty: seen.length < all.length ? "每位干部的只有书记能看。看自己的：/覆盖" : `${at.name}名册上没有干部。`,
      find: async ({ limit, offset }) => cadres.slice(offset, offset + limit),
      line: ({ person_id, name: who, title }) => lineOf(name, { id: person_id, who, title }, at.path, context),
    },
    page,
    context,
  );
}

type Cadre = { readonly id: string; readonly who: string; readonly title: string };

async function lineOf(kind: KindName, { id, who, title }: Cadre, path: string, context: Context): Promise<string> {
  const counts = await context.tables.coverage.counts(
    { campaign: kind, path, who: id },
    mondayOf(context.now),
    context.places,
  );
  const levels = kind === usual ? counts : new Map([...counts].filter(([level]) => level === "village"));
  return `${who}${title && `（${title}）`} ${reachedBy(levels)}`;
}

/** One cadre, for themselves or for whoever leads where they work. @throws UserError, NotAllowed or Ask */
export async function ofCadre(said: string, { kind, place }: Asked, context: Context): Promise<Reply> {
  const { actor, places, tables, order } = context;
  const scope = place?.path ?? places.root()?.path ?? "/";
  const found = (await tables.people.candidates({ names: [said] }, { path: scope })).filter(({ posts }) =>
    posts.some(({ role }) => role === "cadre" || role === "secretary"),
  );
  const chosen = found.length > 1 ? found.filter(({ id }) => id === order?.chosen.person) : found;
  const [one] = chosen;
  if (!one && found.length > 1 && order) throw whichOf(found, said, { ...context, order });
  if (!one) throw new UserError(`没听懂“${said}”，名册上也没有这位干部。例：/覆盖 走访 社、/覆盖 孙国华`);
  const post = widest(await tables.people.posts(one.id));
  const path = place?.path ?? post?.place_path ?? scope;
  if (one.id !== actor.person?.id && !may(actor, "see all coverage", { path: post?.place_path ?? scope }))
    throw new NotAllowed(`${one.name}走到哪里，只有本人和上级书记能看。`);
  const shown = kind ? [kind] : counted;
  const lines = [];
  for (const { name, word } of shown)
    lines.push(`${word} ${await lineOf(name, { id: one.id, who: one.name, title: post?.title ?? "" }, path, context)}`);
  return privately(lines.join("\n"));
}

const widest = <Held extends { readonly place_path: string; readonly role: string }>(
  posts: readonly Held[],
): Held | undefined =>
  posts
    .filter(({ role }) => role !== "villager")
    .sort((one, other) => one.place_path.length - other.place_path.length)[0];

type Known = Awaited<ReturnType<Context["tables"]["people"]["candidates"]>>[number];

function whichOf(
  found: readonly Known[],
  said: string,
  { order, places }: Context & { readonly order: NonNullable<Context["order"]> },
): Ask {
  const choices = found.slice(0, 9).map((person) => {
    const post = person.posts.find(({ role }) => role !== "villager");
    return {
      label: `${person.name}（${post ? places.fullName(post.placeId) : ""}${post?.title ?? ""}）`,
      order: { ...order, asked: order.asked + 1, chosen: { ...order.chosen, person: person.id } },
    };
  });
  const question = `“${said}”有好几位，是哪位？${listChoices(choices.map(({ label }) => label))}`;
  return new Ask(question, { kind: "choice", choices }, `“${said}”有好几位，请私聊我。`);
}
