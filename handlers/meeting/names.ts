import type { Context } from "../../src/bot/context.ts";
import { Ask, listChoices, newOrder, type Order } from "../../src/bot/order.ts";
import type { Occasion } from "../../src/bot/reading/ask.ts";
import { readPerson } from "../../src/bot/reading/person.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { calledFirst, nearly } from "../../src/ledger/meeting-words.ts";
import type { AgendaItem } from "../../src/store/tables/meetings.ts";
import type { PersonRow } from "../../src/store/tables/people.ts";
import type { Sitting } from "./sitting.ts";

/** Everybody named in a field, of the roster. @throws UserError or Ask */
export async function peopleNamed(
  text: string,
  name: string,
  title: string,
  occasion: Occasion,
): Promise<readonly PersonRow[]> {
  const people: PersonRow[] = [];
  for (const [index, word] of text
    .split(/[、,，;；\s]+/u)
    .filter(Boolean)
    .entries()) {
    const argument = { name: `${name}${index}`, title, required: false, reading: { kind: "person" } } as const;
    const { value } = await readPerson(word, { ...argument, asWritten: true }, undefined, occasion);
    const person = value?.id == null ? undefined : await occasion.context.tables.people.get(value.id);
    if (!person) throw new UserError(`名册里没有${title}“${word.slice(0, 10)}”。`);
    people.push(person);
  }
  return people;
}

export const callOf = ({ position, place, name }: AgendaItem): string => `${position}号 ${place} ${name}`;

/** Whom of the speakers words begin with. @throws UserError, or Ask where several or only a similar one can be meant */
export function speakerIn(
  words: string,
  { agenda, number }: Sitting,
  again: string,
  { order }: Context,
): { readonly item: AgendaItem; readonly rest: string } {
  const chosen = order?.chosen.speaker;
  const { items, said, rest } = calledFirst(words, agenda);
  const item = chosen === undefined ? undefined : agenda.find(({ id }) => id === chosen);
  if (item) return { item, rest: items.length > 0 ? rest : withoutFirst(words) };
  const [first, ...others] = items;
  if (first && others.length === 0) return { item: first, rest };
  const likely = items.length > 0 ? items : nearly(said, agenda);
  const why = items.length > 0 ? `“${said}”不止一位。` : `${agenda.length}位里没有“${said}”。`;
  if (likely.length === 0) throw new UserError(`${why}例：${again}`);
  const base: Order = order ?? newOrder("述职", `${number} ${words}`);
  const choices = likely.slice(0, 5).map((one) => ({
    label: `${one.name}（${one.place}）`,
    order: { ...base, asked: base.asked + 1, chosen: { ...base.chosen, speaker: one.id } },
  }));
  throw new Ask(`${why}${listChoices(choices.map(({ label }) => label))}`, { kind: "choice", choices }, why);
}

const withoutFirst = (words: string): string => words.replace(/^\S+[\s:：,，]*/u, "");
