import { afterEach, describe, expect, test } from "@jest/globals";
import { everything } from "../../faults/ledgers.ts";
import { direct, engines, type World } from "../../world.ts";
import { inGroup, last, openVillage, villageGroup } from "./village.ts";

let world: World;
afterEach(() => world.close());

/** From its beginning to the open step before the deciding body. */
async function upTo(what: "branch" | "window" | "decided", title = "修水渠走东线"): Promise<void> {
  await world.says("wang", `/议题 新建 ${title} 预算：12万元`);
  if (what === "branch") return;
  await world.says("he", "M1 支委会 11月19日 5/5 同意5");
  await world.says("wang", "M1 两委会 11月19日 8/7 同意7");
  await world.says("he", "M1 党员大会 11月20日 42/31 同意29 反对2");
  if (what === "window") return;
  await world.says("wang", "M1 免征求 路就在村口，大家当面说过");
  await world.says("sun", "M1 同意");
  await world.says("wang", "M1 已授权 2024年3月15日村民会议");
  await world.says("wang", "M1 村代会 11月21日 36/31 同意28 反对2 弃权1");
}

/** Published, let go, and on the board today. */
async function hang(): Promise<void> {
  await world.says("wang", "M1 公布");
  await world.says("wang", "发");
  await world.says("chen", "同意");
  await world.says("wang", "M1 已上墙");
}

