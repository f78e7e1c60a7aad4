import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { engines, group, openWorld, saturday, type World } from "../../world.ts";

describe.each(engines)("/覆盖 on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
    await world.says("zhou", "/谈心 西卧牛 老冯 水渠堵了");
    await world.says("wang", "/谈心 东卧牛 赫书记 低保");
  });
  afterEach(() => world.close());

  /** The secretary of a village, who is a cadre of the town as well. */
  const villageSecretary = () =>
    world.store.write(async (tables) => {
      const id = await tables.people.add({
        ...{ name: "冯立英", homePlaceId: null, awayCity: null, partyMember: false, phone: null, now: saturday },
      });
      await tables.people.addPost({ personId: id, role: "secretary", placeId: "西卧牛村", title: "", now: saturday });
      await tables.people.addPost({ personId: id, role: "cadre", placeId: "town", title: "", now: saturday });
      await tables.people.nameAccount("sandbox:feng", id);
    });

  test("shows a secretary all below, a cadre the own records", async () => {
    expect(await world.says("sun", "/覆盖 谈心")).toMatch(/^谈心 2\/5/);
    expect(await world.says("wang", "/覆盖 谈心")).toMatch(/^谈心 1\/5/);
    expect(await world.says("wang", "/覆盖 谈心 东卧牛")).toMatch(/^谈心 1\/1/);
    expect(await world.says("wang", "/覆盖 谈心 西卧牛")).toMatch(/^谈心 0\/1/);
  });

  test("of a village's secretary who is a cadre of the town is the village's, not the town's", async () => {
    await villageSecretary();
    expect(await world.says("feng", "/覆盖 谈心")).toMatch(/^谈心 1\/1/);
    expect(await world.says("feng", "/覆盖 谈心 新会镇")).toMatch(/^谈心 0\/5/);
    expect(await world.says("feng", "/覆盖 谈心 东卧牛")).toMatch(/^谈心 0\/1/);
  });

  test("goes down to the sections, with the change of this week and the names that are missing", async () => {
    await world.says("zhou", "/走访 西卧牛一社 李家 屋顶漏");
    expect(await world.says("sun", "/覆盖 走访")).toBe(
      [
        "走访 1/5村（本周+1），未走：东卧牛、李家湾、柳河、石门",
        "走访 村1/5（本周+1） 社1/6（本周+1）",
        "没走到的社：东卧牛村一社、东卧牛村三社、东卧牛村二社、李家湾村一社、西卧牛村二社",
      ].join("\n"),
    );
    expect(await world.says("wang", "/覆盖 走访")).toContain("社0/6");
    expect(await world.says("sun", "/覆盖 走访 东卧牛")).toContain("村0/1 社0/3");
  });

  test("says 21/21 after a line for each of a town's villages, and names what is missing below, page by page", async () => {
    const known = ["东卧牛", "西卧牛", "李家湾", "柳河", "石门"];
    const more = [..."松竹梅兰荷菊桃杏梨桂桑槐枫榆柏樟"].map((tree) => `${tree}岭`);
    await world.store.write(async (tables) => {
      const town = await tables.places.get("town");
      for (const name of more) {
        const village = {
          id: `${name}村`,
          parent_id: "town",
          level: "village" as const,
          level_word: "村",
          town_id: "town",
        };
        const path = `${town?.path}${village.id}/`;
        await tables.places.put({ ...village, name: village.id, path }, []);
        const section = {
          ...village,
          id: `${name}一社`,
          parent_id: village.id,
          level: "section" as const,
          level_word: "社",
        };
        await tables.places.put({ ...section, name: "一社", path: `${path}${section.id}/` }, []);
      }
      await tables.places.changed();
    });
    for (const village of [...known, ...more.slice(1)])
      expect(await world.says("zhou", `/走访 ${village}村 看看水渠`)).toMatch(/^记下了 V\d+/);
    expect(await world.says("sun", "/覆盖 走访")).toContain("走访 20/21村（本周+20），未走：松岭\n走访 村20/21");
    expect(await world.says("zhou", "/走访 松岭村一社 看看水渠")).toMatch(/^记下了 V21/);
    const said = await world.says("sun", "/覆盖 走访");
    expect(said).toContain("走访 21/21村（本周+21）\n走访 村21/21（本周+21） 社1/22（本周+1）\n没走到的社：");
    expect(said).toMatch(/等21个$/);
    const pages = [
      await world.says("sun", "/覆盖 走访 社"),
      await world.says("sun", "更多"),
      await world.says("sun", "更多"),
    ];
    const named = pages.flatMap((page) => page.split("\n").filter((line) => /村.社$/.test(line)));
    const sections = ["东卧牛村一社", "东卧牛村二社", "东卧牛村三社", "李家湾村一社", "西卧牛村一社", "西卧牛村二社"];
    expect(named.sort()).toEqual([...sections, ...more.slice(1).map((name) => `${name}村一社`)].sort());
  });

  test("lists what is missing at a level in any order of words, then the longest ago first", async () => {
    await world.says("zhou", "/走访 西卧牛一社 李家 屋顶漏 时间：11月1日");
    const missing = await world.says("sun", "/覆盖 西卧牛 社 走访");
    expect(missing).toBe("还没走过的社1/2：\n西卧牛村二社");
    await world.says("zhou", "/走访 西卧牛二社 冯家 没事 时间：11月11日");
    expect(await world.says("sun", "/覆盖 走访 各社 西卧牛")).toBe(
      "都走过了，最久的在前：\n西卧牛村一社 20天前\n西卧牛村二社 10天前",
    );
    expect(await world.says("wang", "/覆盖 走访 社 西卧牛")).toContain("您还没走过的社2/2");
    expect(await world.says("sun", "/覆盖 湾")).toBe("这里没有湾。");
    expect(await world.says("sun", "/覆盖 谈心 社")).toContain("谈心只算到村");
    expect(await world.says("sun", "/覆盖 谈心 本月")).toContain("不按“本月”算");
    expect(await world.says("sun", "/覆盖 什么 东西")).toContain("没听懂");
  });

  test("shows each cadre by office to whoever leads, and to a cadre nobody but the own line", async () => {
    await world.says("zhou", "/走访 西卧牛一社 李家 屋顶漏");
    expect(await world.says("sun", "/覆盖 干部")).toBe(
      "新会镇干部走访到的：\n孙国华（镇党委书记） 0/5村 · 0/6社\n周明（包村干部） 1/5村 · 1/6社",
    );
    expect(await world.says("sun", "/覆盖 干部 谈心")).toContain("周明（包村干部） 1/5村");
    expect(await world.says("zhou", "/覆盖 干部")).toBe("新会镇干部走访到的：\n周明（包村干部） 1/5村 · 1/6社");
    expect(await world.says("sun", "/覆盖 周明")).toBe(
      "谈心 周明（包村干部） 1/5村\n走访 周明（包村干部） 1/5村 · 1/6社",
    );
    expect(await world.says("wang", "/覆盖 周明")).toBe("周明走到哪里，只有本人和上级书记能看。");
    expect(await world.says("sun", "/覆盖 周星星")).toContain("名册上也没有这位干部");
    expect(await world.says("li", "/覆盖 干部")).toContain("要干部才能用");
  });

  test("says the quotas to the cadre alone, and sums without a name to the secretary", async () => {
    const id = (await world.store.read.people.candidates({ names: ["周明"] }, { path: "/" }))[0]?.id ?? "";
    await world.store.write(async (tables) => {
      for (const target of ["石门村", "西卧牛村"])
        await tables.pairings.add({ cadreId: id, kind: "包村", target, targetIs: "place" }, saturday);
    });
    await world.says("zhou", "/走访 西卧牛一社 冯家 断粮 类别：困难户；同：同吃、同劳动");
    const own = await world.says("zhou", "/覆盖 任务");
    expect(own).toBe(
      [
        "您包2/3村，没走到：石门",
        "您的三老三户三同 今年3/9，还差：老党员、老干部、老模范、富裕户、上访户、同住",
        "本周劳动记了1次",
      ].join("\n"),
    );
    const sums = await world.says("sun", "/覆盖 任务");
    expect(sums).toContain("新会镇（只有合计）：包村的1人，包满3村的0人");
    expect(sums).toContain("今年合计：困难户1、同吃1、同劳动1；九样走全的0人");
    expect(sums).toContain("本周记过劳动的1人");
    expect(sums).not.toContain("周明");
    expect(await world.says("zhou", "/覆盖 任务", group("office"))).toBe("");
    expect(await world.says("zhou", "撤销")).toContain("撤销了");
    expect(await world.says("zhou", "/覆盖 任务")).toContain("今年0/9");
  });
});
