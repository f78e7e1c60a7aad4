import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import sharp from "sharp";
import { everything } from "../../faults/ledgers.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

const picture = "[图片]";
const one = { pictures: [{ at: "lamp" }] };
/** As a phone makes it: where and with what it was taken stands in it. */
const taken = await sharp({ create: { width: 60, height: 40, channels: 3, background: "#335577" } })
  .withExif({ IFD0: { Make: "SecretPhone" }, IFD3: { GPSLatitude: "35/1 24/1 0/1", GPSLatitudeRef: "N" } })
  .jpeg()
  .toBuffer();

describe.each(engines)("photos of records on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
    world.picturesFrom(async () => taken);
  });
  afterEach(() => world.close());
  const later = (milliseconds: number) => world.waits(new Date(world.now() + milliseconds).toISOString());
  const recordOf = async (kind: "talk" | "visit" | "opinion", number: number) => {
    const [row] = await world.store.read.records.find(["town"], [kind], number);
    if (!row) throw new Error("no such record");
    return row;
  };
  const keptOf = async (kind: "talk" | "visit" | "opinion", number: number) =>
    world.store.read.photos.keptOf((await recordOf(kind, number)).id);

  test("said with it, just before it, or within a minute after it, a picture is the record's", async () => {
    expect(await world.says("wang", `/谈心 东卧牛 赫书记 路灯${picture}`, direct("wang"), one)).toBe(
      "记下了 T1：11月21日 谈心 东卧牛村 赫书记（路灯）。附1张照片。错了回“撤销”。",
    );
    later(30_000);
    expect(
      await world.says("wang", `${picture}${picture}`, direct("wang"), { pictures: [{ at: "a" }, { at: "b" }] }),
    ).toBe("T1 附2张照片。只在它的页面上看得到。");
    later(61_000);
    expect(await world.says("wang", picture, direct("wang"), one)).toBe("照片收到了，一分钟内记的谈心、走访会带上它。");
    later(20_000);
    expect(await world.says("wang", "/走访 三社老李家 修渠")).toContain("附1张照片。");
    // what was sent long before is no record's, and what villagers send goes to no talk
    expect(await world.says("wang", picture, direct("wang"), one)).toBe("V1 附1张照片。只在它的页面上看得到。");
    later(61_000);
    await world.says("wang", picture, direct("wang"), one);
    later(61_000);
    expect(await world.says("wang", "/谈心 东卧牛 赫书记 换届")).not.toContain("照片");
    await world.passes(60_000);
    expect(
      [await keptOf("talk", 1), await keptOf("visit", 1), await keptOf("talk", 2)].map((ids) => ids.length),
    ).toEqual([3, 2, 0]);
  });

  test("of an opinion they are kept with it, said in a group or before or behind its words", async () => {
    const said = { ...one, mentioned: true };
    expect(await world.says("li", `三社电杆歪了${picture}`, group("village"), said)).toContain("O1");
    await world.says("li", "投诉王建国贪污低保款", direct("li"), one);
    later(61_000);
    await world.says("li", picture, direct("li"), one);
    later(10_000);
    expect(await world.says("li", "三社井盖没了")).toContain("收到 O3");
    later(10_000);
    expect(await world.says("li", picture, direct("li"), one)).toBe("");
    await world.passes(2 * 60_000);
    expect(
      [await keptOf("opinion", 1), await keptOf("opinion", 2), await keptOf("opinion", 3)].map((ids) => ids.length),
    ).toEqual([1, 0, 2]);
    expect(world.sent.map(({ text }) => text).join()).not.toContain("附");
  });

  test("it is kept without what the camera wrote, sealed, and no list, digest or answer speaks of it", async () => {
    await world.says("wang", `/谈心 东卧牛 赫书记 路灯 ${picture}`, direct("wang"), one);
    await world.passes(60_000);
    const { id } = await recordOf("talk", 1);
    const [photo = ""] = await world.store.read.photos.keptOf(id);
    const image = (await world.store.read.photos.image(photo, id)) ?? Buffer.alloc(0);
    expect(await sharp(image).metadata()).toMatchObject({ format: "jpeg", width: 60, height: 40 });
    expect((await sharp(image).metadata()).exif).toBeUndefined();
    expect(await world.store.read.photos.image(photo, "another")).toBeUndefined();
    const [row] = (await everything(world.url)).photos ?? [];
    expect(String(row?.image_sealed)).not.toContain(image.toString("base64").slice(30, 60));
    expect(JSON.stringify(row)).not.toContain("lamp");
    for (const said of ["/谈心 列表", "T1", "/简报", "/备谈 东卧牛"])
      expect(await world.says("sun", said)).not.toMatch(/图片|照片/);
  });

  test("with a question in between it belongs to what comes of the answer", async () => {
    expect(await world.says("zhou", `/谈心 ${picture}`, direct("zhou"), one)).toContain("哪个村");
    expect(await world.says("zhou", picture, direct("zhou"), { pictures: [{ at: "b" }] })).toContain("照片收到了");
    await world.says("zhou", `东卧牛${picture}`, direct("zhou"), { pictures: [{ at: "d" }] });
    expect(await world.says("zhou", "赫书记")).toContain("附3张照片");
    expect(
      await world.says("wang", `今天到三社老李家看了看，屋顶漏雨${picture}`, direct("wang"), {
        pictures: [{ at: "c" }],
      }),
    ).not.toContain("图片");
    expect(await world.says("wang", "对")).toContain("附1张照片");
    await world.passes(60_000);
    expect([await keptOf("talk", 1), await keptOf("visit", 1)].map((ids) => ids.length)).toEqual([3, 1]);
  });

  test("one that quotes the record is its, at any time and in a group; somebody else's is not", async () => {
    await world.says("wang", "/谈心 东卧牛 赫书记 路灯");
    later(600_000);
    const quote = { text: world.toChat(direct("wang")).at(-1) ?? "" };
    expect(await world.says("wang", picture, direct("wang"), { ...one, quote })).toContain("T1 附1张照片");
    await world.says("zhou", "/谈心 东卧牛 赫书记 修渠", group("office"));
    const said = { text: world.toChat(group("office")).at(-1) ?? "" };
    expect(await world.says("zhou", picture, group("office"), { ...one, quote: said })).toMatch(/^T2 附1张照片。$/);
    expect(await world.says("wang", picture, group("office"), { ...one, quote: said })).toBe("");
    expect(await world.says("zhou", picture, group("office"), one)).toBe("");
    await world.passes(60_000);
    expect([await keptOf("talk", 1), await keptOf("talk", 2)].map((ids) => ids.length)).toEqual([1, 1]);
  });

  test("what is delicate has none, and says so", async () => {
    expect(await world.says("wang", `/走访 三社老李家 看看；类别：困难户${picture}`, direct("wang"), one)).toContain(
      "照片没存：涉及隐私的只记文字。",
    );
    expect(await world.says("wang", picture, direct("wang"), one)).toBe("照片没存：涉及隐私的只记文字。");
    expect((await everything(world.url)).photos).toEqual([]);
  });

  test("it goes with the record, a day after nobody wanted it back, and at once when it is recalled itself", async () => {
    await world.says("wang", `/谈心 东卧牛 赫书记 路灯 ${picture}`, direct("wang"), { ...one, platformId: "p1" });
    await world.says("wang", picture, direct("wang"), { ...one, platformId: "p2" });
    await world.passes(60_000);
    await world.receives({ type: "recall", key: "r1", platformId: "p2", chat: direct("wang"), sentAt: world.now() });
    expect(await keptOf("talk", 1)).toHaveLength(1);
    await world.says("wang", "撤销");
    expect(await world.says("wang", "恢复")).toContain("恢复了 T1");
    expect(await keptOf("talk", 1)).toHaveLength(1);
    await world.says("wang", "撤销 T1");
    await world.sleeps("2026-11-23T04:00:00+08:00");
    expect((await everything(world.url)).photos).toEqual([]);
  });

  test("what cannot be fetched, or is no picture, is said once; nobody is told of what was taken back", async () => {
    const seen: string[] = [];
    world.picturesFrom(async ({ at }) => {
      seen.push(at);
      return Buffer.from("<html>no</html>");
    });
    await world.says("wang", `/谈心 东卧牛 赫书记 路灯 ${picture}`, direct("wang"), one);
    await world.passes(180_000);
    expect(world.toChat(direct("wang")).filter((text) => text.includes("没取到"))).toEqual([
      "T1 有张照片没取到，要的话请再发一次，引用我记的那条发。",
    ]);
    await world.says("wang", `/谈心 李家湾 换届 ${picture}`, direct("wang"), { pictures: [{ at: "undone" }] });
    await world.says("wang", "撤销");
    await world.passes(180_000);
    expect(seen).toEqual(["lamp"]);
    expect(world.logged.join()).not.toMatch(/lamp|html/);
  });
});
