import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { placesVersion } from "../../../src/store/tables/places.ts";
import { direct, group, openWorld, type World } from "../../world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const heard = () => world.toChat(direct("zhou")).filter((text) => text.startsWith("【提醒】"));
const rungAt = (words: string) =>
  world.sent.filter(({ text }) => text.startsWith("【提醒】") && text.includes(words)).map(({ at }) => at);
const at = (...times: string[]) => times.map((time) => Date.parse(`${time}+08:00`));

describe("a reminder told ahead", () => {
  test("of a matter comes at each of its times, and says when that takes place", async () => {
    const answer = await world.says("zhou", "/提醒 11月27日15点 村民代表会 提前一天和当天早上");
    expect(answer).toContain("11月26日（周四）15:00和11月27日（周五）8:00 提醒您“村民代表会”（11月27日（周五）15:00）");
    expect(answer).not.toContain("下次");
    const sentence = await world.says("zhou", "明天上午9点开会，提前一天晚上和当天早上7点提醒我");
    expect(sentence).toContain("11月21日（周六）20:00和11月22日（周日）7:00 提醒您“开会”（11月22日（周日）9:00）");
    await world.says("zhou", "/提醒 今天下午4点 碰头 提前半小时和10分钟");
    expect(await world.says("zhou", "/提醒 列表")).toContain("11月21日（周六）15:30和11月21日（周六）15:50 碰头");
    await world.passes("2026-11-22T10:00+08:00");
    expect(rungAt("碰头")).toEqual(at("2026-11-21T15:30", "2026-11-21T15:50"));
    expect(rungAt("开会")).toEqual(at("2026-11-21T20:00", "2026-11-22T07:00"));
    expect(heard().at(-1)).toContain("开会（今天9:00）");
  });

  test("is over with 办好了, and comes for the rest when it is put off", async () => {
    await world.passes("2026-11-26T15:00+08:00");
    expect(heard().at(-1)).toContain("村民代表会（明天15:00）");
    expect(await world.says("zhou", "推迟1小时")).toContain("这次改到11月26日（周四）16:00");
    await world.passes("2026-11-27T07:00+08:00");
    expect(rungAt("村民代表会")).toEqual(at("2026-11-26T15:00", "2026-11-26T16:00"));
    expect(await world.says("zhou", "办好了 R1")).toContain("R1 记作办好了");
    await world.passes("2026-11-27T16:00+08:00");
    expect(rungAt("村民代表会")).toHaveLength(2);
  });

  test("leaves out what is over, and says so; half a day before the morning is the afternoon before", async () => {
    expect(await world.says("zhou", "/提醒 明天9点 验收 提前一天和1小时")).toContain(
      "11月28日（周六）8:00 提醒您“验收”（11月28日（周六）9:00）。11月27日（周五）9:00已经过了",
    );
    expect(await world.says("zhou", "/提醒 11月30日9点 交表 提前半天")).toContain("11月29日（周日）14:00 提醒您“交表”");
  });

  test("is not for others in their quiet hours", async () => {
    const answer = await world.says("zhou", "/提醒 孙国华 11月30日8点 例会 提前10小时和半小时");
    expect(answer).toMatch(/没有认领|安静时段/);
    await world.says("zhou", "/提醒 本群 11月30日8点 例会 提前10小时和半小时", group("office"), { mentioned: true });
    expect(world.toChat(direct("zhou")).at(-1)).toContain("安静时段");
  });
});

