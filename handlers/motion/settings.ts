import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { widestPost } from "../../src/bot/permission.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { privately } from "../../src/bot/reply.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { templates } from "../../src/ledger/motion-templates.ts";
import { type MotionTerms, motionTermsWords, readMotionTerms } from "../../src/ledger/motion-terms.ts";
import type { PlaceRow } from "../../src/store/schema.ts";
import { termsAt } from "./standing.ts";

/** `/议题 设置 公示 20`: for the place of an admin, or the village of a secretary, and all below. */
export const settingsForm = defineForm({
  word: "设置",
  summary: "设议题的规矩：模板、公示几天、异议几天（书记和管理员）",
  examples: ["/议题 设置", "/议题 设置 公示 20", "/议题 设置 模板 4+2、村规民约"],
  role: "secretary",
  where: ["direct"],
  args: z.object({ words: optional(textArgument("项目")) }),
  async run({ words }, context) {
    const { tables, actor, now } = context;
    const place = ownPlace(context);
    const before = await termsAt(place.id, context);
    if (words === undefined)
      return privately(`${place.name}的议题：\n${motionTermsWords(before)}\n改：/议题 设置 公示 20`);
    const read = readMotionTerms(
      words,
      templates.map(({ name }) => name),
    );
    if (read === null)
      throw new UserError(`没听懂“${words.slice(0, 30)}”。例：/议题 设置 公示 20、/议题 设置 成年人 320`);
    if (read.kind === "refused") throw new UserError(`${read.article}，没改。`);
    const key = `motion:${place.id}`;
    const own = await tables.settings.get(key);
    const all = { ...(own === undefined ? {} : (JSON.parse(own) as Partial<MotionTerms>)), ...read.set };
    await tables.settings.set(key, JSON.stringify(all));
    await tables.audit.add({
      ...{ at: now, account: actor.account, personId: actor.person?.id ?? null },
      ...{ action: "motion terms", subject: place.id, detail: JSON.stringify(read.set) },
    });
    return privately(
      `好，${place.name}和下面从现在起：\n${motionTermsWords({ ...before, ...read.set })}\n正在走的议题按原来的模板走完。`,
    );
  },
});

function ownPlace({ actor, places }: Context): PlaceRow {
  const id = widestPost(actor, "secretary")?.placeId ?? (actor.isAdmin ? places.root()?.id : undefined);
  const place = id === undefined ? undefined : places.get(id);
  if (!place) throw new NotAllowed("设议题的规矩要书记或管理员。");
  return place;
}
