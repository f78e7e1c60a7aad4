import { TableError } from "./table-error.ts";

const mostEntries = 1000;
const mostUnpacked = 100 * 1024 * 1024;

/**
 * Looks into the directory of a packed workbook before anything of it is unpacked. @throws TableError
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.12 and 4.3.16
 */
export function demandSmall(bytes: Buffer): void {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > bytes.length) throw new TableError("这个表格文件不完整：重新保存一份再传");
  const entries = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  let [seen, unpacked] = [0, 0];
  while (at + 46 <= end && bytes.readUInt32LE(at) === 0x02014b50) {
    seen += 1;
    unpacked += bytes.readUInt32LE(at + 24);
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if (seen > mostEntries || unpacked > mostUnpacked)
      throw new TableError("这个表格文件展开来太大：里面多半有图片或别的东西。只留要导的那张表，另存一份再传");
  }
  if (seen !== entries) throw new TableError("打不开这个表格文件：请用 Excel 或 WPS 打开，另存为 .xlsx 再传");
}
