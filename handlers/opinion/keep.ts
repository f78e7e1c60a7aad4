import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import type { Order } from "../../src/bot/order.ts";
import type { PlaceValue } from "../../src/bot/reading/declare.ts";
import { placeValueOf } from "../../src/bot/reading/place.ts";
import { accusedIn } from "../../src/bot/record/accused-in.ts";
import { unnamed } from "../../src/bot/record/author.ts";
import { alreadyKept, keepRecord } from "../../src/bot/record/keep.ts";
import { here, type Reply, recorded } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { isUnfinished } from "../../src/chinese/reader/unfinished.ts";
import { dayOf } from "../../src/chinese/time/index.ts";
import { whereSaid } from "../../src/chinese/urgent/where.ts";
import { opinionOf, promisedFrom, receivedOpinion } from "../../src/ledger/opinion.ts";
import { whenSilent } from "./burst.ts";
import { withMarks } from "./picture.ts";
import { unnamedWords } from "./unnamed.ts";

/** Writes an opinion down and says its number. */
export async function keepOpinion(
  said: string,
  from: PlaceValue,
  context: Context,
  { onBehalfOf }: { readonly onBehalfOf?: string } = {},
): Promise<Reply> {
  const already = await alreadyKept(context);
  if (already) return already;
  const { message, order } = context;
  const isDirect = message.chat.kind === "direct";
  const words = isDirect && onBehalfOf === undefined ? unnamedWords(said) : said;
  const isUnnamed = words !== said;
  if (words.trim() === "") throw new UserError("想说什么事？接在后面写，例：匿名 三社路灯不亮");
  const { place, elsewhere } = placed(words, from, context);
  const marked = onBehalfOf === undefined ? await withMarks(words, context) : words;
  const text = [marked, ...besidePlace(place, order, context)].join("\n");
  const opinion = opinionOf(order?.calledAs, text, await accusedIn(text, order?.calledAs, place.id, context));
  const at = message.sentAt;
  const { id, number } = await keepRecord(
    {
      kind: "opinion",
      place,
      withName: onBehalfOf ?? "",
      day: dayOf(at),
      at,
      asks: true,
      ...opinion,
      ...(isUnnamed ? { fields: unnamed } : {}),
    },
    context,
  );
  if (onBehalfOf !== undefined) {
    const what = opinion.sensitive ? "私下核实" : clip(words);
    const told = `记下了 ${number}：${onBehalfOf}说的（${place.name} ${what}），${promisedFrom(context.now, context.calendar)}，有答复先告诉您。错了回“撤销”。`;
    return recorded(told, `记下了 ${number}。`, id);
  }
  const offer = elsewhere === null ? "" : `。要是${elsewhere}的事，回“更正 ${number} 村：${elsewhere}”`;
  const seen = `${villageName(place, context)}的干部会看到${isUnnamed ? "，不告诉是谁说的" : ""}，${promisedFrom(context.now, context.calendar)}${offer}`;
  const answer = { text: receivedOpinion(number, opinion, seen), subject: id };
  if (isDirect) return isUnfinished(words) ? whenSilent(answer, id, context) : { ...answer, to: "here" };
  if (opinion.sensitive) return here("已收到，私下核实");
  await context.tables.groups.said(chatKey(message.chat), { id, at });
  return { text: `收到 ${number}`, to: "joined", number: Number(number.slice(1)) };
}

/**
 * Where it is filed: at the section that its words name, in the village it is said from. Another village may be meant, or
 * only be spoken of: that is offered.
 */
function placed(
  words: string,
  from: PlaceValue,
  context: Context,
): { readonly place: PlaceValue; readonly elsewhere: string | null } {
  const { places } = context;
  const said = whereSaid(words, from.id, places.index);
  const [named, own] = [said && places.above(said.id, "village"), places.above(from.id, "village")];
  if (!said || !named || !own) return { place: from, elsewhere: null };
  if (named.id !== own.id) return { place: from, elsewhere: named.name };
  const below = said.id === own.id ? undefined : placeValueOf(said.id, context);
  return { place: below ?? from, elsewhere: null };
}

/** What was said when the village was asked for, and names none. */
function besidePlace(place: PlaceValue, order: Order | null, { places }: Context): readonly string[] {
  const last = order?.said.place;
  const isUnanswered = last && place.id === places.root()?.id;
  return [...(order?.beside ?? []), ...(isUnanswered ? [last] : [])];
}

const villageName = (place: PlaceValue, { places }: Context): string =>
  places.above(place.id, "village")?.name ?? place.name;
