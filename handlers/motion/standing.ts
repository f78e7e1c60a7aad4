import type { Context } from "../../src/bot/context.ts";
import { dayOf } from "../../src/chinese/time/index.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { decidesAt, type Step, type Template } from "../../src/ledger/motion-templates.ts";
import { type MotionTerms, motionTermsOf } from "../../src/ledger/motion-terms.ts";
import type { PlaceRow } from "../../src/store/schema.ts";
import type { MotionRow, StepRow } from "../../src/store/tables/motions.ts";
import type { PublicationRow } from "../../src/store/tables/publications.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import type { Tables } from "../../src/store/tables.ts";

/** A motion with all that was written down of it. */
export type Standing = {
  readonly row: RecordRow;
  /** `M3` */
  readonly number: string;
  readonly title: string;
  readonly motion: MotionRow;
  readonly template: Template;
  /** the step that comes next; undefined: none is left */
  readonly next: Step | undefined;
  readonly place: PlaceRow;
  readonly steps: readonly StepRow[];
  readonly publications: readonly PublicationRow[];
  readonly terms: MotionTerms;
};

export const termsAt = async (placeId: string | null, { tables }: { readonly tables: Tables }): Promise<MotionTerms> =>
  motionTermsOf(placeId === null ? null : await tables.records.setFor("motion", placeId));

/** @throws when its place is gone */
export async function standingOf(row: RecordRow, tables: Tables): Promise<Standing> {
  const motion = await tables.motions.of(row.id);
  const place = await tables.places.get(row.place_id ?? "");
  if (!place) throw new Error("a motion without a place");
  const template = JSON.parse(motion.template) as Template;
  return {
    ...{ row, number: numberOf(row), title: tables.records.openText(row), motion, template, place },
    next: template.steps[motion.point],
    steps: await tables.motions.steps(row.id),
    publications: await tables.publications.of(row.id),
    terms: await termsAt(place.id, { tables }),
  };
}

/** The steps of this round that stand, the last of each position. */
export function doneSteps({ steps, motion }: Standing): readonly StepRow[] {
  const last = new Map<number, StepRow>();
  for (const step of steps)
    if (step.round === motion.round && ["passed", "heard", "waived", "filed"].includes(step.result))
      last.set(step.position, step);
  return [...last.values()].sort((one, other) => one.position - other.position);
}

/** By which it was decided, in the last round in which it was. */
export const decision = ({ steps, template }: Standing): StepRow | undefined =>
  steps.findLast(({ position, result }) => position === decidesAt(template) && result === "passed");

/** The publication of the step that comes next: asked for, or let go; undefined: none is under way. */
export function current({ steps, motion, publications }: Standing): PublicationRow | undefined {
  const step = steps.findLast(
    ({ kind, round, position }) => kind === "publication" && round === motion.round && position === motion.point,
  );
  return publications.find(({ id, state }) => id === step?.publication_id && (state === "asked" || state === "shown"));
}

/** Texts that hang, or are to: also those whose objections are through. */
export const hanging = ({ publications }: Standing): readonly PublicationRow[] =>
  publications.filter(({ state }) => state === "shown");

export const isOpen = ({ row }: Pick<Standing, "row">): boolean => row.state === "going" || row.state === "published";

/** Which village a place lies in, or is. */
export const villageOf = (place: PlaceRow, { places }: Pick<Context, "places">): PlaceRow =>
  places.above(place.id, "village") ?? place;

const years: Readonly<Record<string, number>> = { 今年: 0, 去年: 1, 前年: 2 };

/** With its year, as it is read later too: what is published says no 今年. */
export const inFull = (said: string, now: number): string =>
  said.replace(/[今去前]年/gu, (word) => `${Number(dayOf(now).slice(0, 4)) - (years[word] ?? 0)}年`);
