import { afterEach, describe, expect, test } from "@jest/globals";
import { placesVersion } from "../../../src/store/tables/places.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

let world: World;
afterEach(() => world.close());

const office = group("office");
const names =
  "钱一民 赵二水 周三山 吴四海 郑五岳 冯六顺 陈七星 褚八方 卫九江 蒋十全 沈百川 韩千里 杨万年 朱大河 秦小溪 尤平安".split(
    " ",
  );

/** Villages with a secretary each, beside those of the small town; 王强 and 王磊 are both 王书记. */
async function villagesOf(world: World): Promise<readonly { village: string; secretary: string; account: string }[]> {
  const all = [...names, "王强", "王磊"].map((secretary, i) => {
    const account = `v${i}`;
    return { village: `${"甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未".charAt(i)}山村`, secretary, account };
  });
  await world.store.write(async (tables) => {
    for (const { village, secretary, account } of all) {
      const path = `/county/town/${village}/`;
      await tables.places.put(
        { id: village, parent_id: "town", level: "village", level_word: "", name: village, path, town_id: "town" },
        [],
      );
      const person = { name: secretary, homePlaceId: null, awayCity: null, partyMember: true, phone: null };
      const id = await tables.people.add({ ...person, now: world.now() });
      const post = { role: "secretary" as const, placeId: village, title: "村党支部书记", now: world.now() };
      await tables.people.addPost({ personId: id, ...post });
      await tables.people.nameAccount(`sandbox:${account}`, id);
    }
    await tables.settings.set(placesVersion, "2");
  });
  return all;
}

/** 57 lines of a sheet: 18 secretaries and 王建国 with three each, two of them only 王书记, one without a date, one twice. */
function sheet(villages: readonly { village: string; secretary: string }[]): string {
  const owners = [...villages.map(({ village, secretary }) => [village, secretary]), ["东卧牛村", "王建国"]];
  const lines = owners.flatMap(([village = "", owner = ""], i) =>
    ["经费没有公开", "党员大会没有记录", "路灯坏了没人修"].map((matter, k) => [
      village,
      owner,
      `${matter}第${i}处`,
      k === 1 ? "2月底前" : "3月31日",
    ]),
  );
  const at = (i: number): string[] => lines[i] ?? [];
  lines[2] = ["", "王书记", at(2)[2] ?? "", "3月31日"];
  lines[7] = ["", "王书记", at(7)[2] ?? "", "3月31日"];
  lines[11] = [...at(11).slice(0, 3), ""];
  lines[29] = [...at(28)];
  return ["单位\t责任人\t问题\t期限", ...lines.map((cells) => cells.join("\t"))].join("\n");
}

const given = "孙国华书记交您";
const started = "/交办 清单 来源：述职评议 期限：3月31日前";

