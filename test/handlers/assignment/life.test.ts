import { afterEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

let world: World;
afterEach(() => world.close());

const open = async (engine?: (typeof engines)[number]) => {
  world = await openWorld(engine ? { engine } : {});
  for (const who of ["wang", "zhou", "sun"]) await world.says(who, "帮助");
};
const last = (who: string) => world.toChat(direct(who)).at(-1) ?? "";

describe.each(engines)("a lamp, on %s", (engine) => {
  test("is asked for, handed over, mended and confirmed where it was asked", async () => {
    await open(engine);
    await world.says("li", "三社路灯不亮");
    await world.says("sun", "/交办 O1 王主任 12月2日前");
    expect(await world.says("wang", "签收")).toContain("签收了 J1");
    expect(await world.says("wang", "办好了 换了灯")).toBe("J1 记作办好了，等核实。也问了提出的人。");
    expect(last("li")).toContain("您反映的“三社路灯不亮”（O1）办好了：换了灯。满意回“满意”，没办好回“不满意 原因”。");
    expect(last("sun")).toContain("J1 报办好了，等您核实");
    expect(await world.says("li", "满意")).toContain("O1 记下了“满意”，谢谢您。");
    expect(last("wang")).toBe("J1 提出的人说“满意”，办结。");
    expect(await world.says("sun", "J1")).toContain("办结");
    expect(await world.says("li", "查我的")).toContain("答复了：换了灯");
  });

  test("is said not to be mended, and mended again; the third time the assigner decides", async () => {
    await open(engine);
    await world.says("li", "三社路灯不亮");
    await world.says("sun", "/交办 O1 王主任 12月2日前");
    await world.says("wang", "办好了 换了灯");
    for (const round of [1, 2]) {
      expect(await world.says("li", "又灭了")).toContain("O1 记下了不满意，请他们再办");
      expect(last("wang")).toContain("J1 提出的人不满意：又灭了。请再办");
      expect(last("wang")).not.toContain("李大山");
      expect(await world.says("wang", `办好了 第${round}回换灯`)).toContain("等核实");
    }
    expect(await world.says("li", "不满意 O1 还是不亮")).toContain("请交办的人定怎么办");
    expect(last("sun")).toContain("再办回“重办 J1 原因”，到此为止回“结案 J1 原因”");
    expect(await world.says("sun", "结案 J1 明年统一改造")).toContain("J1 结案了");
    expect(last("li")).toContain("办到这里为止：明年统一改造。还不同意可向镇里反映：/谁管 信访");
  });

  test("of somebody who is not named is never told to whom it belongs", async () => {
    await open(engine);
    await world.says("li", "匿名 三社路灯不亮");
    await world.says("sun", "/交办 O1 王主任 12月2日前");
    await world.says("wang", "办好了 换了灯");
    await world.says("li", "不满意 又灭了");
    expect(world.toChat(direct("wang")).join("\n")).not.toContain("李大山");
    expect(last("wang")).toContain("提出的人不满意：又灭了");
  });

  test("is put off with a yes, and is late from the first deadline with a no", async () => {
    await open(engine);
    await world.says("li", "三社路灯不亮");
    await world.says("sun", "/交办 O1 王主任 12月2日前");
    await world.says("wang", "签收");
    expect(await world.says("wang", "延期 到12月9日 等配件")).toContain("J1 想延到12月9日，在等交办的人同意");
    expect(last("sun")).toContain("王建国想把 J1 延到12月9日：等配件。回“同意”或“不同意 原因”。");
    expect(await world.says("sun", "同意")).toBe("J1 同意延到12月9日。");
    expect(last("li")).toBe("您说的“三社路灯不亮”（O1）要晚些，12月9日前有答复：等配件。");
    await world.says("wang", "延期 J1 到12月16日 又等配件");
    expect(await world.says("sun", "不同意 J1 村里等着用")).toContain("不同意延期");
    expect(last("wang")).toContain("期限还是12月9日（周三）18:00前");
    expect(await world.says("wang", "延期 J1 到1月30日 太久")).toContain("一次最多延30天");
  });

  test("goes back once, and not again when it is insisted on", async () => {
    await open(engine);
    await world.says("sun", "/交办 王主任 三社路灯修好 12月2日前");
    expect(await world.says("wang", "退回 归供电所")).toContain("J1 退回了");
    expect(last("sun")).toContain("王建国退回 J1：归供电所。改派回“改派 J1 人”；还请他办回“指定”");
    expect(await world.says("sun", "指定")).toContain("J1 指定王建国办，不能再退");
    expect(await world.says("wang", "退回 J1 真不归我")).toContain("J1 是指定您办的，不能再退");
    expect(await world.says("sun", "改派 J1 周明")).toContain("J1 改派给周明");
    expect(last("zhou")).toContain("孙国华书记交您 J1：三社路灯修好");
    expect(await world.says("wang", "签收 J1")).toContain("没有您能动的 J1");
  });

  test("passed on outside one's own people waits for a yes", async () => {
    await open(engine);
    await world.says("sun", "/交办 王主任 三社路灯修好 12月2日前");
    expect(await world.says("wang", "转办 周明 归他管")).toContain("J1 想转给周明，在等交办的人同意");
    expect(await world.says("sun", "同意 J1")).toContain("J1 同意转给周明");
    expect(last("zhou")).toContain("J1：三社路灯修好");
    expect(await world.says("zhou", "签收")).toContain("签收了 J1");
  });
});

test("what was done is asked one at a time where several wait", async () => {
  await open();
  await world.says("sun", "/交办 王主任 三社路灯修好 12月2日前");
  await world.says("sun", "/交办 王主任 水管接上 12月3日前");
  expect(await world.says("wang", "签收 全部")).toContain("J1");
  expect(await world.says("wang", "办好了")).toBe("是哪一件？①J2 水管接上 ②J1 三社路灯修好");
  expect(await world.says("wang", "②")).toContain("J1 记作办好了");
  expect(await world.says("sun", "不通过 J1 还有一盏不亮")).toContain("J1 请王建国再办");
  expect(await world.says("wang", "办好了 J1")).toContain("等核实");
  expect(await world.says("sun", "核实")).toContain("J1 核实了，办结");
  expect(await world.says("sun", "重办 J1 又漏了")).toContain("J1 请王建国再办");
  expect(await world.says("sun", "撤回 J2 和 J1 一起办")).toContain("J2 撤回了");
  expect(await world.says("wang", "办好了 J2")).toContain("作废");
});

test.each(["通过", "通过了", "J1 通过", "J1 验收合格"])(
  "%s says that it is well done, where something waits for that",
  async (words) => {
    await open();
    await world.says("sun", "/交办 王主任 三社路灯修好 12月2日前");
    expect(await world.says("sun", words)).not.toContain("核实了");
    await world.says("wang", "办好了 换了三盏");
    expect(await world.says("sun", words)).toBe("J1 核实了，办结。");
  },
);

test("同意 means what somebody asks for, and nothing else that is under way", async () => {
  await open();
  for (const what of ["三社路灯修好", "水管接上", "井盖补齐"])
    await world.says("sun", `/交办 王主任 ${what} 12月2日前`);
  await world.says("wang", "签收 全部");
  expect(await world.says("sun", "同意")).toContain("没有等您定的这样一件");
  await world.says("wang", "延期 J2 到12月9日 等配件");
  expect(await world.says("sun", "不同意 等着用水")).toContain("J2 不同意延期");
  await world.says("wang", "延期 J3 到12月9日 等配件");
  expect(await world.says("sun", "同意")).toBe("J3 同意延到12月9日。");
});

test("what one may not do changes nothing, and a bare word in a group says nothing", async () => {
  await open();
  await world.says("sun", "/交办 王主任 三社路灯修好 12月2日前");
  expect(await world.says("zhou", "签收 J1")).toContain("没有您能动的 J1");
  expect(await world.says("wang", "签收 J9")).toContain("没有您能动的 J9");
  expect(await world.says("li", "签收")).toContain("没有等您办的");
  expect(await world.says("wang", "签收", group("office"))).toBe("");
  expect(await world.says("wang", "催 J1")).toContain("没有您能动的 J1");
  expect(await world.says("sun", "催 J1")).toContain("J1 催了王建国");
  expect(await world.says("sun", "催 J1")).toContain("不多催");
});

test("a message taken back takes it along until it is accepted", async () => {
  await open();
  await world.says("li", "三社路灯不亮");
  await world.says("sun", "/交办 O1 王主任 12月2日前");
  expect(await world.says("sun", "撤销")).toContain("撤销了 J1");
  expect(last("wang")).toBe("J1 撤销了，不用办了。");
  expect(await world.says("sun", "/意见 列表")).toContain("等答复");
  await world.says("sun", "/交办 O1 王主任 12月3日前");
  await world.says("wang", "签收");
  expect(await world.says("sun", "撤销 J2")).toContain("J2 已签收，要撤回请发：撤回 J2 原因");
  expect(await world.says("sun", "撤回 J2")).toBe("为什么撤回？");
  expect(await world.says("sun", "供电所修了")).toContain("J2 撤回了");
  expect(last("wang")).toContain("孙国华撤回了 J2：供电所修了");
});
