import type { Occasion } from "../../src/bot/reading/ask.ts";
import { readPerson } from "../../src/bot/reading/person.ts";
import { UserError } from "../../src/bot/user-error.ts";
import type { PersonRow } from "../../src/store/tables/people.ts";

const another = /^\s*[、和与及,，]\s*(?=\p{Script=Han})/u;
const most = 6;

/** `、何敏、宋玲 冬春训`: those a text goes on with, and what is left of it. @throws UserError or Ask */
export async function peopleIn(
  text: string,
  name: string,
  occasion: Occasion,
): Promise<{ readonly people: readonly PersonRow[]; readonly rest: string }> {
  const { tables } = occasion.context;
  const people: PersonRow[] = [];
  let rest = text;
  while (people.length < most) {
    const sign = another.exec(rest)?.[0];
    if (sign === undefined) break;
    const argument = {
      name: `${name}${people.length}`,
      title: "协办",
      required: false,
      reading: { kind: "person" },
    } as const;
    const { value, rest: left } = await readPerson(
      rest.slice(sign.length),
      { ...argument, asWritten: true },
      undefined,
      occasion,
    );
    const person = value?.id == null ? undefined : await tables.people.get(value.id);
    if (!person) throw new UserError(`名册里没有“${value?.name ?? rest.slice(sign.length, sign.length + 6)}”，没交。`);
    people.push(person);
    rest = left;
  }
  return { people, rest };
}
