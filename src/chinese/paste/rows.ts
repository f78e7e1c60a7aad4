import type { Cell, Line } from "./cells.ts";
import { dueCell } from "./due.ts";
import type { Column } from "./heading.ts";
import { labelled } from "./labels.ts";
import { leadOf } from "./lead.ts";
import { isNumber, numberLength } from "./number.ts";
import type { PasteWorld, Unit } from "./paste.ts";
import { emptySketch, put, type Sketch, withWords } from "./sketch.ts";
import { peopleOf, unitOf } from "./who.ts";

/** Whether the cells of a line stand under the columns of a heading: blanks keep no empty cells. */
export const fits = (line: Line, columns: readonly Column[]): boolean =>
  line.cut === "tab" || line.cut === "bar" || (line.cut === "blanks" && line.cells.length === columns.length);

/** A row of a table with a heading. */
export function columnRow(line: Line, columns: readonly Column[], above: Unit | null, world: PasteWorld): Sketch {
  const cells = line.cells.map(({ text }, i) => ({
    text,
    column: columns[i] ?? { role: "other" as const, title: "" },
  }));
  const unitCell = cells.find(({ column, text }) => column.role === "unit" && text !== "");
  const unit = unitCell === undefined ? above : unitOf(unitCell.text, world);
  let sketch = emptySketch(line);
  const matters: string[] = [];
  const besides = unitCell === undefined && !knowsOwner(cells, unit, world) ? null : unit;
  for (const { text, column } of cells) {
    if (column.role === "matter") matters.push(text);
    else sketch = put(sketch, column.role ?? "other", column.title, text, besides, world);
  }
  const [matter = ""] = matters;
  const start = numberLength(matter);
  return withWords(sketch, start < matter.length ? matter.slice(start) : matter, world);
}

/** Whether the owner is somebody of the unit, where one is named: an empty unit cell need not be a merged one. */
function knowsOwner(
  cells: readonly { readonly text: string; readonly column: Column }[],
  unit: Unit | null,
  world: PasteWorld,
): boolean {
  const owner = cells.find(({ column, text }) => column.role === "owner" && text !== "");
  return owner === undefined || peopleOf(owner.text, unit, world).some(({ found }) => found.kind !== "none");
}

/** A cell that by itself may be a unit nobody recorded: 县财政局. */
const UNITLIKE =
  /^[^\s，,。；;]{2,14}(?:局|办|站|所|院|校|公司|中心|委|部|社|厂|队|支部|总支|党委|单位|镇|乡|村|街道|学校|银行|电力)$/;
const PERSONLIKE =
  /^(?:[^\s，,。；;]{0,12}(?:书记|主任|局长|所长|站长|镇长|乡长|经理|院长|校长|队长|部长|会计)|\p{Script=Han}{2,3})$/u;

type Kind = "empty" | "number" | "person" | "place" | "due" | "labelled" | "words";

/** What a cell is that stands under no heading. */
function kindOf({ text }: Cell, at: number, unit: Unit | null, world: PasteWorld): Kind {
  if (text === "") return "empty";
  if (isNumber(text)) return at === 0 ? "number" : "words";
  if (labelled(text).head === "") return "labelled";
  if (dueCell(text, world) !== null) return "due";
  if (text.length > 40) return "words";
  const place = unitOf(text, world);
  if (place !== null && place.found.kind !== "none") return "place";
  const people = peopleOf(text, unit, world);
  return people.length > 0 && people.every(({ found }) => found.kind !== "none") ? "person" : "words";
}

/** A row of cells under no heading: each cell is what it looks like, the first words are the matter. */
export function freeRow(line: Line, world: PasteWorld): Sketch {
  let unit: Unit | null = null;
  const cells = line.cells.map((cell, at) => {
    const kind = kindOf(cell, at, unit, world);
    if (kind === "place" && unit === null) unit = unitOf(cell.text, world);
    return { text: cell.text, kind };
  });
  const firstPerson = cells.findIndex(({ kind }) => kind === "person");
  const words = cells.flatMap(({ kind }, i) => (kind === "words" ? [i] : []));
  let sketch: Sketch = { ...emptySketch(line), unit };
  let placed = false;
  for (const [i, { text, kind }] of cells.entries()) {
    if (kind === "empty" || kind === "number") continue;
    if (kind === "place" && !placed) placed = true;
    else if (kind === "person" && i === firstPerson) sketch = put(sketch, "owner", "", text, unit, world);
    else if (kind === "labelled") sketch = withWords(sketch, text, world);
    else if (kind === "due" && sketch.due.kind === "none") sketch = put(sketch, "due", "期限", text, unit, world);
    else if (isCall(text, i, words, firstPerson)) {
      if (UNITLIKE.test(text) && sketch.unit === null)
        sketch = { ...sketch, unit: { said: text, found: { kind: "none" } } };
      else sketch = put(sketch, "owner", "", text, unit, world);
    } else sketch = free(sketch, text, world);
  }
  return sketch;
}

/** A short cell before the matter that reads like somebody or some unit, where nobody else is named. */
function isCall(text: string, at: number, words: readonly number[], firstPerson: number): boolean {
  const later = words.some((other) => other > at);
  if (UNITLIKE.test(text)) return later || firstPerson > at;
  return firstPerson < 0 && later && PERSONLIKE.test(text);
}

/** Words: the first are the matter, perhaps behind a place and a person; more of them join it. */
function free(sketch: Sketch, text: string, world: PasteWorld): Sketch {
  if (sketch.matter !== "") return put(sketch, "measure", "", text, sketch.unit, world);
  const words = text.slice(numberLength(text)) || text;
  if (sketch.owners.length > 0) return withWords(sketch, words, world);
  const lead = leadOf(words, world);
  if (lead.owners.length === 0) return withWords(sketch, words, world);
  return withWords({ ...sketch, unit: sketch.unit ?? lead.unit, owners: lead.owners }, lead.rest, world);
}
