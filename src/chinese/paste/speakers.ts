import type { Found, RosterPerson } from "../names/index.ts";
import { linesOf } from "./cells.ts";
import { numberLength } from "./number.ts";
import type { PasteWorld, Unit } from "./paste.ts";
import { personCalled, unitOf } from "./who.ts";

/** One line of a list of people: a unit, and somebody there. */
export type Speaker = {
  /** as people count the lines */
  readonly number: number;
  /** the words for the person */
  readonly said: string;
  readonly unit: Unit | null;
  readonly found: Found<RosterPerson>;
};

export type Speakers = {
  readonly rows: readonly Speaker[];
  /** lines that name the same person in the same unit as an earlier one, left out */
  readonly repeats: readonly { readonly number: number; readonly of: number }[];
};

const heading = /^(?:序号|编号|单位|乡镇|镇村|村|姓名|职务|述职人|述职对象|顺序|[\s、,，:：|])+$/u;
/** A list of those who report at one meeting. */
const mostRead = 300;

/** Reads `[序号] 单位 姓名`, line by line, as it is pasted. */
export function readSpeakers(text: string, world: PasteWorld): Speakers {
  const rows: Speaker[] = [];
  const repeats: { number: number; of: number }[] = [];
  let number = 0;
  for (const { start, end } of linesOf(text).slice(0, mostRead)) {
    const line = text.slice(start, end).trim();
    const plain = line.slice(numberLength(line)).trim();
    if (plain === "" || heading.test(plain)) continue;
    number++;
    const row = { number, ...readSpeaker(plain, world) };
    const same = rows.find((one) => isSame(one, row));
    if (same) repeats.push({ number, of: same.number });
    else rows.push(row);
  }
  return { rows, repeats };
}

function readSpeaker(line: string, world: PasteWorld): Omit<Speaker, "number"> {
  const words = line.split(/[\s|｜,，、]+/u).filter((word) => word !== "" && !/^\d+$/u.test(word));
  const units = words.map((word) => unitOf(word, world)).map((unit) => (isPlace(unit) ? unit : null));
  const at = units.findIndex((unit) => unit !== null);
  const unit = units[at] ?? null;
  const left = words.filter((_, index) => index !== at);
  if (left.length === 0) return { said: line, unit: null, found: personCalled(line, null, world) };
  const called = left.map((said) => ({ said, found: personCalled(said, unit, world) }));
  const best =
    called.find(({ found }) => found.kind === "one") ??
    called.find(({ found }) => found.kind === "several") ??
    called.find(({ said }) => /^\p{Script=Han}{2,4}$/u.test(said)) ??
    called[0];
  return { said: best?.said ?? line, unit, found: best?.found ?? { kind: "none" } };
}

const isPlace = (unit: Unit | null): boolean => unit !== null && unit.found.kind !== "none";

const unitId = ({ unit }: Pick<Speaker, "unit">): string | null =>
  unit?.found.kind === "one" ? unit.found.value.id : null;

function isSame(one: Speaker, other: Speaker): boolean {
  if (one.found.kind !== "one" || other.found.kind !== "one") return false;
  return one.found.value.id === other.found.value.id && unitId(one) === unitId(other);
}
