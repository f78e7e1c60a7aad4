import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { loadReference } from "../../../src/bot/places.ts";
import { readTicks } from "../../../src/import/check-ticks.ts";
import { writeTicks } from "../../../src/import/ticks.ts";
import { placesVersion } from "../../../src/store/tables/places.ts";
import { table } from "../../import/tables.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

const more = Array.from({ length: 16 }, (_, at) => `沙坪${"一二三四五六七八九十"[at % 10]}${at < 10 ? "" : "号"}村`);
const opened = "/专项 新建 集中教育 清单：清理财务、廉政教育、排查矛盾、规范村务管理 到12月31日";

describe.each(engines)("a checklist on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
    await world.says("sun", opened);
    world.waits("2026-12-05T10:00:00+08:00");
  });
  afterEach(() => world.close());

  const grows = () =>
    world.store.write(async (tables) => {
      for (const name of more)
        await tables.places.put(
          {
            id: name,
            parent_id: "town",
            level: "village",
            level_word: "",
            name,
            path: `/county/town/${name}/`,
            town_id: "town",
          },
          [],
        );
      await tables.settings.set(placesVersion, "2");
    });

  /** Counted by hand: all villages but these, in the order of the tree. */
  const without = (done: readonly string[]) =>
    [...more, "东卧牛村", "西卧牛村", "李家湾村", "柳河村", "石门村"]
      .filter((name) => !done.includes(name))
      .sort((one, other) => (`${one}/` < `${other}/` ? -1 : 1))
      .map((name) => name.replace(/村$/u, ""))
      .join("、");

  test("what was said wrongly, in a chat or by a file, is taken back in words, by who may", async () => {
    await world.store.write(async (tables) => {
      const { places } = await loadReference(tables);
      const lines = ["东卧牛村,清理财务,2026-12-03,12人", "柳河村、李家湾村,排查矛盾,2026-12-04,"];
      const read = await readTicks(table("地点,项目,日期,数量", ...lines), places, tables, world.now());
      await writeTicks(read.good, tables, world.now());
    });
    const done = async (item: string) =>
      /(\d+)\/5村/u.exec((await world.says("sun", "/清单 集中教育")).split(item)[1] ?? "")?.[1];
    expect([await done("清理财务"), await done("排查矛盾")]).toEqual(["1", "2"]);
    // the date is put right as it is said
    expect(await world.says("wang", "更正 办过 清理财务 东卧牛 12月2日")).toContain("12月3日已记，改成12月2日回“。”");
    await world.says("wang", "取消");
    expect(await world.says("wang", "撤销 办过 清理财务 东卧牛")).toBe(
      "撤掉：清理财务 东卧牛村 12月3日（导入的）。要撤，回“撤掉”；不撤，回“取消”。",
    );
    expect(await world.says("wang", "取消")).not.toContain("撤掉了");
    expect(await done("清理财务")).toBe("1");
    await world.says("wang", "/办过 撤掉 清理财务 东卧牛");
    expect(await world.says("wang", "撤掉")).toBe(
      "撤掉了：清理财务 东卧牛村 12月3日（导入的）。办过了再记：/办过 清理财务 东卧牛村",
    );
    expect(await done("清理财务")).toBe("0");
    expect(await world.says("wang", "撤销 办过 清理财务 东卧牛")).toContain("没有记过，没有可撤的");
    // of other villages, and what somebody else said
    expect(await world.says("wang", "撤销 办过 排查矛盾 李家湾")).not.toContain("回“撤掉”");
    await world.says("zhou", "/办过 清理财务 东卧牛 12月3日");
    expect(await world.says("wang", "撤销 办过 清理财务 东卧牛")).toContain("是别的同志记的，请他自己或书记撤。");
    // what was written down after it was asked is shown first
    expect(await world.says("sun", "/办过 撤掉 清理财务 新会镇")).toBe(
      "撤掉：清理财务 东卧牛村 12月3日。要撤，回“撤掉”；不撤，回“取消”。",
    );
    await world.says("zhou", "/办过 清理财务 西卧牛 12月3日");
    expect(await world.says("sun", "撤掉")).toMatch(/^撤掉：清理财务 .*西卧牛村 12月3日.*回“撤掉”/u);
    expect(await world.says("sun", "撤掉")).toMatch(/^撤掉了：清理财务 .*西卧牛村 12月3日/u);
    expect(await world.says("sun", "撤销 办过 排查矛盾 李家湾")).toContain(
      "排查矛盾 柳河村、李家湾村 12月4日（导入的）",
    );
    expect(await world.says("sun", "撤掉")).toContain("撤掉了");
    expect([await done("清理财务"), await done("排查矛盾")]).toEqual(["0", "0"]);
  });

  test("what a file says of villages counts as what is said, once, and every row that cannot be is named", async () => {
    const take = (...lines: readonly string[]) =>
      world.store.write(async (tables) => {
        const { places } = await loadReference(tables);
        const read = await readTicks(table("地点,项目,日期,数量", ...lines), places, tables, world.now());
        const { added, updated } = await writeTicks(read.good, tables, world.now());
        return { bad: read.bad.map(({ reason }) => reason), added, updated };
      });
    await world.says("zhou", "/办过 清理财务 东卧牛 12月3日");
    const file = [
      "新会镇/东卧牛村,清理财务,2026-12-03,",
      "西卧牛村一社,清理财务,2026-12-02,12人",
      "柳河村、李家湾村,排查矛盾,2026/12/4,排查3件、化解2件",
    ];
    expect(await take(...file)).toEqual({ bad: [], added: 2, updated: 0 });
    expect(await take(...file)).toEqual({ bad: [], added: 0, updated: 0 });
    // another day, or a number that was left out: as it is told last
    expect(await take("西卧牛村,清理财务,2026-12-01,15人")).toEqual({ bad: [], added: 0, updated: 1 });
    expect(await take("西卧牛村,清理财务,2026-12-01,")).toEqual({ bad: [], added: 0, updated: 0 });
    const said = await world.says("sun", "/清单 集中教育");
    expect(said).toContain("清理财务 2/5村，没办：李家湾、柳河、石门；15人");
    expect(said).toContain("排查矛盾 2/5村，没办：东卧牛、石门、西卧牛；排查3件、化解2件");
    expect(await world.says("zhou", "/办过 清理财务 西卧牛 12月5日")).toContain("12月1日已记，改成12月5日回“。”");
    await world.says("zhou", "取消");
    expect(
      await take(
        "天上村,清理财务,2026-12-03,",
        "石门村,修路,2026-12-03,",
        "石门村,,2026-12-03,",
        "石门村,廉政教育,,",
        "石门村,廉政教育,2026-12-06,",
        "石门村,廉政教育,2026-11-01,",
        "石门村,廉政教育,2026-12-03,216",
        "柳河村,廉政教育,2026-12-03,",
        "柳河村,廉政教育,2026-12-04,",
      ),
    ).toEqual({
      bad: [
        "第2行：地点“天上村”没有这个地点：请改正，或先导入地点",
        "第3行：项目“修路”清单里没有：可写 清理财务、廉政教育、排查矛盾、规范村务管理",
        "第4行：没写项目：可写 清理财务、廉政教育、排查矛盾、规范村务管理",
        "第5行：没写日期：请写成 2026-10-01",
        "第6行：日期“2026-12-06”还没到：办了再导",
        "第7行：日期“2026-11-01”不在“集中教育”的日子里（2026-11-21到2026-12-31）：补记请在聊天里发",
        "第8行：数量“216”没看懂：请连单位写，如 216人、排查3件",
        "第10行：和第9行重复：删去一行",
      ],
      added: 1,
      updated: 0,
    });
  });

  test("opens with its items, for each village, and is told by its title", async () => {
    expect(await world.says("sun", "/专项 新建 冬春训 清单：冬训、春训 到2月1日")).toBe(
      "专项“冬春训”开始了：新会镇，2项（冬训、春训），每村都要办，12月5日到2027年2月1日。办了记：/办过 冬训 村名；看进度：/清单 冬春训。建错了回“撤销”。",
    );
    expect(await world.says("sun", "/专项 列表")).toContain("集中教育 0/20项（到12月31日）");
    expect(await world.says("sun", "/清单")).toContain("有这几个：集中教育、冬春训");
    expect(await world.says("sun", opened)).toContain("已有“集中教育”（到12月31日）");
    expect(await world.says("sun", "撤销")).toContain("撤销了专项“冬春训”");
    for (const [said, answer] of [
      ["/专项 新建 甲 清单：清理财务、清理财务 到12月31日", "写了两遍"],
      ["/专项 新建 甲 清单：清理财务", "没写到哪天为止"],
      ["/专项 新建 甲 清单：把所有的财务账目全部清理一遍 到12月31日", "太长"],
    ] as const)
      expect([said, await world.says("sun", said)]).toEqual([said, expect.stringContaining(answer)]);
  });

  test("what was done is ticked by a line, by several villages, for all, and from a sheet, and adds up", async () => {
    await grows();
    expect(await world.says("zhou", "/办过 清理财务 东卧牛 12月3日")).toBe(
      "记下了：清理财务 东卧牛村 12月3日（1/21村）。错了回“撤销”。",
    );
    expect(await world.says("zhou", "/办过 清理财务 李家湾、柳河、石门 昨天")).toContain(
      "清理财务 李家湾村、柳河村、石门村 12月4日（4/21村）",
    );
    expect(await world.says("zhou", "/办过 廉政教育 全镇 12月5日 216人")).toContain(
      "廉政教育 新会镇 12月5日 216人（21/21村）",
    );
    const sheet = more.slice(0, 12).map((name) => `清理财务\t${name}\t12月2日`);
    expect(await world.says("zhou", `/办过\n${sheet.join("\n")}\n排查矛盾\t西卧牛\t12月2日\t排查3件、化解2件`)).toMatch(
      /^记下了13条：\n清理财务 沙坪一村 12月2日（5\/21村）[\s\S]*排查矛盾 西卧牛村 12月2日 排查3件、化解2件（1\/21村）\n错了回“撤销”。$/,
    );
    await world.says("wang", "/办过 排查矛盾 本村 排查2件 30人次");
    expect(await world.says("sun", "/清单 集中教育")).toBe(
      [
        "集中教育 新会镇（11月21日到12月31日）",
        `清理财务 16/21村，没办：${without([...more.slice(0, 12), "东卧牛村", "李家湾村", "柳河村", "石门村"])}`,
        "廉政教育 21/21村；216人",
        `排查矛盾 2/21村，没办：${without(["东卧牛村", "西卧牛村"])}；排查5件、化解2件、30人次`,
        "规范村务管理 0/21村",
      ].join("\n"),
    );
    await world.says("sun", "/专项 新建 六清 标签 到12月31日");
    await world.says("wang", "/走访 东卧牛三社老李家 吃水难 六清：1");
    expect(await world.says("sun", "/本周")).toMatch(/专项 集中教育 39\/84项，没办最多：\S+；六清1条/);
    // one message, one undo
    expect(await world.says("zhou", "撤销")).toContain("撤销了");
    expect(await world.says("sun", "/清单 集中教育")).toContain("清理财务 4/21村");
  });

  test("said twice it is asked about, and taken back what stood before stands again", async () => {
    await world.says("zhou", "/办过 清理财务 东卧牛 12月3日");
    expect(await world.says("zhou", "/办过 清理财务 东卧牛 12月3日，")).toContain("刚才已记");
    expect(await world.says("sun", "/办过 清理财务 东卧牛 12月3日")).toBe("清理财务 东卧牛村 12月3日已记。");
    expect(await world.says("sun", "/办过 清理财务 东卧牛 12月4日")).toBe("12月3日已记，改成12月4日回“。”。");
    expect(await world.says("sun", "。")).toContain("清理财务 东卧牛村 12月4日（1/5村）");
    expect(await world.says("sun", "/清单 集中教育 东卧牛")).toContain("清理财务 1/1村");
    await world.says("sun", "撤销");
    expect(await world.says("sun", "/办过 清理财务 东卧牛 12月3日")).toBe("清理财务 东卧牛村 12月3日已记。");
    await world.says("zhou", "撤销");
    expect(await world.says("sun", "/清单 集中教育")).toContain("清理财务 0/5村");
  });

  test("a day outside asks, what is not understood is not kept, and a village's cadre ticks the own village alone", async () => {
    expect(await world.says("zhou", "/办过 清理财务 东卧牛 11月1日")).toBe(
      "集中教育11月21日才开始，11月1日的也补记吗？补记回“。”，不记回“取消”。",
    );
    expect(await world.says("zhou", "。")).toContain("清理财务 东卧牛村 11月1日（1/5村）");
    for (const [who, said, answer] of [
      ["zhou", "/办过 清理账目 东卧牛", "清单里没有“清理账目”，没记。有：清理财务、廉政教育"],
      ["zhou", "/办过 清理财务 老王家闹矛盾 西卧牛", "没听懂“老王家闹矛盾”，没记"],
      ["zhou", "/办过 清理财务", "没写哪个村"],
      ["zhou", "/办过 清理财务 西卧牛 本月", "不是一天"],
      ["wang", "/办过 清理财务 西卧牛", "西卧牛村的清单要西卧牛村或上级的干部来做"],
      ["li", "/办过 清理财务 东卧牛", "要干部才能用"],
      ["zhou", "/清单 什么", "有这几个：集中教育"],
    ] as const)
      expect([said, await world.says(who, said)]).toEqual([said, expect.stringContaining(answer)]);
    expect(await world.says("li", "/清单 集中教育", group("village"))).not.toContain("村，没办");
  });

  test("after the end it is written down when that is meant; a recall takes it back; ended it stays as it was", async () => {
    const told = world.message("zhou", "/办过 清理财务 东卧牛", direct("zhou"), { platformId: "p1" } as never);
    await world.receives(told);
    await world.receives(told);
    expect(await world.says("sun", "/清单")).toContain("清理财务 1/5村");
    world.waits("2027-01-04T10:00:00+08:00");
    expect(await world.says("zhou", "/办过 清理财务 石门")).toBe(
      "集中教育2026年12月31日结束了，1月4日的也补记吗？补记回“。”，不记回“取消”。",
    );
    expect(await world.says("zhou", "取消")).not.toContain("记下了");
    expect(await world.says("sun", "/清单")).toContain("清理财务 1/5村");
    expect(await world.says("sun", "/专项 结束 集中教育")).toContain("数字停在：集中教育 1/20项");
    expect(await world.says("sun", "/清单")).toContain("现在没有清单");
  });
});
