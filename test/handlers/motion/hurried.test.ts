import { afterEach, expect, test } from "@jest/globals";
import type { World } from "../../world.ts";
import { inGroup, last, openVillage, villageGroup } from "./village.ts";

let world: World;
afterEach(() => world.close());

test("a secretary in a hurry comes through with the words people use", async () => {
  world = await openVillage();
  expect(await world.says("he", "议题 新建 硬化村东土路 预算12万")).toContain("建好了 M1：硬化村东土路（");
  expect(await world.says("he", "支委会今天开了 5个人都到了 都同意")).toContain("应到5 实到5（至少3） 同意5");
  expect(await world.says("wang", "两委会今天 8个人到了7个 7票同意")).toContain("应到8 实到7（至少5） 同意7");
  // what is told of a meeting and counts nothing is no meeting that is written down
  expect(await world.says("he", "党员大会昨天开得好")).not.toContain("应到");
  await world.says("he", "取消");
  expect(await world.says("he", "党员大会 42/31")).toBe("党员大会哪天开的？");
  expect(await world.says("he", "今天")).toContain("几票同意");
  expect(await world.says("he", "29票同意，2票反对")).toContain("同意29（至少22）反对2，通过");
  expect(await world.says("he", "征求 M1 25号晚上9点")).toContain("M1 开始征求：C1");
  await world.passes("2026-11-26T08:10+08:00");
  // nothing waits for these words yet, and they are heard as they would be of anybody
  expect(await world.says("he", "公布")).not.toContain("【决议公布");
  await world.says("he", "取消");
  expect(await world.says("he", "村代会 昨天 36/31 同意28 反对2 弃权1")).toContain("没有登记村民会议授权");
  expect(await world.says("he", "2024年3月15日村民会议")).toContain("通过。依据：村民委员会组织法第三十条");
  const proof = await world.says("he", "公布");
  expect(proof).toContain("2024年3月15日村民会议授权");
  expect(proof).toContain("预算12万");
  await world.says("he", "发吧");
  expect(await world.says("he", "同意")).toBe("自己写的自己不能同意，等陈守正同意。");
  expect(await world.says("chen", "好")).toBe("M1 的决议公布，同意发到村民群吗？①同意 ②不同意");
  expect(await world.says("chen", "1")).toContain("M1 同意公布");
  expect(await world.says("chen", "好")).toBe("");
  expect(await world.says("he", "贴上墙了")).toContain("M1 11月26日上墙");
  expect(await world.says("xiuying", "我有异议，路太窄")).toContain("收到异议 O1");
  expect(await world.says("li", "对M1有异议：占了我家地")).toContain("收到异议 O2");
  expect(await world.says("li", "没有异议")).not.toContain("收到异议");
  expect(await world.says("he", "证明 M1")).toContain("公布证明");
  await world.says("he", "/答复 O1 加宽到5米");
  await world.says("he", "/答复 O2 绕开了");
  await world.passes("2026-12-14T09:05+08:00");
  expect(await world.says("he", "结果")).toContain("办成了什么，花了多少？");
  expect(await world.says("he", "硬化1.2公里，花12.3万")).toContain("【结果公布 M1】");
  await world.says("he", "发");
  expect(await world.says("chen", "可以公布")).toContain("M1 同意公布");
  expect(inGroup(world)).toContain("收到异议2条，都答复了。");
  await world.says("he", "上墙了");
  await world.passes("2027-01-05T18:05+08:00");
  expect(last(world, "he")).toContain(
    "M1 办结。证明：/议题 证明 M1\n像件实事，记上发：/实事 硬化1.2公里，花12.3万 东卧牛村",
  );
});

test("under a message of the motion its number is not needed, whatever the body is called", async () => {
  world = await openVillage();
  const made = await world.says("wang", "/议题 新建 修三社机耕路 模板：小组事 地点：三社");
  const quote = { text: made, id: undefined };
  expect(await world.says("wang", "小组会 11月20日 户30/25 同意25", undefined, { quote })).toContain("M1 记下了");
  expect(await world.says("wang", "/议题 新建 修水渠")).toContain("M2");
  // with its counts it is a meeting, without them its calendar
  expect(await world.says("wang", "/议题 村代会 11月20日 36/31 同意31")).toContain("先补支委会提议");
  expect(await world.says("wang", "/议题 村代会")).toContain("本季 村代会");
  expect(await world.says("wang", "M2 停 资金没批")).toContain("M2 停了");
  expect(await world.says("wang", "重议 M2 钱有了")).toContain("M2 重议：钱有了");
  // a villager's word of the same kind is theirs
  expect(await world.says("li", "公布", villageGroup)).toBe("");
});

test("what is said in other words is understood, and what is not is answered with what comes next", async () => {
  world = await openVillage();
  expect(await world.says("he", "议题 硬化村东土路")).toContain("要开新的发：/议题 新建 硬化村东土路");
  expect(await world.says("he", "提个议题：硬化村东土路 预算：12万")).toContain("建好了 M1：硬化村东土路（");
  expect(await world.says("he", "建个议题 修村西水塘")).toContain("建好了 M2：修村西水塘（");
  expect(await world.says("he", "M1")).toContain("预算12万");
  expect(await world.says("he", "M1 今天支委会开了，5人全到，一致同意")).toContain("支委会11月21日（周六） 应到5");
  expect(await world.says("wang", "M1 交给王主任，12月25日前修好")).toBe(
    "没听懂“交给王主任，12月25日前修好”。M1 下一步：两委会商议，发：M1 两委会 12月1日 应到/实到 同意… 反对…。看走到哪：M1",
  );
  expect(await world.says("wang", "今天村里开了两委会，8个人到了7个，7票同意")).toContain("两委会11月21日");
  // what happened on a day and counts nothing is no meeting
  expect(await world.says("he", "今天党员大会开得好")).not.toContain("应到");
  await world.says("he", "取消");
  expect(await world.says("he", "党员大会 今天开完了，应到42，到了31，29同意2反对")).toContain("同意29（至少22）反对2");
  expect(await world.says("he", "M1 征求意见到25号晚上9点")).toContain("M1 开始征求：C1，11月25日（周三）21:00截止");
  await world.sleeps("2026-11-25T21:05+08:00");
  await world.sleeps("2026-11-26T08:10+08:00");
  await world.says("he", "M1 村代会 昨天 36/31 同意31");
  expect(await world.says("he", "今年3月15号村民会议")).toContain("通过");
  expect(await world.says("he", "M1 公布决议")).toContain("2026年3月15号村民会议授权");
  await world.says("he", "发");
  await world.says("chen", "同意");
  expect(await world.says("wang", "11月26号上墙了")).toContain("M1 11月26日上墙");
  await world.sleeps("2026-12-03T18:05+08:00");
  expect(await world.says("he", "M1")).toContain("12月3日 决议公布 异议期满");
  expect(await world.says("he", "M1 结果公布 硬化1.2公里")).toContain("结果：硬化1.2公里");
});
