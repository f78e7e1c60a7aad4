import { ranks } from "../../src/bot/digest/section.ts";
import { dayOf, mondayOf } from "../../src/chinese/time/index.ts";
import { daysBetween, nameSome, shortName } from "../../src/ledger/coverage.ts";
import { html, type Shown } from "../../src/page/html.ts";
import { addressOf, defineCard, definePage, isAboveTowns, type Look } from "../../src/page/page.ts";
import { bars, children } from "../../src/page/parts/bars.ts";
import { card, empty, rows } from "../../src/page/parts/card.ts";
import { legend, sinceClass, sinceWords, strip } from "../../src/page/parts/since.ts";
import type { PlaceDay } from "../../src/store/tables/coverage.ts";

/** More squares than this side by side cannot be told apart: a bar takes their place. */
const mostInStrip = 60;
const [mostNames, mostTiles, mostMissing] = [4, 1000, 30];
const how = "/谈心 村 人 内容";

const asked = ({ place: { path }, who }: Look) => ({ campaign: "talk", path, who, level: "village" }) as const;

export const talkCard = defineCard({
  rank: ranks.reached,
  load: async (look, read) => ({
    sum: await read.coverage.summary(asked(look), mondayOf(look.now), look.places),
    missing: await read.coverage.missing(asked(look), mostNames, look.places),
    places: await read.coverage.days(asked(look), ["village"], mostInStrip + 1),
  }),
  view({ sum: { all, reached, fresh, oldest }, missing, places }, look) {
    if (all === 0) return null;
    const count = { value: reached, of: `/${all}村` };
    if (reached === 0) return card("谈心", { count }, empty("还没有人谈心。", how, "干部私聊机器人发"));
    const today = dayOf(look.now);
    const longest = oldest === null ? 0 : daysBetween(oldest, today);
    const names = nameSome(
      missing.map(({ name }) => name),
      all - reached,
      "村",
    );
    return card(
      "谈心",
      {
        ...{ count, more: { to: addressOf(look, "talks"), words: isAboveTowns(look) ? "看各地" : "看每个村" } },
        ...(fresh > 0 ? { up: `本周+${fresh}` } : {}),
      },
      places.length > mostInStrip
        ? bars([{ word: "村", done: reached, all }])
        : strip(places, today, `${all}个村里谈过${reached}个，没谈过${all - reached}个`),
      reached < all && html`<p>${`没谈过：${names}`}</p>`,
      longest > 7 && html`<p class="soft">${`谈过的里头最久的${longest}天前`}</p>`,
    );
  },
});

/** Each village with the days since somebody talked there; above the towns, how far each place below has come. */
export const talksPage = definePage({
  path: "talks",
  title: "谈心",
  dock: "覆盖",
  needs: "cadre",
  async load(look, read) {
    if (isAboveTowns(look))
      return { below: await read.coverage.byChild(asked(look), look.place.id, look.places), villages: [], paired: [] };
    const villages = await read.coverage.days(asked(look), ["village"], mostTiles);
    // who is tied to which village is for whoever leads the place
    return {
      below: [],
      villages,
      paired: look.who === "" ? await read.pairings.cadresOf("包村", look.place.path) : [],
    };
  },
  view({ below, villages, paired }, look) {
    if (below.length > 0) {
      const of = below.map(({ id, name, all, reached }) => ({ ...{ name, all, done: reached }, to: `/p/${id}/talks` }));
      return card("谈过的村", { note: "按地方的次序" }, children(of, "村"));
    }
    if (villages.length === 0) return card("谈心", {}, empty("这里没有村。"));
    const never = villages.filter(({ last_day }) => last_day === null);
    const count = { value: villages.length - never.length, of: `/${villages.length}村` };
    const pairedWith = (id: string) =>
      paired.flatMap(({ village_id, name }) => (village_id === id ? name : [])).join("、");
    const missing = never.slice(0, mostMissing).map(({ id, name }, index) => ({
      title: name,
      ...(pairedWith(id) === "" ? {} : { about: `包村 ${pairedWith(id)}` }),
      ...(index === 0 ? { say: `/谈心 ${shortName(name)} 人 内容` } : {}),
    }));
    return [
      card("每个村上次谈心", { count }, tiles(villages, look), legend("谈")),
      never.length > 0 && card("没谈过的", { note: `${never.length}村` }, rows(missing)),
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
