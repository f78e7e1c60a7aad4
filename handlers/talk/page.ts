import { ranks } from "../../src/bot/digest/section.ts";
import { dayOf, mondayOf } from "../../src/chinese/time/index.ts";
import { daysBetween, nameSome, shortName } from "../../src/ledger/coverage.ts";
import { html, type Shown } from "../../src/page/html.ts";
import { addressOf, defineCard, definePage, type Look } from "../../src/page/page.ts";
import { card, empty, rows } from "../../src/page/parts/card.ts";
import { legend, sinceClass, sinceWords, strip } from "../../src/page/parts/since.ts";
import type { PlaceDay } from "../../src/store/tables/coverage.ts";
import type { Tables } from "../../src/store/tables.ts";

/** More squares than this are no picture any more: from a county up each town has a line of its own. */
const mostSquares = 1000;
const mostNames = 4;
const how = "/谈心 村 人 内容";

const villages = ({ place: { path }, who }: Look, read: Tables) =>
  read.coverage.days({ campaign: "talk", path, who }, ["village"], mostSquares + 1);

export const talkCard = defineCard({
  rank: ranks.reached,
  load: villages,
  view(found, look) {
    if (found.length === 0 || found.length > mostSquares) return null;
    const today = dayOf(look.now);
    const never = found.filter(({ last_day }) => last_day === null);
    const count = { value: found.length - never.length, of: `/${found.length}村` };
    const more = { to: addressOf(look, "talks"), words: "看每个村" };
    const week = found.filter(({ last_day }) => last_day !== null && last_day >= mondayOf(look.now)).length;
    const up = week > 0 ? { up: `本周谈了${week}村` } : {};
    if (never.length === found.length) return card("谈心", { count }, empty("还没有人谈心。干部私聊机器人：", how));
    const [oldest] = found.flatMap(({ last_day }) => last_day ?? []).sort();
    const longest = oldest === undefined ? 0 : daysBetween(oldest, today);
    return card(
      "谈心",
      { count, more, ...up },
      strip(found, today, `${found.length}个村里谈过${found.length - never.length}个，没谈过${never.length}个`),
      never.length > 0 &&
        html`<p>${`没谈过：${nameSome(
          never.slice(0, mostNames).map(({ name }) => name),
          never.length,
          "村",
        )}`}</p>`,
      longest > 7 && html`<p class="soft">${`谈过的里头最久的${longest}天前`}</p>`,
    );
  },
});

/** Each village with the days since somebody talked there; from many villages on, each town. */
export const talksPage = definePage({
  path: "talks",
  title: "谈心",
  dock: "覆盖",
  needs: "cadre",
  load: villages,
  view(found, look) {
    if (found.length === 0) return card("谈心", {}, empty("这里没有村。"));
    const never = found.filter(({ last_day }) => last_day === null);
    const count = { value: found.length - never.length, of: `/${found.length}村` };
    if (found.length > mostSquares) return card("谈心", {}, empty("村太多，请从上面选一个镇。"));
    return [
      card("每个村上次谈心", { count }, tiles(found, look), legend("谈")),
      never.length > 0
        ? card(
            "没谈过的",
            { note: `${never.length}村` },
            rows(never.slice(0, 30).map((one) => ({ title: one.name, say: `/谈心 ${shortName(one.name)} 人 内容` }))),
          )
        : null,
    ];
  },
});

function tiles(found: readonly PlaceDay[], { now }: Look): Shown {
  const today = dayOf(now);
  return html`<ul class="tiles">${found.map(
    ({ name, last_day }) =>
      html`<li class=${sinceClass(last_day, today)}><b>${shortName(name)}</b><small>${sinceWords(last_day, today, "谈")}</small></li>`,
  )}</ul>`;
}