describe.each(engines)("what is refused, with the number or the article, on %s", (engine) => {
  test("steps out of order, days, votes, and who may not", async () => {
    world = await openVillage(engine);
    expect(await world.says("zhou", "/议题 新建 修水渠")).toContain("议题由村里提");
    expect(await world.says("li", "/议题 新建 修水渠")).toContain("要干部才能用");
    await upTo("branch");
    expect(await world.says("he", "M1 党员大会 11月20日 42/31 同意29 反对2")).toContain(
      "先补支委会提议。发：M1 支委会",
    );
    expect(await world.says("wang", "M1 支委会 11月20日 5/5 同意5")).toBe("支委会由村党支部书记或第一书记来记。");
    expect(await world.says("zhou", "M1 两委会 11月20日 8/7 同意7")).toContain("由东卧牛村的干部来记");
    expect(await world.says("he", "M1 支委会 11月20日 5/5 同意6")).toContain("实到5，票加起来6，多出1票");
    expect(await world.says("he", "M1 支委会 11月20日 5/5 同意3")).toContain("实到5，票是3，有2人没投票？①是 ②写错了");
    expect(await world.says("he", "2")).not.toContain("记下了");
    expect(await world.says("he", "M1 支委会 9月1日 5/5 同意5")).toContain("81天前，最多补记60天内的");
    expect(await world.says("he", "M1 支委会")).toContain("支委会哪天开的？");
    expect(await world.says("he", "11月20日")).toContain("应到几人，实到几人？");
    expect(await world.says("he", "5/4")).toContain("几票同意、反对、弃权？");
    expect(await world.says("he", "同意4")).toContain("支委会11月20日（周五）（补记） 应到5 实到4（至少3） 同意4");
    expect(await world.says("wang", "M1 两委会 11月19日 8/7 同意7")).toContain(
      "支委会是11月20日开的，这个会不能在它前面",
    );
    expect(await world.says("wang", "M1 两委会 11月20日 8/4 同意4")).toContain("实到4，至少5，不够数，不能作决定");
    expect(await world.says("wang", "M1 两委会 11月20日 8/8 同意4 反对4")).toContain("没过半，没通过，可以再开");
    expect(await world.says("wang", "M1 两委会 11月20日 8/8 同意8")).toContain("通过");
    expect(await world.says("he", "M1 两委会 11月20日 8/8 同意8")).toContain("M1 两委会商议刚由王建国记了。");
    expect(await world.says("he", "M1 两委会 11月20日 8/8 同意7")).toContain(
      "王建国记的是 8/8 同意8，和您写的不一样，没改",
    );
    expect(await world.says("wang", "撤销")).toContain("撤销了 M1");
    expect(await world.says("wang", "M1")).toContain("：等两委会商议");
  });

  test("a quorum that is missed, a majority that is missed, and an end of it", async () => {
    world = await openVillage(engine);
    await upTo("window");
    expect(await world.says("wang", "M1 免征求 没必要")).toContain("东卧牛村有1人在外，免征求要新会镇书记同意，问去了");
    expect(await world.says("chen", "M1 同意")).toContain("没有等您同意的公布");
    expect(last(world, "sun")).toContain("想免征求：没必要");
    expect(await world.says("sun", "M1 不同意 有人在苏州")).toContain("M1 不免征求，告诉村里了。");
    expect(last(world, "wang")).toContain("M1 不能免征求：有人在苏州");
    await world.says("wang", "M1 免征求 都打过电话了");
    expect(await world.says("sun", "M1 同意")).toContain("M1 免征求：都打过电话了（公布时写明）");
    await world.says("wang", "M1 已授权 2024年3月15日村民会议");
    expect(await world.says("wang", "M1 村代会 11月21日 36/23 同意23")).toContain(
      "应到36 实到23，至少24，不够数，不能作决定（村民委员会组织法第二十九条）。记作流会。",
    );
    expect(await world.says("zhou", "/议题 村代会")).toContain("流会：东卧牛村11月21日");
    expect(await world.says("wang", "M1 村代会 11月21日 36/31 同意15 反对16")).toContain("没通过，这个议题到此为止");
    expect(await world.says("wang", "M1 公布")).not.toContain("【决议公布");
    expect(await world.says("wang", "M1")).toContain("：未通过");
  });

  test("rules of a village by its representatives, and what belongs to its members", async () => {
    world = await openVillage(engine);
    expect(await world.says("wang", "/议题 新建 修订村规民约 模板：村规民约")).toContain("村规民约");
    expect(await world.says("wang", "M1 村代会 11月20日 36/31 同意31")).toBe(
      "村规民约由村民会议制定和修改（村民委员会组织法第三十一条），村民代表会议不能定。",
    );
    await world.says("wang", "/议题 新建 出租老校舍 模板：集体资产");
    await world.says("he", "M2 支委会 11月20日 5/5 同意5");
    await world.says("wang", "M2 免征求 都在家");
    await world.says("sun", "M2 同意");
    expect(await world.says("wang", "M2 成员大会 11月21日 应到90 现场46 线上12 委托3 同意61")).toContain(
      "应到90 实到61（现场46、线上12、委托3）（至少60） 同意61（至少60），通过。依据：农村集体经济组织法第二十七条。",
    );
    expect(await world.says("wang", "/议题 设置 公示 14")).toContain("要书记才能用");
    expect(await world.says("he", "/议题 设置 公示 14")).toBe("公布至少15天（村民委员会组织法第三十五条），没改。");
    expect(await world.says("he", "/议题 设置 模板 4+2、村规民约")).toContain("模板 4+2、村规民约");
    expect(await world.says("wang", "/议题 新建 建凉亭")).toBe("按哪个模板？①4+2 ②村规民约");
    expect(await world.says("wang", "1")).toContain("建好了 M3：建凉亭（东卧牛村，4+2）");
    expect(await world.says("he", "/议题 新建 建凉亭 模板：4+2")).toContain("东卧牛村已经有 M3 建凉亭");
  });
});

