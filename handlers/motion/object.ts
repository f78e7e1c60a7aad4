import type { Context } from "../../src/bot/context.ts";
import { placeValueOf } from "../../src/bot/reading/place.ts";
import { accusedIn } from "../../src/bot/record/accused-in.ts";
import { unnamed } from "../../src/bot/record/author.ts";
import { alreadyKept, keepRecord } from "../../src/bot/record/keep.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { dayOf, formatDateTime, newYearNote } from "../../src/chinese/time/index.ts";
import { endOfWorkday } from "../../src/ledger/assignment-days.ts";
import { opinionOf } from "../../src/ledger/opinion.ts";
import type { PlaceRow } from "../../src/store/schema.ts";
import { askMore } from "./asking.ts";
import { mayRead } from "./rights.ts";
import { hanging, type Standing, villageOf } from "./standing.ts";

/** Of somebody without a telephone, by whoever works for them; 代表人数 and 代办费 begin with no name. */
const behalf = /^\s*代[\s:：]+(\p{Script=Han}{2,4})[\s:：,，]+(\S[\s\S]*)$/u;
const without = /(?:^\s*匿名[\s:：,，]*|[\s，,。(（]*(?:请)?(?:对外)?不具名[)）。\s]*$)/gu;

/** What a villager has against what is published: an opinion that must be answered before the motion goes on. */
export async function object(standing: Standing, words: string, context: Context): Promise<readonly Reply[]> {
  const { number, row, place, terms } = standing;
  const { tables, message, now, places } = context;
  if (words === "") askMore("有什么异议？", `写上内容，例：异议 ${number} 线路占了我家菜地`, context);
  const [, whom, told] = mayRead(context.actor, place) ? (behalf.exec(words) ?? []) : [];
  const text = (told ?? words).replace(without, "").trim();
  if (text === "") throw new UserError(`有什么异议？例：异议 ${number} 线路占了我家菜地`);
  const already = await alreadyKept(context);
  if (already) return [already];
  const village = villageOf(place, context);
  const own = whom === undefined ? ownVillageId(village, context) : village.id;
  if (own === "above")
    throw new NotAllowed(
      `异议由${village.name}的村民提，上面不提。替村民提：异议 ${number} 代 李大山 …；镇里认为不合法的找村里改，镇书记可以停：${number} 停 原因`,
      `异议由${village.name}的村民提。`,
    );
  const isOwn = own === null || own === village.id;
  const at = placeValueOf(isOwn ? place.id : own, context);
  if (!at) throw new UserError("您是哪个村的？先私聊我发：认领 码");
  const opinion = opinionOf("异议", text, await accusedIn(text, "异议", at.id, context));
  const fields = text === (told ?? words) ? {} : { fields: unnamed };
  const publication = hanging(standing).at(-1);
  const isInTime =
    publication !== undefined &&
    (publication.objections_until === null || message.sentAt < publication.objections_until);
  const counts = isOwn && isInTime;
  const kept = { kind: "opinion", place: at, day: dayOf(message.sentAt), at: message.sentAt, asks: true } as const;
  const made = await keepRecord(
    { ...kept, ...opinion, category: counts ? "异议" : "意见", ...fields, withName: whom ?? "" },
    context,
  );
  if (counts) await tables.publications.objected(row.id, made.id);
  const said = counts
    ? `收到异议 ${made.number}${whom ? `（${whom}提的）` : ""}，${terms.answerDays}个工作日内答复${untilNextYear(terms.answerDays, context)}。`
    : isOwn
      ? `${publication ? `${number} 的异议期${formatDateTime(publication.objections_until ?? now, now)}截止了` : `${number} 现在没有公示`}，这条记作意见 ${made.number}，一样答复。`
      : `${number} 是${village.name}的事，这条记作${places.get(own ?? "")?.name ?? ""}的意见 ${made.number}。`;
  return [{ ...here(said), subject: made.id }];
}

const untilNextYear = (days: number, { now, calendar }: Context): string =>
  newYearNote(now, endOfWorkday(now, days, calendar), calendar);

/** Where they live or work; of the motion's village if at all. Null: nobody knows, and that one is taken; `above`: of none, but over it. */
function ownVillageId(village: PlaceRow, { actor, places, group }: Context): string | "above" | null {
  const home = actor.person?.homePlaceId;
  const lives = home ? [home] : actor.posts.map(({ placeId }) => placeId);
  const known = lives.flatMap((id) => places.above(id, "village")?.id ?? []);
  if (known.length > 0) return known.find((id) => id === village.id) ?? known[0] ?? null;
  if (mayRead(actor, village)) return "above";
  return places.above(group?.placeId ?? "", "village")?.id ?? null;
}
