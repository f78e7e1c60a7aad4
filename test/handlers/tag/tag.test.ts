import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { clearTag, freeTag, withoutNicknames } from "../../../src/ledger/six-clear.ts";
import { engines, openWorld, type World } from "../../world.ts";

test("the six are said in many ways, and nothing else is one of them", () => {
  expect(["1", "清１", "六清三", "清 6"].map(clearTag)).toEqual(["清1", "清1", "清3", "清6"]);
  expect(["7", "清0", "清明", "环境整治", ""].map(clearTag)).toEqual([null, null, null, null, null]);
  expect([freeTag("招商"), freeTag("清1"), freeTag("一")]).toEqual(["招商", null, null]);
  expect(withoutNicknames("三社老李家吃水难")).toBe("三社某户吃水难");
});

describe.each(engines)("/六清 on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
    await world.says("sun", "/专项 新建 六清 标签 到12月31日");
  });
  afterEach(() => world.close());

  test("counts what is recorded anyway, names who has none, and takes a label back", async () => {
    expect(await world.says("zhou", "/走访 东卧牛三社老李家 吃水难 六清：1")).toContain("记下了 V1");
    await world.says("zhou", "/走访 西卧牛一社 路不好走 六清：二");
    await world.says("li", "三社路灯不亮");
    expect(await world.says("zhou", "O1 清1")).toBe("O1 记进清1了。错了回“/六清 O1 不算清1”。");
    expect(await world.says("zhou", "/六清 O1 1")).toContain("O1 已经在清1了");
    expect(await world.says("sun", "/六清")).toBe(
      "六清 新会镇：清1 2条（1村）、清2 1条（1村）、清3 0条、清4 0条、清5 0条、清6 0条；还没有条目的村：李家湾、柳河、石门",
    );
    expect(await world.says("zhou", "/六清 O1 不算清1")).toBe("O1 不算清1了。");
    await world.says("sun", "帮助");
    expect(await world.says("sun", "/六清 东卧牛")).toContain("清1 1条（1村）");
    expect(await world.says("zhou", "/走访 三社 路 六清：9")).toContain("六清是1到6");
    expect(await world.says("wang", "/六清 V2 1")).toContain("没找到您能记的那一条");
    expect(await world.says("sun", "/六清")).toContain("清2 1条");
  });

  test("the draft holds no name, no phone and nothing of who is in need; what is handed over leaves the list", async () => {
    await world.says("zhou", "/走访 三社 李大山说老李家吃水难，电话13800010009 六清：1");
    await world.says("zhou", "/走访 三社 井水浑 六清：1");
    await world.says("zhou", "/走访 三社老王家 缺劳力 类别：困难户；六清：1");
    await world.says("li", "三社王秀英门口的路不平");
    await world.says("zhou", "O1 清1");
    const draft = await world.says("sun", "/六清 汇编 1");
    expect(draft).toContain("东卧牛村某户：井水浑（V2）");
    expect(draft).not.toMatch(/李大山|老李|老王|1380001|困难户/u);
    expect(draft).toContain("某某门口的路不平（O1）");
    expect(draft).toContain("共4条");
    expect(draft).toMatch(/内部[12]条，只有数。/u);
    expect(await world.says("sun", "/六清 转交办 1")).toContain("V2 东卧牛村三社");
    await world.says("sun", "/交办 V2 王主任 期限：下周三");
    expect(await world.says("sun", "/六清 转交办 1")).not.toContain("V2 ");
    expect(await world.says("zhou", "/六清 汇编 1")).toContain("要书记才能用");
    expect(await world.says("li", "/六清")).toContain("要干部才能用");
  });

  test("what is said of how somebody works is a number to all who read the draft", async () => {
    await world.says("zhou", "/走访 三社 村主任王建国吃拿卡要 六清：3");
    await world.says("zhou", "/走访 三社 有的干部办事拖拉 六清：3");
    await world.says("zhou", "/走访 一社 王建国对老百姓态度不好 六清：四");
    for (const said of ["/六清 汇编 3", "/六清 汇编 4", "/六清 转交办 3", "/六清 转交办 4"])
      expect([said, await world.says("sun", said)]).toEqual([
        said,
        expect.not.stringMatching(/吃拿卡要|态度不好|王建国/u),
      ]);
    expect(await world.says("sun", "/六清 汇编 3")).toContain("办事拖拉");
    expect(await world.says("sun", "/六清")).toMatch(/清3 2条（1村，内部1）、清4 1条（1村，内部1）/u);
  });

  test("as many as there are are looked at, and shown", async () => {
    await world.says("zhou", "/走访 一社 王建国对老百姓态度不好 六清：3");
    await world.store.write(async (tables) => {
      const village = (await tables.checklists.villages("/")).find(({ name }) => name === "东卧牛村");
      const place_id = village?.id ?? "";
      const many = Array.from({ length: 230 }, (_, index) => ({
        ...{ kind: "opinion" as const, town_id: "town", chat: "sandbox:town:direct:li", account: "sandbox:li" },
        ...{ author_id: null, place_id, cause: `many${index}#record`, fingerprint: "", created_at: world.now() },
        ...{ text: index % 2 === 0 ? "王建国办事拖拉" : "有的干部办事拖拉", day: "2026-11-21" },
      }));
      const at = { account: "sandbox:zhou", at: world.now() };
      for (const { id } of await tables.records.addAll(many)) await tables.tags.give(id, "清3", at);
    });
    expect(await world.says("sun", "/六清")).toContain("清3 231条（1村，内部116）");
    const draft = await world.says("sun", "/六清 汇编 3");
    expect(draft).toContain("共231条");
    expect(draft).toContain("内部116条，只有数。");
    expect(await world.says("sun", "/六清 转交办 3")).toContain("还没交办的");
    expect(await world.says("sun", "第22页")).toContain("（内部）");
    expect(await world.says("sun", "第24页")).toContain("V1 ");
  });

  test("work under a task of its own is labelled and counted", async () => {
    await world.says("zhou", "/走访 东卧牛三社 清了垃圾 标签：环境整治");
    await world.says("zhou", "/实事 修路 500米 东卧牛");
    expect(await world.says("zhou", "/标签 D1 美丽乡村")).toContain("D1 记进美丽乡村了");
    expect(await world.says("sun", "/标签")).toBe("标签 新会镇：环境整治1条、美丽乡村1条");
    await world.says("zhou", "撤销");
    expect(await world.says("sun", "/标签")).toBe("标签 新会镇：环境整治1条");
    expect(await world.says("zhou", "/标签 V1 一")).toContain("做不了标签");
  });
});
