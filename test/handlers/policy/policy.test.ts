import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { checkPolicies } from "../../../src/import/check-policies.ts";
import { writePolicies } from "../../../src/import/policies.ts";
import { table } from "../../import/tables.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

const head = "事项,内容,来源,日期,到期";

test("an answer without whose it is, or from when, is no answer", () => {
  const { good, bad } = checkPolicies(
    table(
      head,
      "高龄补贴,80岁起每月100元,县民政局,2026年3月1日,",
      "医保,每人每年400元,,2026-03-01,",
      "低保,,县民政局,2026-03-01,",
      "粮补,每亩110元,县农业局,开春,",
      "高龄补贴,90岁起,县民政局,2026-03-01,",
      "危房,每户2万,县住建局,2026-03-01,2025-12-31",
    ),
  );
  expect(good).toEqual([
    { row: 2, matters: ["高龄补贴"], words: "80岁起每月100元", source: "县民政局", from: "2026-03-01", until: null },
  ]);
  expect(bad.map(({ reason }) => reason)).toEqual([
    "第3行：没写“来源”：哪个单位、哪份文件",
    "第4行：没写“内容”：照批准的原话写",
    "第5行：日期“开春”不是日期：请写成 2026-10-01",
    "第6行：事项和第2行一样：写在一行里",
    "第7行：“到期”在“日期”前面",
  ]);
});

describe.each(engines)("approved answers on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
    await world.store.write((tables) =>
      writePolicies(
        checkPolicies(
          table(
            head,
            "高龄补贴、老年补贴,80岁起每人每月100元，问0537-2345678,县民政局〔2026〕12号,2026-03-01,2027-02-28",
            "城乡居民医保,每人每年400元,县医保局,2025-09-01,2026-10-31",
            "冬季取暖补贴,每户300元,县民政局,2026-12-15,",
          ),
        ).good,
        tables,
      ),
    );
  });
  afterEach(() => world.close());

  test("said as they were approved, with whose they are and of when, and nothing beside them", async () => {
    const answer = "高龄补贴：80岁起每人每月100元，问0537-2345678（县民政局〔2026〕12号，3月1日，管到2027年2月28日）";
    for (const asked of ["/政策 高龄补贴", "/政策 老年补贴怎么领", "政策 高龄补贴的政策"])
      expect(await world.says("li", asked)).toBe(answer);
    expect(await world.says("li", "/政策 高龄补贴", group("village"))).toBe(answer);
    expect(await world.says("li", "/政策 危房改造")).toBe(
      "批准公开的政策里没有“危房改造”，不敢乱说。能查的有：高龄补贴。归谁管：谁管 危房改造",
    );
  });

  test("what no longer holds, or does not yet, is not said", async () => {
    const over = await world.says("li", "/政策 医保");
    expect(over).toContain("原来的到10月31日为止");
    expect(over).not.toContain("400");
    expect(await world.says("li", "/政策 取暖补贴")).toContain("没有“取暖补贴”");
    await world.passes("2026-12-15T09:00+08:00");
    expect(await world.says("li", "/政策 取暖补贴")).toContain("每户300元");
    expect(world.toChat(direct("li")).join()).not.toContain("400");
  });
});