describe("a rhythm", () => {
  test("ends with its last day, and is then in no list", async () => {
    await world.says("zhou", "/提醒 每天晚上8点 测温 到11月30日");
    expect(await world.says("zhou", "/提醒 列表")).toContain("每天20:00（到11月30日），下次11月27日（周五）20:00 测温");
    await world.passes("2026-12-03T10:00+08:00");
    expect(rungAt("测温")).toEqual(at("2026-11-27T20:00", "2026-11-28T20:00", "2026-11-29T20:00", "2026-11-30T20:00"));
    expect(await world.says("zhou", "/提醒 列表")).not.toContain("测温");
  });

  test("that ends before it begins is asked about, and leaves nothing out without a word", async () => {
    expect(await world.says("zhou", "/提醒 每周一早8点 例会 到12月4日为止")).toContain("一次也没有");
    expect(await world.says("zhou", "/提醒 每天早8点 打卡 节假日除外")).toMatch(
      /里周末提醒吗？①每个工作日8:00.*②每天8:00（法定节假日除外）/,
    );
    expect(await world.says("zhou", "1")).toContain("每个工作日8:00");
  });

  test("skips statutory holidays, as soon as they are recorded", async () => {
    await world.says("zhou", "/提醒 每周五早8点 读报 节假日除外");
    await world.store.write(async (tables) => {
      await tables.holidays.put([{ day: "2027-01-01", kind: "休", name: "元旦" }]);
      await tables.settings.set(placesVersion, "2");
    });
    await world.passes("2027-01-09T10:00+08:00");
    expect(rungAt("读报")).toEqual(
      at("2026-12-04T08:00", "2026-12-11T08:00", "2026-12-18T08:00", "2026-12-25T08:00", "2027-01-08T08:00"),
    );
  });
});

describe("what was set is changed", () => {
  test("by quoting its echo, itself, or the list; by its number, in any order", async () => {
    const set = await world.says("zhou", "/提醒 1月12日10点 普查");
    const [number = ""] = /R\d+/.exec(set) ?? [];
    const quoting = (text: string) => ({ quote: { text } });
    const change = (words: string, text: string) => world.says("zhou", words, direct("zhou"), quoting(text));
    expect(await change("改到后天9点", set)).toContain(`${number} 改到1月11日（周一）9:00`);
    const list = await world.says("zhou", "/提醒 列表");
    const line = list.split("\n").find((one) => one.includes("普查")) ?? "";
    expect(await change("改到后天8点", line)).toContain(`${number} 改到1月11日（周一）8:00`);
    expect(await change("改到后天8点", list)).toContain("是哪个？①");
    await world.says("zhou", "取消");
    expect(await world.says("zhou", `${number} 推迟3小时`)).toContain(`${number} 改到1月9日（周六）13:00`);
    expect(await world.says("zhou", `把${number}改到下周四上午10点`)).toContain("1月14日（周四）10:00");
    expect(await world.says("zhou", `${number}改到1月10日9点`)).toContain("1月10日（周日）9:00");
    await world.passes("2027-01-10T09:00+08:00");
    const rung = heard().at(-1) ?? "";
    expect(rung).toContain("普查");
    expect(await change("改到11点", rung)).toContain(`${number} 改到1月10日（周日）11:00`);
  });

  test("to another rhythm; one of a rhythm is moved alone, and 撤销 puts it back", async () => {
    const set = await world.says("zhou", "/提醒 每周一9点 学习会");
    const [number = ""] = /R\d+/.exec(set) ?? [];
    expect(await world.says("zhou", `${number}改到每周二9点`)).toContain(`${number} 改成每周二9:00提醒，下次1月12日`);
    expect(await world.says("zhou", `${number}改到1月13日10点`)).toContain(`${number} 这次改到1月13日（周三）10:00`);
    const listed = async () =>
      (await world.says("zhou", "/提醒 列表")).split("\n").filter((one) => one.includes("学习会"));
    expect((await listed()).map((one) => one.replace(/^R\d+ /, ""))).toEqual([
      "1月13日（周三）10:00 学习会",
      "每周二9:00，下次1月19日（周二）9:00 学习会",
    ]);
    await world.says("zhou", "撤销");
    expect(await listed()).toEqual([`${number} 每周二9:00，下次1月12日（周二）9:00 学习会`]);
  });

  test("one that is told ahead is moved as a whole before it rings, and 撤销 puts all of it back", async () => {
    await world.passes("2027-01-10T11:30+08:00");
    const set = await world.says("zhou", "/提醒 1月13日16点 议事 提前半小时和10分钟");
    const [number = ""] = /R\d+/.exec(set) ?? [];
    const listed = async () =>
      (await world.says("zhou", "/提醒 列表")).split("\n").filter((one) => one.includes("议事"));
    expect(await world.says("zhou", `${number} 改到1月13日17点`)).toBe(`${number} 改到1月13日（周三）17:00再提醒。`);
    expect(await listed()).toEqual([`${number} 1月13日（周三）17:00 议事`]);
    await world.says("zhou", "撤销");
    expect(await listed()).toEqual([`${number} 1月13日（周三）15:30和1月13日（周三）15:50 议事`]);
  });
});
