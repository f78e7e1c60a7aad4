import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { loadReference } from "../../../src/bot/places.ts";
import { readPairings } from "../../../src/import/recognise-pairings.ts";
import { writePairings } from "../../../src/import/write-pairings.ts";
import { table } from "../../import/tables.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";
import { openHall } from "../appraisal/hall.ts";

describe.each(engines)("/驻点 on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  /** A ballot of the village must be there. */
  const graded = (village: string, at: string, given: string) =>
    world.store.write(async (tables) => {
      const [one] = await tables.appraisals.below(`/county/town/${village}/`, { limit: 1, offset: 0 });
      const [object] = one ? await tables.appraisals.objects(one.id) : [];
      await tables.grades.keep({
        ...{ record_id: one?.id ?? "", object_id: `${object?.id ?? ""}${at}`, person_id: null, place_id: village },
        ...{ name: "班子", scheme: "三评三定", grade: given, before: null, at: Date.parse(at) },
      });
    });

  test("a stay has an end and a goal, its visits are ordinary ones, and it goes on with who takes over", async () => {
    await world.says("zhou", "帮助");
    expect(await world.says("sun", "/包联 驻点 周明 石门 两年 目标：好")).toBe(
      "定了：周明到石门村驻点，到2028年11月21日，目标：好。换人：/交接。定错了：/包联 撤下 周明 石门村 定错了",
    );
    expect(world.toChat(direct("zhou")).at(-1)).toContain("周明到石门村驻点，到2028年11月21日");
    await world.says("zhou", "/走访 石门 看了水渠");
    const line = "石门村 周明，到2028年11月21日（还有731天），目标：好，走访1次";
    expect(await world.says("zhou", "/驻点")).toBe(`驻点1个\n${line}`);
    expect(await world.says("sun", "/驻点 石门")).toBe(`驻点1个\n${line}`);
    expect(await world.says("sun", "/包联 驻点 周明 石门 到2028年12月31日")).toContain(
      "改成：周明到石门村驻点，到2028年12月31日",
    );
    world.waits("2028-10-31T10:00:00+08:00");
    expect(await world.says("sun", "/驻点")).toContain(
      "驻点1个；90天内到期还没晋档：石门村（周明，还有61天）\n石门村 周明，到12月31日（还有61天）",
    );
    await world.says("sun", "/交接 周明 王建国");
    await world.says("sun", "交接");
    expect(await world.says("sun", "/驻点")).toContain("石门村 王建国，到12月31日（还有61天）");
  });

  test("how long before its end it is spoken of is set for a place and all below, and told once", async () => {
    await world.says("zhou", "帮助");
    await world.says("sun", "/包联 驻点 周明 石门 到2027年1月31日 目标：好");
    expect(await world.says("sun", "/专项 设置 驻点提醒 60")).toContain("要管理员");
    expect(await world.says("sun", "/驻点")).toContain("90天内到期还没晋档");
    expect(await world.says("admin", "/专项 设置 驻点提醒 40")).toContain("驻点提醒 40（天");
    expect(await world.says("sun", "/驻点")).not.toContain("到期还没晋档");
    const told = () => world.toChat(direct("zhou")).filter((text) => text.includes("您在石门村驻点到"));
    await world.passes("2026-12-10T10:00+08:00");
    expect(told()).toEqual([]);
    await world.passes("2026-12-24T10:00+08:00");
    expect(told()).toHaveLength(1);
    expect(await world.says("sun", "/驻点")).toContain("40天内到期还没晋档：石门村");
  });

  test("where it is set longer, those that came within it by that are told the next morning, once", async () => {
    await world.says("zhou", "帮助");
    await world.says("sun", "/包联 驻点 周明 石门 到2027年3月22日");
    await world.says("sun", "/包联 驻点 周明 柳河 到2027年6月30日");
    const told = () => world.toChat(direct("zhou")).filter((text) => text.includes("您在"));
    await world.sleeps("2026-11-22T09:30:00+08:00");
    expect(told()).toEqual([]);
    await world.says("admin", "/专项 设置 驻点提醒 180");
    expect(told()).toEqual([]);
    await world.sleeps("2026-11-23T09:30:00+08:00");
    expect(told()).toEqual([expect.stringContaining("您在石门村驻点到2027年3月22日，还有119天")]);
    await world.sleeps("2026-11-24T09:30:00+08:00");
    // what is set for something else beside it changes nothing, and shorter tells nobody again
    await world.says("admin", "/专项 设置 跟踪 400");
    await world.sleeps("2026-11-25T09:30:00+08:00");
    await world.says("admin", "/专项 设置 驻点提醒 120");
    await world.sleeps("2026-11-26T09:30:00+08:00");
    await world.sleeps("2026-11-27T09:30:00+08:00");
    expect(told()).toHaveLength(1);
    // 石门 came at 180 days, 柳河 comes at what is set now
    await world.sleeps("2027-03-01T09:30:00+08:00");
    expect(told().slice(1)).toEqual([]);
    await world.sleeps("2027-03-02T09:30:00+08:00");
    expect(told().slice(1)).toEqual([expect.stringContaining("您在柳河村驻点到6月30日，还有120天")]);
  });

  test("a grade of the village changes it at once, and the week's report counts who has not risen", async () => {
    await world.says("sun", "/包联 驻点 周明 石门 到2027年1月31日 目标：好");
    await world.says("sun", "/包联 驻点 王建国 柳河 到2027年1月31日");
    await world.says("sun", "/评议 新建 三评三定 石门村 对象：班子 截止：12月22日18:00 监票：李大山、周明");
    expect(await world.says("sun", "/本周")).toContain("驻点90天内到期未晋档2");
    await graded("石门村", "2026-06-01T10:00:00+08:00", "一般");
    expect(await world.says("sun", "/驻点 石门")).toContain(
      "驻点1个：已晋档0，已到目标0；90天内到期还没晋档：石门村（周明，还有71天）\n石门村 周明，到2027年1月31日（还有71天），目标：好，走访0次，格次：一般",
    );
    world.waits("2026-11-22T10:00:00+08:00");
    await graded("石门村", "2026-11-22T09:00:00+08:00", "较好");
    expect(await world.says("zhou", "/驻点")).toBe(
      "驻点1个：已晋档1，已到目标0\n石门村 周明，到2027年1月31日（还有70天），目标：好，走访0次，格次：一般→较好（晋档）",
    );
    expect(await world.says("sun", "/本周")).toContain("驻点90天内到期未晋档1");
    expect(await world.says("sun", "/驻点")).toContain(
      "驻点2个：已晋档1，已到目标0；90天内到期还没晋档：柳河村（王建国，还有70天）",
    );
    expect(await world.says("wang", "/驻点", group("village"))).not.toContain("格次");
  });

  test("ninety days before the end whoever stays hears of it once, unless the village has risen", async () => {
    const take = (...lines: readonly string[]) =>
      world.store.write(async (tables) => {
        const { places } = await loadReference(tables);
        const read = await readPairings(table("干部,对象,类别,到,目标", ...lines), places.index, tables);
        expect(read.bad).toEqual([]);
        return writePairings(read.good, tables, world.now());
      });
    await world.says("zhou", "帮助");
    await world.sleeps("2026-11-22T09:30:00+08:00");
    const lines = ["周明,石门村,驻点,2027-03-31,好", "周明,柳河村,驻点,,", "周明,李家湾村,驻点,2027-03-31,"];
    expect(await take(...lines)).toEqual({ added: 3, updated: 0 });
    expect(await take(...lines)).toEqual({ added: 0, updated: 0 });
    // an empty cell leaves what stands
    expect(await take("周明,石门村,驻点,2027-02-28,")).toEqual({ added: 0, updated: 1 });
    expect(await world.says("sun", "/驻点 石门")).toContain("到2027年2月28日（还有98天），目标：好");
    await world.says("sun", "/评议 新建 三评三定 李家湾 对象：班子 截止：12月22日18:00 监票：李大山、周明");
    await graded("李家湾村", "2026-11-01T10:00:00+08:00", "一般");
    await graded("李家湾村", "2026-11-23T10:00:00+08:00", "较好");
    const heard = () => world.toChat(direct("zhou")).filter((text) => text.includes("驻点到"));
    await world.sleeps("2026-11-29T09:30:00+08:00");
    expect(heard()).toEqual([]);
    // nobody was there for a day
    await world.sleeps("2026-12-01T09:30:00+08:00");
    const line = "您在石门村驻点到2027年2月28日，还有89天，还没评过格次（目标：好）。看：/驻点";
    expect(heard()).toEqual([line]);
    await world.sleeps("2026-12-02T09:30:00+08:00");
    await world.sleeps("2026-12-31T09:30:00+08:00");
    await world.sleeps("2027-01-01T09:30:00+08:00");
    expect(heard()).toEqual([line]);
  });

  test("only whoever leads sets it, only they and whoever stays see it, and no group", async () => {
    await world.says("sun", "/包联 驻点 周明 石门 两年");
    expect(await world.says("wang", "/驻点")).toContain("没有您管的驻点");
    expect(await world.says("zhou", "/包联 驻点 周明 柳河 两年")).toContain("要书记才能用");
    expect(await world.says("sun", "/包联 驻点 周明 柳河 很久")).toContain("没听懂“很久”");
    for (const where of ["office", "village"])
      expect(await world.says("sun", "/驻点", group(where))).not.toContain("石门");
  });
});

