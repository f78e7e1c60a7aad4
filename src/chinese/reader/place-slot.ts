import type { Place } from "../names/index.ts";
import { lineOf } from "../names/place-index.ts";
import { sectionAt } from "../names/section-number.ts";
import { onlyGlue } from "./glue.ts";
import type { Mention, PlaceMention } from "./mentions.ts";
import type { Scene } from "./scene.ts";

const JOINT = /^(?:[\s、,，和跟与及]|还有|以及)*$/;

/** The first place said, and those that are listed with it; a section said apart from its village is joined to it. */
export function placeSlot(mentions: readonly Mention[], scene: Scene): readonly PlaceMention[] {
  const { text } = scene;
  const all = mentions.filter((one): one is PlaceMention => one.is === "place");
  const first = all[0];
  if (!first) return [];
  const group = [first];
  for (const next of all.slice(1)) {
    const last = group.at(-1) ?? first;
    if (!JOINT.test(text.slice(last.end, next.start))) break;
    group.push(next);
  }
  const further = all.find((one) => !group.includes(one) && levelOf(one) !== levelOf(first));
  const reach = further ? [Math.min(first.start, further.start), Math.max(first.end, further.end)] : null;
  if (further && reach && onlyGlue(text, reach[0] ?? 0, reach[1] ?? 0, mentions)) group.push(further);
  return joined(group, scene);
}

const levelOf = ({ places }: PlaceMention) => places[0]?.level;

/** 三社 东卧牛: the section of that village. */
function joined(group: readonly PlaceMention[], { text, world: { index } }: Scene): readonly PlaceMention[] {
  if (group.length < 2) return group;
  const anchor = group.find((one) => levelOf(one) === "village") ?? group[0];
  const [said] = anchor?.places ?? [];
  const top = said && lineOf(said.id, index.byId).find(({ level }) => level === "village");
  if (!top || anchor?.places.length !== 1) return group;
  const under = (one: PlaceMention): readonly Place[] => {
    const number = sectionAt(text.slice(one.start, one.end));
    return number ? (index.bySectionNumber.get(`${top.id} ${number.number}`) ?? []) : [];
  };
  const lower = group.filter((one) => one !== anchor && levelOf(one) === "section");
  const moved = lower.map((one) => ({ ...one, places: under(one) }));
  if (lower.length === 0 || moved.some(({ places }) => places.length !== 1)) return group;
  // the village itself is said with each section: its words stay a slot, its place is the sections' own
  return group.map((one) => moved.find(({ start }) => start === one.start) ?? one);
}

/** The places of a record: where sections are said together with their own village, the sections only. */
export function lowest(group: readonly PlaceMention[], { world: { index } }: Scene): readonly PlaceMention[] {
  const ids = group.flatMap(({ places }) => places.map(({ id }) => id));
  const isAbove = ({ places }: PlaceMention) =>
    places.length === 1 &&
    ids.some((id) => id !== places[0]?.id && lineOf(id, index.byId).some((above) => above.id === places[0]?.id));
  const low = group.filter((one) => !isAbove(one));
  return low.length > 0 ? low : group;
}
