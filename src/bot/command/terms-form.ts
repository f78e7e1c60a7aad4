import { z } from "zod";
import type { KindName } from "../../ledger/kinds.ts";
import type { PlaceRow } from "../../store/schema.ts";
import type { Context } from "../context.ts";
import { widestPost } from "../permission.ts";
import { optional, textArgument } from "../reading/declare.ts";
import { privately } from "../reply.ts";
import { NotAllowed, UserError } from "../user-error.ts";
import { defineForm } from "./command.ts";

type Read<Terms> = { readonly set: Partial<Terms> } | { readonly refused: string } | null;

type Kept<Terms extends object> = {
  readonly kind: KindName | "campaign";
  /** the least role that sets it; what is said to others */
  readonly role: "admin" | "secretary";
  readonly notAllowed: string;
  readonly summary: string;
  readonly examples: readonly [string, ...string[]];
  /** `交办`: what it is that is kept so */
  readonly of: string;
  /** two lines that change something */
  readonly hints: readonly [string, string];
  /** what holds at a place */
  readonly at: (placeId: string, context: Context) => Promise<Terms>;
  readonly words: (terms: Terms) => string;
  /** null: not understood */
  readonly read: (words: string, context: Context) => Read<Terms> | Promise<Read<Terms>>;
  /** what stays as it was */
  readonly afterwards?: string;
};

/** `设置` of a ledger: how it is kept at the place of whoever sets it and at all below, beside what was set there before. */
export const defineTermsForm = <Terms extends object>(kept: Kept<Terms>) =>
  defineForm({
    ...{ word: "设置", summary: kept.summary, examples: kept.examples, role: kept.role, where: ["direct"] },
    args: z.object({ words: optional(textArgument("项目")) }),
    async run({ words }, context) {
      const place = placeToSet(kept, context);
      const before = await kept.at(place.id, context);
      const [hint] = kept.hints;
      if (words === undefined) return privately(`${place.name}的${kept.of}：\n${kept.words(before)}\n改：${hint}`);
      const read = await kept.read(words, context);
      if (read === null) throw new UserError(`没听懂“${words.slice(0, 30)}”。例：${kept.hints.join("、")}`);
      if ("refused" in read) throw new UserError(read.refused);
      await setTerms(kept.kind, place.id, read.set, context);
      const after = kept.words({ ...before, ...read.set });
      const rest = kept.afterwards === undefined ? "" : `\n${kept.afterwards}`;
      return privately(`好，${place.name}和下面从现在起：\n${after}${rest}`);
    },
  });

/** The place of their widest post of that role, an admin's the root. @throws NotAllowed */
function placeToSet(
  { role, notAllowed }: Pick<Kept<object>, "role" | "notAllowed">,
  { actor, places }: Context,
): PlaceRow {
  const id = widestPost(actor, role)?.placeId ?? (actor.isAdmin ? places.root()?.id : undefined);
  const place = id === undefined ? undefined : places.get(id);
  if (!place) throw new NotAllowed(notAllowed);
  return place;
}

async function setTerms(kind: KindName | "campaign", placeId: string, set: object, context: Context): Promise<void> {
  const { tables, actor, now } = context;
  const key = `${kind}:${placeId}`;
  const own = await tables.settings.get(key);
  const all = { ...(own === undefined ? {} : (JSON.parse(own) as object)), ...set };
  await tables.settings.set(key, JSON.stringify(all));
  await tables.audit.add({
    ...{ at: now, account: actor.account, personId: actor.person?.id ?? null },
    ...{ action: `${kind} terms`, subject: placeId, detail: JSON.stringify(set) },
  });
}
