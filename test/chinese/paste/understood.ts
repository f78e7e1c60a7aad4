import { readFileSync } from "node:fs";
import { Roster } from "../../../src/chinese/names/index.ts";
import { type Named, type Paste, type PasteDue, type PasteWorld, readPaste } from "../../../src/chinese/paste/index.ts";
import { formatMinute, makeCalendar } from "../../../src/chinese/time/index.ts";
import { worldOf } from "../names/world.ts";

const { index, people } = worldOf("");
const roster = new Roster(people.filter(({ posts }) => posts.some(({ role }) => role !== "villager")));
const sentAt = Date.parse("2026-11-28T09:00+08:00");

/** The world of the corpus: what is pasted by somebody of `place`. */
export const pasteWorld = (place: string): PasteWorld => ({
  speakerPlaceId: place,
  index,
  roster,
  sentAt,
  calendar: makeCalendar([]),
});

export type Block = { readonly name: string; readonly place: string; readonly text: string; readonly expected: string };

/** `== NAME @PLACE`, what was pasted (⇥ is a tab), `--`, what is understood. */
export function blocksOf(file: string): readonly Block[] {
  const [, ...pieces] = readFileSync(file, "utf8").split(/^== /m);
  return pieces.map((piece) => {
    const [, name = "", place = ""] = /^(.*?) @(\S+)\n/.exec(piece) ?? [];
    const [pasted = "", expected = ""] = piece.slice(piece.indexOf("\n") + 1).split(/^--\n/m);
    return { name, place, text: pasted.replaceAll("⇥", "\t").replace(/\n$/, ""), expected: expected.trim() };
  });
}

const who = ({ said, found }: Named): string => {
  if (found.kind === "one") return found.value.name;
  return found.kind === "none" ? `?${said}` : `?${said}(${found.values.map(({ name }) => name).join("/")})`;
};

const when = (due: PasteDue): string => {
  if (due.kind === "at") return formatMinute(due.at);
  if (due.kind === "none") return "";
  return `${{ standing: "·", past: "past ", open: "?" }[due.kind]}${due.said}`;
};

/** What was understood, a line for each matter and for each line that is none. */
export function understood(text: string, paste: Paste): string {
  const rows = paste.rows.map((row) => {
    const unit =
      row.unit === null ? "" : row.unit.found.kind === "one" ? row.unit.found.value.name : `?${row.unit.said}`;
    const owners =
      (row.inherited ? "^" : "") +
      row.owners.map(who).join("、") +
      (row.offered.length > 0 ? `?(${row.offered.map(({ name }) => name).join("/")})` : "");
    const others = [...row.helpers.map((each) => ` +${who(each)}`), row.verifier ? ` !${who(row.verifier)}` : ""].join(
      "",
    );
    return `${row.number} | ${unit} | ${owners}${others} | ${row.text} | ${when(row.due)}`.trimEnd();
  });
  const repeats = paste.repeats.map(({ number, of }) => `${number} = ${of}`);
  const asides = paste.asides.map(
    ({ kind, span }) => `~ ${kind} ${text.slice(span.start, span.end).trim().replaceAll("\t", "⇥")}`,
  );
  return [...rows, ...repeats, ...asides, ...(paste.beyond > 0 ? [`beyond ${paste.beyond}`] : [])].join("\n");
}

export const read = ({ text, place }: Block): string => understood(text, readPaste(text, pasteWorld(place)));
