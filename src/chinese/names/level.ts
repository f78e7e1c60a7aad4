import type { PlaceLevel } from "./place-level.ts";

/** From the top down. */
export const PLACE_LEVELS: readonly PlaceLevel[] = ["city", "county", "town", "village", "section", "hamlet"];

/** Words that end the name of a place of a level, longer ones before those they end with. */
const ENDINGS: Readonly<Record<PlaceLevel, readonly string[]>> = {
  city: ["地级市", "市", "地区", "自治州", "州", "盟"],
  county: ["自治县", "县级市", "县", "区", "旗", "市"],
  town: ["街道办事处", "街道办", "街道", "民族乡", "镇", "乡", "公社"],
  village: ["社区居委会", "社区", "居委会", "行政村", "村委会", "大队", "村"],
  section: ["村民小组", "居民小组", "村民组", "居民组", "生产队", "小组", "网格", "组", "社", "队"],
  hamlet: ["自然村", "院落", "院子", "村"],
};

/** Endings that people leave out as a matter of course: 东卧牛 is 东卧牛村, but 三社 is never 三. */
const SILENT: Readonly<Partial<Record<PlaceLevel, RegExp>>> = {
  city: /市$/,
  county: /[县区市旗]$/,
  town: /(镇|乡|街道)$/,
  village: /(村|社区)$/,
  hamlet: /村$/,
};

/** The name without its level word: 东卧牛村 → 东卧牛. Never empty. */
export function withoutLevelWord(name: string, level: PlaceLevel): string {
  return name.replace(SILENT[level] ?? /$^/, "") || name;
}

/** The name without any word for this level, or null when it has none: 石门社区, 石门大队 → 石门. */
export function stemAt(name: string, level: PlaceLevel): string | null {
  const ending = ENDINGS[level].find((word) => name.endsWith(word) && name.length > word.length + 1);
  return ending === undefined ? null : name.slice(0, -ending.length);
}

const PRINTED: Readonly<Record<PlaceLevel, string>> = {
  city: "市 地级市 地区 州 自治州 盟",
  county: "县 区 县级市 自治县 旗 自治旗 市辖区",
  town: "镇 乡 街道 民族乡 街道办 街道办事处 公社 苏木",
  village: "村 社区 行政村 居委会 大队 嘎查",
  section: "社 组 网格 小组 村民小组 居民小组 村民组 居民组 生产队 队",
  hamlet: "湾 院落 自然村 湾子 塆 院子 屯 寨 庄 坪 坝 沟 坡 塘",
};
const LEVEL_OF_WORD = new Map(
  PLACE_LEVELS.flatMap((level) => PRINTED[level].split(" ").map((word): [string, PlaceLevel] => [word, level])),
);

/** The level meant by a word in a list of places (级别), `null` when it is none. */
export function levelOfWord(word: string): PlaceLevel | null {
  return LEVEL_OF_WORD.get(word) ?? null;
}
