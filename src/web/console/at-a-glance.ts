import { dayOf, mondayOf } from "../../chinese/time/index.ts";
import { kinds, waitAges } from "../../ledger/kinds.ts";
import { html, type Shown } from "../../page/html.ts";
import { daysBefore, daysSince } from "../../page/numbers.ts";
import { bars } from "../../page/parts/bars.ts";
import { card } from "../../page/parts/card.ts";
import { legend, sinceClass, sinceWords } from "../../page/parts/since.ts";
import { table, timeWords } from "../../page/parts/table.ts";
import type { PlaceDay } from "../../store/tables/coverage.ts";
import type { Tables } from "../../store/tables.ts";
import { type Desk, everybody, reachOf } from "./desk.ts";

/** More squares than these cannot be taken in at a glance, nor sent in a small page. */
const mostSquares = 450;
const daysOfAnswers = 90;

const gone = kinds.find(({ counts }) => counts?.downTo === "village");
const asked = kinds.find((kind) => kind.answered === true);

/** How a place stands, in figures that need no explanation. */
export async function glanceOf(desk: Desk, read: Tables) {
  const { place, places, now } = desk;
  const below = { campaign: gone?.name ?? "", path: place.path, who: "" };
  const sum = await read.coverage.summary({ ...below, level: "village" }, mondayOf(now), places);
  const villages = sum.all > mostSquares ? [] : await read.coverage.days(below, ["village"], mostSquares);
  const waits = asked ? await read.waiting.count(asked.name, place.path, everybody) : { total: 0, oldest: null };
  const since = daysBefore(daysOfAnswers - 1, now);
  const written = asked ? await read.waiting.perDay(asked.name, place, since, everybody) : [];
  const all = written.reduce((sum, { count }) => sum + count, 0);
  const took = asked && all > 0 ? await read.waiting.answered(asked.name, place, since, everybody) : [];
  return { sum, villages, waits, all, took, dead: await read.desk.deadGroups(reachOf(desk)) };
}

type Glance = Awaited<ReturnType<typeof glanceOf>>;

export const figuresOf = ({ sum, waits, dead }: Glance, desk: Desk): Shown =>
  html`<ul class="figures">
    ${gone && html`<li>${gone.word}<b>${sum.reached}<small>${`/${sum.all}村`}</small></b></li>`}
    ${gone && html`<li>本周新${gone.counts?.verb}到<b>${sum.fresh}<small>村</small></b></li>`}
    ${asked && html`<li>${asked.word}没答复<b>${waits.total}<small>${longest(waits.oldest, desk.now)}</small></b></li>`}
    <li class=${dead > 0 ? "bad" : undefined}>发不出去的群<b>${dead}</b></li>
  </ul>`;

/** What is behind the figures: each village, and how long answers took. */
export const glance = ({ villages, all, took }: Glance, desk: Desk): Shown => [
  villages.length > 0 && squares(villages, desk),
  all > 0 && answers(all, took),
];

const longest = (oldest: number | null, now: number): string => {
  const days = oldest === null ? 0 : daysSince(oldest, now);
  return days > 0 ? `条，最久${days}天` : "条";
};

/** A square a village, a row a town, in the order of the tree. */
function squares(villages: readonly PlaceDay[], { places, now }: Desk): Shown {
  const today = dayOf(now);
  const verb = gone?.counts?.verb ?? "";
  const towns = new Map<string, PlaceDay[]>();
  for (const village of villages) {
    const town = places.above(village.id, "town")?.name ?? "";
    towns.set(town, [...(towns.get(town) ?? []), village]);
  }
  return card(
    `每个村上次${gone?.word ?? ""}`,
    { note: "一格一村，按地方的次序" },
    html`<ul class="towns">${[...towns].map(([town, of]) => {
      const done = of.filter(({ last_day }) => last_day !== null).length;
      return html`<li><span><strong>${town}</strong><small>${`${done}/${of.length}`}</small></span>
        <span class="specks" role="img" aria-label=${`${town}${of.length}个村里${verb}过${done}个`}>${of.map(
          ({ last_day }) => html`<i class=${sinceClass(last_day, today)}></i>`,
        )}</span></li>`;
    })}</ul>`,
    legend(verb),
    html`<details><summary>看成表格</summary>${table(
      `每个村上次${gone?.word ?? ""}`,
      ["镇", "村", "上次"],
      [...towns].flatMap(([town, of]) =>
        of.map(({ name, last_day }) => [
          town,
          name,
          last_day === null ? sinceWords(null, today, verb) : timeWords(last_day),
        ]),
      ),
    )}</details>`,
  );
}

function answers(all: number, took: readonly number[]): Shown {
  const lines = [
    ...waitAges.map(({ word }, age) => ({ word, done: took[age] ?? 0 })),
    { word: "没答复", done: took.reduce((rest, count) => rest - count, all) },
  ];
  return card(
    "多久答复",
    { note: `近${daysOfAnswers}天，${all}条` },
    bars(lines.map(({ word, done }) => ({ word, done, all, label: `${all}条里${word}${done}条` }))),
  );
}
