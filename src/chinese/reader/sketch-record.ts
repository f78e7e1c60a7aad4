import { askingOf } from "./asks.ts";
import { nothingYet, type Sketch, type Tile } from "./compose.ts";
import type { Span } from "./draft.ts";
import { slotsOf } from "./record.ts";
import type { Scene } from "./scene.ts";

/** Words that are no record, with the places they speak of. */
export function withPlaces(scene: Scene, at: Span): Omit<Sketch, "kind"> {
  const nowhere = { start: at.start, end: at.start };
  const { places, village, people } = slotsOf(scene, at.start, at.end, nowhere, true);
  return { ...nothingYet, places, village, people, ...at };
}

/** 列表, 本月: said behind a record's name they ask for records and are none. */
const LOOKS_UP = /^[\s:,]*(?:列表|清单|名单|统计|汇总|本周|上周|这周|本月|上月|这个月|上个月|今年|最近)[\s。?]*$/;

/** Whether what stands behind a record's name asks for records and is none. */
export const looksUp = (rest: string): boolean =>
  LOOKS_UP.test(rest) || (askingOf(rest) === "question" && rest.length < 30);

/** A talk or a visit, or a question about them. */
export function ofRecord(
  scene: Scene,
  at: Span,
  name: string,
  verb: Span,
  kind: string | null,
  signed = false,
): Sketch {
  const { text } = scene;
  if (verb.start === at.start && looksUp(text.slice(verb.end, at.end))) {
    const slots: Tile[] = [{ as: "command", ...verb }];
    return { ...nothingYet, kind: "question", name, signed, slots, ...at };
  }
  return recordTold(scene, at, name, verb, kind, signed);
}

/** A talk or a visit; `verb`: the words that say so. */
export function recordTold(
  scene: Scene,
  at: Span,
  name: string,
  verb: Span,
  kind: string | null,
  signed: boolean,
): Sketch {
  const { text } = scene;
  const slots: Tile[] = [{ as: "command", ...verb }];
  const found = slotsOf(scene, at.start, at.end, verb, name !== "谈心");
  const { places, village, people, companions, time, promises, category } = found;
  const tile = (as: Tile["as"], spans: readonly Span[]) =>
    slots.push(...spans.map(({ start, end }) => ({ as, start, end })));
  tile("place", found.placeWords);
  tile("person", people);
  tile("companion", companions);
  tile("promise", found.promiseWords);
  tile("label", found.labels);
  if (found.next) tile("next", [found.next]);
  if (category) tile("category", [category]);
  // only the day counts in a record: what else was heard as a clock (补一点) stays in the content
  if (time.kind !== "none") tile("time", [time.span]);
  const doubts = [...found.doubts];
  if (name === "谈心" && people.length === 0) doubts.push({ about: "no person", ...at });
  if (village === null && places.length === 0 && !people.some((one) => one.people.length > 1))
    doubts.push({ about: "no place", ...at });
  const visitKind =
    kind ??
    (["接访", "现场", "调研", "宣讲"].includes(name)
      ? name
      : /入户|家访/.test(text.slice(verb.start, verb.end))
        ? "入户"
        : null);
  return {
    kind: "command",
    start: at.start,
    end: at.end,
    ...nothingYet,
    name: name === "谈心" ? name : "走访",
    signed,
    places,
    village,
    people,
    companions,
    time,
    promises,
    visitKind,
    category: category && text.slice(category.start, category.end),
    doubts,
    slots,
    readBack: !signed,
  };
}
