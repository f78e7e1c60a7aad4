import type { Context } from "../../src/bot/context.ts";
import { newOrder, type Order } from "../../src/bot/order.ts";
import { quotedBy } from "../../src/bot/record/find.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { carryOut, putQuestion } from "../../src/bot/turn/question.ts";
import { fold } from "../../src/chinese/fold.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

const longest = 60;
const end = "[了啦啊呀吧的哈,。.!！~\\s]*$";
const content = new RegExp(
  `^(?:(?:都|全)(?:很|挺|非常)?|很|挺|非常|真)(?:满意|好)${end}|^(?:都|已经?|全)?(?:很|挺|非常|真)?(?:满意|好|修好|弄好|办好|解决|亮|通|来水|可以|行)(?:了|了，谢谢|了谢谢)(?:谢谢您?|多谢)?${end}`,
  "u",
);
const fairly = new RegExp(`^(?:一般|还行|还可以|基本满意|马马虎虎|凑合)${end}`, "u");
const unclear = new RegExp(`^(?:行|好的?|嗯+|哦+|可以|知道|收到)${end}`, "u");
const notDone =
  /^(?:还是?|又|根本|压根)?(?:(?:很|非常|一点[也都])不满意|没(?:有)?(?:修|办|弄|搞|处理|解决)?好|没人(?:来|管|修)|没(?:修|来|办|弄|动|解决)|不行|又坏|又灭|又漏|又堵|又不|还(?:是)?(?:没|不|漏|坏|灭|黑))/u;

type Meant = "满意" | "基本满意" | "不满意" | "unclear";

/** What whoever asked says of it, in their own words; null: nothing of the kind. */
export function contentIn(words: string): Meant | null {
  const said = fold(words).text.trim();
  if (said === "" || said.length > longest) return null;
  if (notDone.test(said)) return "不满意";
  if (fairly.test(said)) return "基本满意";
  if (unclear.test(said)) return "unclear";
  return content.test(said) ? "满意" : null;
}

/** 好了, 又坏了, 嗯: from somebody who was asked whether it was done. */
export const hearContent: Ear = {
  name: "whether it was done",
  keeps: "words",
  hears: ({ group }, { message, words }) =>
    contentIn(words) !== null && (message.chat.kind === "direct" || (group?.placeId != null && message.quote !== null)),
  async answer({ message, words }, context) {
    const meant = contentIn(words);
    const rows = await askedOf(message, context);
    if (meant === null || rows.length === 0) return null;
    const number = rows.length === 1 && rows[0] ? numberOf(rows[0]) : "";
    const order = (word: string, more = ""): Order => newOrder(word, `${number} ${more}`.trim());
    if (meant !== "unclear") return carryOut(order(meant, meant === "不满意" ? words : ""), context);
    if (message.chat.kind === "group" || rows.length > 1) return null;
    const choices = [
      { label: "满意", order: order("满意") },
      { label: "没办好", order: order("不满意") },
    ];
    return putQuestion({ kind: "choice", choices }, "是满意吗？①满意 ②没办好", context);
  },
};

/** What somebody was asked about and has not answered; in a group what they quote. */
async function askedOf(message: Context["message"], context: Context): Promise<readonly RecordRow[]> {
  const { actor, tables } = context;
  const who = { account: actor.account, personId: actor.person?.id ?? null, stakes: ["asker" as const] };
  const held = await tables.involved.held("assignment", ["checking"], who);
  if (message.chat.kind === "direct" && message.quote === null) return held;
  const quoted = await quotedBy(message, context);
  return held.filter(({ id, origin_id }) => quoted.some((row) => row.id === id || row.id === origin_id));
}
