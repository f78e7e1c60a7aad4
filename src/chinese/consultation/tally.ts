import type { Consultation, Tally, TallyMessage, TallyPerson, Whereabouts } from "./consultation.ts";
import { hear } from "./hear.ts";
import { type Hearing, startHearing } from "./hearing.ts";
import { rosterOf } from "./relay-lines.ts";
import type { Stance } from "./stances.ts";

/** Counts a consultation from the messages of its group, sorted by time. Pure; never throws. */
export function tallyConsultation(
  consultation: Consultation,
  people: readonly TallyPerson[],
  messages: readonly TallyMessage[],
  botName: string,
): Tally {
  const state = startHearing(consultation, rosterOf(people), botName);
  for (const message of messages)
    if (message.sentAt >= consultation.openedAt && message.sentAt < consultation.closesAt) hear(state, message);
  return summary(state, people);
}

function summary(state: Hearing, people: readonly TallyPerson[]): Tally {
  const away = new Map(people.map((person) => [person.id, person.away]));
  const where = (ids: readonly string[]): Whereabouts => ({
    home: ids.filter((id) => away.get(id) === false).length,
    away: ids.filter((id) => away.get(id) === true).length,
    unregistered: ids.filter((id) => !away.has(id)).length,
  });
  const stances = [...(state.consultation.options ?? ["同意", "反对"]), "没意见", "弃权"];
  const of = (stance: Stance) =>
    [...state.stands].flatMap(([id, stand]) => (stand.stance === stance ? [id] : [])).sort();
  const tally = Object.fromEntries(stances.map((stance) => [stance, of(stance)]));
  const entered = [...state.stands].filter(([id, { by }]) => by !== id).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    tally,
    people: state.stands.size,
    ...where([...state.stands.keys()]),
    split: Object.fromEntries(Object.entries(tally).map(([stance, ids]) => [stance, where(ids)])),
    unclassified: [...state.unclear].filter((id) => !state.stands.has(id)).sort(),
    unmatched: [...state.unmatched],
    enteredBy: Object.fromEntries(entered.map(([id, { by }]) => [id, by])),
    says: state.says,
  };
}
