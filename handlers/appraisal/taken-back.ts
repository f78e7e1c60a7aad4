import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { newOrder } from "../../src/bot/order.ts";
import { briefOf } from "../../src/bot/record/brief.ts";
import { undoWindow } from "../../src/bot/record/keep.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import { putQuestion } from "../../src/bot/turn/question.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { ballotOf } from "./ballot.ts";

/** `撤销`, `撤回投票`: what may be said of a ballot, and of anything else. */
export const takesBack =
  /^[/／]?(?:撤销|撤消|撤回)(?:投票|我的票|票)?[。.!！]*$|^我?(?:刚才?)?(?:投|打|选|填)错了(?:[,，\s]*(?:还|能|可以|能不能|怎么|想)*(?:改|重投|重来|撤回)?[吗么]?)[?？。.!！]*$|^(?:我|还|能|可以|能不能|怎么|想|要)*(?:重新?投票?|改票|改投)(?:吗|么|一下|一次)?[?？。.!！]*$/u;
/** `更正 王建国 较好`: a ballot that is filled anew. */
export const amends = /^[/／]?(?:更正|改成|改为|改)[\s:：]+(?=\S)/u;

const castStays = "投进票箱的收不回，也改不了。";

/** What stands of a ballot where somebody takes something back. Null: it means something else. */
export async function takenBack(words: string, context: Context): Promise<readonly Reply[] | null> {
  const { tables, actor, message, now } = context;
  const [chat, since] = [chatKey(message.chat), now - undoWindow];
  const isOfBallot = /票|投/u.test(words);
  const made = isOfBallot ? undefined : await tables.records.lastIn(actor.account, chat, since);
  const moved = isOfBallot ? undefined : await tables.moves.lastIn(actor.account, chat, since);
  const hand = await tables.ballots.hand(actor.account);
  const done = Math.max(made?.created_at ?? 0, moved?.at ?? 0);
  if (hand && done > Number(hand.shown_at)) return null;
  const ballot = hand && (await ballotOf(await tables.ballots.right(hand.right_id), context));
  if (ballot?.one.row.state === "open" && (await tables.ballots.filled(ballot.right.id)).size > 0)
    return [here(`${ballot.one.number} 的票还没投：重写就是改，不回“投”就不算。`)];
  const own = actor.person ? await tables.ballots.ofPerson(actor.person.id) : [];
  const all = [...own, ...(await tables.ballots.ofAccount(actor.account))];
  if (all.every(({ used }) => used !== 1)) return null;
  // when a ballot was cast is known to nobody: which of the two is meant is asked
  const last = (moved?.at ?? 0) > (made?.created_at ?? 0) ? await tables.records.get(moved?.record_id ?? "") : made;
  if (!last) return [here(castStays)];
  const order = newOrder("撤销", numberOf(last));
  const what = `${briefOf(last, context)}${last === made ? "" : `的${moved?.word}`}`;
  const question = `${castStays}要撤的是 ${what}吗？①是`;
  return putQuestion({ kind: "choice", choices: [{ label: "是", order }] }, question, context);
}
