import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { widestPost } from "../../src/bot/permission.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { pageIn } from "../../src/bot/reading/filters.ts";
import { listed } from "../../src/bot/record/list.ts";
import { readGroupCard } from "../../src/chinese/names/index.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import type { Unclaimed } from "../../src/store/tables/accounts.ts";

const month = 30 * 24 * 60 * 60_000;
const mostOfCard = 24;

/** Who said something in the last month and is nobody on the roster yet; how they call themselves in the group is a hint. */
export const unclaimedForm = defineForm({
  word: "待认",
  summary: "看群里说过话、还没认领的人",
  examples: ["/登记 待认"],
  args: z.object({ more: optional(textArgument("页")) }),
  run({ more = "" }, context) {
    const { actor, places, tables, now } = context;
    const path = actor.isAdmin ? places.root()?.path : widestPost(actor, "cadre")?.placePath;
    return listed(
      {
        title: "说过话、还没认领的",
        empty: "一个月里说过话的都认领了。",
        find: (cut) => (path === undefined ? Promise.resolve([]) : tables.accounts.unclaimed(path, now - month, cut)),
        line: (one) => lineOf(one, path ?? "/", context),
        foot: "群名片谁都能改，当面问过是本人再给码。",
      },
      pageIn(more),
      context,
    );
  },
});

/** `“东卧牛-王强-在苏州”：名册上有王强（东卧牛村三社），是他就发：/发码 王强` */
async function lineOf({ name: card, placeId }: Unclaimed, path: string, { places, tables }: Context): Promise<string> {
  const shown = card.trim() === "" ? "（没有群名片）" : `“${clip(card, mostOfCard)}”`;
  const read = readGroupCard(card, placeId, places.index);
  if (!read?.name) return `${shown}：认不出是谁，请问本人。`;
  const { name, city } = read;
  const own = (await tables.roster.called([name])).filter(
    ({ homePlaceId }) => homePlaceId !== null && places.get(homePlaceId)?.path.startsWith(path),
  );
  const there = own.filter(({ homePlaceId }) =>
    read.places.some(({ id }) => homePlaceId !== null && isWithin(homePlaceId, id)),
  );
  const fitting = there.length > 0 ? there : own;
  const [only] = fitting;
  if (only && fitting.length === 1) {
    const where = only.homePlaceId === null ? "" : `（${villageWords(only.homePlaceId)}）`;
    return `${shown}：名册上有${name}${where}，是他就发：/发码 ${name}`;
  }
  if (fitting.length > 1) return `${shown}：名册上有${fitting.length}个${name}，问清是谁再发码。`;
  const [place] = read.places.length === 1 ? read.places : [];
  const at = place ? places.fullName(place.id) : "地点";
  return `${shown}：名册上没有${name}，是本村的就发：/登记 ${name} ${at}${city ? ` 外出：${city}` : ""}`;

  function isWithin(id: string, above: string): boolean {
    return places.get(id)?.path.startsWith(places.get(above)?.path ?? "?") === true;
  }
  function villageWords(id: string): string {
    const village = places.above(id, "village");
    const own = places.get(id)?.name ?? "";
    return village && village.id !== id ? `${village.name}${own}` : own;
  }
}
