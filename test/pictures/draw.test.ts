import { describe, expect, test } from "@jest/globals";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { draw } from "../../src/pictures/draw.ts";
import { knownCharacters } from "../../src/pictures/font.ts";
import { wide } from "../../src/pictures/letters.ts";
import type { Block, Picture } from "../../src/pictures/picture.ts";
import fc from "../property.ts";
import { morningOf } from "./figures.ts";

const known = knownCharacters();
const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "", preserveOrder: false });

type Shape = Readonly<Record<string, string>>;
/** The texts and boxes of a picture, by name of their element. */
function shapes(svg: string, name: "text" | "rect"): Shape[] {
  const { defs: _, ...drawn } = parser.parse(svg).svg;
  return [drawn[name] ?? []].flat();
}
const words = (picture: Picture): string[] =>
  shapes(draw(picture, known).svg, "text").map((one) => String(one["#text"]));

const count = fc.nat({ max: 1_000_000 });
const text = fc.oneof(fc.string({ maxLength: 30, unit: "binary" }), fc.stringMatching(/^[一-龥]{0,30}$/u));
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({
    is: fc.constant("squares" as const),
    title: text,
    up: text,
    verb: fc.constantFrom("谈", "走"),
    of: fc.array(fc.record({ name: text, days: fc.option(count) }), { maxLength: 150 }),
  }),
  fc.record({
    is: fc.constant("bars" as const),
    title: text,
    of: fc.array(fc.record({ word: text, done: count, all: count }), { maxLength: 70 }),
  }),
  fc.record({
    is: fc.constant("days" as const),
    title: text,
    note: text,
    from: fc.constant("11月8日"),
    of: fc.array(fc.record({ home: count, away: count }), { maxLength: 14 }),
  }),
  fc.record({ is: fc.constant("line" as const), text }),
);
const picture: fc.Arbitrary<Picture> = fc.record({
  title: text,
  about: text,
  day: fc.constant("11月21日 周六"),
  until: fc.constant("8:03"),
  blocks: fc.array(block, { maxLength: 6 }),
});

describe("a picture", () => {
  test("of any figures and names is well-formed and stays inside its paper", () => {
    fc.assert(
      fc.property(picture, (one) => {
        const { svg, width, height } = draw(one, known);
        expect(XMLValidator.validate(svg)).toBe(true);
        expect(width).toBe(1080);
        expect(height).toBeLessThanOrEqual(1920);
        const outside = shapes(svg, "rect").filter(({ x = 0, y = 0, width: broad, height: high }) => {
          const [left, top, right, bottom] = [
            Number(x),
            Number(y),
            Number(x) + Number(broad),
            Number(y) + Number(high),
          ];
          return !(left >= 0 && top >= 0 && left <= right && top <= bottom && right <= 1080 && bottom <= height);
        });
        const beyond = shapes(svg, "text").filter((said) => {
          const long = wide(String(said["#text"] ?? ""), Number(said["font-size"]));
          const left = Number(said.x) - long * { start: 0, middle: 0.5, end: 1 }[said["text-anchor"] as "start"];
          return !(left >= 0 && left + long <= 1080 && Number(said.y) <= height);
        });
        expect({ outside, beyond }).toEqual({ outside: [], beyond: [] });
      }),
      { numRuns: 30 },
    );
  });

  test("is the same each time", () => {
    expect(draw(morningOf(21), known)).toEqual(draw(morningOf(21), known));
  });

  test.each([1, 21, 45, 99, 126])("names all of %i villages, each with its colour", (villages) => {
    const said = words(
      morningOf(villages, (index) => `柳${"甲乙丙丁戊己庚辛壬癸"[index % 10]}${Math.floor(index / 10)}`),
    );
    for (let index = 0; index < villages; index++)
      expect(said).toContain(`柳${"甲乙丙丁戊己庚辛壬癸"[index % 10]}${Math.floor(index / 10)}`);
  });

  test("of 887 villages is a square for each, and the rest of the morning still stands below", () => {
    const { svg } = draw(morningOf(887), known);
    expect(shapes(svg, "rect").length).toBeGreaterThan(887);
    expect(words(morningOf(887))).toEqual(expect.arrayContaining(["没答复3条，最久4天", "近30天的意见多久答复"]));
  });

  test("a long name stands on two lines, whole where they hold it", () => {
    const said = words(morningOf(21, (index) => (index === 4 ? "阿克塞哈萨克族自治新民寨" : "柳河")));
    expect(said).toEqual(expect.arrayContaining(["阿克塞哈萨克", "族自治新民寨"]));
  });

  test("what the font has not is marked and said to be so, and what cannot be seen is left out", () => {
    const said = words(morningOf(2, (index) => (index === 0 ? "上\u{21376}\u200b村" : "柳\u0007河")));
    expect(said).toEqual(expect.arrayContaining(["上〓村", "柳 河"]));
    expect(said.at(-1)).toBe("截至8:03 · 只有数，没有人名 · 〓是画不出的生僻字");
    expect(words(morningOf(2)).join("")).not.toContain("〓");
  });

  test("blocks that do not fit any more are left out whole, and smaller ones still stand", () => {
    const [squares, bars] = morningOf(21).blocks; // three times the squares are higher than the paper
    const blocks = [squares, squares, squares, bars].flatMap((one) => one ?? []);
    const { svg, height } = draw({ ...morningOf(1), blocks }, known);
    expect(height).toBeLessThanOrEqual(1920);
    const said = shapes(svg, "text").map((one) => one["#text"]);
    expect(said.filter((one) => one === "谈心 21/21村")).toHaveLength(2);
    expect(said).toContain("走访社");
  });

  test("something begun is seen, and nothing short of all is drawn as all", () => {
    const bar = (done: number, all: number) => {
      const bars = draw({ ...morningOf(1), blocks: [{ is: "bars", of: [{ word: "走访社", done, all }] }] }, known);
      const [, track, filled] = shapes(bars.svg, "rect");
      return Number(filled?.width ?? 0) / Number(track?.width);
    };
    expect(bar(0, 5000)).toBe(0);
    expect(bar(1, 5000)).toBeGreaterThan(0.005);
    expect(bar(4999, 5000)).toBeLessThan(1);
    expect(bar(5000, 5000)).toBe(1);
  });
});