describe.each(engines)("a publication, on %s", (engine) => {
  test("is let go by another person, counts from the board alone, and is published anew when a number was wrong", async () => {
    world = await openVillage(engine);
    await upTo("decided");
    expect(await world.says("wang", "M1 公布")).toContain("没有征求意见：路就在村口，大家当面说过。");
    expect(await world.says("wang", "发")).toContain("M1 交给陈守正看");
    expect(await world.says("wang", "同意")).not.toContain("同意公布");
    expect(await world.says("chen", "不同意 金额不对")).toContain("M1 退回了");
    expect(last(world, "wang")).toContain("M1 的决议公布退回了：金额不对");
    await world.says("wang", "M1 公布");
    await world.says("wang", "发");
    expect(await world.says("chen", "M1 同意")).toContain("发到1个村民群");
    // in the group alone no clock runs
    await world.passes("2026-11-24T09:01+08:00");
    expect(last(world, "wang")).toContain("贴上公开栏了吗？");
    await world.passes("2026-12-20T09:01+08:00");
    expect(await world.says("wang", "M1")).toContain("还没上墙（仅群内），不算公示");
    expect(await world.says("wang", "M1 结果 修好了")).toContain("M1 正在公示");
    expect(await world.says("he", "M1 已上墙 12月20日")).toContain("公示到2027年1月4日（周一）18:00");
    expect(await world.says("wang", "更正 M1 村代会 同意27 反对3；原因：数错了")).toContain(
      "公布过的作废，要重新公布、重新公示满期：M1 公布",
    );
    expect(await world.says("wang", "M1 公布")).toContain("同意27、反对3、弃权1");
    await world.says("wang", "发");
    await world.says("chen", "同意");
    expect(inGroup(world)).toContain("本条更正前面的公布，重新公示。");
    expect(await world.says("wang", "M1 已上墙")).toContain("公示到2027年1月4日");
    const proof = await world.says("wang", "/议题 证明 M1");
    expect(proof).toContain("决议公布（作废）");
    expect(proof).toContain("决议公布（公示中）");
    expect(proof).toMatch(/指纹 [0-9A-F]{16}/u);
    expect(await world.says("li", "公开")).toContain("【决议公布 M1】");
  });

  test("goes back when an objection is found right, and nobody who objected is named", async () => {
    world = await openVillage(engine);
    await upTo("decided");
    await hang();
    // whoever stands above the village has other words, and may pass on what a villager says
    for (const who of ["zhou", "sun"])
      expect(await world.says(who, "异议 M1 我看不行")).toBe(
        "异议由东卧牛村的村民提，上面不提。替村民提：异议 M1 代 李大山 …；镇里认为不合法的找村里改，镇书记可以停：M1 停 原因",
      );
    const shownTo = world.toChat(villageGroup).find((text) => text.includes("【决议公布 M1】")) ?? "";
    const quote = { text: shownTo, id: undefined };
    await world.says("zhou", "@小助手 异议 我看不行", villageGroup, { quote, mentioned: true });
    expect((await everything(world.url)).records?.filter(({ kind }) => kind === "opinion")).toEqual([]);
    expect(await world.says("li", "异议 M1 占了我家菜地 电话13812345678", direct("li"))).toContain("收到异议 O1");
    expect(await world.says("xiuying", "匿名 异议 M1 太贵了")).toContain("收到异议 O2");
    expect(await world.says("zhou", "异议 M1 代 张老汉 渠太窄")).toBe("收到异议 O3（张老汉提的），7个工作日内答复。");
    expect(await world.says("li", "异议 M1 代 张老汉 渠太窄")).toBe("收到异议 O4，7个工作日内答复。");
    expect(await world.says("wang", "异议 M1 代表人数，算错了")).toBe("收到异议 O5，7个工作日内答复。");
    expect(await world.says("zhou", "M1 异议成立 O1 占了三户菜地")).toContain("由写公布的人或同意公布的人来说");
    expect(await world.says("chen", "M1 异议成立 O9 占了三户菜地")).toContain("M1 没有异议 O9");
    expect(await world.says("chen", "M1 异议成立 O1 占了三户菜地")).toContain(
      "M1 异议 O1 成立：占了三户菜地。回到两委会商议",
    );
    expect(last(world, "li")).toContain("您的异议（O1）成立：占了三户菜地。M1 重新商议。");
    expect(inGroup(world)).toContain("M1 有异议成立，重新商议：占了三户菜地");
    expect(await world.says("wang", "M1")).toContain("第2轮");
    const shown = [
      ...world.toChat(villageGroup),
      await world.says("wang", "/议题 证明 M1"),
      await world.says("li", "公开"),
    ].join();
    for (const secret of ["13812345678", "李大山", "王秀英"]) expect(shown).not.toContain(secret);
    const { publications = [] } = await everything(world.url);
    expect(JSON.stringify(publications)).not.toContain("13812345678");
  });
});

test("a motion is stopped with a reason, and the town hears what it may not do", async () => {
  world = await openVillage();
  await upTo("decided");
  await hang();
  expect(await world.says("li", "M1 停 不想修")).toContain("没有您能动的 M1");
  expect(await world.says("zhou", "M1 停 不合适")).toContain("由东卧牛村的干部或镇书记来停");
  expect(await world.says("sun", "M1 停 资金没批")).toContain("乡镇不得干预依法属于村民自治范围的事项");
  expect(inGroup(world)).toContain("M1“修水渠走东线”停了：资金没批。");
  expect(await world.says("wang", "M1")).toContain("：停了");
});
