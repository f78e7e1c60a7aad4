import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { holdsAt } from "../../src/bot/permission.ts";
import { type PlaceValue, personArgument, placeArgument } from "../../src/bot/reading/declare.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import { concernedBy, decides, isInOffice, registers } from "../../src/bot/tell/aid-roles.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";

/** Who is named for it, one for a place; all who knew so far hear of it, so that nobody comes to know in silence. */
export const appointForm = defineForm({
  word: "定人",
  summary: "定谁登记（村）、谁审定（镇、县），一处一个人",
  role: "secretary",
  where: ["direct"],
  examples: ["/助学 定人 东卧牛 王建国", "/助学 定人 新会镇 周明"],
  args: z.object({
    place: placeArgument("村或镇", { question: "哪个村的登记人，或哪个镇的审定人？" }),
    person: personArgument("人", { question: "定谁？", asWritten: true }),
  }),
  run: ({ place, person }, context) => appoint(place, person, context),
});

type Named = { readonly id: string | null; readonly name: string };

async function appoint(place: PlaceValue, person: Named, context: Context): Promise<Reply> {
  const { actor, tables, places, message, now } = context;
  const at = places.above(place.id, "village") ?? places.get(place.id);
  if (!at || !holdsAt(actor, "secretary", at.path))
    throw new NotAllowed("助学的人要当地或上级的书记来定。", "要书记来定。");
  const [cadreId, ...others] = await inOffice(person, at.path, context);
  if (cadreId === undefined) throw new UserError(`${at.name}和上级没有叫${person.name}的干部，没定。`);
  if (others.length > 0) throw new UserError(`${at.name}和上级叫${person.name}的干部不止一位，分不清，没定。`);
  const kind = at.level === "village" ? registers : decides;
  const known = await concernedBy(at.path, context);
  const before = (await tables.pairings.with(at.id)).filter((one) => one.kind === kind && one.cadreId !== cadreId);
  for (const { id } of before) await tables.pairings.end(id, now);
  const isNew = await tables.pairings.add({ cadreId, kind, target: at.id, targetIs: "place" }, now);
  if (!isNew && before.length === 0) throw new UserError(`${at.name}的${kind}本来就是${person.name}。`);
  const instead = before.length > 0 ? `，不再是${before.map(({ cadreName }) => cadreName).join("、")}` : "";
  const text = `${at.name}的${kind}定了${person.name}${instead}。`;
  for (const id of new Set([cadreId, ...known]))
    if (id !== actor.person?.id)
      await tell(
        {
          to: { person: id },
          why: "others",
          private: true,
          cause: `${message.key}#aid:${id}`,
          text: `${text}看：/助学`,
        },
        { tables, now },
      );
  return here(text);
}

/** Who may be meant, of those in office there or above: a name is looked for among those of the place first. */
async function inOffice({ id, name }: Named, path: string, context: Context): Promise<readonly string[]> {
  const all = id === null ? await context.tables.people.candidates({ names: [name] }, { path: "/" }) : [{ id }];
  const found: string[] = [];
  for (const one of all) if (await isInOffice(one.id, path, context)) found.push(one.id);
  return found;
}