describe.each(engines)("a pasted list, on %s", (engine) => {
  test("is looked over, sent whole in numbers in a row, one message an owner and one line for the group, and once", async () => {
    world = await openWorld({ engine });
    const villages = await villagesOf(world);
    for (const { account } of villages) if (account !== "v3") await world.says(account, "帮助");
    await world.says("wang", "帮助");
    const others = () => world.sent.filter(({ to }) => !to.endsWith(":sun")).length;
    const before = others();
    expect(await world.says("sun", `${started}\n${sheet(villages)}`)).toBe(
      "读懂56件，19人。3处要定：第3、8行“王书记”①王强（午山村） ②王磊（未山村）；第12行没有期限，按2027年3月31日；" +
        "第30行和29行一样，去掉了。1人没认领账号，收不到：吴四海。定完回“交办”发出；“看”看全部；“第3行 ①”；“第8行 删”；“取消”。",
    );
    expect(await world.says("sun", "交办")).toContain("没发。第3行还没定：“王书记”①王强（午山村） ②王磊（未山村）");
    expect(await world.says("sun", "第3行 ①")).toContain("第3行交王强。读懂56件，19人。3处要定：第8行“王书记”");
    expect(await world.says("sun", "第8行②")).toContain("第8行交王磊。读懂56件，19人。第12行没有期限");
    expect(others()).toBe(before);

    const sending = world.message("sun", "交办", direct("sun"));
    await world.receives(sending);
    expect(world.toChat(direct("sun")).at(-1)).toBe(
      "交出去了56件，19人（J1–J56）。吴四海1人没认领账号，收不到，请转告。工作群里说了一声。错了回“撤销”。",
    );
    const told = villages.map(
      ({ account }) => world.toChat(direct(account)).filter((text) => text.startsWith(given)).length,
    );
    expect(told).toEqual(villages.map(({ account }) => (account === "v3" ? 0 : 1)));
    expect(world.toChat(direct("v16")).at(-1)).toContain("交您4件（述职评议）：J3 路灯坏了没人修第0处");
    expect(world.toChat(office)).toEqual(["【交办】述职评议 56件交19位同志（J1–J56），各人的已私聊。"]);
    const after = others();
    await world.receives(sending);
    expect(await world.says("sun", "交办")).toContain("“述职评议”已经交办了，没有再发");
    expect(others()).toBe(after);
    expect(await world.says("v0", "签收 全部")).toContain("J1");
  });

  test("comes in several messages, each within ten minutes of the last, all of it read", async () => {
    world = await openWorld({ engine });
    await villagesOf(world);
    expect(await world.says("sun", started)).toContain("把清单贴来");
    const long = (name: string) =>
      Array.from({ length: 30 }, (_, i) => `${name}\t第${i}件${"事情很长".repeat(40)}`).join("\n");
    expect(await world.says("sun", long("钱一民"))).toMatch(/^读懂30件，1人。/u);
    await world.passes(9 * 60_000);
    expect(await world.says("sun", long("赵二水"))).toContain("又读懂30条。读懂60件，2人。");
    await world.passes(11 * 60_000);
    expect(await world.says("sun", "周三山\t晚了\n吴四海\t也晚了")).toContain("这几行没加进清单");
    expect(await world.says("sun", "看")).toContain("清单60件");
    expect(await world.says("sun", "第60行 删")).toContain("读懂59件");
    expect(await world.says("sun", "交办")).toContain("交出去了59件，2人（J1–J59）");
  });

  test("is its author's only, is given up in one word, and lasts a day", async () => {
    world = await openWorld({ engine });
    await villagesOf(world);
    await world.says("sun", `${started}\n钱一民\t公示栏空白\n赵二水\t路灯不亮`);
    expect(await world.says("zhou", "看")).not.toContain("公示栏");
    expect(await world.says("zhou", "交办")).not.toContain("交出去了");
    expect(await world.says("sun", "看")).toContain("1 甲山村 钱一民书记：公示栏空白，2027年3月31日（按清单）");
    expect(await world.says("sun", "取消")).toBe("清单不交了，什么也没发。");
    expect(await world.says("sun", "取消")).not.toContain("清单");
    expect(await world.says("sun", "/交办 看")).toContain("现在没有没发出的清单");
    await world.says("sun", `${started}\n钱一民\t公示栏空白`);
    await world.passes(24 * 60 * 60_000);
    expect(await world.says("sun", "/交办 看")).toContain("现在没有没发出的清单");
  });

  test("loses what a recalled message gave it, and is gone when its first message is", async () => {
    world = await openWorld({ engine });
    await villagesOf(world);
    const recall = (platformId: string) =>
      world.receives({
        ...{ type: "recall", key: `recall-${platformId}`, chat: direct("sun"), platformId, sentAt: world.now() },
        by: "sandbox:sun",
      });
    const says = (text: string, platformId: string) => world.says("sun", text, direct("sun"), { platformId });
    await says(started, "one");
    await says("钱一民\t公示栏空白\n赵二水\t路灯不亮", "two");
    await says("周三山\t台账补齐\n吴四海\t水管漏水", "three");
    await says("第1行 删", "four");
    await recall("two");
    expect(await world.says("sun", "看")).toContain("清单2件：\n1 丙山村 周三山书记：台账补齐");
    await recall("one");
    expect(await world.says("sun", "/交办 看")).toContain("现在没有没发出的清单");
  });

  test("is taken back whole", async () => {
    world = await openWorld({ engine });
    const villages = await villagesOf(world);
    for (const { account } of villages) await world.says(account, "帮助");
    await world.says("sun", `${started}\n钱一民\t公示栏空白\n赵二水\t路灯不亮`);
    await world.says("sun", "交办");
    expect(await world.says("sun", "撤销")).toContain("J1");
    expect(await world.says("v0", "签收")).toContain("没有等您办的");
    expect(await world.says("v1", "签收")).toContain("没有等您办的");
    // however many there are
    await world.says("sun", `${started}\n${Array.from({ length: 60 }, (_, i) => `钱一民\t第${i}处没公示`).join("\n")}`);
    await world.says("sun", "交办");
    expect(await world.says("sun", "撤销")).toContain("也撤销吗？①是");
    expect(await world.says("sun", "①")).toMatch(/等60条/u);
    expect(await world.says("v0", "签收")).toContain("没有等您办的");
  });
});

