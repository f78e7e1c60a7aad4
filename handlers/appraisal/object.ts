import { z } from "zod";
import { defineForm, everywhere } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { numbersArgument, optional, textArgument } from "../../src/bot/reading/declare.ts";
import { placeValueOf } from "../../src/bot/reading/place.ts";
import { accusedIn } from "../../src/bot/record/accused-in.ts";
import { unnamed } from "../../src/bot/record/author.ts";
import { quotedBy } from "../../src/bot/record/find.ts";
import { alreadyKept, keepRecord } from "../../src/bot/record/keep.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { isOfTheirs } from "../../src/bot/record/publication.ts";
import { here, privately, type Reply } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { maskSensitive } from "../../src/chinese/privacy/sensitive.ts";
import { dayOf, formatDateTime } from "../../src/chinese/time/index.ts";
import { opinionOf } from "../../src/ledger/opinion.ts";
import { type Appraisal, appraisalOf, noted, numberAndText, publishedNumbered } from "./scope.ts";

const withText = z.object({ numbers: optional(numbersArgument("号")), text: optional(textArgument("话")) });
const without = /(?:^\s*匿名[\s:：,，]*|[\s，,。(（]*(?:请)?(?:对外)?不具名[)）。\s]*$)/gu;
const example = "异议 A2 我家评的不对";

/** What a villager has against what is published: an opinion that must be answered. */
export const objectForm = defineForm({
  word: "异议",
  summary: "对公布的评议有异议",
  examples: ["/评议 异议 A2 我家评的不对"],
  role: "anyone",
  where: everywhere,
  args: withText,
  async run({ numbers, text }, context) {
    const said = numberAndText(numbers, text);
    const one = await published(said.numbers[0]?.number, context);
    return object(one, said.text, context);
  },
});

/** @throws UserError */
async function published(number: number | undefined, context: Context): Promise<Appraisal> {
  const { tables, message, now } = context;
  const quoted = (await quotedBy(message, { tables, now })).find(
    (row) => row.kind === "appraisal" && row.number === (number ?? row.number),
  );
  const one = quoted
    ? await appraisalOf(quoted, tables)
    : number === undefined
      ? undefined
      : await publishedNumbered(number, context);
  if (one?.row.state !== "published")
    throw new UserError(
      `${one ? `${one.number} 现在没有公示` : "没有这条公示"}。有话要说直接写，当意见办。例：${example}`,
    );
  return one;
}

async function object({ number, row }: Appraisal, words: string, context: Context): Promise<Reply> {
  const { tables, message, now, places, actor, group } = context;
  const text = words.replace(without, "").trim();
  if (text === "") throw new UserError(`有什么异议？例：异议 ${number} 我家评的不对`);
  const already = await alreadyKept(context);
  if (already) return already;
  const path = places.get(row.place_id ?? "")?.path ?? "/";
  const own = places.get(actor.person?.homePlaceId ?? actor.posts[0]?.placeId ?? group?.placeId ?? row.place_id ?? "");
  const isOwn = own?.path.startsWith(path) === true;
  const at = placeValueOf(own?.id ?? row.place_id ?? "", context);
  if (!at) throw new UserError("您是哪个村的？先私聊我发：认领 码");
  const opinion = opinionOf("异议", text, await accusedIn(text, "异议", at.id, context));
  const fields = text === words ? {} : { fields: unnamed };
  const shown = (await tables.publications.of(row.id)).findLast(({ state }) => state === "shown");
  const until = shown?.objections_until ?? null;
  const counts = isOwn && shown !== undefined && (until === null || message.sentAt < Number(until));
  const kept = { kind: "opinion", place: at, day: dayOf(message.sentAt), at: message.sentAt, asks: true } as const;
  const made = await keepRecord({ ...kept, ...opinion, category: counts ? "异议" : "意见", ...fields }, context);
  if (counts) await tables.publications.objected(row.id, made.id);
  const why = !isOwn
    ? `${number} 不是您那里的事`
    : until === null
      ? `${number} 现在没有公示`
      : `${number} 的异议期${formatDateTime(Number(until), now)}截止了`;
  const said = counts ? `收到异议 ${made.number}，答复了才往下走。` : `${why}，这条记作意见 ${made.number}，一样答复。`;
  return { ...here(said), subject: made.id };
}

/** An objection is found right by who wrote the publication or let it go: it is taken back, and may be put right. */
export const upholdForm = defineForm({
  word: "异议成立",
  summary: "异议成立：公布收回，改好再公布",
  examples: ["/评议 异议成立 A2 O5 分数抄错了"],
  role: "cadre",
  where: ["direct"],
  args: withText,
  async run({ numbers, text }, context) {
    const said = numberAndText(
      numbers?.filter(({ letter }) => letter !== "O"),
      text,
    );
    const opinion =
      (numbers ?? []).find(({ letter }) => letter === "O")?.number ?? Number(/^O\s?(\d+)/iu.exec(said.text)?.[1]);
    const reason = maskSensitive(said.text.replace(/^O\s?\d+\s*/iu, "").trim());
    const [number] = said.numbers;
    const one = number ? await publishedNumbered(number.number, context) : undefined;
    if (one?.row.state !== "published") throw new UserError("哪个评议的公布？例：/评议 异议成立 A2 O5 分数抄错了");
    const { tables, message } = context;
    const shown = (await tables.publications.of(one.row.id)).findLast(({ state }) => state === "shown");
    if (!shown) throw new UserError(`${one.number} 的公示满了，改不了了。`);
    if (!isOfTheirs(shown, context)) throw new NotAllowed("异议成不成立，由写公布的人或同意公布的人来说。");
    const objection = (await tables.publications.objections(one.row.id)).all.find((each) => each.number === opinion);
    if (!objection) throw new UserError(`${one.number} 没有这条异议。例：/评议 异议成立 ${one.number} O5 原因`);
    if (reason === "") throw new UserError(`成立的原因？例：/评议 异议成立 ${one.number} O${opinion} 分数抄错了`);
    await tables.publications.change(shown, { state: "void" });
    if (!(await tables.records.change(one.row, { state: "ready", next_at: null })))
      throw new UserError(`${one.number} 刚被别人动过，请再看一下。`);
    // stars of households count from when nobody objects any more: they are given anew when it is published anew
    if (one.terms.rule === "each") await tables.grades.drop(one.row.id);
    await noted(one, "异议成立", context, reason);
    const base = { why: "others", subject: one.row.id } as const;
    const cause = `${causesOf(message.key)}upheld:`;
    const text_ = `${one.number} 的公布有异议成立，收回：${reason}。改好再公布。`;
    for (const { chat } of await tables.publications.posts(shown.id))
      await tell({ to: { chat }, text: text_, cause: `${cause}${chat}`, ...base }, context);
    await tell(
      {
        ...{ to: { account: objection.asker_account ?? objection.account }, private: true, ...base },
        ...{
          text: `您的异议（O${objection.number}）成立：${reason}。${one.number} 的公布收回了。`,
          cause: `${cause}asker`,
        },
      },
      context,
    );
    return {
      ...privately(`${one.number} 异议 O${opinion} 成立，公布收回了。改好再发：/评议 公布 ${one.number}`),
      subject: one.row.id,
    };
  },
});
