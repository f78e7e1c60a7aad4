import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { Ask, listChoices } from "../../src/bot/order.ts";
import { holdsAt } from "../../src/bot/permission.ts";
import { type SaidNumber, townsOf } from "../../src/bot/record/find.ts";
import { stateOf } from "../../src/bot/record/line.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { takenLater } from "../../src/ledger/meeting.ts";
import { type MeetingTerms, meetingTermsOf } from "../../src/ledger/meeting-terms.ts";
import type { PlaceRow } from "../../src/store/schema.ts";
import type { AgendaItem, MeetingRow } from "../../src/store/tables/meetings.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import type { Tables } from "../../src/store/tables.ts";

/** A meeting with everybody who has to do with it. */
export type Sitting = {
  readonly row: RecordRow;
  /** `H3` */
  readonly number: string;
  readonly title: string;
  readonly meeting: MeetingRow;
  readonly agenda: readonly AgendaItem[];
  readonly people: Awaited<ReturnType<Tables["meetings"]["people"]>>;
};

/** What somebody has to do with a meeting. */
export type Part = "organiser" | "host" | "recorder" | "commentator" | "delegate" | "speaker";

export async function sittingOf(row: RecordRow, tables: Tables): Promise<Sitting> {
  const meeting = await tables.meetings.of(row.id);
  const agenda = await tables.meetings.agenda(row.id);
  const people = await tables.meetings.people(row.id);
  return { row, number: numberOf(row), title: tables.records.openText(row), meeting, agenda, people };
}

export const termsAt = async (placeId: string | null, { tables }: Pick<Context, "tables">): Promise<MeetingTerms> =>
  meetingTermsOf(placeId === null ? null : await tables.records.setFor("meeting", placeId));

/** Whether somebody may arrange meetings at a place: who leads it, or works in its office for that. */
export async function mayArrange(place: Pick<PlaceRow, "id" | "path">, context: Context): Promise<boolean> {
  const { actor } = context;
  const led = actor.posts.some(
    ({ placeId, role }) => placeId === place.id && (role === "secretary" || role === "admin"),
  );
  if (actor.isAdmin || led || holdsAt(actor, "admin", place.path)) return true;
  const { office } = await termsAt(place.id, context);
  return actor.posts.some(
    ({ placeId, role, title }) =>
      placeId === place.id && role === "cadre" && office.some((word) => title.includes(word)),
  );
}

export async function partsOf(sitting: Sitting, context: Context): Promise<ReadonlySet<Part>> {
  const { row, people, agenda } = sitting;
  const self = context.actor.person?.id;
  const place = row.place_id === null ? undefined : context.places.get(row.place_id);
  const parts = new Set<Part>();
  if (place && (await mayArrange(place, context))) parts.add("organiser");
  if (self === undefined) return parts;
  if (row.owner_id === self) parts.add("host");
  for (const { person_id, part } of people)
    if (person_id === self && part !== "arranger" && part !== "host") parts.add(part);
  if (agenda.some(({ person_id }) => person_id === self)) parts.add("speaker");
  return parts;
}

type Wanted = {
  readonly parts: readonly Part[];
  readonly states: readonly string[];
  /** what is said where somebody has no such part in any */
  readonly nothing: string;
  /** what is said of one that is in another state */
  readonly otherwise?: Readonly<Record<string, string>>;
};

/** The meeting that is meant: by its number, that of this group, or the only one somebody has such a part in. @throws */
export async function meantSitting(numbers: readonly SaidNumber[], wanted: Wanted, context: Context): Promise<Sitting> {
  const found = await sittingsOf(numbers, wanted, context);
  const [first] = found;
  if (!first) throw new UserError(wanted.nothing, wanted.nothing);
  if (found.length > 1) throw which(found, context);
  const { row, number } = first;
  if (!wanted.states.includes(row.state)) {
    const why = `${number} ${wanted.otherwise?.[row.state] ?? `现在是“${stateOf(row)}”，不能这样`}。`;
    throw new UserError(why, why);
  }
  return first;
}

/** @throws NotAllowed for the number of a meeting somebody has no such part in */
export async function sittingsOf(
  numbers: readonly SaidNumber[],
  wanted: Wanted,
  context: Context,
): Promise<readonly Sitting[]> {
  const { tables, order } = context;
  const chosen = order?.chosen.meeting ?? order?.chosen.record;
  const rows = chosen === undefined ? await rowsOf(numbers, wanted, context) : [await tables.records.get(chosen)];
  const sittings: Sitting[] = [];
  for (const row of rows) if (row && row.withdrawn_at === null) sittings.push(await sittingOf(row, tables));
  const mine: Sitting[] = [];
  for (const sitting of sittings) {
    const parts = await partsOf(sitting, context);
    const isFollowed = sitting.meeting.group_key === chatKey(context.message.chat);
    if (wanted.parts.some((part) => parts.has(part) || (part === "delegate" && isFollowed))) mine.push(sitting);
  }
  const [said] = numbers;
  if (said && mine.length === 0) {
    const why = `没有您能动的 H${said.number}。`;
    throw new NotAllowed(`${why}发“/述职 列表”看看。`, why);
  }
  return mine;
}

async function rowsOf(
  numbers: readonly SaidNumber[],
  { states }: Wanted,
  context: Context,
): Promise<readonly RecordRow[]> {
  const { tables, actor, message, now } = context;
  const [said] = numbers;
  if (said) return tables.records.find(townsOf(context), ["meeting"], said.number);
  const since = now - takenLater;
  if (message.chat.kind === "group") {
    const here = await tables.meetings.inGroup(chatKey(message.chat), states, since);
    if (here.length > 0) return here;
  }
  if (!actor.person) return [];
  const mine = await tables.meetings.ofPerson(actor.person.id, states, since);
  const place = actor.posts[0]?.placePath;
  const below = place === undefined ? [] : await tables.meetings.below(place, { limit: 20, offset: 0 });
  const own = below.filter(({ state, place_id }) => states.includes(state) && place_id === actor.posts[0]?.placeId);
  return [...new Map([...mine, ...own].map((row) => [row.id, row])).values()];
}

/** `哪个会？①H3 … ②H4 …` */
function which(found: readonly Sitting[], { order }: Context): Error {
  if (!order) throw new Error("a meeting is asked about outside a command");
  const choices = found.slice(0, 5).map(({ row, number, title }) => ({
    label: `${number} ${title}`,
    order: { ...order, asked: order.asked + 1, chosen: { ...order.chosen, meeting: row.id } },
  }));
  const question = `哪个会？${listChoices(choices.map(({ label }) => label))}`;
  return new Ask(question, { kind: "choice", choices }, "有好几个会，写上号，例：/述职 H3 下一位");
}
