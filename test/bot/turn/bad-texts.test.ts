import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { commands } from "../../../handlers/index.ts";
import fc from "../../property.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

/** What stands in a list of `查我的` or an answer must stand there as it was said. */
const keptAsSaid = [
  ["SQL", "a'); drop table records; -- \" ` %_\\"],
  ["characters of four bytes", "𠮷𪚥路👨‍👩‍👧灯"],
  ["names of properties", "__proto__ constructor toString"],
  ["a place for a value", "$1 ? :name {{x}} %s"],
] as const;

/** Nothing of them may fail, whatever comes of them. */
const hostile = [
  ["NUL", "意见：路\u0000灯"],
  ["signs that turn the writing round", "意见：\u202e灯路\u2066"],
  ["nothing that can be seen", "\u200b\u200d\ufeff\u3000"],
  ["half a character", "意见：\ud800 路灯 \udfff"],
  ["a sign alone", "/"],
  ["many signs", "/".repeat(5_000)],
  ["ten thousand words", `/谈心 ${"东卧牛 ".repeat(10_000)}`],
  ["one letter many times", `意见：${"a".repeat(50_000)}!`],
  ["dots", `R1${".".repeat(50_000)}`],
  ["blanks", `/提醒 ${" ".repeat(50_000)}明天`],
  ["digits", `/提醒 ${"9".repeat(20_000)}点 开会`],
  ["labels", `/谈心 东卧牛 赫书记 ${"问题：；".repeat(5_000)}`],
] as const;

describe.each(engines)("whatever is said, on %s", (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ engine });
  });
  afterAll(() => world.close());

  const failures = () => world.logged.filter((line) => line.startsWith("message failed"));

  test.each(keptAsSaid)("%s is kept as it was said", async (_, text) => {
    await world.says("wang", `/手记 ${text}`);
    expect(failures()).toEqual([]);
    expect(world.sealed).toContain(text);
  });

  test.each(hostile)("%s harms nothing", async (_, text) => {
    for (const where of [direct("wang"), direct("li"), group("office"), group("village")])
      await world.receives(world.message(where.id === "li" ? "li" : "wang", text, where));
    expect(failures()).toEqual([]);
  });

  test("anything behind any command is understood, asked about or refused, and never fails", async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "东卧牛",
        "赫书记",
        "明天9点",
        "问题：",
        "承诺：",
        "；",
        "T1",
        "R1",
        "①",
        "。",
        "12月",
        "@",
        "【",
      ),
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc.string({ unit: "binary", maxLength: 12 }),
    );
    const names = commands.flatMap(({ name, aliases }) => [name, ...aliases]);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.array(piece, { maxLength: 8 }),
        fc.constantFrom("sun", "li", "stranger"),
        fc.constantFrom(direct("x"), group("office"), group("village"), group("unbound")),
        async (name, rest, who, where) => {
          const chat = where.kind === "direct" ? direct(who) : where;
          await world.receives(world.message(who, `/${name} ${rest.join("")}`, chat));
          expect(failures()).toEqual([]);
        },
      ),
      { numRuns: engine === "sqlite" ? 150 : 40 },
    );
  });
});
