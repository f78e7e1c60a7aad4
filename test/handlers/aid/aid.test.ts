import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import pg from "pg";
import { loadReference } from "../../../src/bot/places.ts";
import { exporters } from "../../../src/import/exported.ts";
import { importerOf } from "../../../src/import/importers.ts";
import { Connection } from "../../../src/store/engine/connection.ts";
import { table } from "../../import/tables.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

const registered = "/助学 登记 东卧牛 三社李家孩子上初二，学费差800元 监护人：李大山，同意";

describe.each(engines)("pupils in need on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
    for (const who of ["wang", "zhou", "sun", "admin"]) await world.says(who, "在吗");
    await world.says("sun", "/助学 定人 东卧牛 王建国");
    await world.says("sun", "/助学 定人 新会镇 周明");
  });
  afterEach(() => world.close());

  test("one writes it down in the village, one decides above, each hears of the other's step and of no word", async () => {
    expect(await world.says("wang", registered)).toBe("登记了助学1，只有登记的人和审定的人看得到。错了：/助学 结束 1");
    expect(world.toChat(direct("zhou")).at(-1)).toBe("东卧牛村登记了助学1，等您审定。看：/助学 1");
    expect(await world.says("zhou", "/助学")).toBe(
      "助学1件（待定1、受助0、不助0）：\n1 东卧牛村 待定：三社李家孩子上初二，学费差800元",
    );
    expect(await world.says("wang", "/助学 受助 1 给800元")).toBe("助学由审定的人定。");
    expect(await world.says("zhou", "/助学 受助 1 每学期1000元，县慈善总会出")).toBe("助学1定了：受助。");
    expect(world.toChat(direct("wang")).at(-1)).toBe("助学1定了：受助。看：/助学 1");
    expect(await world.says("wang", "/助学 1")).toBe(
      [
        "助学1 东卧牛村 受助（11月21日）",
        "三社李家孩子上初二，学费差800元",
        "监护人：李大山，同意",
        "每学期1000元，县慈善总会出",
        "看得到的：周明（助学审定）、王建国（助学登记）",
      ].join("\n"),
    );
    expect(await world.says("wang", "/助学 结束 1")).toContain("结束由审定的人来");
    expect(await world.says("zhou", "/助学 结束 1")).toBe("助学1结束了，内容抹掉了。");
    expect(await world.says("zhou", "/助学 1")).toContain("内容抹掉了");
    expect(await world.store.read.aidCases.numbered(1)).toMatchObject({ words: "", guardian: "", decision: "" });
  });

  /** Keys of messages of which the words are kept. */
  async function worded(): Promise<readonly string[]> {
    const asked = "select key from inbox where message_sealed is not null order by received_at, key";
    if (engine === "sqlite") {
      const { file } = new Connection(world.url.slice("sqlite:".length), true);
      const rows = file.prepare(asked).all();
      file.close();
      return rows.map(({ key }) => String(key));
    }
    const client = new pg.Client({ connectionString: world.url });
    await client.connect();
    const { rows } = await client.query<{ key: string }>(asked);
    await client.end();
    return rows.map(({ key }) => key);
  }

  test("撤销 takes back what was registered last, its words with the message that brought them", async () => {
    await world.says("wang", "/走访 三社老李家 屋顶漏雨");
    world.waits(new Date(world.now() + 60_000).toISOString());
    await world.says("wang", registered, direct("wang"), { key: "whole" });
    expect(await worded()).toContain("whole");
    expect(await world.says("wang", "撤销")).toBe("撤销了助学1，内容抹掉了。");
    expect(await worded()).not.toContain("whole");
    expect(await world.store.read.aidCases.numbered(1)).toMatchObject({ state: "ended", words: "", guardian: "" });
    expect(await world.says("wang", "/助学 撤销")).toBe("十分钟内没有您登记的、还没定的助学。");
    expect(await world.says("wang", "查 V1")).toContain("屋顶漏雨");

    // said in two messages
    expect(
      await world.says("wang", "/助学 登记 东卧牛 监护人：李大山，同意", direct("wang"), { key: "first" }),
    ).toContain("什么情况");
    expect(await world.says("wang", "三社李家孩子上初二", direct("wang"), { key: "second" })).toContain("登记了助学2");
    expect(await worded()).toEqual(expect.arrayContaining(["first", "second"]));
    await world.says("wang", "/助学 结束 2");
    expect((await worded()).filter((key) => key === "first" || key === "second")).toEqual([]);
  });

  test("a message that is taken back takes its pupil along, unless somebody decided", async () => {
    const recall = { type: "recall", chat: direct("wang"), sentAt: world.now() } as const;
    await world.says("wang", registered, direct("wang"), { platformId: "p1", key: "one" });
    await world.says("wang", registered.replace("初二", "初三"), direct("wang"), { platformId: "p2", key: "two" });
    await world.says("zhou", "/助学 受助 2 每学期1000元");
    await world.receives({ ...recall, key: "r1", platformId: "p1" });
    await world.receives({ ...recall, key: "r2", platformId: "p2" });
    expect(await world.says("zhou", "/助学")).toBe(
      "助学1件（待定0、受助1、不助0）：\n2 东卧牛村 受助：三社李家孩子上初三，学费差800元",
    );
    expect(await worded()).not.toContain("one");
  });

  test("nobody else comes upon it: no secretary, no admin, no list, digest, export, log or group", async () => {
    await world.says("wang", registered);
    const asks = ["/助学", "/助学 1", "/助学 结束 1", "/助学 受助 1 给钱", "查 李家孩子", "/今日", "/简报", "/本周"];
    for (const who of ["sun", "admin", "li", "xiuying"])
      for (const said of [...asks, "查 东卧牛", "/走访 列表", "/手记 列表", "查 王建国", "审计"])
        expect([who, said, await world.says(who, said)]).toEqual([
          who,
          said,
          expect.not.stringMatching(/初二|学费|800元/),
        ]);
    expect(await world.says("wang", "/助学", group("office"))).not.toContain("初二");
    expect(await world.says("wang", registered, group("office"))).not.toContain("登记了");
    const { places } = await loadReference(world.store.read);
    for (const [kind, exporter] of Object.entries(exporters)) {
      const { lines } = await exporter({ tables: world.store.read, places, full: true });
      expect([kind, lines.flat().filter((cell) => /初二/.test(cell))]).toEqual([kind, []]);
    }
    expect(world.logged.join()).not.toMatch(/初二|李家/);
    expect(await world.says("wang", "/助学 1")).toContain("初二");
  });

  test("without the guardian's word, and in a village that is not theirs, nothing is kept", async () => {
    const bare = "/助学 登记 东卧牛 三社李家孩子上初二";
    expect(await world.says("wang", bare)).toContain("要监护人同意才能登记，没记");
    for (const word of [
      "不同意",
      "还没有同意",
      "不太同意",
      "等他同意",
      "不一定同意",
      "不 同意",
      "没有 同意",
      "不太 同意",
      "等他 同意",
      "如果爷爷点头，同意",
      "同意不了",
      "是否同意？",
    ])
      expect([word, await world.says("wang", `${bare} 监护人：李大山，${word}`)]).toEqual([
        word,
        expect.stringContaining("要监护人同意才能登记，没记"),
      ]);
    expect(await world.says("wang", "/助学 登记 石门 谁家孩子 监护人：某某，同意")).toContain("助学只有登记的人");
    expect(await world.says("wang", "/助学")).toContain("没有登记的助学");
    for (const word of ["，同意", "、已同意了。", " 都同意"])
      expect(await world.says("wang", `${bare} 监护人：李大山${word}`)).toContain("登记了助学");
  });

  test("whoever has it no more knows no more, and all who know hear who is named", async () => {
    await world.says("wang", registered);
    expect(await world.says("zhou", "/助学 定人 东卧牛 周明")).toContain("要书记才能用");
    expect(await world.says("sun", "/助学 定人 新会镇 孙国华")).toBe("新会镇的助学审定定了孙国华，不再是周明。");
    expect(world.toChat(direct("zhou")).at(-1)).toContain("新会镇的助学审定定了孙国华，不再是周明");
    expect(await world.says("zhou", "/助学 1")).toContain("助学只有登记的人和审定的人看得到");
    expect(await world.says("sun", "/助学 1")).toContain("初二");
    expect(await world.says("sun", "/助学 定人 石门 王建国")).toContain("石门村和上级没有叫王建国的干部，没定。");
  });

  test("whoever has it for several places sees all by number, and none twice", async () => {
    await world.says("wang", registered);
    await world.says("sun", "/助学 定人 石门 周明");
    await world.says("zhou", "/助学 登记 石门 一社张家孩子上高一 监护人：张三，同意");
    await world.says("wang", registered.replace("李家", "冯家"));
    await world.says("sun", "/助学 定人 东卧牛 周明");
    const all = await world.says("zhou", "/助学");
    await world.says("sun", "/助学 定人 新会镇 孙国华");
    expect([all, await world.says("zhou", "/助学")]).toEqual(
      Array(2).fill(
        "助学3件（待定3、受助0、不助0）：\n1 东卧牛村 待定：三社李家孩子上初二，学费差800元\n2 石门村 待定：一社张家孩子上高一\n3 东卧牛村 待定：三社冯家孩子上初二，学费差800元",
      ),
    );
  });

  test("whoever left office is no longer among those who know, nor told of anything", async () => {
    await world.says("wang", registered);
    expect(await world.says("zhou", "/助学 1")).toContain("看得到的：周明（助学审定）、王建国（助学登记）");
    expect(await world.says("sun", "/撤岗 王建国 东卧牛村")).toContain("王建国");
    expect(await world.says("zhou", "/助学 1")).toMatch(/看得到的：周明（助学审定）$/u);
    const before = world.toChat(direct("wang")).length;
    await world.says("sun", "/助学 定人 新会镇 孙国华");
    expect(world.toChat(direct("wang")).slice(before)).toEqual([]);
    expect(world.toChat(direct("zhou")).at(-1)).toContain("新会镇的助学审定定了孙国华，不再是周明。");
  });

  test("a role that comes by a file is told to all who know, below it too, and to nobody twice", async () => {
    // of the town, above the village
    expect(await world.says("sun", "/助学 定人 石门 周明")).toBe("石门村的助学登记定了周明。");
    await world.says("wang", registered);
    const before = world.sent.length;
    const imports = async (...lines: readonly string[]) => {
      const { store, now } = world;
      const { places } = await loadReference(store.read);
      const file = table("干部,对象,类别", ...lines);
      const opened = await importerOf("pairings")?.open({
        table: file,
        places,
        tables: store.read,
        path: null,
        now: now(),
      });
      expect(opened?.bad).toEqual([]);
      if (!opened || !("takeIn" in opened)) throw new Error("pairings are written in pieces");
      await opened.takeIn({ store, now, author: "sandbox:admin", placeId: "", file: "", draft: null });
    };
    await imports("孙国华,新会镇,助学审定", "孙国华,石门村,包村");
    await imports("孙国华,新会镇,助学审定");
    await world.quiet();
    await world.passes(60_000);
    const told = world.sent.slice(before).map(({ to, text }) => [to, text]);
    const text = "新会镇的助学审定加了孙国华（导入的）。不对的，请书记发：/助学 定人 新会镇 姓名。看：/助学";
    expect(told.toSorted()).toEqual(["sun", "wang", "zhou"].map((who) => [`sandbox:town:direct:${who}`, text]));
    // whoever is named by a word is told below it as well
    await world.says("sun", "/助学 定人 新会镇 孙国华");
    expect(world.toChat(direct("wang")).at(-1)).toContain("新会镇的助学审定定了孙国华，不再是周明。");
  });
});
