import { fold } from "../fold.ts";
import { isNote, isRule, isSection, isTitle, onlyCell } from "./asides.ts";
import { commaLine, type Line, linesOf } from "./cells.ts";
import { type Column, headingOf } from "./heading.ts";
import { labelled } from "./labels.ts";
import { isOwnerLine, leadOf } from "./lead.ts";
import { numberLength } from "./number.ts";
import { type Aside, MOST_ROWS, type Named, type Paste, type PasteRow, type PasteWorld, type Unit } from "./paste.ts";
import { columnRow, fits, freeRow } from "./rows.ts";
import { emptySketch, merged, type Sketch, withWords, wordsOf } from "./sketch.ts";

/** A broken line goes on over at most so many. */
const MOST_BROKEN = 10;

/** A read list that still grows: what stands above, and the rows so far. */
class Reading {
  readonly #world: PasteWorld;
  readonly #text: string;
  readonly #lines: readonly Line[];
  readonly #asides: Aside[] = [];
  readonly #rows: Sketch[] = [];
  readonly #inherited: boolean[] = [];
  #columns: readonly Column[] | null = null;
  #commas = false;
  #afterHeading = false;
  #unit: Unit | null = null;
  #owners: readonly Named[] = [];
  #matter = "";

  constructor(text: string, world: PasteWorld) {
    this.#text = text;
    this.#world = world;
    this.#lines = linesOf(text);
  }

