import type { Context } from "../../src/bot/context.ts";
import { holdsAt, widestPost } from "../../src/bot/permission.ts";
import { type Filters, readFilters } from "../../src/bot/reading/filters.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import type { Registered } from "../../src/store/tables/assignment-register.ts";

export type Asked = { readonly which: Registered; readonly of: string; readonly read: Filters };

/**
 * Of which place and days something is to be told; the actor's own place where none is said. `titles`: words may also be
 * the title of a list. @throws UserError
 */
export async function askedOf(text: string, titles: boolean, example: string, context: Context): Promise<Asked> {
  const { actor, places, tables } = context;
  const read = readFilters(text, context);
  const said = read.words.join(" ");
  const list = said !== "" && titles && (await tables.assignmentRegister.isList(said)) ? said : undefined;
  if (said !== "" && list === undefined)
    throw new UserError(`没听懂“${clip(said, 20)}”。${titles ? "" : "只按地方看，不按人看。"}例：${example}`);
  const own = widestPost(actor, "cadre");
  const root = actor.isAdmin ? places.root() : undefined;
  const place =
    read.place ?? (root ? { path: root.path, name: root.name } : own && { path: own.placePath, name: own.placeName });
  if (!place) throw new UserError(`哪个地方的？例：${example}`);
  if (!holdsAt(actor, "cadre", place.path))
    throw new NotAllowed(`您的岗位在${own?.placeName ?? "别处"}，看不了${place.name}的。`, "看不了那里的，请私聊我。");
  const days = read.days ? { from: read.days.from, to: read.days.to } : undefined;
  const of = [place.name, list, read.days?.said].filter(Boolean).join(" ");
  return {
    which: { path: place.path, ...(days ? { days } : {}), ...(list === undefined ? {} : { list }) },
    ...{ of, read },
  };
}
