import { z } from "zod";
import { defineCommand, everywhere } from "../../src/bot/command/command.ts";
import { type Context, ownPlaceId } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { accusedIn } from "../../src/bot/record/accused-in.ts";
import { alreadyKept, keepRecord, minute } from "../../src/bot/record/keep.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { dayOf } from "../../src/chinese/time/index.ts";
import { readUrgent } from "../../src/chinese/urgent/urgent.ts";
import { whereSaid } from "../../src/chinese/urgent/where.ts";
import { callAgainAfter } from "../../src/ledger/urgent.ts";
import type { PlaceRow } from "../../src/store/schema.ts";
import { adviceOn, isDelicate } from "./advice.ts";
import { call } from "./call.ts";
import type { Called } from "./who.ts";

/** So long `急事` alone speaks of what was said before it. */
const justNow = 30 * minute;

export const report = defineCommand({
  name: "急事",
  aliases: ["urgent"],
  summary: "马上叫人",
  role: "anyone",
  where: everywhere,
  examples: ["/急事 三社老王家着火了"],
  args: z.object({ text: optional(textArgument("什么事在哪儿")) }),
  async run({ text }, context) {
    const said = text ?? (await saidBefore(context));
    if (said === null) throw new UserError("什么急事，在哪儿？例：急事 三社老王家着火了");
    return keepUrgent(said, context);
  },
});

async function saidBefore({ message, tables, now }: Context): Promise<string | null> {
  const last = await tables.records.lastIn(message.sender.account, chatKey(message.chat), now - justNow);
  return last?.kind === "opinion" ? tables.records.openText(last) : null;
}

/** Writes it down and calls people: all of it in one transaction, so that what is said to be done is done. */
async function keepUrgent(text: string, context: Context): Promise<Reply> {
  const already = await alreadyKept(context);
  if (already) return already;
  const { message, actor, tables, places, now } = context;
  const urgent = readUrgent(text);
  const place = placeOf(text, context);
  const accused = (await accusedIn(text, "", place?.id, context))?.personIds ?? [];
  const serving = await areServing(accused, context);
  const me = actor.person ? [actor.person.id] : [];
  const { id } = await keepRecord(
    {
      kind: "urgent",
      place: place ? { id: place.id, path: place.path, townId: place.town_id } : null,
      day: dayOf(message.sentAt),
      at: message.sentAt,
      text,
      sensitive: isDelicate(urgent, text) || serving,
      accused: serving ? accused : null,
      fields: { without: [...accused, ...me], ...(serving ? { fromAbove: "yes" } : {}) },
      asks: true,
      nextAt: Math.ceil((now + callAgainAfter[0] * minute) / minute) * minute,
    },
    context,
  );
  const row = await tables.records.get(id);
  if (!row) throw new Error("the record was not made");
  const called = await call(row, 0, context);
  const inGroup = message.chat.kind === "group";
  const advice = adviceOn(urgent, inGroup);
  const ask = place && place.id !== places.root()?.id ? "" : inGroup ? "" : "您在哪个村哪个社？";
  return { ...here(`${advice}${calledWords(called)}${ask}`), subject: id };
}

function calledWords(called: readonly Called[]): string {
  const levels = [...new Set(called.map(({ at }) => at))];
  if (levels.length === 0) return "我这里没有能马上叫到的人，请一定先打电话。";
  return `我现在就告诉${levels.join("和")}值班的人。回“误报”取消。`;
}

/** The place that is named, else where the speaker lives or the group is; at last the whole county. */
function placeOf(text: string, context: Context): PlaceRow | undefined {
  const { group, places, message } = context;
  const own = ownPlaceId(context);
  const near = message.chat.kind === "group" ? (group?.placeId ?? own) : own;
  const said = whereSaid(text, near, places.index)?.id ?? (group?.kind === "village" ? group.placeId : own) ?? own;
  return said === null ? places.root() : places.get(said);
}

/** Whether any of them holds a post. */
async function areServing(people: readonly string[], { tables }: Context): Promise<boolean> {
  for (const id of people) if ((await tables.people.posts(id)).length > 0) return true;
  return false;
}
