import { ranks } from "../../src/bot/digest/section.ts";
import { dayOf, mondayOf } from "../../src/chinese/time/index.ts";
import { levelOrder, shortName } from "../../src/ledger/coverage.ts";
import { html, type Shown } from "../../src/page/html.ts";
import { addressOf, defineCard, definePage, isAboveTowns, type Look } from "../../src/page/page.ts";
import { bars, children } from "../../src/page/parts/bars.ts";
import { card, empty, sayLine } from "../../src/page/parts/card.ts";
import { legend, sinceClass, sinceWords } from "../../src/page/parts/since.ts";
import { table } from "../../src/page/parts/table.ts";
import type { PlaceDay } from "../../src/store/tables/coverage.ts";
import type { Tables } from "../../src/store/tables.ts";

/** Villages, sections and hamlets that one page draws. No town has so many. */
const mostSquares = 1000;
const how = "/走访 村 人 内容";

const counts = ({ place: { path }, places, who, now }: Look, read: Tables) =>
  read.coverage.counts({ campaign: "visit", path, who }, mondayOf(now), places);

type Counts = Awaited<ReturnType<typeof counts>>;

const barsOf = (found: Counts): Shown =>
  bars(
    levelOrder.flatMap(([level, word]) => {
      const count = found.get(level);
      return count ? [{ word, done: count.reached, all: count.all }] : [];
    }),
  );

const reachedAny = (found: Counts): boolean => [...found.values()].some(({ reached }) => reached > 0);

export const visitCard = defineCard({
  rank: ranks.reached,
  load: counts,
  view(found, look) {
    if (found.size === 0) return null;
    if (!reachedAny(found)) return card("走访", {}, empty("还没有人走访。", how, "干部私聊机器人发"));
    const fresh = levelOrder.flatMap(([level, word]) => {
      const count = found.get(level)?.fresh ?? 0;
      return count > 0 ? [`${word}+${count}`] : [];
    });
    const more = { to: addressOf(look, "visits"), words: "看差哪些" };
    return card("走访", { more, ...(fresh.length > 0 ? { up: `本周 ${fresh.join(" ")}` } : {}) }, barsOf(found));
  },
});

/** How far each section and hamlet was reached: a row a village, a box a section, a square a hamlet. */
export const visitsPage = definePage({
  path: "visits",
  title: "走访",
  dock: "覆盖",
  needs: "cadre",
  async load(look, read) {
    const below = { campaign: "visit", path: look.place.path, who: look.who } as const;
    const found = await counts(look, read);
    return isAboveTowns(look)
      ? {
          found,
          places: [],
          towns: await read.coverage.byChild({ ...below, level: "hamlet" }, look.place.id, look.places),
        }
      : { found, places: await read.coverage.days(below, ["village", "section", "hamlet"], mostSquares), towns: [] };
  },
  view({ found, places, towns }, look) {
    if (found.size === 0) return card("走访", {}, empty("这里没有村。"));
    const sum = card("走访", {}, barsOf(found), !reachedAny(found) && empty("还没有人走访。", how, "干部私聊机器人发"));
    if (isAboveTowns(look)) {
      const of = towns.map(({ id, name, all, reached }) => ({
        ...{ name, all, done: reached },
        to: `/p/${id}/visits`,
      }));
      return [sum, of.length > 0 && card("走到的湾", { note: "按地方的次序" }, children(of, "湾"))];
    }
    return [
      sum,
      card("每个湾上次走到", { note: "一框一社，一格一湾" }, tree(places, look), legend("走"), asTable(places, look)),
    ];
  },
});

function tree(places: readonly PlaceDay[], look: Look): Shown {
  const today = dayOf(look.now);
  const childrenOf = new Map<string, PlaceDay[]>();
  for (const place of places)
    childrenOf.set(place.parent_id ?? "", [...(childrenOf.get(place.parent_id ?? "") ?? []), place]);
  const below = (id: string) => childrenOf.get(id) ?? [];
  const known = new Set(places.map(({ id }) => id));
  // a village, or the section that is looked at by itself
  const villages = places.filter(({ parent_id }) => !known.has(parent_id ?? ""));
  const only = villages.length <= 1;
  return html`<ul class="tree">${villages.map((village) => {
    const sections = below(village.id);
    const parts = sections.length === 0 ? [village] : sections.flatMap((one) => [one, ...below(one.id)]);
    const missing = parts.filter(({ last_day }) => last_day === null);
    const words = missing.length === 0 ? "都走到了" : `差${missing.length}处`;
    const boxes =
      sections.length === 0 ? square(village, today) : sections.map((one) => box(one, below(one.id), today));
    return html`<li><details open=${only}>
      <summary><span><strong>${shortName(village.name)}</strong><small class=${missing.length > 0 ? "lack" : "soft"}>${words}</small></span>
        <span class="specks" role="img" aria-label=${`${village.name}${words}`}>${boxes}</span></summary>
      ${names(village, missing, parts, today)}
    </details></li>`;
  })}</ul>`;
}

/** How much of each village was reached, to be copied into a sheet. */
function asTable(places: readonly PlaceDay[], { now }: Look): Shown {
  const villages = places.filter(({ level }) => level === "village");
  const lies = new Map(places.map(({ id, parent_id }) => [id, parent_id]));
  const villageOf = ({ id, parent_id }: PlaceDay) =>
    villages.some((one) => one.id === parent_id) ? parent_id : (lies.get(lies.get(id) ?? "") ?? null);
  const share = (village: string, level: string) => {
    const of = places.filter((one) => one.level === level && villageOf(one) === village);
    return `${of.filter(({ last_day }) => last_day !== null).length}/${of.length}`;
  };
  return (
    villages.length > 1 &&
    html`<details><summary>看成表格</summary>${table(
      "每个村走到多少社、湾",
      ["村", "上次", "社", "湾"],
      villages.map(({ id, name, last_day }) => [
        ...[name, last_day ?? sinceWords(last_day, dayOf(now), "走")],
        ...[share(id, "section"), share(id, "hamlet")],
      ]),
    )}</details>`
  );
}

const square = ({ last_day }: PlaceDay, today: string): Shown => html`<i class=${sinceClass(last_day, today)}></i>`;

/** A section with its hamlets; one that was never reached is broken around, whatever stands inside. */
const box = (section: PlaceDay, hamlets: readonly PlaceDay[], today: string): Shown =>
  html`<b class=${section.last_day === null ? "none" : undefined}>${
    hamlets.length === 0 ? square(section, today) : hamlets.map((one) => square(one, today))
  }</b>`;

/** In words what the squares show: the only way to read it for whoever cannot see them. */
const names = (village: PlaceDay, missing: readonly PlaceDay[], parts: readonly PlaceDay[], today: string): Shown => [
  missing.length > 0 && html`<p>${`没走到：${missing.map(({ name }) => name).join("、")}`}</p>`,
  missing.length > 0 &&
    sayLine(`/走访 ${shortName(village.name)}${missing[0]?.id === village.id ? "" : (missing[0]?.name ?? "")} 人 内容`),
  missing.length < parts.length &&
    html`<p class="soft">${`走过：${parts
      .filter(({ last_day }) => last_day !== null)
      .map(({ name, last_day }) => `${name}\u00a0${sinceWords(last_day, today, "走")}`)
      .join("、")}`}</p>`,
];
