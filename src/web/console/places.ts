import { idsOf } from "../../bot/place-path.ts";
import { html } from "../../page/html.ts";
import { card, empty } from "../../page/parts/card.ts";
import { table } from "../../page/parts/table.ts";
import { defineDeskPage } from "./desk.ts";

/** The tree, one floor at a time. */
export const places = defineDeskPage({
  path: "places",
  title: "地点",
  part: "人和地方",
  needs: "below",
  async load({ place, places: known, query, service }, read) {
    const asked = known.get(query.at ?? "");
    const at = asked?.path.startsWith(place.path) ? asked : place;
    const children = at.level === "city" ? await service.placesOfCity(at.id) : await read.desk.children(at);
    return { at, children, aliases: (await read.places.aliases()).get(at.id) ?? [] };
  },
  view({ at, children, aliases }, { place, places: known }) {
    const above = idsOf(at.path)
      .flatMap((id) => known.get(id) ?? [])
      .filter(({ path }) => path.startsWith(place.path));
    return [
      html`<nav class="crumbs" aria-label="地点"><ol>${above.map(({ id, name }) => html`<li><a href=${`/console/places?at=${encodeURIComponent(id)}`}>${name}</a></li>`)}</ol></nav>`,
      card(
        at.name,
        aliases.length > 0 ? { note: `也叫${aliases.join("、")}` } : {},
        children.length === 0
          ? empty("下面没有更小的地方。")
          : table(
              `${at.name}下面的地方`,
              ["地方", "下面还有", "人", "群"],
              children.map(({ id, name, places: below, people, groups }) => [
                html`<a href=${`/console/places?at=${encodeURIComponent(id)}`}>${name}</a>`,
                ...[below, people, groups],
              ]),
            ),
      ),
      html`<p class="note">添地方、改别名：在“导出”里下载地点，改了在“导入”里传回来。改名、合并在聊天里发：/改名、/合并。${at.level === "city" ? "市下面的数一分钟数一次。" : ""}</p>`,
    ];
  },
});
