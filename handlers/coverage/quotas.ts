import type { Context } from "../../src/bot/context.ts";
import { may, widestPost } from "../../src/bot/permission.ts";
import { dayOf, mondayOf } from "../../src/chinese/time/index.ts";
import { daysBetween, shortName } from "../../src/ledger/coverage.ts";
import type { KindName } from "../../src/ledger/kinds.ts";
import { ownCells, ownLabour, sumOfCells, sumOfLabour, type Visited, villagesEach } from "../../src/ledger/quota.ts";

const visit: KindName = "visit";

/** What a cadre still has to do, for that cadre alone; for a secretary the sums below, which name nobody. */
export async function quotas(context: Context): Promise<string> {
  const { actor, now } = context;
  const monday = mondayOf(now);
  const own = actor.person ? await thisYear(visit, { authorId: actor.person.id }, context) : [];
  const mine = actor.posts.some(({ role }) => role !== "villager")
    ? [await ownVillages(context), `您的${ownCells(own)}`, ownLabour(own, monday), await doors(own, context)]
    : [];
  const sums = await sumsBelow(monday, context);
  return [...mine, ...sums].filter(Boolean).join("\n") || "您没有岗位，没有要走的。";
}

/** Doors knocked at after work, on talks and visits alike; nothing where there were none. */
async function doors(visits: readonly Visited[], context: Context): Promise<string> {
  const id = context.actor.person?.id;
  const talks = id === undefined ? [] : await thisYear("talk", { authorId: id }, context);
  const count = [...visits, ...talks].filter(({ isAfterHours }) => isAfterHours).length;
  return count > 0 ? `晚间串门 今年${count}个门` : "";
}

/** `您包2/3村，没走到：石门；最久柳河42天` */
async function ownVillages({ actor, tables, places, now }: Context): Promise<string> {
  const id = actor.person?.id ?? "";
  const paired = (await tables.pairings.of(id)).filter(({ kind, targetIs }) => kind === "包村" && targetIs === "place");
  if (paired.length === 0) return "";
  const ids = paired.map(({ target }) => target);
  const days = new Map((await tables.coverage.at(visit, ids, id)).map((cell) => [cell.place_id, cell.last_day]));
  const name = (place: string) => shortName(places.get(place)?.name ?? "");
  const never = ids.filter((place) => !days.has(place)).map(name);
  const [longest] = ids
    .filter((place) => days.has(place))
    .sort((a, b) => (days.get(a) ?? "").localeCompare(days.get(b) ?? ""));
  const ago = longest === undefined ? 0 : daysBetween(days.get(longest) ?? "", dayOf(now));
  return [
    `您包${ids.length}${ids.length < villagesEach ? `/${villagesEach}` : ""}村`,
    ...(never.length > 0 ? [`没走到：${never.join("、")}`] : ["都走到过"]),
    ...(longest !== undefined && ago > 7 ? [`最久的是${name(longest)}，${ago}天前`] : []),
  ].join("，");
}

/** Of a town or less: a county would have all its visits opened to be counted. */
async function sumsBelow(monday: string, context: Context): Promise<string[]> {
  const { actor, tables, places } = context;
  const led = actor.isAdmin ? places.root() : places.get(widestPost(actor, "secretary")?.placeId ?? "");
  if (!led || !may(actor, "see all coverage", led)) return [];
  if (places.towns(led.path).length > 1) return ["各镇的合计由镇里看。"];
  const visits = await thisYear(visit, { path: led.path }, context);
  const paired = (await tables.pairings.below(led.path)).filter(({ kind }) => kind === "包村");
  const perCadre = new Map<string, number>();
  for (const { cadreId } of paired) perCadre.set(cadreId, (perCadre.get(cadreId) ?? 0) + 1);
  const full = [...perCadre.values()].filter((count) => count >= villagesEach).length;
  return [
    `${led.name}（只有合计）：包村的${perCadre.size}人，包满${villagesEach}村的${full}人`,
    sumOfCells(visits),
    sumOfLabour(visits, monday),
  ];
}

async function thisYear(
  kind: KindName,
  of: { readonly authorId: string } | { readonly path: string },
  { tables, now }: Context,
): Promise<Visited[]> {
  const today = dayOf(now);
  const rows = await tables.recent.labelled(kind, of, { from: `${today.slice(0, 4)}-01-01`, to: today });
  const said = (value: string | readonly string[] | undefined) => [value ?? []].flat().join("、");
  return rows.map((row) => {
    const { category, companions, hours } = tables.records.openFields(row);
    return {
      ...{ author: row.author_id ?? "", day: row.day, category: said(category), companions: said(companions) },
      isAfterHours: hours !== undefined,
    };
  });
}
