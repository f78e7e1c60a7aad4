import { afterEach, describe, expect, test } from "@jest/globals";
import { wholeRegister } from "../../../handlers/assignment/register.ts";
import type { ChatAddress } from "../../../src/bot/message.ts";
import { loadReference } from "../../../src/bot/places.ts";
import { placesVersion } from "../../../src/store/tables/places.ts";
import { everything } from "../../faults/ledgers.ts";
import { direct, type Engine, engines, group, openWorld, type World } from "../../world.ts";

let world: World;
afterEach(() => world.close());
const last = (who: string) => world.toChat(direct(who)).at(-1) ?? "";

const qq: ChatAddress = { channel: "qq", bot: "102", kind: "direct", id: "dashan" };
const inQq = { sender: { account: "qq:dashan", shortAccount: "qq:dashan", name: "" }, privately: qq };

/** 李大山 speaks in QQ, everybody else in their own chats. */
async function openTown(engine: Engine): Promise<void> {
  world = await openWorld({ engine });
  await world.store.write(async (tables) => {
    const [person] = await tables.people.candidates({ names: ["李大山"] }, { path: "/county/town/" });
    await tables.people.nameAccount("qq:dashan", person?.id ?? "");
  });
  for (const who of ["wang", "zhou", "sun"]) await world.says(who, "帮助");
}
const dashan = (text: string) => world.says("dashan", text, qq, inQq);

describe.each(engines)("what is handed over, on %s", (engine) => {
  test("is accepted and reported by quoting, and answered on the platform where it was asked", async () => {
    await openTown(engine);
    await dashan("三社路灯不亮");
    await world.says("sun", "/交办 O1 王主任 12月2日前");
    const given = last("wang");
    await world.says("sun", "/交办 王主任 水管接上 12月3日前");
    expect(await world.says("wang", "签收", direct("wang"), { quote: { text: given } })).toContain("签收了 J1");
    expect(await world.says("wang", "办好了 换了灯", direct("wang"), { quote: { text: given } })).toContain(
      "J1 记作办好了",
    );
    expect(world.toChat(qq).at(-1)).toContain("您反映的“三社路灯不亮”（O1）办好了：换了灯");
    expect(world.toChat(direct("li"))).toEqual([]);
    expect(await dashan("满意")).toContain("O1 记下了“满意”");
    expect(await world.says("sun", "J1")).toContain("办结（解决）");
    expect(await world.says("sun", "J2")).toContain("待签收");

    await dashan("匿名 二社的井盖没了");
    await world.says("sun", "/交办 O2 王主任 12月2日前");
    await world.says("wang", "办好了 J3 盖上了");
    expect(world.toChat(qq).at(-1)).toContain("（O2）办好了：盖上了");
    // J1 is over, and J3 is what was asked about
    expect(await dashan("不满意 又丢了")).toContain("O2 记下了不满意");
    expect(last("wang")).toContain("J3 提出的人不满意：又丢了");
    expect(
      world
        .toChat(direct("wang"))
        .filter((text) => /J3|井盖/.test(text))
        .join(),
    ).not.toContain("李大山");
    expect(await world.says("wang", "J3")).not.toContain("李大山");
  });

  test("is due three working days on when its asker is not content", async () => {
    await openTown(engine);
    await dashan("三社路灯不亮");
    await world.says("sun", "/交办 O1 王主任 11月23日前");
    await world.says("wang", "办好了 换了灯");
    await world.passes("2026-11-24T10:00+08:00");
    await dashan("不满意 又灭了");
    const card = await world.says("sun", "J1");
    expect(card).toContain("在办");
    expect(card).toContain("11月27日（周五）18:00前");
  });

  test("where it accuses somebody is in no group, digest, list or export of others, and unreadable as it lies there", async () => {
    await openTown(engine);
    await dashan("投诉王建国贪污低保款");
    expect(await world.says("sun", "/交办 O1 王主任 下周三前")).toBe("这件说的就是王建国主任，不能交给他本人。");
    expect(await world.says("sun", "/交办 O1 周明 11月23日前", group("office"))).toBe("J1 已交办");
    await world.says("zhou", "办好了 查清了低保款");
    await world.says("sun", "不通过 还差两户低保款");
    await world.passes("2026-12-01T12:00+08:00");
    for (const text of ["/简报", "/交办 列表", "/交办 台账", "/交办 列表 超期"])
      expect([text, await world.says("wang", text)]).toEqual([text, expect.not.stringMatching(/低保|贪污/)]);
    expect(await world.says("sun", "/简报")).toContain("J1（内部）");
    expect(await world.says("sun", "/简报")).not.toMatch(/低保|贪污/);
    for (const chat of [group("office"), group("village")]) expect(world.toChat(chat).join()).not.toMatch(/低保|贪污/);
    const { places, calendar } = await loadReference(world.store.read);
    const reads = { tables: world.store.read, places, calendar, now: world.now(), reads: () => false };
    expect(JSON.stringify(await wholeRegister({ path: "/" }, reads))).not.toMatch(/低保|贪污/);
    expect(JSON.stringify(await everything(world.url))).not.toMatch(/低保|贪污/);
  });

  test("is nobody's who is of another town, has another part, or names what is not there: one line or silence, and nothing changes", async () => {
    await openTown(engine);
    await world.store.write(async (tables) => {
      const path = "/county/other/";
      await tables.places.put(
        { id: "other", parent_id: "county", level: "town", level_word: "", name: "石桥镇", path, town_id: "other" },
        [],
      );
      const id = await tables.people.add({
        ...{ name: "高远", homePlaceId: null, awayCity: null, partyMember: false, phone: null, now: world.now() },
      });
      await tables.people.addPost({ personId: id, role: "secretary", placeId: "other", title: "", now: world.now() });
      await tables.people.nameAccount("sandbox:gao", id);
      await tables.settings.set(placesVersion, "2");
    });
    await world.says("gao", "帮助");
    await dashan("三社路灯不亮");
    await world.says("sun", "/交办 O1 王主任 12月2日前");
    const stands = async () => {
      const { records, assignments, involved, moves } = await everything(world.url);
      return JSON.stringify([records, assignments, involved, moves]);
    };
    const before = await stands();
    const refused: readonly (readonly [string, string, RegExp])[] = [
      ["gao", "签收 J1", /^没有您能动的 J1[^\n]*$/],
      ["gao", "J1", /^没有您能看的 J1[^\n]*$/],
      ["gao", "改派 J1 高远", /^没有您能动的 J1[^\n]*$/],
      ["gao", "结案 J1 不办了", /^没有您能动的 J1[^\n]*$/],
      ["zhou", "签收 J1", /^没有您能动的 J1[^\n]*$/],
      ["zhou", "核实 J1", /^没有您能动的 J1[^\n]*$/],
      ["wang", "核实 J1", /^[^\n]*J1[^\n]*$/],
      ["wang", "签收 J9", /^没有您能动的 J9[^\n]*$/],
      ["zhou", "签收", /^没有等您办的[^\n]*$/],
      ["zhou", "催", /^没有等您[^\n]*$/],
    ];
    for (const [who, text, answer] of refused)
      expect([who, text, await world.says(who, text)]).toEqual([who, text, expect.stringMatching(answer)]);
    for (const who of ["wang", "zhou", "gao"]) expect(await world.says(who, "签收", group("office"))).toBe("");
    expect(await stands()).toBe(before);
  });
});
