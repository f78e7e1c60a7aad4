import fs from "node:fs";
import { sentenceWorld, speakerOf } from "../src/chinese/corpora/sentences.ts";
import { makePlaceIndex, type Place, type RosterPerson } from "../src/chinese/names/index.ts";
import { readMessage } from "../src/chinese/reader/index.ts";
import { makeCalendar, parseHolidays } from "../src/chinese/time/index.ts";

// Milliseconds per sentence of the reader at rosters of several sizes, on one core. Run: npm run bench -- reader

const corpus = new URL("../../test/corpus/", import.meta.url);
const textOf = (file: string): string => fs.readFileSync(new URL(file, corpus), "utf8");
const calendar = makeCalendar(parseHolidays(textOf("holidays.csv")));
const cases = ["own-cadre-sentences.jsonl", "own-villager-sentences.jsonl"].flatMap((file) =>
  textOf(file)
    .split("\n")
    .flatMap((line) => (line === "" ? [] : [JSON.parse(line)])),
);
const surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
const given = "国建秀英大小永福春梅立新桂兰海明德顺才敏丽涛军宝红树长河山义庆斌勇青远虎飞";
const towns = 20;
const villages = 20;

/** 20 towns of 20 villages, the speaker's among them, and as many people as wanted, spread evenly. */
function county(people: number) {
  const places: Place[] = [];
  const add = (id: string, parentId: string | null, level: Place["level"], name: string) =>
    void places.push({ id, parentId, level, name, aliases: [] });
  add("云湖县", null, "county", "云湖县");
  const homes: string[] = [];
  for (let town = 0; town < towns; town++) {
    const townName = town === 0 ? "新会镇" : `${surnames.charAt(town)}${given.charAt(town)}镇`;
    add(townName, "云湖县", "town", townName);
    for (let village = 0; village < villages; village++) {
      const name =
        village === 0 && town === 0
          ? "东卧牛村"
          : `${given.charAt(village)}${surnames.charAt((town * 7 + village) % surnames.length)}${"庄坪河沟店"[town % 5]}村`;
      add(`${townName}/${name}`, townName, "village", name);
      for (const section of ["一社", "二社", "三社", "四社", "五社"]) {
        add(`${townName}/${name}/${section}`, `${townName}/${name}`, "section", section);
        homes.push(`${townName}/${name}/${section}`);
      }
    }
  }
  const titles = ["村党支部书记", "村委会主任", "会计", "妇联主任"];
  const roster = Array.from({ length: people }, (_, i): RosterPerson => {
    const homeId = homes[i % homes.length] ?? "";
    const name =
      surnames.charAt(i % surnames.length) +
      given.charAt((i * 7) % given.length) +
      given.charAt((i * 13 + (i >> 6)) % given.length);
    const title = i < homes.length ? titles[i % 5] : undefined;
    const posts = title === undefined ? [] : [{ placeId: homeId.replace(/\/[^/]*$/, ""), role: "cadre", title }];
    return { id: `p${i}`, name, homeId, posts };
  });
  return sentenceWorld({ index: makePlaceIndex(places), people: roster }, calendar);
}

function milliseconds(world: ReturnType<typeof county>): number {
  const round = () => {
    const from = performance.now();
    for (const each of cases) readMessage(each.text, speakerOf(each), world);
    return (performance.now() - from) / cases.length;
  };
  for (let i = 0; i < 8; i++) round();
  return Math.min(...Array.from({ length: 7 }, round));
}

for (const people of [1_000, 10_000, 70_000]) {
  const from = performance.now();
  const world = county(people);
  const made = performance.now() - from;
  const each = milliseconds(world);
  process.stdout.write(
    `${people.toLocaleString("en")} people: ${each.toFixed(3)} ms a sentence, made ready in ${made.toFixed(0)} ms\n`,
  );
}
const world = county(1_000);
for (const unit of ["东卧牛三社王主任昨天谈了，", "三社", "答应下周三前修路，", "老王"]) {
  const times = [500, 2_000].map((length) => {
    const text = `/谈心 ${unit.repeat(length).slice(0, length)}`;
    const from = performance.now();
    for (let i = 0; i < 20; i++) readMessage(text, speakerOf({ speaker: "村" }), world);
    return (performance.now() - from) / 20;
  });
  process.stdout.write(
    `${unit}…: ${times.map((time) => time.toFixed(2)).join(" and ")} ms for 500 and 2,000 characters\n`,
  );
}
