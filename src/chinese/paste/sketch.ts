import type { Span } from "../time/index.ts";
import { dueOf, leadingDue, trailingDue } from "./due.ts";
import type { Role } from "./heading.ts";
import { labelled } from "./labels.ts";
import type { Named, PasteDue, PasteWorld, Unit } from "./paste.ts";
import { peopleOf, unitOf } from "./who.ts";

/** A matter as far as its own line tells, before what stands above is added. */
export type Sketch = {
  readonly spans: readonly Span[];
  readonly unit: Unit | null;
  readonly owners: readonly Named[];
  readonly helpers: readonly Named[];
  readonly verifier: Named | null;
  readonly matter: string;
  /** other columns, each under its heading */
  readonly more: readonly string[];
  readonly due: PasteDue;
};

export const emptySketch = (span: Span): Sketch => ({
  spans: [{ start: span.start, end: span.end }],
  unit: null,
  owners: [],
  helpers: [],
  verifier: null,
  matter: "",
  more: [],
  due: { kind: "none" },
});

const under = (title: string, text: string): string => `${title.replace(/\s/g, "").replace(/[:：]$/, "")}：${text}`;

/** A piece under its heading or label. `unit`: the place beside which people are looked for. */
export function put(
  sketch: Sketch,
  role: Role,
  title: string,
  said: string,
  unit: Unit | null,
  world: PasteWorld,
): Sketch {
  const text = said.trim();
  if (text === "") return sketch;
  switch (role) {
    case "number":
      return sketch;
    case "unit":
      return { ...sketch, unit: unitOf(text, world) };
    case "owner":
      return { ...sketch, owners: [...sketch.owners, ...peopleOf(text, unit, world)] };
    case "verifier":
      return { ...sketch, verifier: peopleOf(text, unit, world)[0] ?? null };
    case "helper":
      return helped(sketch, title, text, world);
    case "due":
      return sketch.due.kind === "none" ? { ...sketch, due: dueOf(text, world) } : joined(sketch, under(title, text));
    case "matter":
      return sketch.matter === "" ? { ...sketch, matter: text } : joined(sketch, under(title, text));
    case "measure":
    case "other":
      return joined(sketch, under(title === "" ? "措施" : title, text));
  }
}

const joined = (sketch: Sketch, piece: string): Sketch => ({ ...sketch, more: [...sketch.more, piece] });

/** A unit that helps (派出所) is nobody of the roster: its words stay with the text. */
function helped(sketch: Sketch, title: string, text: string, world: PasteWorld): Sketch {
  const people = peopleOf(text, null, world);
  const known = people.filter(({ found }) => found.kind !== "none");
  const unknown = people.filter(({ found }) => found.kind === "none").map(({ said }) => said);
  const helpers = [...sketch.helpers, ...known];
  return unknown.length === 0
    ? { ...sketch, helpers }
    : joined({ ...sketch, helpers }, under(title === "" ? "协办" : title, unknown.join("、")));
}

/** The words of a matter with what is said in it under labels, and the deadline it may end in. */
export function withWords(sketch: Sketch, words: string, world: PasteWorld): Sketch {
  const { head, parts } = labelled(words);
  let filled = sketch;
  for (const { role, title, text } of parts) filled = put(filled, role, title, text, filled.unit, world);
  const matter = head === "" ? filled.matter : head;
  if (filled.due.kind !== "none") return { ...filled, matter };
  const ends = trailingDue(matter, world);
  if (ends === null) {
    const begins = leadingDue(matter, world);
    return begins === null ? { ...filled, matter } : { ...filled, matter: begins.rest, due: begins.due };
  }
  const before = matter.slice(0, ends.start).replace(/[\s，,。；;：:、(（]+$/, "");
  return before === "" ? { ...filled, matter } : { ...filled, matter: before, due: ends.due };
}

/** A row that goes on in another: nothing of either is dropped, what both say stands twice. */
export function merged(row: Sketch, more: Sketch): Sketch {
  const both = [
    row.owners.length > 0 && more.owners.length > 0
      ? under("责任人", more.owners.map(({ said }) => said).join("、"))
      : "",
    row.unit !== null && more.unit !== null && row.unit.said !== more.unit.said ? under("单位", more.unit.said) : "",
    row.verifier !== null && more.verifier !== null ? under("核实", more.verifier.said) : "",
    row.due.kind !== "none" && "said" in more.due ? under("期限", more.due.said) : "",
  ];
  return {
    ...row,
    spans: [...row.spans, ...more.spans],
    unit: row.unit ?? more.unit,
    owners: row.owners.length > 0 ? row.owners : more.owners,
    helpers: [...row.helpers, ...more.helpers],
    verifier: row.verifier ?? more.verifier,
    more: [...row.more, ...more.more, ...both.filter((piece) => piece !== "")],
    due: row.due.kind === "none" ? more.due : row.due,
  };
}

/** What is to be done in one line of words. */
export const wordsOf = ({ matter, more }: Pick<Sketch, "matter" | "more">): string =>
  [
    matter.replace(/[\n\r]+\s*/g, " ").replace(/[；;，,。\s]+$/, ""),
    ...more.map((piece) => piece.replace(/[\n\r]+\s*/g, " ")),
  ]
    .filter((piece) => piece !== "")
    .join("；");
