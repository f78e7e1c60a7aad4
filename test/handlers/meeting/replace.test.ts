import { afterEach, describe, expect, test } from "@jest/globals";
import { direct, engines, openWorld, type World } from "../../world.ts";
import { fillHall, listOf } from "./hall.ts";

let world: World;
afterEach(() => world.close());
const last = (who: string) => world.toChat(direct(who)).at(-1) ?? "";

const opening = "/述职 新建 村党组织书记述职评议会 11月25日14点 主持：张阳 记录：何敏 每人：8分钟";

/** 王磊 took over from 周三山 in 丙山村; in 丁山村 nobody did. */
async function withTwoLeft(engine: (typeof engines)[number]): Promise<void> {
  world = await openWorld({ engine });
  const speakers = await fillHall(world, 4);
  await world.says("he", opening);
  await world.says("he", `/述职 名单 H1\n${listOf(speakers)}`);
  await world.says("he", "确定");
  await world.says("sun", "/登记 王磊 丙山村 岗位：干部");
  await world.store.write(async (tables) => {
    const [third] = await tables.people.inOffice(["丙山村"]);
    const person = (await tables.people.inOffice(["丙山村"])).find(({ name }) => name === "王磊");
    await tables.people.ensurePost({
      ...{ personId: person?.person_id ?? "", role: "secretary", placeId: "丙山村", title: "", now: world.now() },
    });
    await tables.people.nameAccount("sandbox:lei", person?.person_id ?? "");
    expect(third?.name).toBe("周三山");
  });
  await world.says("lei", "帮助");
  for (const name of ["周三山", "吴四海"]) await world.says("admin", `/撤岗 ${name}`);
}

describe.each(engines)("a speaker who left before the meeting, on %s", (engine) => {
  test("is asked about once, and replaced, heard in writing or struck off", async () => {
    await withTwoLeft(engine);
    const before = world.toChat(direct("he")).length;
    await world.passes("2026-11-24T12:00+08:00");
    expect(world.toChat(direct("he")).slice(before).join("\n").split("\n")).toEqual([
      "H1 3号 丙山村 周三山不在岗了：①由新任王磊述 ②书面 ③划掉。回“/述职 换人 H1”来定。",
      "H1 4号 丁山村 吴四海不在岗了：①书面 ②划掉。回“/述职 换人 H1”来定。",
    ]);
    expect(await world.says("he", "/述职 换人 H1")).toBe("H1 3号 丙山村 周三山不在岗了：①由新任王磊述 ②书面 ③划掉");
    expect(await world.says("he", "①")).toBe(
      "H1 3号 丙山村 由王磊述职。错了回“撤销”。还有1位不在岗了，接着回“/述职 换人 H1”。",
    );
    expect(last("lei")).toBe("您11月25日述职（H1），3号，8分钟。");
    expect(last("v3")).toContain("改由王磊述，您不用述了");
    await world.passes("2026-11-25T13:50+08:00");
    expect(await world.says("zhang", "开始")).toBe(
      "H1 4号 丁山村 吴四海不在岗了。先定怎么述：/述职 换人 H1；照原名单开回“。”",
    );
    expect(await world.says("he", "/述职 换人 H1 4号 书面")).toContain("4号 丁山村 吴四海 书面述职。");
    expect(await world.says("he", "撤销")).toContain("撤销");
    expect(await world.says("he", "/述职 换人 H1 4号 划掉")).toBe("H1 4号 丁山村 吴四海 划掉了，还有3位，号不变。");
    expect(await world.says("he", "/述职 换人 H1")).toContain("名单上的3位都在岗");
    expect(await world.says("he", "/述职 换人 H1 1号 张阳")).toContain("张阳要主持，不能述职");
    expect(await world.says("v1", "/述职 换人 H1 2号 书面")).toContain("没有您能动的 H1");
    expect(await world.says("zhang", "开始")).toContain("开始，3位");
    expect(await world.says("he", "/述职 换人 H1 2号 书面")).toContain("已经开始了");
  });

  test("hears in the morning only how it is now, however often it changed in the night", async () => {
    await withTwoLeft(engine);
    world.waits("2026-11-21T23:00+08:00");
    const heard = () => ["v3", "lei"].map((who) => world.toChat(direct(who)));
    const before = heard();
    expect(await world.says("he", "/述职 抽签 H1")).toContain("抽好了");
    expect(await world.says("he", "/述职 换人 H1 周三山 王磊")).toContain("由王磊述职");
    await world.sleeps("2026-11-22T09:00+08:00");
    const since = heard().map((texts, index) => texts.slice(before[index]?.length));
    expect(since).toEqual([
      ["11月25日的述职（H1）改由王磊述，您不用述了。（顺延）"],
      [expect.stringMatching(/^您11月25日述职（H1），\d号，8分钟。（顺延）$/u)],
    ]);
  });
});
