import { deflateSync } from "node:zlib";

/** A picture as it is rendered: four bytes a pixel, of which the last, how opaque it is, says nothing here. */
export type Pixels = { readonly width: number; readonly height: number; readonly pixels: Uint8Array };

const mostColours = 256;
const signature = Buffer.from("89504e470d0a1a0a", "hex");
const palette = 3;

/**
 * A PNG of at most 256 colours, a third of what the renderer writes of its millions: letters and flat areas have a few
 * hundred, of which the rarest become the nearest of the others. https://www.w3.org/TR/png-3/
 */
export function smallPng({ width, height, pixels }: Pixels): Buffer {
  const { colours, indexOf } = coloursOf(pixels);
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0, from = 0, to = 0; y < height; y++) {
    // each row begins with its filter: none
    to++;
    for (let x = 0; x < width; x++, from += 4) rows[to++] = indexOf.get(colourAt(pixels, from)) ?? 0;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, palette], 8);
  const table = Buffer.from(colours.flatMap(channels));
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("PLTE", table),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const colourAt = (pixels: Uint8Array, at: number): number =>
  ((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0);

const channels = (colour: number): [number, number, number] => [colour >> 16, (colour >> 8) & 255, colour & 255];

function coloursOf(pixels: Uint8Array) {
  const counts = new Map<number, number>();
  for (let at = 0; at < pixels.length; at += 4) {
    const colour = colourAt(pixels, at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const byCount = [...counts].sort(([one, many], [other, more]) => more - many || one - other);
  const colours = byCount.slice(0, mostColours).map(([colour]) => colour);
  const indexOf = new Map(colours.map((colour, index) => [colour, index]));
  for (const [colour] of byCount.slice(mostColours)) indexOf.set(colour, nearest(colour, colours));
  return { colours, indexOf };
}

function nearest(colour: number, colours: readonly number[]): number {
  const [r, g, b] = channels(colour);
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (const [index, other] of colours.entries()) {
    const [red, green, blue] = channels(other);
    const far = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
    if (far < least) [best, least] = [index, far];
  }
  return best;
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc(typed));
  return Buffer.concat([length, typed, check]);
}

// node:zlib has crc32 from Node 22 on
const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (crcTable[(value ^ byte) & 255] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
