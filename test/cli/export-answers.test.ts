import { describe, expect, test } from "@jest/globals";
import { loadReference } from "../../src/bot/places.ts";
import { answersFor } from "../../src/cli/export-answers.ts";
import { engines, openWorld } from "../world.ts";

describe.each(engines)("answers for the notice board on %s", (engine) => {
  test("name nobody, and leave out what says too much of somebody", async () => {
    const world = await openWorld({ engine });
    await world.says("li", "我是李大山，三社水管漏了，打13800001234");
    await world.says("xiuying", "一社没路灯");
    await world.says("xiuying", "反映：俺家是低保户，屋漏");
    await world.says("li", "投诉：王建国贪了低保款");
    await world.says("wang", "/答复 O1 李大山您好，王建国周三带人去修");
    await world.says("wang", "/采纳 O2");
    await world.says("wang", "/答复 O3 下周来修屋");
    await world.says("sun", "/答复 O4 查过了");
    const { places } = await loadReference(world.store.read);
    const { lines, remarks } = await answersFor(world.store.read, places, world.now());
    expect(lines).toEqual([
      ["号", "日期", "村", "说的事", "结果", "答复", "答复日期"],
      ["O2", "11月21日", "东卧牛村", "一社没路灯", "已采纳", "", "11月21日"],
      [
        ...["O1", "11月21日", "东卧牛村", "我是李某，三社水管漏了，打138****1234", "已答复"],
        ...["李某您好，王某周三带人去修", "11月21日"],
      ],
    ]);
    expect(remarks).toEqual(["1条说到具体的人或家里的事，没写进去"]);
    await world.close();
  });
});
