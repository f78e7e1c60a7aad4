import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Papa from "papaparse";
import { villagesOf } from "../../bench/city.ts";
import type { Picture } from "../../src/pictures/picture.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Every name of a place in the demo town, the tables of the corpus and the made-up city. */
export const placeNames = (): string[] => [
  ...["demo/places.csv", "test/corpus/places.csv", "test/corpus/own-places.csv"].flatMap((file) =>
    Papa.parse<{ 名称: string }>(readFileSync(`${root}/${file}`, "utf8"), {
      header: true,
      skipEmptyLines: true,
    }).data.map((row) => row.名称),
  ),
  ...villagesOf(296).map(({ name }) => name),
];

const villages = "东卧牛 西卧牛 李家湾 赵家堡 大佛寺 柳河 石桥 新庄 北关 南关 黄泥坡 三岔 马营 苇子沟".split(" ");
const since = [null, 3, 12, 42, 138, 0, null];

/** The picture of a morning in a place of so many villages. */
export const morningOf = (
  count: number,
  name = (index: number) => villages[index % villages.length] ?? "",
): Picture => ({
  title: "新会镇",
  day: "11月21日 周六",
  until: "8:03",
  blocks: [
    {
      is: "squares",
      title: `谈心 ${count}/${count}村`,
      up: "本周+3",
      verb: "谈",
      of: Array.from({ length: count }, (_, index) => ({
        name: name(index),
        days: since[index % since.length] ?? null,
      })),
    },
    { is: "bars", of: [{ word: "走访社", done: 83, all: 99 }] },
    {
      is: "days",
      title: "意见 近14天12条",
      note: "外出5",
      from: "11月8日",
      of: Array.from({ length: 14 }, (_, index) => ({ home: index % 3, away: index % 2 })),
    },
    { is: "line", text: "没答复3条，最久4天" },
    { is: "bars", title: "近30天的意见多久答复", of: [{ word: "当天", done: 5, all: 12 }] },
  ],
});
