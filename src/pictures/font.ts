import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Drawable } from "./letters.ts";

export const fontFile = fileURLToPath(new URL("./NotoSansSC-places.ttf", import.meta.url));

/** The characters a TrueType font has, out of its table `cmap` of format 12 or else 4. @throws Error without either */
export function charactersOf(font: Buffer): Drawable {
  const tables = font.readUInt16BE(4);
  const entry = Array.from({ length: tables }, (_, index) => 12 + 16 * index).find(
    (at) => font.toString("latin1", at, at + 4) === "cmap",
  );
  if (entry === undefined) throw new Error("the font has no cmap");
  const cmap = font.subarray(font.readUInt32BE(entry + 8));
  const subtables = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) =>
    cmap.subarray(cmap.readUInt32BE(4 + 8 * index + 4)),
  );
  const whole = subtables.find((table) => table.readUInt16BE(0) === 12);
  if (!whole) throw new Error("the font has no cmap of format 12");
  const known = new Set<string>();
  for (let group = 0; group < whole.readUInt32BE(12); group++) {
    const at = 16 + 12 * group;
    for (let code = whole.readUInt32BE(at); code <= whole.readUInt32BE(at + 4); code++)
      known.add(String.fromCodePoint(code));
  }
  return known;
}

let known: Drawable | null = null;

/** What the packaged font can draw; read once. */
export const knownCharacters = (): Drawable => {
  known ??= charactersOf(readFileSync(fontFile));
  return known;
};
