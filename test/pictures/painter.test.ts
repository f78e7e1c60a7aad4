import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import { afterAll, describe, expect, test } from "@jest/globals";
import { knownCharacters } from "../../src/pictures/font.ts";
import { drawable } from "../../src/pictures/letters.ts";
import { createPainter } from "../../src/pictures/painter.ts";
import { smallPng } from "../../src/pictures/png.ts";
import { morningOf, placeNames } from "./figures.ts";

const painter = createPainter();
afterAll(() => painter.stop());

describe("the packaged font", () => {
  test("draws every name of a place in the demo, the corpus and the made-up city", () => {
    const names = placeNames();
    expect(names.length).toBeGreaterThan(6_000);
    expect(names.filter((name) => !drawable(name, knownCharacters()).isWhole)).toEqual([]);
  });

  test("has the rare characters of village names, and says of others that it has them not", () => {
    expect([..."垟塆垱墕塅坬堌埇峁畈垭硚圪"].filter((one) => !knownCharacters().has(one))).toEqual([]);
    expect(knownCharacters().has("\u{21376}")).toBe(false);
  });
});

describe("a painted picture", () => {
  test("is a PNG of 1080 pixels, at most 1920 high and 300 KB, also of many villages", async () => {
    for (const villages of [1, 99, 887]) {
      const png = await painter.paint(morningOf(villages));
      expect(png.subarray(0, 8).toString("hex")).toBe("89504e470d0a1a0a");
      expect(png.readUInt32BE(16)).toBe(1080);
      expect(png.readUInt32BE(20)).toBeLessThanOrEqual(1920);
      expect(png.length).toBeLessThanOrEqual(300_000);
      expect(png.length).toBeGreaterThan(10_000);
    }
  });

  test("of the same figures has the same bytes, in another thread too", async () => {
    const hash = (png: Buffer) => createHash("sha256").update(png).digest("hex");
    const first = hash(await painter.paint(morningOf(3)));
    const other = createPainter();
    expect(hash(await other.paint(morningOf(3)))).toBe(first);
    await other.stop();
    expect(hash(await painter.paint({ ...morningOf(3), until: "8:04" }))).not.toBe(first);
  });

  test("shows the letters: two names are two pictures", async () => {
    const [one, other] = [await painter.paint(morningOf(1, () => "堌")), await painter.paint(morningOf(1, () => "垟"))];
    expect(one.equals(other)).toBe(false);
  });

  test("comes for each of many that are asked for at once", async () => {
    const asked = Array.from({ length: 4 }, (_, minute) => painter.paint({ ...morningOf(1), until: `9:0${minute}` }));
    expect(new Set((await Promise.all(asked)).map((png) => png.toString("base64"))).size).toBe(4);
  });

  test("that was under way when the thread ended fails, and the next one is painted", async () => {
    // one that takes long, and was not painted before
    const lost = painter.paint(morningOf(886));
    // it begins in its turn
    await new Promise((resolve) => setImmediate(resolve));
    const stopped = painter.stop();
    await expect(lost).rejects.toThrow("thread ended");
    await stopped;
    expect((await painter.paint(morningOf(7))).length).toBeGreaterThan(10_000);
  });
});

describe("a small PNG", () => {
  /** The colour of a pixel, as a reader of the format finds it. */
  function read(png: Buffer, width: number, x: number, y: number): number[] {
    const chunks = new Map<string, Buffer>();
    for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
      chunks.set(png.toString("latin1", at + 4, at + 8), png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
    const rows = inflateSync(chunks.get("IDAT") ?? Buffer.alloc(0));
    const index = rows[y * (width + 1) + 1 + x] ?? 0;
    return [...(chunks.get("PLTE") ?? Buffer.alloc(0)).subarray(3 * index, 3 * index + 3)];
  }

  test("keeps up to 256 colours as they are, and of more makes the rare ones like their neighbours", () => {
    const pixels = Buffer.alloc(4 * 32 * 32);
    for (let at = 0; at < 1024; at++) pixels.set([at < 700 ? 10 : at & 255, at < 700 ? 20 : 200, 30, 255], 4 * at);
    const png = smallPng({ width: 32, height: 32, pixels });
    expect(read(png, 32, 0, 0)).toEqual([10, 20, 30]);
    expect(read(png, 32, 28, 31)).toEqual([252, 200, 30]);
    for (let at = 0; at < 1024; at++) pixels.set([at & 255, at < 800 ? 0 : 1, 30, 255], 4 * at);
    expect(read(smallPng({ width: 32, height: 32, pixels }), 32, 31, 31)).toEqual([255, 0, 30]);
  });
});
