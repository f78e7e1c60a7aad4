import type { Context } from "../../src/bot/context.ts";
import { holdsAt } from "../../src/bot/permission.ts";
import type { PlaceValue } from "../../src/bot/reading/declare.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { dayOf } from "../../src/chinese/time/index.ts";
import { isEnough, meanOf, oneDecimal } from "../../src/ledger/appraisal-score.ts";
import type { Template } from "../../src/ledger/appraisal-templates.ts";
import type { Body } from "../../src/ledger/bodies.ts";
import { shortName } from "../../src/ledger/coverage.ts";
import { missingOf, quarterDays } from "../../src/ledger/enrolment.ts";
import type { Enrolment } from "../../src/store/tables/enrolments.ts";

const aDay = 24 * 60 * 60_000;
const representatives: Body = "representatives";
const survey = "满意度";

/** The path right above a place. */
export const above = (path: string): string => path.replace(/[^/]+\/$/u, "");

export const isCounty = ({ actor, places }: Context, place: PlaceValue): boolean =>
  holdsAt(actor, "secretary", places.above(place.id, "county")?.path ?? places.root()?.path ?? "/");

/** @throws NotAllowed */
export function demandCounty(context: Context, place: PlaceValue): void {
  if (!isCounty(context, place)) throw new NotAllowed("这一步要县里的书记来定。", "这一步要县里来定。");
}

/** @throws NotAllowed for whoever does not lead a place above it */
export function demandAbove({ actor }: Context, place: PlaceValue): void {
  if (!holdsAt(actor, "secretary", above(place.path)))
    throw new NotAllowed(`${place.name}在不在册，要上级的书记来定。`, "要上级的书记来定。");
}

/** Who may know that it stands in the register: county, town, its own secretary and whoever is in charge. */
export const mayKnow = ({ actor }: Context, { path, owner_id }: Pick<Enrolment, "path" | "owner_id">): boolean =>
  holdsAt(actor, "secretary", path) || (owner_id !== null && owner_id === actor.person?.id);

/** What stands now. @throws UserError where it does not, or is not theirs to know: both sound alike */
export async function enrolled(place: PlaceValue, context: Context): Promise<Enrolment> {
  const found = await context.tables.enrolments.of(place.id);
  if (!found || found.state === "removed" || !mayKnow(context, found))
    throw new UserError(`${place.name}不在册。看有哪些：/整顿 列表`);
  return found;
}

/** The title under which its problems are handed over, as people write it. */
export const listsOf = (name: string): readonly string[] => [...new Set([`整顿·${shortName(name)}`, `整顿·${name}`])];

/** What is missing before it has passed. */
export async function missing(
  { place_id, path, place, exitScore }: Enrolment,
  { tables, now }: Context,
): Promise<string[]> {
  const open = await tables.enrolments.openOf(listsOf(place), path);
  const met = await tables.enrolments.metSince(place_id, representatives, dayOf(now - quarterDays * aDay));
  return missingOf({
    open: open.map((number) => `J${number}`),
    met,
    score: exitScore > 1 ? { wanted: exitScore, last: await lastScore(place_id, tables) } : null,
  });
}

/** `76.5`: what the last survey of those of a village came to; null: there is none, or too few took part. */
async function lastScore(placeId: string, tables: Context["tables"]): Promise<string | null> {
  const last = await tables.appraisals.lastCounted(placeId, survey);
  if (!last) return null;
  const { scale } = JSON.parse(last.terms) as Template;
  const mean = isEnough(scale, last.counts) ? meanOf(scale, last.counts) : null;
  return mean === null ? null : oneDecimal(mean);
}

/** One line to each of those whom it concerns, but for whoever said it. */
export async function tellThose(
  { owner_id, place_id }: Pick<Enrolment, "owner_id" | "place_id">,
  text: string,
  context: Context,
): Promise<void> {
  const { tables, places, message, actor } = context;
  const ids = new Set<string>(owner_id === null ? [] : [owner_id]);
  const town = places.above(place_id, "town");
  for (const { person_id, role } of await tables.people.inOffice([place_id, ...(town ? [town.id] : [])]))
    if (role === "secretary") ids.add(person_id);
  ids.delete(actor.person?.id ?? "");
  for (const person of ids)
    await tell(
      { to: { person }, why: "others", private: true, cause: `${message.key}#enrolment:${person}`, text },
      context,
    );
}
