import { type Found, leadingPerson, leadingPlace, nameKey, type RosterPerson } from "../names/index.ts";
import type { Named, PasteWorld, Unit } from "./paste.ts";
import { personCalled } from "./who.ts";

/** What a line without columns begins with. */
export type Lead = {
  readonly unit: Unit | null;
  readonly owners: readonly Named[];
  /** behind the people; with nobody named, all of it */
  readonly rest: string;
};

const AFTER_WORD = /^(?:$|[\s，,、。；;：:（(）)/／】\]])/;
/** 孙国华反映…: somebody in the matter, not whose matter it is. */
const SUBJECT = /^\s*(?:反映|说|家|提出|的|投诉|在|被|与|和|跟|同志(?:反映|提出))/;
/** 【新会镇】, （石宝）, and what stands around a call. */
const FRONT = /^[\s【[（(“"]*/;
const BACK = /^[\s】\]）)”"]*(?:同志)?[\s：:，,；;—-]*/;

type Person = { readonly named: Named; readonly length: number };

const namesThem = (said: string, found: Found<RosterPerson>): boolean => {
  const people = found.kind === "one" ? [found.value] : found.kind === "several" ? found.values : [];
  return people.some((person) => nameKey(said).includes(nameKey(person.name)));
};

/** The person a text begins with; glued to what follows only by the full name. */
function personAt(text: string, unit: Unit | null, world: PasteWorld): Person | null {
  const { speakerPlaceId, index, roster } = world;
  const front = FRONT.exec(text)?.[0].length ?? 0;
  const behind = text.slice(front);
  const places =
    unit?.found.kind === "one" ? [unit.found.value] : unit?.found.kind === "several" ? unit.found.values : null;
  const there = places === null ? null : leadingPerson(behind, speakerPlaceId, index, roster, { within: places });
  const lead =
    there !== null && there.found.kind !== "none" ? there : leadingPerson(behind, speakerPlaceId, index, roster);
  if (lead === null) return null;
  const length = behind.indexOf(lead.said) + lead.said.length;
  const after = behind.slice(length);
  const whole = AFTER_WORD.test(after);
  if (SUBJECT.test(after) || (!whole && !namesThem(lead.said, lead.found))) return null;
  const found = places === null ? lead.found : personCalled(lead.said, unit, world);
  return { named: { said: lead.said, found }, length: front + length };
}

/** The place and the people at the beginning of a text: 新会镇 孙国华、何敏 低限运转经费没有发放. */
export function leadOf(text: string, world: PasteWorld): Lead {
  const front = FRONT.exec(text)?.[0].length ?? 0;
  const place = leadingPlace(text.slice(front), world.speakerPlaceId, world.index);
  const known = place !== null && place.found.kind !== "none";
  const unit: Unit | null = known ? { said: place.said, found: place.found } : null;
  const behind = unit === null ? text : text.slice(front + text.slice(front).indexOf(unit.said) + unit.said.length);
  const first = personAt(unit === null ? behind : behind.replace(/^(?:的|党委|党支部|党总支)/, ""), unit, world);
  if (first === null) {
    const whole = unit === null ? null : personAt(text, null, world);
    return whole === null ? { unit, owners: [], rest: text } : further(null, whole, text, world);
  }
  return further(unit, first, unit === null ? behind : behind.replace(/^(?:的|党委|党支部|党总支)/, ""), world);
}

/** 、何敏 right behind the first helps. */
function further(unit: Unit | null, first: Person, text: string, world: PasteWorld): Lead {
  const owners = [first.named];
  let rest = text.slice(first.length);
  for (let sign = /^\s*[、，,/／和及]\s*/.exec(rest); sign !== null; sign = /^\s*[、，,/／和及]\s*/.exec(rest)) {
    const next = personAt(rest.slice(sign[0].length), unit, world);
    const after = next === null ? "" : rest.slice(sign[0].length + next.length);
    if (next === null || next.named.found.kind === "none" || !AFTER_WORD.test(after)) break;
    owners.push(next.named);
    rest = after;
  }
  return { unit, owners, rest: rest.replace(BACK, "") };
}

const TITLE_OR_COUNT =
  /^[\s（(【[]*(?:共?\s*\d{1,3}\s*[条项件个]|.{0,12}(?:书记|主任|镇长|乡长|局长|所长|站长|委员|干部|专干|会计|社长|组长))?[\s)）】\]：:。]*$/;

/** A line that only says whose the lines below are: 孙国华：, 一、新会镇（孙国华）, 石门村石宝 3条. */
export const isOwnerLine = ({ owners, rest }: Lead): boolean =>
  owners.length > 0 && TITLE_OR_COUNT.test(rest.slice(0, 60)) && rest.length < 40;
