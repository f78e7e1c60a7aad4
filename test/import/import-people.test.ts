import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { importPeople } from "../../src/cli/import-people.ts";
import { engines, openWorld, type World } from "../world.ts";
import { table } from "./tables.ts";

const header = "姓名,岗位,地点,职务,手机,账号,外出,党员,父名";

describe.each(engines)("a roster imported on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  /** What the command line says, line by line; the code where it is not 0. */
  async function importing(lines: readonly string[], ...flags: readonly string[]): Promise<string> {
    const said: string[] = [];
    const note = (line: string) => void said.push(line);
    const context = { environment: {}, out: note, err: note, input: (async function* () {})(), now: world.now };
    const flagged = new Map(flags.map((flag) => [flag, ""]));
    const code = await importPeople(table(...lines), "名册.csv", world.store, flagged, context);
    return [...said, ...(code === 0 ? [] : [`code ${code}`])].join("\n");
  }
  const called = (name: string) => world.store.read.roster.called([name]);

  test("changes nothing when it is imported again", async () => {
    const lines = [
      header,
      "冯立英,书记,西卧牛村,,13800000001,sandbox:feng,,是,",
      "冯大,村民,西卧牛村一社,,13800000002,,苏州,,冯老",
    ];
    expect(await importing(lines)).toBe("导入好了：新增2，更新0。");
    const before = [await called("冯立英"), await called("冯大")];
    expect(await importing(lines)).toBe("导入好了：和原来一样，没有变化。");
    expect([await called("冯立英"), await called("冯大")]).toEqual(before);
  });

  // ten thousand people once are enough
  if (engine === "sqlite")
    test("says how far it is, every ten thousand people", async () => {
      const people = Array.from({ length: 10_001 }, (_, n) => `王建国,西卧牛村,1380${String(n).padStart(7, "0")}`);
      expect(await importing(["姓名,地点,手机", ...people])).toBe("写了10000/10001人……\n导入好了：新增10001，更新0。");
    });

  test("begins the morning digest of a secretary, and none of an admin, who may ask for one", async () => {
    const lines = [header, "冯立英,书记,西卧牛村,,,sandbox:feng,,,", "管小山,管理员,新会镇,,,sandbox:guan,,,"];
    await importing(lines);
    const setting = async (name: string) => {
      const [person] = await called(name);
      return world.store.read.digests.setting(person?.id ?? "");
    };
    expect([(await setting("冯立英"))?.enabled, await setting("管小山")]).toEqual([1, undefined]);
    expect(await world.says("guan", "/简报 设置 7:50")).toContain("工作日7:50");
    expect((await setting("管小山"))?.enabled).toBe(1);
  });

  test("with a wrong account put right gives that account to whom it names, and renames nobody", async () => {
    await importing([header, "冯立英,书记,西卧牛村,,,sandbox:wrong,,,"]);
    expect(await world.says("wrong", "/覆盖 谈心")).toMatch(/^谈心/);
    const lines = [header, "钱大有,村民,西卧牛村一社,,,sandbox:wrong,,,"];
    expect(await importing(lines)).toContain(
      "第2行：账号“sandbox:wrong”名册里是冯立英的：确是钱大有的，把冯立英那一行也写进来",
    );
    expect(await importing([...lines, "冯立英,书记,西卧牛村,,,sandbox:feng,,,"])).toBe("导入好了：新增1，更新1。");
    expect(await world.says("wrong", "查我的")).toContain("您是钱大有");
    expect(await world.says("wrong", "/覆盖 谈心")).toContain("要干部才能用");
    expect(await world.says("feng", "/覆盖 谈心")).toMatch(/^谈心/);
    expect((await called("冯立英")).map(({ posts }) => posts.length)).toEqual([1]);
  });

  test("with another account leaves the former one without a person", async () => {
    await importing([header, "冯立英,书记,西卧牛村,,,sandbox:wrong,,,"]);
    await world.says("wrong", "查我的");
    await importing([header, "冯立英,书记,西卧牛村,,,sandbox:feng,,,"]);
    expect(await world.says("wrong", "查我的")).toContain("我还不知道您是谁");
  });

  test("says which posts it no longer names, and ends them only as the whole roster, listed before", async () => {
    const lowered = [header, "赫振山,村民,东卧牛村,,,sandbox:he,,,", "王建国,干部,东卧牛村,村委会主任,,,,,"];
    const stays = "还在任，没有动：赫振山 新会镇东卧牛村 书记（村党支部书记）。要撤：/撤岗 赫振山";
    expect(await importing(lowered)).toContain(stays);
    expect(await world.says("he", "/简报")).toContain("东卧牛村");
    const listed = "不再担任：赫振山 新会镇东卧牛村 书记（村党支部书记）";
    expect(await importing(lowered, "--whole")).toContain(`${listed}\n以上1个岗位名册里没有了，还没有动`);
    expect(await world.says("he", "/简报")).toContain("东卧牛村");
    expect(await importing(lowered, "--whole")).toContain(`${listed}\n导入好了：新增0，更新0，撤岗1个。`);
    expect(await world.says("he", "/简报")).toContain("要书记才能用");
    const history = await world.store.read.people.history((await called("赫振山"))[0]?.id ?? "");
    expect(history.map((post) => [post.role, post.ended_at])).toEqual([["secretary", world.now()]]);
  });

  test("as the whole roster of a village leaves the posts of other places alone", async () => {
    const lines = [header, "赫振山,书记,东卧牛村,村党支部书记,,,,,"];
    expect(await importing(lines, "--whole", "--dry-run")).toBe(
      "不再担任：王建国 新会镇东卧牛村 干部（村委会主任）\n试导：1行可以导入，没有写。",
    );
    expect(await world.says("wang", "/覆盖 谈心")).toMatch(/^谈心/);
    await world.says("sun", "/交办 王建国 三社路灯修好 12月2日前");
    expect(await importing(lines, "--whole")).toContain("撤岗1个");
    // whoever handed it over hears that nobody owns it now
    await world.passes(60_000);
    expect(world.sent.map(({ to, text }) => `${to} ${text}`).join("\n")).toContain(
      "direct:sun 王建国离任，J1 没人管了。改派：改派 J1 人",
    );
    expect(await world.says("wang", "/覆盖 谈心")).toContain("要干部才能用");
    expect(await world.says("zhou", "/覆盖 谈心")).toMatch(/^谈心/);
  });

  test("hands the reminders that recur to the new holder, also when the old one left before", async () => {
    await world.says("wang", "/提醒 每周一早8点 交表");
    await world.says("sun", "/撤岗 王建国 东卧牛村");
    await importing([header, "钱新,干部,东卧牛村,村委会主任,,sandbox:qian,,,"]);
    await world.says("qian", "你好");
    expect(await world.says("qian", "/提醒 列表")).toContain("交表");
    expect(await world.says("wang", "查我的")).not.toContain("等着的提醒");
  });

  test("as the whole roster needs the posts, and every row", async () => {
    expect(await importing(["姓名,地点", "赫振山,东卧牛村"], "--whole")).toContain("要有“岗位”这一栏");
    expect(await importing([header, "赫振山,书记,没有村,,,,,,"], "--whole", "--skip-bad")).toMatch(
      /一行也没有写。\ncode 1$/,
    );
  });

  test("writes only the columns that it has", async () => {
    await importing([header, "李大山,村民,东卧牛村三社,,13800000003,,苏州,是,"]);
    await importing(["姓名,地点", "李大山,东卧牛村三社", "王建国,东卧牛村"]);
    expect((await called("李大山"))[0]).toMatchObject({ awayCity: "苏州", partyMember: true, phone: "13800000003" });
    const [wang] = await called("王建国");
    expect(wang?.posts).toMatchObject([{ role: "cadre", title: "村委会主任" }]);
    expect(wang?.homePlaceId).toBeNull();
  });

  describe("two of one name in one village", () => {
    test("stay two: by the phone, by the father, by the section", async () => {
      const lines = [
        header,
        "王伟,村民,柳河村,,13800000004,,,,",
        "王伟,村民,柳河村,,13800000005,,苏州,,",
        "王强,村民,柳河村,,,,,,王一",
        "王强,村民,柳河村,,,,,,王二",
        "王刚,村民,西卧牛村一社,,,,,,",
        "王刚,村民,西卧牛村二社,,,,,,",
      ];
      expect(await importing(lines)).toBe("导入好了：新增6，更新0。");
      expect(await importing(lines)).toBe("导入好了：和原来一样，没有变化。");
      const other = "王伟,村民,柳河村,,13800000006,,,,";
      expect(await importing([header, other])).toContain("名册里新会镇/柳河村有2个王伟");
      expect(await importing([header, "王伟,村民,柳河村,,13800000006,,,,王三"])).toBe("导入好了：新增1，更新0。");
    });

    test("are a bad row that says how to tell them apart", async () => {
      const said = await importing([header, "王伟,村民,柳河村,,,,,,", "王伟,干部,柳河村,会计,,,,,"]);
      expect(said).toContain("第3行：和第2行的王伟分不开：是同一个人就写一样的手机，是两个人就各写手机，或各写父名");
      expect(await called("王伟")).toEqual([]);
    });

    test("are one where the phone is the same: two posts", async () => {
      const lines = [
        header,
        "王伟,干部,柳河村,会计,13800000004,,,,",
        "王伟,干部,石门村,代办员,13800000004,sandbox:wei,,,",
      ];
      expect(await importing(lines)).toBe("导入好了：新增1，更新0。");
      expect((await called("王伟")).map(({ posts }) => posts.length)).toEqual([2]);
      expect(await importing(lines)).toBe("导入好了：和原来一样，没有变化。");
    });

    test("a phone that was changed is said to be, or it is another person", async () => {
      await importing([header, "王伟,村民,柳河村,,13800000004,,,,"]);
      expect(await importing([header, "王伟,村民,柳河村,,13900000009,,,,"])).toContain(
        "名册里新会镇/柳河村的王伟手机尾号是0004：换了号就写“新号（原0004）”，是另一个人就写上父名",
      );
      expect(await importing([header, "王伟,村民,柳河村,,13900000009（原0004）,,,,"])).toBe("导入好了：新增0，更新1。");
      expect((await called("王伟")).map(({ phone }) => phone)).toEqual(["13900000009"]);
      expect(await importing([header, "王伟,村民,柳河村,,13800000007,,,,王三"])).toBe("导入好了：新增1，更新0。");
    });

    test("who is on the roster with less is filled in, unless two of the file may be the one", async () => {
      await importing([header, "王伟,村民,柳河村,,,,,,"]);
      const two = ["王伟,村民,柳河村,,13800000004,,,,", "王伟,村民,柳河村,,13800000005,,,,"];
      expect(await importing([header, ...two])).toContain("第3行：名册里只有一个王伟，和第2行不知哪个是他");
      expect(await importing([header, two[0] ?? ""])).toBe("导入好了：新增0，更新1。");
      expect(await importing([header, ...two])).toBe("导入好了：新增1，更新0。");
    });
  });
});
