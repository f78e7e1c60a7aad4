import { deflateRawSync } from "node:zlib";
import { read, utils, write } from "@e965/xlsx";

export type Lines = readonly (readonly string[])[];

export const book = (lines: Lines): Buffer => {
  const made = utils.book_new();
  utils.book_append_sheet(made, utils.aoa_to_sheet(lines as string[][]), "表");
  return write(made, { type: "buffer", bookType: "xlsx" }) as Buffer;
};
export const linesIn = (bytes: Buffer): string[][] => {
  const opened = read(bytes, { cellStyles: true });
  return utils.sheet_to_json<string[]>(opened.Sheets[opened.SheetNames[0] ?? ""] ?? {}, { header: 1, defval: "" });
};

/** A workbook of a hundred kilobytes that would be a hundred and ten megabytes. */
export function bomb(): Buffer {
  const long = Buffer.alloc(110 * 1024 * 1024, 32);
  const packed = deflateRawSync(long, { level: 1 });
  const name = Buffer.from("xl/worksheets/sheet1.xml");
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(long.length, 22);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(long.length, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, entry, name, end]);
}
