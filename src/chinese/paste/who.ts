import {
  type Found,
  findPerson,
  findPlace,
  leadingPerson,
  nameKey,
  type Place,
  type RosterPerson,
} from "../names/index.ts";
import type { Named, PasteWorld, Unit } from "./paste.ts";

const NOBODY: Found<RosterPerson> = { kind: "none" };

/** Signs between several people of one cell; the dot within a name is none. */
const BETWEEN = /[、，,;；/／\n\r&＋+]+|(?:和|及|与)(?=\p{Script=Han}{2})/u;

/** Somebody called in a cell beside a unit: there first, and elsewhere only by the full name. */
export function personCalled(said: string, unit: Unit | null, world: PasteWorld): Found<RosterPerson> {
  const { speakerPlaceId, index, roster } = world;
  const places =
    unit?.found.kind === "one" ? [unit.found.value] : unit?.found.kind === "several" ? unit.found.values : [];
  if (places.length === 0) return findPerson(said, speakerPlaceId, index, roster);
  const there = leadingPerson(said, speakerPlaceId, index, roster, { within: places });
  if (there !== null && there.found.kind !== "none" && /^[（(].*[)）]$|^$/.test(there.rest))
    return atUnit(there.found, places);
  const anywhere = findPerson(said, speakerPlaceId, index, roster);
  const named = (person: RosterPerson) => nameKey(said).includes(nameKey(person.name));
  if (anywhere.kind === "one" && named(anywhere.value)) return anywhere;
  return anywhere.kind === "several" && anywhere.values.every(named) ? anywhere : NOBODY;
}

/** Of several of a name below a unit, the one who works there itself. */
function atUnit(found: Found<RosterPerson>, places: readonly Place[]): Found<RosterPerson> {
  if (found.kind !== "several") return found;
  const itself = found.values.filter(({ posts }) => posts.some((post) => places.some(({ id }) => id === post.placeId)));
  const [one, ...others] = itself;
  return one !== undefined && others.length === 0 ? { kind: "one", value: one } : found;
}

/** The people of a cell. A cell that is one call as it stands is never cut: 李明、第一书记 may be one. */
export function peopleOf(cell: string, unit: Unit | null, world: PasteWorld): readonly Named[] {
  const whole = cell.trim().replace(/^[:：]+|[:：。]+$/g, "");
  if (whole === "") return [];
  const found = personCalled(whole, unit, world);
  const words = whole.split(BETWEEN).filter((word) => word.trim() !== "");
  if (found.kind !== "none" || (words.length < 2 && !/\s/.test(whole))) return [{ said: whole, found }];
  const named = words.map((word) => ({ said: word.trim(), found: personCalled(word.trim(), unit, world) }));
  if (named.some((each) => each.found.kind !== "none") || words.length > 1)
    return named.flatMap((each) => parted(each, unit, world));
  return parted({ said: whole, found }, unit, world);
}

/** 孙国华 何敏: names with blanks between, where each is somebody. */
function parted(named: Named, unit: Unit | null, world: PasteWorld): readonly Named[] {
  const words = named.said.split(/\s+/);
  if (named.found.kind !== "none" || words.length < 2) return [named];
  const each = words.map((said) => ({ said, found: personCalled(said, unit, world) }));
  return each.every(({ found }) => found.kind !== "none") ? each : [named];
}

/** A cell that may name a place. `sure`: by name, not by sound or by a piece of it. */
export function unitOf(cell: string, { speakerPlaceId, index }: PasteWorld): Unit | null {
  const said = cell.trim().replace(/[:：]+$/, "");
  return said === "" ? null : { said, found: findPlace(said, speakerPlaceId, index, "alike") };
}
