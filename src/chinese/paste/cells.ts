import type { Span } from "../time/index.ts";

/** A cell as pasted; `text` without the quotes that a table program adds around line breaks. */
export type Cell = Span & { readonly text: string };

export type Line = Span & {
  readonly cells: readonly Cell[];
  /** how it was cut: only tabs and bars keep the place of an empty cell */
  readonly cut: "tab" | "bar" | "blanks" | "none";
};

/** A line has at most so many cells; the last holds the rest. */
const MOST_CELLS = 40;
/** A cell with line breaks in it has at most so many of them. */
const MOST_BREAKS = 20;

/** The lines of a pasted text with their cells; a quoted cell that runs over several lines is one. Blank lines are left out. */
export function linesOf(text: string): readonly Line[] {
  const ends = [...text.matchAll(/\r\n|[\n\r\u0085\u2028\u2029]/g)].map(({ index, 0: sign }) => [index, sign.length]);
  const starts = [0, ...ends.map(([at = 0, length = 0]) => at + length)];
  const stops = [...ends.map(([at = 0]) => at), text.length];
  const lines: Line[] = [];
  for (let i = 0; i < starts.length; i++) {
    const start = starts[i] ?? 0;
    const last = closingLine(text, starts, stops, i);
    const end = stops[last] ?? text.length;
    if (/[^\s\u200b-\u200f\ufeff]/.test(text.slice(start, end))) lines.push(lineAt(text, start, end));
    i = last;
  }
  return lines;
}

/** The line on which the last quoted cell of line `i` ends: `i` itself where none is open. */
function closingLine(text: string, starts: readonly number[], stops: readonly number[], i: number): number {
  let open = opensQuote(text.slice(starts[i], stops[i]), false);
  if (!open) return i;
  for (let last = i + 1; last < starts.length && last <= i + MOST_BREAKS; last++) {
    open = opensQuote(text.slice(starts[last], stops[last]), true);
    if (!open) return last;
  }
  return i;
}

/** Whether a quoted cell is open at the end of a line, when one was or was not at its beginning. */
function opensQuote(line: string, wasOpen: boolean): boolean {
  let open = wasOpen;
  for (let at = 0; at < line.length; at++) {
    if (line.charAt(at) !== '"') continue;
    if (!open) open = at === 0 || line.charAt(at - 1) === "\t";
    else if (line.charAt(at + 1) === '"') at++;
    else open = false;
  }
  return open;
}

/** A line of a table whose cells are parted by commas; only its heading tells that it is one. */
export function commaLine(line: Line): Line {
  const whole = line.cells[0]?.text ?? "";
  let from = line.cells[0]?.start ?? line.start;
  const pieces = whole.split(/[,，]/, MOST_CELLS + 1);
  if (pieces.length > MOST_CELLS) return line;
  const cells = pieces.map((piece): Cell => {
    const start = from;
    from += piece.length + 1;
    return { start, end: start + piece.length, text: piece.trim() };
  });
  return { start: line.start, end: line.end, cells, cut: "tab" };
}

function lineAt(text: string, start: number, end: number): Line {
  const line = text.slice(start, end);
  const cut = line.includes("\t") ? "tab" : /[|｜│┃]/.test(line) ? "bar" : "blanks";
  const seams = cut === "tab" ? tabs(line) : cut === "bar" ? bars(line) : wideBlanks(line);
  const cells: Cell[] = [];
  let from = 0;
  for (const seam of [...seams.slice(0, MOST_CELLS - 1), { start: line.length, end: line.length }]) {
    cells.push(cellAt(text, start + from, start + seam.start));
    from = seam.end;
  }
  if (cut === "blanks" && cells.length === 1) return { start, end, cells, cut: "none" };
  if (cut !== "bar") return { start, end, cells, cut };
  // | a | b |: the bars at the ends part nothing
  const inner = cells.slice(cells[0]?.text === "" ? 1 : 0, cells.at(-1)?.text === "" ? -1 : undefined);
  return { start, end, cells: inner, cut };
}

function cellAt(text: string, from: number, to: number): Cell {
  const raw = text.slice(from, to);
  const lead = raw.length - raw.trimStart().length;
  const said = raw.trim();
  const quoted = said.length > 1 && said.startsWith('"') && said.endsWith('"') && /\n|\r|""/.test(said);
  const plain = quoted ? said.slice(1, -1).replace(/""/g, '"').trim() : said;
  const start = Math.min(from + lead, to);
  return { start, end: start + said.length, text: plain };
}

/** Tabs outside quoted cells. */
function tabs(line: string): Span[] {
  const seams: Span[] = [];
  const broken = /[\n\r]/.test(line);
  let open = false;
  for (let at = 0; at < line.length && seams.length < MOST_CELLS; at++) {
    const sign = line.charAt(at);
    if (sign === '"') {
      if (!open) open = (at === 0 || line.charAt(at - 1) === "\t") && line.indexOf('"', at + 1) > 0;
      else if (line.charAt(at + 1) === '"') at++;
      else open = false;
    } else if (sign === "\t" && !(open && broken)) seams.push({ start: at, end: at + 1 });
  }
  return seams;
}

const bars = (line: string): Span[] =>
  [...line.matchAll(/[|｜│┃]/g)].map(({ index }) => ({ start: index, end: index + 1 }));

/** Two blanks, or one as wide as two; not those that line up a name of two characters (王　芳). */
function wideBlanks(line: string): Span[] {
  const from = line.length - line.trimStart().length;
  const to = line.trimEnd().length;
  return [...line.matchAll(/[^\S\n\r]+/g)].flatMap(({ index, 0: blanks }) => {
    const end = index + blanks.length;
    const width = [...blanks].reduce((sum, blank) => sum + (/[\u3000\u2003]/.test(blank) ? 2 : 1), 0);
    return width < 2 || index < from || end > to || linesUp(line, index, end) ? [] : [{ start: index, end }];
  });
}

/** One character before the blanks and one behind, each at an end of a word. */
function linesUp(line: string, start: number, end: number): boolean {
  const before = line.slice(Math.max(0, start - 2), start);
  const after = line.slice(end, end + 2);
  return /(?:^|[\s、，,/])\p{Script=Han}$/u.test(before) && /^\p{Script=Han}(?=$|[\s、，,/:：(（])/u.test(after);
}
