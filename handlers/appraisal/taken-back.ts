import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { undoWindow } from "../../src/bot/record/keep.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import { ballotOf } from "./ballot.ts";

/** `撤销`, `撤回投票`: what may be said of a ballot, and of anything else. */
export const takesBack =
  /^[/／]?(?:撤销|撤消|撤回)(?:投票|我的票|票)?[。.!！]*$|^我?(?:刚才?)?(?:投|打|选|填)错了(?:[,，\s]*(?:还|能|可以|能不能|怎么|想)*(?:改|重投|重来|撤回)?[吗么]?)[?？。.!！]*$|^(?:我|还|能|可以|能不能|怎么|想|要)*(?:重新?投票?|改票|改投)(?:吗|么|一下|一次)?[?？。.!！]*$/u;
/** `更正 王建国 较好`: a ballot that is filled anew. */
export const amends = /^[/／]?(?:更正|改成|改为|改)[\s:：]+(?=\S)/u;

/** What stands of a ballot where somebody takes something back and did nothing else since. Null: it means something else. */
export async function takenBack(words: string, context: Context): Promise<Reply | null> {
  const { tables, actor, message, now } = context;
  const [chat, since] = [chatKey(message.chat), now - undoWindow];
  const isOfBallot = /票|投/u.test(words);
  if (!isOfBallot && (await tables.records.lastIn(actor.account, chat, since))) return null;
  if (!isOfBallot && (await tables.moves.lastIn(actor.account, chat, since))) return null;
  const hand = await tables.ballots.hand(actor.account);
  const ballot = hand && (await ballotOf(await tables.ballots.right(hand.right_id), context));
  if (ballot?.one.row.state === "open" && (await tables.ballots.filled(ballot.right.id)).size > 0)
    return here(`${ballot.one.number} 的票还没投：重写就是改，不回“投”就不算。`);
  const own = actor.person ? await tables.ballots.ofPerson(actor.person.id) : [];
  const all = [...own, ...(await tables.ballots.ofAccount(actor.account))];
  return all.some(({ used }) => used === 1) ? here("投进票箱的收不回，也改不了。") : null;
}
