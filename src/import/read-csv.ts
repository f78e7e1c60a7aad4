import iconv from "iconv-lite";
import papaparse from "papaparse";
import { Packed } from "./packed.ts";
import type { Line } from "./table.ts";
import { TableError } from "./table-error.ts";

const replaced = "\ufffd";

export function readCsv(bytes: Buffer): Packed<Line> {
  const lines = new Packed<Line>();
  papaparse.parse<string[]>(decode(bytes), {
    delimitersToGuess: [",", "\t", ";"],
    step({ data, errors }) {
      const number = lines.length + 1;
      if (errors.some((error) => error.type === "Quotes")) throw new TableError(`第${number}行：引号没有成对`);
      lines.add([number, data]);
    },
  });
  return lines;
}

/** UTF-8 when it is valid UTF-8, UTF-16 by its mark; else what a Chinese Excel writes. @throws TableError */
function decode(bytes: Buffer): string {
  const wide = wideEncoding(bytes);
  if (wide !== null) return certain(new TextDecoder(wide).decode(bytes));
  const utf8 = new TextDecoder("utf-8").decode(bytes);
  if (!utf8.includes(replaced)) return utf8;
  // few broken bytes among much that is valid: read as GB18030 every name would be another
  const valid = (utf8.match(/\p{Script=Han}/gu) ?? []).length;
  return certain((utf8.match(/\ufffd+/g) ?? []).length * 4 < valid ? utf8 : iconv.decode(bytes, "gb18030"));
}

/** By its mark, or by the zeros that every ASCII sign brings there. */
function wideEncoding(bytes: Buffer): "utf-16le" | "utf-16be" | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const at = bytes.subarray(0, 2000).indexOf(0);
  if (at < 0) return null;
  return at % 2 === 1 ? "utf-16le" : "utf-16be";
}

function certain(text: string): string {
  const at = text.indexOf(replaced);
  if (at < 0) return text;
  const line = text.slice(0, at).split("\n").length;
  throw new TableError(`第${line}行：有坏掉的字。请用 Excel 或 WPS 打开看一眼，改好后另存为“CSV UTF-8”再导`);
}
