import type { Context } from "../../src/bot/context.ts";
import { neededFor, roleRank } from "../../src/bot/permission.ts";
import { calledSo } from "../../src/bot/record/called.ts";
import { subjectOf } from "../../src/bot/record/subject.ts";
import { postsOf } from "../../src/bot/record/target.ts";
import { fold } from "../../src/chinese/fold.ts";
import { matterFits } from "../../src/chinese/matters/matters.ts";
import { dayOf } from "../../src/chinese/time/index.ts";
import type { PlaceRow } from "../../src/store/schema.ts";
import type { InOffice } from "../../src/store/tables/people.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

/** Somebody who holds what was said, and how it is said to others: the office, or the person. */
export type Receiver = { readonly personId: string; readonly office: string; readonly name: string };

const onDuty = /^(?:今天|今日|今晚|现在)?(?:镇里?|村里?)?值班(?:的人?|员|室|人员|领导|干部)?$/u;
/** Organs of a town: no village has one of its own. */
const organ = /(?:所|站|大队|中队|中心|办公室|办|局|大厅|窗口|窗)$/u;

/** Who answers for an office, a post, a matter or today's duty where something was said, or is called so. The nearest first. */
export async function receiversOf(said: string, row: RecordRow, context: Context): Promise<readonly Receiver[]> {
  const { tables, now } = context;
  const line = row.place_id === null ? [] : await tables.places.upwards(row.place_id);
  const ids = line.map(({ id }) => id);
  if (ids.length === 0) return [];
  const office = await tables.people.inOffice(ids);
  const word = withoutPlace(fold(said).text.trim(), line);
  if (onDuty.test(word)) {
    const duty = await tables.duties.on(ids, dayOf(now));
    const near = line.map(({ id }) => duty.filter(({ place_id }) => place_id === id)).find((all) => all.length > 0);
    const names = await tables.people.names((near ?? []).map(({ person_id }) => person_id));
    return (near ?? []).map(({ person_id: personId }) => ({
      ...{ personId, office: `值班的${names.get(personId) ?? ""}`, name: names.get(personId) ?? "" },
    }));
  }
  const called = office.filter((one) => isCalled(word, one));
  if (called.length > 0) return once(called.map((one) => receiver(one, calledSo(one.name, one))));
  const posted = byTitle(word, office, line);
  if (posted.length > 0) return once(posted.map((one) => receiver(one, word)));
  const entries = (await tables.directory.all()).filter(
    ({ title, matters }) =>
      (word.length > 1 && title.includes(word)) || matters.some((matter) => matterFits(word, matter) === 2),
  );
  const answering = entries.flatMap(({ name, title }) => {
    const where = withoutPlace(title, line);
    const holders = name === "" ? byTitle(where, office, line) : office.filter((one) => one.name === name);
    return holders.map((one) => receiver(one, where || calledSo(one.name, one)));
  });
  return once(answering);
}

const receiver = ({ person_id: personId, name }: InOffice, office: string): Receiver => ({ personId, office, name });

const once = (all: readonly Receiver[]): readonly Receiver[] => [
  ...new Map(all.map((one) => [one.personId, one])).values(),
];

/** 何敏, 何敏主任, 何主任 */
function isCalled(word: string, { name, role, title }: InOffice): boolean {
  const whole = calledSo(name, { role, title });
  const form = whole.slice(name.length);
  return word === name || word === whole || (form !== "" && word === `${name.charAt(0)}${form}`);
}

/** Whose post is that of an office: 民政所 has a 民政所长, or a 民政助理. Those at the nearest place alone. */
function byTitle(word: string, office: readonly InOffice[], line: readonly PlaceRow[]): readonly InOffice[] {
  const field = word.replace(organ, "");
  if (field.length < 2) return [];
  const village = line.filter(({ level }) => ["village", "section", "hamlet"].includes(level)).map(({ id }) => id);
  const held = office.filter(
    ({ title, place_id }) =>
      title.includes(word) || (title.includes(field) && (field === word || !village.includes(place_id))),
  );
  const exact = held.filter(({ title }) => title.includes(word));
  const fitting = exact.length > 0 ? exact : held;
  return line.map(({ id }) => fitting.filter((one) => one.place_id === id)).find((all) => all.length > 0) ?? [];
}

function withoutPlace(word: string, line: readonly PlaceRow[]): string {
  const named = line.map(({ name }) => name).find((name) => word.startsWith(name) && word.length > name.length);
  return named === undefined ? word : word.slice(named.length);
}

/** What accuses somebody goes to none but those who may look into it, and never to whom it accuses. */
export async function mayReceive({ personId }: Receiver, row: RecordRow, context: Context): Promise<boolean> {
  if (row.accused === "") return true;
  const posts = await postsOf(personId, context);
  const { fromAbove, accused = [] } = subjectOf(row, context.places);
  if (fromAbove === undefined || accused.includes(personId)) return false;
  const needed = roleRank(neededFor("answer accusation"));
  return posts.some(({ role, placePath }) => roleRank(role) >= needed && fromAbove.startsWith(placePath));
}