test.each(engines)("what a whole 三评三定 decides is what a stay is held to, at once, on %s", async (engine) => {
  const world = await openHall(engine);
  try {
    const says = (text: string, who = "sun") => world.says(who, text);
    const decided = async (number: string, day: string, grade: string) => {
      const ballots = "票：党员互评 60% 名册；支部考评 40% 合议";
      await says(`/评议 新建 三评三定 新会镇 对象：石门村 ${ballots} 截止：${day}18:00`);
      await says(`/评议 开始 ${number}`);
      await says("开始");
      await says(`/评议 合议 ${number} 支部考评 11月20日支委会 1：好`);
      for (let at = 1; at <= 6; at++) for (const text of ["投票", "1", "投"]) await says(text, `m${at}`);
      await world.passes(`2026-11-${day === "今天" ? 21 : 22}T18:03+08:00`);
      expect(await says(`/评议 三定 ${number} 1 格次：${grade}；奖惩：无；帮扶：不用`)).toContain("三定齐了");
    };
    await says("/包联 驻点 周明 石门 到2027年1月31日 目标：好");
    await decided("A1", "今天", "一般");
    expect(await says("/驻点")).toMatch(
      /^驻点1个：已晋档0，已到目标0；90天内到期还没晋档：石门村（周明，.*，格次：一般$/su,
    );
    expect(await says("/本周")).toContain("驻点90天内到期未晋档1");
    await decided("A2", "明天", "好");
    expect(await says("/驻点")).toMatch(/^驻点1个：已晋档1，已到目标1\n石门村 周明，.*，格次：一般→好（晋档）$/u);
    expect(await says("/本周")).not.toContain("未晋档");
  } finally {
    await world.close();
  }
});