  read(): Paste {
    const firstHeading = this.#lines.findIndex((line) => headingOf(line, null) !== null);
    let at = 0;
    while (at < this.#lines.length && this.#rows.length <= MOST_ROWS) {
      at += this.#line(at, at < firstHeading);
    }
    const beyond = Math.max(0, this.#rows.length - MOST_ROWS) + (this.#lines.length - at);
    return { ...finished(this.#rows.slice(0, MOST_ROWS), this.#inherited, this.#world), asides: this.#asides, beyond };
  }

  #said(line: Line): string {
    return this.#text.slice(line.start, line.end);
  }

  /** Reads the line at `at`, perhaps with those that go on with it; how many it were. */
  #line(at: number, beforeHeading: boolean): number {
    const given = this.#lines[at];
    if (given === undefined) return 1;
    const line = this.#recut(given);
    const said = this.#said(line);
    if (isRule(said)) return this.#aside("rule", line);
    const columns = headingOf(line, this.#afterHeading ? this.#columns : null);
    if (columns !== null) {
      this.#columns = columns;
      this.#afterHeading = true;
      return this.#aside("heading", line);
    }
    this.#afterHeading = false;
    const only = onlyCell(line);
    const first = line.cells.find(({ text }) => text !== "")?.text ?? "";
    if (isNote(first) && (only !== null || !/^各/.test(first))) return this.#aside("note", line);
    if (only !== null && line.cells.length > 1 && this.#underMatter(line)) return this.#cells(line);
    if (only !== null) return this.#single(at, only, beforeHeading);
    return this.#cells(line);
  }

  /** A line of a table of commas is cut as its heading was. */
  #recut(line: Line): Line {
    if (line.cut !== "none" || !/[,，]/.test(line.cells[0]?.text ?? "")) return line;
    const cut = commaLine(line);
    const known = this.#commas && cut.cells.length === this.#columns?.length;
    if (!known && headingOf(cut, null) === null) return line;
    this.#commas = true;
    return cut;
  }

  #aside(kind: Aside["kind"], line: Line): number {
    this.#asides.push({ kind, span: { start: line.start, end: line.end } });
    return 1;
  }

  /** Whether the only words of a row of cells stand where the matter or the measures do. */
  #underMatter(line: Line): boolean {
    const at = line.cells.findIndex(({ text }) => text !== "");
    if (this.#columns === null || !fits(line, this.#columns)) return at > 0;
    const role = this.#columns[at]?.role ?? null;
    return role === "matter" || role === "measure" || role === "due" || role === "helper";
  }

  #cells(line: Line): number {
    const columns = this.#columns;
    const mapped =
      columns !== null && fits(line, columns) && columns.some(({ role }) => role === "matter" || role === "measure");
    const sketch = mapped ? columnRow(line, columns, this.#unit, this.#world) : freeRow(line, this.#world);
    if (sketch.unit !== null) {
      if (sketch.owners.length === 0 && sketch.unit.said !== this.#unit?.said) this.#owners = [];
      this.#unit = sketch.unit;
    }
    if (sketch.owners.length > 0) this.#owners = sketch.owners;
    if (sketch.matter !== "") return this.#add(sketch, mapped);
    const own = sketch.owners.length > 0 || sketch.unit !== null || sketch.due.kind !== "none";
    if (sketch.more.length === 0 && sketch.owners.length === 0 && sketch.due.kind === "none")
      return this.#aside("owner", line);
    if (mapped && own && this.#counts(line, columns)) return this.#add(sketch, true);
    // a merged cell: the problem stands once beside several measures, or beside several people
    const beside = sketch.more.length > 0 ? own : sketch.owners.length > 0;
    if (beside && this.#matter !== "") return this.#add({ ...sketch, matter: this.#matter }, true);
    const dated = sketch.owners.length > 0 && sketch.due.kind !== "none";
    if (dated || (sketch.more.length > 0 && this.#rows.length === 0)) return this.#add(sketch, true);
    if (sketch.more.length === 0 && sketch.owners.length > 0) return this.#aside("owner", line);
    return this.#joinLast(line, sketch);
  }

  /** Whether a row of a table has its own number: then its empty cells are no merged ones. */
  #counts(line: Line, columns: readonly Column[]): boolean {
    return line.cells.some(({ text }, i) => text !== "" && columns[i]?.role === "number");
  }

  /** A line of words only: an owner's, a heading's, a matter, or more of the one before. */
  #single(at: number, only: string, beforeHeading: boolean): number {
    const line = this.#lines[at];
    if (line === undefined) return 1;
    const counted = numberLength(only);
    const words = only.slice(counted);
    if (words.trim() === "") return this.#aside("note", line);
    const { head, parts } = labelled(words);
    if (head === "") return this.#block(line, words, parts.length);
    const lead = leadOf(words, this.#world);
    if (this.#columns !== null && line.cells.length > 1 && lead.owners.length === 0) return this.#aside("title", line);
    if (isOwnerLine(lead)) {
      this.#unit = lead.unit ?? null;
      this.#owners = lead.owners;
      return this.#aside("owner", line);
    }
    if (
      lead.owners.length === 0 &&
      lead.unit !== null &&
      /^[\s：:【】（()）—-]*$/.test(words.replace(lead.unit.said, ""))
    ) {
      this.#unit = lead.unit;
      this.#owners = [];
      return this.#aside("owner", line);
    }
    if (lead.owners.length === 0 && (beforeHeading || isSection(words) || /[:：]\s*$/.test(words)))
      return this.#aside("title", line);
    if (lead.owners.length === 0 && counted === 0 && this.#rows.length === 0 && isTitle(words))
      return this.#aside("title", line);
    const further = counted > 0 ? this.#goingOn(at) : [];
    const spans = [line, ...further].map(({ start, end }) => ({ start, end }));
    const whole = [lead.owners.length > 0 ? lead.rest : words, ...further.map((each) => this.#said(each).trim())].join(
      "",
    );
    const blank: Sketch = {
      ...emptySketch(line),
      spans,
      unit: lead.owners.length > 0 ? lead.unit : null,
      owners: lead.owners,
    };
    this.#add(withWords(blank, whole, this.#world), false);
    return 1 + further.length;
  }

  /** Lines without a number right below one that has one: it was broken by a program. */
  #goingOn(at: number): readonly Line[] {
    const found: Line[] = [];
    for (let next = at + 1; next <= at + MOST_BROKEN; next++) {
      const line = this.#lines[next];
      const before = this.#lines[next - 1];
      if (line === undefined || before === undefined || line.cells.length > 1) return found;
      const words = this.#said(line);
      const apart = /\n\s*\n|\r\n\s*\r\n/.test(this.#text.slice(before.end, line.start));
      if (apart || numberLength(words) > 0 || isNote(words) || isRule(words) || labelled(words).head === "")
        return found;
      if (/[:：]\s*$/.test(words) || headingOf(line, null) !== null || leadOf(words, this.#world).owners.length > 0)
        return found;
      found.push(line);
    }
    return found;
  }

  /** 问题：… 责任人：… 期限：…, each on its own line. */
  #block(line: Line, words: string, count: number): number {
    const sketch = withWords(emptySketch(line), words, this.#world);
    if (count === 0) return this.#aside("note", line);
    if (sketch.matter !== "") return this.#add(sketch, false);
    const last = this.#rows.at(-1);
    if (sketch.owners.length > 0 && (last === undefined || last.owners.length > 0)) {
      this.#owners = sketch.owners;
      this.#unit = sketch.unit ?? this.#unit;
      return this.#aside("owner", line);
    }
    if (last === undefined || (sketch.unit !== null && sketch.owners.length === 0)) {
      if (sketch.unit === null) return this.#aside("note", line);
      this.#unit = sketch.unit;
      this.#owners = [];
      return this.#aside("owner", line);
    }
    return this.#joinLast(line, sketch);
  }

  #add(sketch: Sketch, inTable: boolean): number {
    const inherits = sketch.owners.length === 0;
    const unit = sketch.unit ?? (inTable || inherits ? this.#unit : null);
    this.#rows.push({ ...sketch, unit, owners: inherits ? this.#owners : sketch.owners });
    this.#inherited.push(inherits && this.#owners.length > 0);
    this.#matter = sketch.matter;
    return 1;
  }

  #joinLast(line: Line, sketch: Sketch): number {
    const last = this.#rows.pop();
    if (last === undefined) return this.#aside("note", line);
    this.#rows.push(merged(last, sketch));
    return 1;
  }
}

/** The rows in the order they came, equal ones once. */
function finished(
  sketches: readonly Sketch[],
  inherited: readonly boolean[],
  { roster }: PasteWorld,
): Pick<Paste, "rows" | "repeats"> {
  const rows: PasteRow[] = [];
  const repeats: { number: number; of: number; spans: Sketch["spans"] }[] = [];
  const known = new Map<string, number>();
  for (const [i, sketch] of sketches.entries()) {
    const { spans, unit, owners, helpers, verifier, due } = sketch;
    const text = wordsOf(sketch);
    const number = i + 1;
    const said = [unit?.said, ...owners.map((each) => each.said), text, "said" in due ? due.said : ""].join("|");
    const key = fold(said)
      .text.replace(/[\s，,。；;：:]/g, "")
      .toLowerCase();
    const of = known.get(key);
    if (of !== undefined) repeats.push({ number, of, spans });
    else {
      known.set(key, number);
      const led = owners.length === 0 && unit?.found.kind === "one" ? roster.leading(unit.found.value.id) : [];
      const above = { inherited: inherited[i] ?? false, offered: led };
      rows.push({ number, spans, unit, owners, ...above, helpers, verifier, text, due });
    }
  }
  return { rows, repeats };
}

/**
 * Reads a list as it comes out of a table program, a document or a chat: who owns what until when. Pure, linear in the
 * length; what is no matter is given as an aside, what cannot be decided stands in its row.
 */
export function readPaste(text: string, world: PasteWorld): Paste {
  return new Reading(text, world).read();
}
