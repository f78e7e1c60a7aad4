import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { parseChatKey } from "../../src/bot/message.ts";
import { may } from "../../src/bot/permission.ts";
import { textArgument, wordArgument } from "../../src/bot/reading/declare.ts";
import { numberOf } from "../../src/bot/record/keep.ts";
import { townsOf } from "../../src/bot/record/reminder.ts";
import { recorded, tell } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { formatDateTime } from "../../src/chinese/time/index.ts";
import { allowedFrom } from "../../src/ledger/quiet-hours.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

const example = "例：/答复 O31 路灯下周三来修";

export const answer = defineCommand({
  name: "答复",
  aliases: ["answer"],
  summary: "答复意见",
  role: "cadre",
  where: ["direct", "cadre", "village"],
  examples: ["/答复 O31 路灯下周三来修"],
  args: z.object({ number: wordArgument("号"), text: textArgument("答复的话", { question: "怎么答复？" }) }),
  async run({ number, text }, context) {
    const { message, actor, tables, now } = context;
    const row = await findOpinion(number, context);
    await tables.records.answered(row.id, now);
    await tables.audit.add({
      at: now,
      account: message.sender.account,
      personId: actor.person?.id ?? null,
      action: "answered",
      subject: row.id,
      detail: text,
    });
    const inGroup = parseChatKey(row.chat).kind === "group";
    const words = inGroup
      ? `答复 ${numberOf(row)}：${text}`
      : `您说的“${clip(tables.records.openText(row))}”（${numberOf(row)}）有答复：${text}`;
    const from = allowedFrom(inGroup ? "group" : "private", now);
    const where = inGroup ? "群里" : "本人";
    if (from === now)
      return [recorded(`${numberOf(row)} 的答复发回${where}了。`, `${numberOf(row)} 答复了。`), tell(row.chat, words)];
    const cause = `${message.key}#held`;
    await tables.outbox.add({
      target: row.chat,
      cause,
      purpose: "push",
      text: `${words}（顺延）`,
      now,
      holdUntil: from,
    });
    return recorded(
      `${numberOf(row)} 的答复记下了。现在不打扰人，${formatDateTime(from, now)}发回${where}。`,
      `${numberOf(row)} 答复了。`,
    );
  },
});

/** An opinion of the speaker's own place or below. @throws UserError */
async function findOpinion(said: string, context: Context): Promise<RecordRow> {
  const number = Number(/^[Oo]?(\d{1,9})$/.exec(said.normalize("NFKC"))?.[1] ?? Number.NaN);
  if (!Number.isInteger(number)) throw new UserError(`没听懂“${said}”是哪条意见。${example}`);
  const rows = await context.tables.records.find(townsOf(context), "opinion", number);
  const own = rows.filter((row) =>
    may(context.actor, "answer opinion", { path: context.places.get(row.place_id)?.path ?? "/" }),
  );
  const [row] = own;
  if (!row) throw new UserError(`您管的地方没有 O${number}。发“/意见 列表”看看。`);
  return row;
}