describe("a row", () => {
  test.each([
    ["孙国华\t自己的事情", "是您自己的事"],
    ["王建国\t王建国贪污低保款", "说的就是王建国，不能交给他本人"],
    ["供电公司张经理\t变压器增容", "名册里没有“供电公司张经理”"],
    ["王建国\t修路\t2026年3月底前", "期限“2026年3月底前”定不下来或已经过了"],
    ["王建国\t修路\t协办：钱一民、赵二水、周三山、吴四海、郑五岳、冯六顺", "协办最多5位"],
    ["西卧牛村\t修路\t3月底前", "没说交给谁"],
  ])("that may not be handed over is named: %s", async (line, why) => {
    world = await openWorld();
    await villagesOf(world);
    expect(await world.says("sun", `${started}\n${line}\n王建国\t别的事情`)).toContain(why);
    expect(await world.says("sun", "交办")).toContain("没发。第1行还没定");
    expect(await world.says("sun", "第1行 删")).toContain("读懂1件，1人");
    expect(await world.says("sun", "交办")).toContain("交出去了1件");
  });

  test("is put right by a name, a date, or words, and what is not understood changes nothing", async () => {
    world = await openWorld();
    await villagesOf(world);
    await world.says("sun", `${started}\n供电公司张经理\t变压器增容\n王书记\t公示栏空白\t6月中旬`);
    expect(await world.says("sun", "第1行 钱一民")).toContain("第1行交钱一民");
    expect(await world.says("sun", "第2行 ③")).toContain("第2行没有第3个可选");
    expect(await world.says("sun", "第2行 ②；第2行 6月20日前")).toContain("第2行交王磊，第2行期限改了。读懂2件");
    expect(await world.says("sun", "第7行 删")).toContain("没有第7行");
    expect(await world.says("sun", "第2行 呜啦啦啦")).toContain("没听懂");
    expect(await world.says("sun", "看")).toContain("2 未山村 王磊书记：公示栏空白，2027年6月20日");
  });

  test("says the place where its owner works above it, and what is no matter is counted", async () => {
    world = await openWorld();
    await villagesOf(world);
    const list =
      "来源：述职评议\n各村党支部：\n1. 甲山村 周明 路灯不亮，3月底前\n2. 甲山村 钱一民 公示栏空白\n注：以上请抓紧";
    expect(await world.says("sun", `/交办 清单 ${list}`)).toMatch(/按10个工作日（12月4日）。.*另有2行不是事项。/u);
    expect(await world.says("sun", "看")).toContain("1 新会镇 周明：甲山村：路灯不亮，2027年3月31日");
  });
});

test("begun in the work group, its proof is private and its line stands there", async () => {
  world = await openWorld();
  await villagesOf(world);
  expect(await world.says("sun", `${started}\n王建国\t路灯不亮`, office)).toBe("");
  expect(world.toChat(direct("sun")).at(-1)).toContain("读懂1件，1人");
  await world.says("sun", "交办");
  expect(world.toChat(office)).toEqual(["【交办】述职评议 1件交1位同志（J1），各人的已私聊。"]);
});

test("its first lines are whatever is said next, or stand behind the fields, and a new list says what it takes the place of", async () => {
  world = await openWorld();
  await villagesOf(world);
  await world.says("sun", "/交办 清单");
  expect(await world.says("sun", "王建国 路灯修好")).toMatch(/^读懂1件，1人/u);
  expect(await world.says("sun", "王建国 公示栏更新")).not.toContain("读懂");
  const again = await world.says("sun", "/交办 清单 来源：述职评议 期限：3月31日前 王主任 路灯修好\n周明\t台账补齐");
  expect(again).toMatch(/先前没发的那份（1件）不要了，换成这份。读懂2件，2人。都没有期限，按2027年3月31日/u);
  expect(await world.says("sun", "删第二行")).toContain("第2行删了。读懂1件");
  expect(await world.says("sun", "第1行 删")).toContain("清单里没有要交办的事");
  expect(await world.says("sun", "不交了")).toBe("清单不交了，什么也没发。");
  expect(await world.says("sun", "/交办 清单 期限：去年")).toContain("没听懂清单的期限“去年”");
});

test("a title that accuses somebody is not said in the group", async () => {
  world = await openWorld();
  await villagesOf(world);
  await world.says("sun", "/交办 清单 来源：王建国贪污低保款\n周明\t核查王建国贪污低保款的事");
  await world.says("sun", "交办");
  expect(world.toChat(office)).toEqual(["【交办】1件交1位同志（J1），各人的已私聊。"]);
});
