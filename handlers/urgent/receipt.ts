import { z } from "zod";
import { defineCommand, everywhere } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { carryOut } from "../../src/bot/record/carry-out.ts";
import { is, numbersIn, quotedBy, townsOf } from "../../src/bot/record/find.ts";
import { minute } from "../../src/bot/record/keep.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { kindOf, movesCalled, numberOf, waits } from "../../src/ledger/kinds.ts";
import type { HeldRecord } from "../../src/store/tables/involved.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import { tellCalled, toldOf } from "./call.ts";

const day = 24 * 60 * minute;
const received = /^(?:U\d+[\s,，:：]*)?我?收到了?/iu;
const coming =
  /^(?:U\d+[\s,，:：]*)?(?:我|我们|俺|俺们|人)?(?:马上|这就|已经|正)?(?:就)?(?:到|来|去|过来|过去|在路上|出发)(?:了|，|。|！|$)/iu;
/** The number and signs beside the words that are said on. */
const around = /^[\s,，。.!！:：]*(?:U\d+)?[\s,，。.!！:：]*/iu;
const letter = "U";

/** 收到, or any words under the quoted call: whoever is in danger hears that somebody comes. */
export const hearReceipt: Ear = {
  name: "receipt",
  keeps: "words",
  first: true,
  hears: ({ group }, { message, words }) =>
    message.chat.kind === "direct"
      ? message.quote !== null || received.test(words) || coming.test(words)
      : group?.placeId != null && message.quote !== null,
  answer: ({ words }, context) => receive(words, context),
};

export const receipt = defineCommand({
  name: "收到",
  prompted: true,
  aliases: ["received"],
  summary: "急事收到了，去处理",
  role: "cadre",
  where: everywhere,
  needsSign: true,
  examples: ["/收到 U3 马上到"],
  args: z.object({ words: optional(textArgument("话")) }),
  async run({ words = "" }, context) {
    const replies = await receive(`收到${words}`, context);
    if (replies === null) throw new UserError("现在没有叫您的急事。例：收到 U3");
    return replies;
  },
});

/** Null: nothing that waits is meant. */
async function receive(words: string, context: Context): Promise<readonly Reply[] | null> {
  const { message } = context;
  const rows = await meant(words, context);
  const [row, ...others] = rows;
  if (!row) return null;
  if (others.length > 0) return [here(`有${rows.length}件急事，收到的是哪件？例：收到 ${numberOf(row)}`)];
  const said = words.replace(received, "").replace(around, "");
  const gotIt = movesCalled("收到").find(({ kind }) => kind.name === row.kind);
  if (!gotIt) return null;
  const replies = await carryOut(
    gotIt.move,
    asCalled(row, context),
    { numbers: [], words: said, delay: null },
    context,
  );
  const { person } = context.actor;
  const text = `${numberOf(row)} ${person?.name ?? message.sender.name}收到了${said && `：${said}`}`;
  await tellCalled(row, text, `${causesOf(message.key)}heard`, context, person?.id ?? null);
  return replies;
}

/** With those who were called as its helpers: who they are stays under its seal. */
const asCalled = (row: RecordRow, { tables }: Context): HeldRecord => ({
  ...row,
  involved: toldOf(row, tables).told.map((id) => ({
    ...{ record_id: row.id, stake: "helper" as const, who: id, person_id: id },
    ...{ account: null, chat: null, place_id: null, word: null, word_at: null },
  })),
});

/** What was quoted, numbered, or told of here; what waits no more is not meant. */
async function meant(words: string, context: Context): Promise<RecordRow[]> {
  const { message, actor, tables, places, now } = context;
  const mayMove = (row: RecordRow) =>
    row.kind === "urgent" &&
    waits(kindOf(row.kind), row.state) &&
    row.account !== actor.account &&
    ((actor.person !== null && toldOf(row, tables).told.includes(actor.person.id)) || is(actor, "cadre", row, places));
  const quoted = await quotedBy(message, context);
  if (quoted.length > 0) return quoted.filter(mayMove);
  if (!received.test(words) && !coming.test(words)) return [];
  const numbers = numbersIn(words, [letter]);
  if (numbers.length === 0)
    return (await tables.waiting.toldIn("urgent", chatKey(message.chat), now - day)).filter(mayMove);
  const rows = await Promise.all(
    numbers.map(({ number }) => tables.records.find(townsOf(context), ["urgent"], number)),
  );
  return rows.flat().filter(mayMove);
}
