import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { guessColumn, headerLine } from "./columns.ts";
import type { Sheet } from "./read-sheet.ts";
import type { Read, Unread } from "./read-worker.ts";
import { headerWord, type Line } from "./table.ts";
import { TableError } from "./table-error.ts";
import { demandSmall } from "./zip-size.ts";

const longest = 60_000;
const mostMegabytes = 512;
const mostRows = 100_000;
const tooMuch = "这个文件读不下来：分成几个小的，或只留要导的那张表，另存一份再传";

/**
 * Reads a file that somebody sent, in a thread of its own with bounds, so that others are answered meanwhile. `file`: its
 * name, and which of its sheets it is. @throws TableError
 */
export async function readApart(
  name: string,
  bytes: Buffer,
  columns: readonly string[],
): Promise<{ readonly file: string; readonly lines: readonly Line[] }> {
  const kind = extname(name).toLowerCase();
  if (![".xlsx", ".xls", ".csv", ".txt"].includes(kind))
    throw new TableError("只认 .xlsx、.xls、.csv，或从 Excel 里复制的格子：请另存为其中一种");
  const isBook = kind === ".xlsx" || kind === ".xls";
  if (isBook && bytes.subarray(0, 2).toString("latin1") === "PK") demandSmall(bytes);
  const sheets = await inThread({ isBook, bytes });
  const sheet = choose(sheets, columns);
  if (sheet.lines.length > mostRows) throw new TableError(`超过${mostRows}行：分成几个文件传`);
  return { file: sheets.length > 1 ? `${name}“${sheet.name}”` : name, lines: sheet.lines };
}

function inThread(unread: Unread): Promise<readonly Sheet[]> {
  const worker = new Worker(new URL("./read-worker.js", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
  });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => void worker.terminate(), longest);
    const end = (go: () => void) => {
      clearTimeout(timer);
      go();
    };
    const lost = () => end(() => reject(new TableError(tooMuch)));
    worker.once("message", (read: Read) =>
      end(() => ("sheets" in read ? resolve(read.sheets) : reject(new TableError(read.fault)))),
    );
    worker.once("error", lost).once("exit", lost);
    worker.postMessage(unread);
  });
}

/** The only sheet that has what is asked for first; where none has, the first one. */
function choose(sheets: readonly Sheet[], columns: readonly string[]): Sheet {
  const [first] = sheets;
  if (!first) throw new TableError("文件是空的：要有一行表头");
  const fitting = sheets.filter(({ lines }) => {
    const [, cells = []] = lines[headerLine(lines, columns)] ?? [];
    return cells.some((cell) => guessColumn(headerWord(cell), columns) === columns[0]);
  });
  if (fitting.length > 1)
    throw new TableError(
      `有${fitting.length}张表都能导：${fitting.map(({ name }) => `“${name}”`).join("")}。一次传一张`,
    );
  return fitting[0] ?? first;
}
