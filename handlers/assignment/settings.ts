import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { widestPost } from "../../src/bot/permission.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { privately } from "../../src/bot/reply.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { readTerms, type Terms, termsOf, termsWords } from "../../src/ledger/assignment-terms.ts";
import type { PlaceRow } from "../../src/store/schema.ts";

/** `/交办 设置 期限 15`: for the place of an admin and all below. */
export const settingsForm = defineForm({
  word: "设置",
  summary: "设交办的天数（管理员）",
  examples: ["/交办 设置", "/交办 设置 期限 15", "/交办 设置 提醒 3、1"],
  role: "admin",
  where: ["direct"],
  args: z.object({ words: optional(textArgument("项目 天数")) }),
  async run({ words }, context) {
    const { tables, actor, now } = context;
    const place = ownPlace(context);
    const before = await termsAt(place.id, context);
    if (words === undefined) return privately(`${place.name}的交办：\n${termsWords(before)}\n改：/交办 设置 期限 15`);
    const change = readTerms(words);
    if (change === null)
      throw new UserError(`没听懂“${words.slice(0, 30)}”。例：/交办 设置 期限 15、/交办 设置 提醒 3、1`);
    if ("refused" in change) throw new UserError(change.refused);
    const own = await tables.settings.get(keyOf(place.id));
    const set = { ...(own === undefined ? {} : (JSON.parse(own) as Partial<Terms>)), ...change.set };
    await tables.settings.set(keyOf(place.id), JSON.stringify(set));
    const by = { account: actor.account, personId: actor.person?.id ?? null };
    await tables.audit.add({
      at: now,
      ...by,
      action: "assignment terms",
      subject: place.id,
      detail: JSON.stringify(change.set),
    });
    return privately(`好，${place.name}和下面从现在起：\n${termsWords({ ...before, ...change.set })}`);
  },
});

const keyOf = (placeId: string): string => `assignment:${placeId}`;

function ownPlace(context: Context): PlaceRow {
  const { actor, places } = context;
  const id = widestPost(actor, "admin")?.placeId ?? (actor.isAdmin ? places.root()?.id : undefined);
  const place = id === undefined ? undefined : places.get(id);
  if (!place) throw new NotAllowed("设交办的天数要管理员。");
  return place;
}

/** What holds at a place: of those set on the way up to the county the nearest says. */
export const termsAt = async (placeId: string, { tables }: Pick<Context, "tables">): Promise<Terms> =>
  termsOf(await tables.records.setFor("assignment", placeId));
