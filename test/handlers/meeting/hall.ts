import { placesVersion } from "../../../src/store/tables/places.ts";
import type { World } from "../../world.ts";

const villages = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申".split("").map((sign) => `${sign}山村`);
const names =
  "钱一民 赵二水 周三山 吴四海 郑五岳 冯六顺 陈七星 褚八方 卫九江 蒋十全 沈百川 韩千里 杨万年 朱大河 秦小溪 尤平安 许长顺 何有田 吕新春".split(
    " ",
  );

export type Speaker = { readonly village: string; readonly name: string; readonly account: string };

/** Nineteen villages with a secretary each, 何敏 who writes down and 张阳 who holds the meeting; all spoke to the bot. */
export async function fillHall(world: World, count = names.length): Promise<readonly Speaker[]> {
  const speakers = names.slice(0, count).map((name, i) => ({ name, village: villages[i] ?? "", account: `v${i + 1}` }));
  await world.store.write(async (tables) => {
    const person = async (name: string, account: string, place: string, role: "cadre" | "secretary", title: string) => {
      const id = await tables.people.add({
        ...{ name, homePlaceId: null, awayCity: null, partyMember: true, phone: null, now: world.now() },
      });
      await tables.people.addPost({ personId: id, role, placeId: place, title, now: world.now() });
      await tables.people.nameAccount(`sandbox:${account}`, id);
    };
    for (const { name, village, account } of speakers) {
      const path = `/county/town/${village}/`;
      await tables.places.put(
        { id: village, parent_id: "town", level: "village", level_word: "", name: village, path, town_id: "town" },
        [],
      );
      await person(name, account, village, "secretary", "村党支部书记");
    }
    await person("何敏", "he", "town", "cadre", "组织干事");
    await person("张阳", "zhang", "town", "cadre", "组织委员");
    await tables.settings.set(placesVersion, "2");
  });
  for (const who of [...speakers.map(({ account }) => account), "he", "zhang", "sun", "li", "xiuying", "zhou"])
    await world.says(who, "帮助");
  return speakers;
}

/** As it is pasted from a table. */
export const listOf = (speakers: readonly Speaker[]): string =>
  speakers.map(({ village, name }, i) => `${i + 1}\t${village}\t${name}`).join("\n");

export const opening =
  "/述职 新建 2026年度村党组织书记述职评议会 11月21日14点 地点：镇会议室 主持：张阳 记录：何敏 每人：8分钟";
