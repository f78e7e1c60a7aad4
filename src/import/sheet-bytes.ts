import type { Sheet } from "../pictures/sheet.ts";
import { tableBytes } from "./write-table.ts";

/** As it is sent: a table, or a text with the mark by which every editor knows UTF-8. */
export const sheetBytes = ({ name, lines }: Sheet): Buffer =>
  name.endsWith(".xlsx")
    ? tableBytes("xlsx", lines)
    : Buffer.from(`\ufeff${lines.map((line) => line.join("\t")).join("\r\n")}\r\n`);