test("however much was graded and however many stays are past, those that run are told of rightly", async () => {
  const world = await openWorld();
  const many = 2001;
  try {
    await world.says("zhou", "帮助");
    await world.says("sun", "/包联 驻点 周明 石门 到2027年2月28日 目标：好");
    await world.says("sun", "/评议 新建 三评三定 石门村 对象：班子 截止：12月22日18:00 监票：李大山、周明");
    await world.store.write(async (tables) => {
      const [one] = await tables.appraisals.below("/county/town/石门村/", { limit: 1, offset: 0 });
      const ofOne = { record_id: one?.id ?? "", person_id: null };
      await tables.grades.keep({
        ...{ ...ofOne, object_id: "team", place_id: "石门村", name: "班子", scheme: "三评三定", grade: "一般" },
        ...{ before: null, at: Date.parse("2026-06-01T10:00:00+08:00") },
      });
      const person = { homePlaceId: null, awayCity: null, partyMember: false, phone: null, now: world.now() };
      const stay = { placeId: "柳河村", until: "2026-10-01", goal: "" };
      for (let at = 0; at < many; at++) {
        await tables.grades.keep({
          ...{ ...ofOne, object_id: `household${at}`, place_id: "柳河村", name: `${at}号户`, scheme: "十星户" },
          ...{ grade: "9星", before: at === 0 ? "8星" : null, at: world.now() },
        });
        const cadreId = await tables.people.add({ ...person, name: `干部${at}` });
        await tables.stations.station({ ...stay, cadreId }, world.now());
      }
    });
    expect(await world.says("sun", "/评议 格次")).toBe(`十星户：9星${many}（上轮后升1、降0）\n三评三定：一般1`);
    expect(await world.says("sun", "/评议 格次 石门")).toBe("三评三定：一般1\n班子 三评三定：6月1日一般");
    expect(await world.says("sun", "/驻点 石门")).toContain("格次：一般");
    await world.sleeps("2026-12-01T09:30:00+08:00");
    expect(world.toChat(direct("zhou")).at(-1)).toContain("还有89天，现在是“一般”，还没晋档");
  } finally {
    await world.close();
  }
});

test("a stay that was set by mistake is taken down with a reason, and set anew", async () => {
  const world = await openWorld();
  for (const who of ["sun", "zhou"]) await world.says(who, "帮助");
  await world.says("sun", "/包联 驻点 周明 石门 两年");
  expect(await world.says("sun", "/包联 撤下 周明 石门")).toContain("为什么撤下？例：/包联 撤下 周明 石门 村并走了");
  expect(await world.says("zhou", "/包联 撤下 周明 石门 不想去")).toContain("书记");
  expect(await world.says("sun", "/包联 撤下 周明 石门 定错了")).toBe("撤下了：周明在石门村的驻点。记过的走访都还在。");
  expect(world.toChat(direct("zhou")).at(-1)).toBe("您在石门村的驻点撤下了。");
  expect(await world.says("sun", "/驻点")).toContain("没有您管的驻点");
  expect(await world.says("sun", "/包联 撤下 周明 石门 定错了")).toContain("周明没有在石门村驻点");
  expect(await world.says("sun", "/包联 驻点 周明 石门 两年")).toContain("定了：周明到石门村驻点");
  await world.close();
});
