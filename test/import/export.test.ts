import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { loadReference } from "../../src/bot/places.ts";
import { importKinds } from "../../src/cli/import.ts";
import { exporters } from "../../src/import/exported.ts";
import { readTable } from "../../src/import/read-table.ts";
import type { Table } from "../../src/import/table.ts";
import { writeTable } from "../../src/import/write-table.ts";
import { engines, openWorld, type World } from "../world.ts";
import { table, withFolder } from "./tables.ts";

const same = "导入好了：和原来一样，没有变化。";

describe.each(engines)("import and export on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  /** What the command line says, line by line. */
  async function importing(kind: string, file: Table, ...flags: readonly string[]): Promise<string> {
    const said: string[] = [];
    const note = (line: string) => void said.push(line);
    const context = { environment: {}, out: note, err: note, input: (async function* () {})(), now: world.now };
    const flagged = new Map(flags.map((flag) => [flag, ""]));
    await importKinds[kind]?.take(file, "表.csv", world.store, flagged, context);
    return said.join("\n");
  }
  async function exported(kind: string, full = false): Promise<readonly (readonly string[])[]> {
    const { places } = await loadReference(world.store.read);
    return (await exporters[kind]?.({ tables: world.store.read, places, full }))?.lines ?? [];
  }
  async function again(kind: string, file: string): Promise<string> {
    return withFolder(async (folder) => {
      await writeTable(join(folder, file), await exported(kind));
      return importing(kind, await readTable(join(folder, file), importKinds[kind]?.columns));
    });
  }

  const pairings = [
    "干部,对象,类别,到,目标",
    "周明,石门村,包村",
    "孙国华,新会镇/柳河村,包村",
    "新会镇/周明,东卧牛村/王秀英,联户",
    "孙国华,东卧牛村,第一书记",
    "孙国华,石门村,驻点,2028-12-31,好",
  ];
  const directory = [
    "事项,姓名,职务,电话,公开",
    "低保、医保,吴芳,新会镇民政所,0537-1234567,公开",
    "路灯,钱电工,村电工,13800001309,",
    "政务热线,,12345热线,12345,公开",
  ];

  test("everything exported and imported again changes nothing, as xlsx and as csv", async () => {
    await importing("places", table("名称,级别,上级,别名", "新庄村,村,新会镇,新庄、三大队", "一组,组,新会镇/新庄村,"));
    await importing(
      "people",
      table(
        "姓名,岗位,地点,职务,手机,账号,外出,党员,父名",
        "冯立英,书记,新庄村,村支书,13800000001,sandbox:feng,,是,",
        "冯立英,村民,新庄村/一组,,13800000001,sandbox:feng,,是,",
        "冯大,村民,新庄村/一组,,13800000002,,苏州,,冯老",
      ),
    );
    await importing("pairings", table(...pairings));
    await importing("directory", table(...directory));
    await importing(
      "policies",
      table("事项,内容,来源,日期,到期", "高龄补贴、老年补贴,80岁起每人每月100元,县民政局〔2026〕12号,2026-03-01,"),
    );
    await importing(
      "templates",
      table("模板,步骤,到会,通过,依据", "五议,村代会 决议,四分之三,,县里规定", "五议,公布 决议,,,"),
    );
    await importing(
      "appraisals",
      table(
        "模板,项目,名称,值,依据",
        "村评,票组,党员,60 名册,县里规定",
        "村评,票组,组织,40 合议,",
        "村评,档,好,100,",
        "村评,档,差,0,",
        "村评,最少票,,8,县里规定",
      ),
    );
    await importing("holidays", table("日期,类型,名称", "2026-10-01,休,国庆节", "2026-10-10,班,"));
    await world.says("sun", "/专项 新建 集中教育 清单：清理财务、排查矛盾 到12月31日");
    await importing(
      "ticks",
      table(
        "地点,项目,日期,数量",
        "东卧牛村、石门村,排查矛盾,2026-11-21,排查3件、化解2件",
        "新会镇,清理财务,2026-11-21,216人",
      ),
    );
    await importing("ticks", table("地点,项目,日期,数量", "柳河村,清理财务,2026-11-21,"));
    for (const kind of Object.keys(importKinds))
      for (const file of ["出.xlsx", "出.csv"]) {
        // the world's own places know no word for their level yet
        if (kind === "places" && file === "出.xlsx") await again(kind, file);
        expect([kind, file, await again(kind, file)]).toEqual([kind, file, same]);
      }
  });

  test("a row of several places without a number takes away none that one of them has", async () => {
    await world.says("sun", "/专项 新建 集中教育 清单：清理财务 到12月31日");
    const taken = (...lines: readonly string[]) => importing("ticks", table("地点,项目,日期,数量", ...lines));
    await taken("东卧牛村,清理财务,2026-11-21,216人");
    expect(await taken("东卧牛村、西卧牛村,清理财务,2026-11-21,")).toBe("导入好了：新增1，更新0。");
    const stands = [
      ["新会镇/东卧牛村", "清理财务", "2026-11-21", "216人"],
      ["新会镇/西卧牛村", "清理财务", "2026-11-21", ""],
    ];
    expect((await exported("ticks")).slice(1)).toEqual(stands);
    // wherever it stands in the row, and when all of it stands there is nothing to write
    expect(await taken("石门村、西卧牛村、东卧牛村,清理财务,2026-11-21,")).toBe("导入好了：新增1，更新0。");
    expect(await taken("西卧牛村、东卧牛村,清理财务,2026-11-21,")).toBe(same);
    expect((await exported("ticks")).slice(1)).toEqual([...stands, ["新会镇/石门村", "清理财务", "2026-11-21", ""]]);
  });

  test("numbers are masked unless they are published or asked for in full", async () => {
    await importing("people", table("姓名,地点,手机", "冯大,石门村,13800000002"));
    await importing("directory", table(...directory));
    const cells = async (kind: string, full: boolean) => (await exported(kind, full)).flat();
    expect(await cells("people", false)).toContain("138****0002");
    expect(await cells("people", true)).toContain("13800000002");
    expect(await cells("directory", false)).toEqual(expect.arrayContaining(["05371234567", "138****1309", "12345"]));
    expect(await importing("people", table("姓名,地点,手机", "冯二,石门村,138****0003"))).toContain(
      "第2行：手机遮住了，名册里没有尾号是0003的冯二：新来的要写全号码",
    );
    expect(await importing("directory", table("事项,职务,电话", "水,水站,138****0003"))).toContain(
      "第2行：电话遮住了，原来也没有：写全号码",
    );
  });

  test("what a spreadsheet would take for a formula is text, and comes back as it was", async () => {
    await withFolder(async (folder) => {
      const said = ["=1+1", "+86", "-", "@all", "平常"];
      for (const name of ["表.csv", "表.xlsx"]) {
        await writeTable(join(folder, name), [["甲", "乙", "丙", "丁", "戊"], said]);
        const { rows } = await readTable(join(folder, name));
        expect(Object.values([...rows][0]?.cells ?? {}).filter(Boolean)).toEqual(["=1+1", "+86", "-", "@all", "平常"]);
      }
    });
  });

  test("pairings: who and what is found on the roster, every row that cannot be is named", async () => {
    expect(await importing("pairings", table(...pairings))).toBe("导入好了：新增5，更新0。");
    expect(await importing("pairings", table(...pairings))).toBe(same);
    const wrong = [
      "干部,对象,类别,到,目标",
      "周明,王秀英,联户",
      "马骏,石门村,包村",
      "周明,天上村,包村",
      "王秀英,石门村,包村",
      "周明,一社,包村",
      "孙国华,东卧牛村/王秀英,驻点,2028-12-31,好",
      "孙国华,西卧牛村/王秀英,驻点,,好",
      "孙国华,天上村,驻点,2028-12-31,",
    ];
    expect(await importing("pairings", table(...wrong))).toBe(
      [
        "第2行：对象“王秀英”有2个：请写全，如“新会镇/东卧牛村/一社/王秀英”“新会镇/西卧牛村/一社/王秀英”",
        "第3行：干部“马骏”名册里没有，或没有岗位：先导入名册",
        "第4、9行：对象“天上村”不是地点，名册里也没有这个人",
        "第5行：干部“王秀英”名册里没有，或没有岗位：先导入名册",
        "第6行：对象“一社”有3个：请写全，如“新会镇/东卧牛村/一社”“新会镇/李家湾村/一社”“新会镇/西卧牛村/一社”",
        "第7行：“到”和“目标”只记在地点上，对象“东卧牛村/王秀英”是人：对象写村，或把这两格空着",
        "第8行：“到”和“目标”只记在地点上，对象“西卧牛村/王秀英”是人：对象写村，或把这两格空着",
        "8行有错，一行也没有写。改好再导，或加 --skip-bad 只导好的。",
      ].join("\n"),
    );
  });

  test("a whole file of pairings or of the directory ends what it leaves out, after it was listed", async () => {
    await importing("pairings", table(...pairings));
    const fewer = table(...pairings.filter((line) => !line.includes("第一书记")));
    const listed = "文件里没有了：孙国华 第一书记 新会镇东卧牛村";
    expect(await importing("pairings", fewer, "--whole")).toBe(
      `${listed}\n以上1条文件里没有了，还没有动。看过没错，原样再导一遍就去掉。`,
    );
    expect(await importing("pairings", fewer, "--whole")).toBe(`${listed}\n导入好了：新增0，更新0，去掉1。`);
    expect(await importing("pairings", fewer, "--whole")).toBe(same);
    await importing("directory", table(...directory));
    await importing("directory", table(...directory.slice(0, 3)), "--whole", "--dry-run");
    expect(await importing("directory", table(...directory.slice(0, 3)), "--whole")).toContain("去掉1");
    expect((await world.store.read.directory.all()).map(({ title }) => title)).toEqual(["新会镇民政所", "村电工"]);
  });

  test("equal faults are one line", async () => {
    const lines = ["姓名,地点", ...Array.from({ length: 7 }, (_, i) => `王${"一二三四五六七"[i]},天上村`)];
    expect(await importing("people", table(...lines))).toContain(
      "第2、3、4、5、6等7行：地点“天上村”没有这个地点：请改正，或先导入地点\n",
    );
  });
});
