import { afterEach, describe, expect, test } from "@jest/globals";
import { direct, engines, openWorld, type World } from "../../world.ts";

let world: World;
afterEach(() => world.close());
const last = (who: string) => world.toChat(direct(who)).at(-1) ?? "";

/** 何敏 keeps the accounts of 王建国's village. */
async function withAccountant(engine: (typeof engines)[number]): Promise<void> {
  world = await openWorld({ engine });
  await world.store.write(async (tables) => {
    const id = await tables.people.add({
      ...{ name: "何敏", homePlaceId: null, awayCity: null, partyMember: false, phone: null, now: world.now() },
    });
    await tables.people.addPost({
      ...{ personId: id, role: "cadre", placeId: "东卧牛村", title: "会计", now: world.now() },
    });
    await tables.people.nameAccount("sandbox:he", id);
  });
  for (const who of ["wang", "zhou", "sun", "he"]) await world.says(who, "帮助");
}

describe.each(engines)("passed on to the own accountant, on %s", (engine) => {
  test("is hers at once, asked for word by word, and reported by her; to somebody else the assigner is asked", async () => {
    await withAccountant(engine);
    await world.says("sun", "/交办 王主任 村账公开 12月2日前");
    expect(await world.says("wang", "转办")).toBe("转办给谁？说姓名。");
    expect(await world.says("wang", "会计")).toBe("J1 转给何敏会计了，您列为协办。");
    expect(last("he")).toContain("王建国主任转给您 J1：村账公开，12月2日（周三）18:00前");
    expect(last("sun")).toContain("王建国把 J1 转给何敏会计办了。");
    expect(await world.says("he", "签收")).toContain("签收了 J1");
    expect(await world.says("he", "转办 J1 周明 归他管")).toContain("J1 已经转过一次");
    expect(await world.says("he", "办好了 上墙了")).toContain("J1 记作办好了");
    expect(await world.says("wang", "办好了 J1")).toBe("J1 已经办好了。");

    await world.says("sun", "/交办 王主任 路口装灯 12月2日前");
    expect(await world.says("wang", "转办 J2 周明")).toContain("转给周明要交办的人同意，请写原因");
    expect(await world.says("wang", "转办 J2 周明 路归镇里管")).toContain("J2 想转给周明，在等交办的人同意");
    expect(await world.says("sun", "同意")).toContain("J2 同意转给周明");
    expect(last("zhou")).toContain("孙国华书记交您 J2：路口装灯");
  });
});
