import type { Context } from "../../src/bot/context.ts";
import { placeValueOf } from "../../src/bot/reading/place.ts";
import { accusedIn } from "../../src/bot/record/accused-in.ts";
import { unnamed } from "../../src/bot/record/author.ts";
import { alreadyKept, keepRecord } from "../../src/bot/record/keep.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { dayOf, formatDateTime } from "../../src/chinese/time/index.ts";
import { opinionOf } from "../../src/ledger/opinion.ts";
import { askMore } from "./asking.ts";
import { hanging, type Standing, villageOf } from "./standing.ts";

const without = /(?:^\s*匿名[\s:：,，]*|[\s，,。(（]*(?:请)?(?:对外)?不具名[)）。\s]*$)/gu;

/** What a villager has against what is published: an opinion that must be answered before the motion goes on. */
export async function object(standing: Standing, words: string, context: Context): Promise<readonly Reply[]> {
  const { number, row, place, terms } = standing;
  const { tables, message, now, places } = context;
  if (words === "") askMore("有什么异议？", `写上内容，例：异议 ${number} 线路占了我家菜地`, context);
  const text = words.replace(without, "").trim();
  if (text === "") throw new UserError(`有什么异议？例：异议 ${number} 线路占了我家菜地`);
  const already = await alreadyKept(context);
  if (already) return [already];
  const village = villageOf(place, context);
  const own = ownVillageId(context);
  const isOwn = own === null || own === village.id;
  const at = placeValueOf(isOwn ? place.id : own, context);
  if (!at) throw new UserError("您是哪个村的？先私聊我发：认领 码");
  const opinion = opinionOf("异议", text, await accusedIn(text, "异议", at.id, context));
  const fields = text === words ? {} : { fields: unnamed };
  const publication = hanging(standing).at(-1);
  const isInTime =
    publication !== undefined &&
    (publication.objections_until === null || message.sentAt < publication.objections_until);
  const counts = isOwn && isInTime;
  const kept = { kind: "opinion", place: at, day: dayOf(message.sentAt), at: message.sentAt, asks: true } as const;
  const made = await keepRecord({ ...kept, ...opinion, category: counts ? "异议" : "意见", ...fields }, context);
  if (counts) await tables.motions.link(row.id, "objection", made.id);
  const said = counts
    ? `收到异议 ${made.number}，${terms.answerDays}个工作日内答复。`
    : isOwn
      ? `${publication ? `${number} 的异议期${formatDateTime(publication.objections_until ?? now, now)}截止了` : `${number} 现在没有公示`}，这条记作意见 ${made.number}，一样答复。`
      : `${number} 是${village.name}的事，这条记作${places.get(own ?? "")?.name ?? ""}的意见 ${made.number}。`;
  return [{ ...here(said), subject: made.id }];
}

/** Null: nobody knows where they live, and the motion's village is taken. */
function ownVillageId({ actor, places, group }: Context): string | null {
  const id = actor.person?.homePlaceId ?? actor.posts[0]?.placeId ?? group?.placeId ?? null;
  return id === null ? null : (places.above(id, "village")?.id ?? null);
}
