import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { checkDirectory } from "../../../src/import/check-directory.ts";
import { writeDirectory } from "../../../src/import/directory.ts";
import { table } from "../../import/tables.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

const directory = [
  "事项,姓名,职务,电话,公开",
  "低保、医保,吴芳,新会镇民政助理,13800001399,公开",
  "低保、特困,,新会镇民政所,0537-1234567,公开",
  "低保,,石岗镇民政所,0537-7654321,公开",
  "路灯,钱师傅,东卧牛村电工,13800001309,内部",
  "路灯,,新会镇城建所,0537-1112222,公开",
  "政务热线,,12345热线,12345,公开",
];

describe.each(engines)("who answers for what on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
    await world.store.write(async (tables) => {
      for (const [id, name] of [
        ["shi", "石岗镇"],
        ["hou", "后石村"],
      ] as const)
        await tables.places.put(
          {
            ...{ id, name, level_word: "", town_id: "shi", parent_id: id === "shi" ? "county" : "shi" },
            ...{ level: id === "shi" ? "town" : "village", path: id === "shi" ? "/county/shi/" : "/county/shi/hou/" },
          },
          [],
        );
      await tables.settings.set("places-version", "2");
      await writeDirectory(checkDirectory(table(...directory)).good, tables);
    });
  });
  afterEach(() => world.close());

  test("the office first, of the own town only, by whatever the matter is called, numbers in full", async () => {
    const both = "低保、特困：新会镇民政所 0537-1234567\n低保、医保：新会镇民政助理 吴芳 13800001399";
    for (const asked of ["/谁管 低保", "谁管 最低生活保障", "/谁管 办低保的事", "/who 低保户"])
      expect(await world.says("xiuying", asked)).toBe(both);
    expect(await world.says("xiuying", "/谁管 石岗镇 低保")).toBe("低保：石岗镇民政所 0537-7654321");
    expect(await world.says("xiuying", "/谁管 合作医疗")).toBe("低保、医保：新会镇民政助理 吴芳 13800001399");
  });

  test("in a group one line; to somebody who is on no roster too", async () => {
    expect(await world.says("li", "/谁管 低保", group("village"))).toBe("低保、特困：新会镇民政所 0537-1234567");
    expect(await world.says("stranger", "/电话 12345热线")).toBe("政务热线：12345热线 12345");
  });

  test("a number that is not published is never said", async () => {
    const said = await world.says("li", "/谁管 路灯");
    expect(said).toBe("路灯：新会镇城建所 0537-1112222\n路灯：东卧牛村电工 钱师傅 号码没有公开，请到办公的地方问");
    expect(await world.says("li", "/电话 钱师傅")).not.toContain("1309");
    expect(world.toChat(direct("li")).join()).not.toContain("1309");
  });

  test("by office, by person, and what can be looked up where nothing is found", async () => {
    expect(await world.says("wang", "/电话 民政所")).toBe("低保、特困：新会镇民政所 0537-1234567");
    expect(await world.says("wang", "/电话 吴芳")).toBe("低保、医保：新会镇民政助理 吴芳 13800001399");
    expect(await world.says("wang", "/电话 派出所的电话")).toMatch(
      /^没有查到“派出所的电话”的电话。能查的有：新会镇民政所/,
    );
    expect(await world.says("wang", "/谁管 挖矿")).toMatch(/^没有查到“挖矿”归谁管。能查的有：低保/);
    expect(await world.says("wang", "/谁管")).toBe("什么事？如：低保、路灯。");
    expect(await world.says("wang", "路灯")).toContain("新会镇城建所");
  });

  test("words that were made to look like a published number are masked as ever", async () => {
    await world.says("li", "意见：\u000013800001234\u0000 这个人");
    expect(await world.says("li", "查我的")).not.toContain("13800001234");
  });
});
