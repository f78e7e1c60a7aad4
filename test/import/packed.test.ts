import { describe, expect, test } from "@jest/globals";
import { Packed } from "../../src/import/packed.ts";
import { makeTable } from "../../src/import/table.ts";
import fc from "../property.ts";

const item = fc.record({ name: fc.string(), number: fc.nat(), more: fc.option(fc.string()) });
/** Around what is packed together, and beyond it. */
const list = fc
  .tuple(item, fc.constantFrom(0, 1, 249, 250, 251, 500, 777))
  .map(([one, count]) => Array.from({ length: count }, (_, at) => ({ ...one, at })));

describe("a packed list", () => {
  test("is the list that was put into it, all of it, any part of it and what is left of it", () => {
    fc.assert(
      fc.property(list, fc.nat(800), fc.nat(800), (all, from, count) => {
        const packed = new Packed<(typeof all)[number]>();
        for (const one of all) packed.add(one);
        expect(packed.length).toBe(all.length);
        expect([...packed]).toEqual(all);
        expect(packed.slice(from, from + count)).toEqual(all.slice(from, from + count));
        expect([...packed.filter(({ at }) => at % 3 === 0)]).toEqual(all.filter(({ at }) => at % 3 === 0));
      }),
    );
  });

  test("takes a fraction of what it holds", () => {
    const packed = new Packed<Readonly<Record<string, string>>>();
    const row = (n: number) => ({ 姓名: `赵${n}`, 岗位: "村民", 地点: "东卧牛村", 手机: `139${n}`, 账号: "" });
    for (let n = 0; n < 10_000; n++) packed.add(row(n));
    const held = packed.bytes;
    expect(held).toBeGreaterThan(0);
    expect(held / 10_000).toBeLessThan(20);
  });

  test("a long sheet has the rows that it has where it is short", () => {
    const line = (n: number): [number, string[]] => [n + 2, n % 7 === 0 ? ["", ""] : [`赵${n}`, " / "]];
    const lines = (count: number) => [
      [1, ["姓名", "地点"]] as [number, string[]],
      ...Array.from({ length: count }, (_, n) => line(n)),
    ];
    const [short, long] = [900, 3000].map((count) => [...makeTable([...lines(count), [9999, ["备注：以上"]]]).rows]);
    expect(long?.slice(0, short?.length)).toEqual(short);
    expect(long?.length).toBe(3000 - Math.ceil(3000 / 7));
  });
});
