import { z } from "zod";
import { defineCommand, everywhere } from "../../src/bot/command/command.ts";
import { chatKey } from "../../src/bot/message.ts";
import { quotedBy } from "../../src/bot/record/find.ts";
import { undoWindow } from "../../src/bot/record/keep.ts";
import { type Withdrawn, withdrawMove, withdrawRecord } from "../../src/bot/record/withdraw.ts";
import { here } from "../../src/bot/reply.ts";
import { kindOf, numberOf } from "../../src/ledger/kinds.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

export const undo = defineCommand({
  name: "撤销",
  aliases: ["撤消", "撤回", "undo"],
  summary: "撤回刚才记的",
  role: "anyone",
  where: everywhere,
  aloneInGroup: true,
  examples: ["撤销"],
  args: z.object({}),
  async run(_, context) {
    const { message, actor, tables, now } = context;
    const account = message.sender.account;
    const by = { account, personId: actor.person?.id ?? null, action: "undone" as const };
    const since = now - undoWindow;
    const chat = chatKey(message.chat);
    // what is pointed at is meant, else what was done last
    const quoted = await quotedBy(message, context);
    const isMine = (row: RecordRow) => row.account === account && row.chat === chat && row.created_at >= since;
    const record = quoted.length > 0 ? quoted.find(isMine) : await tables.records.lastIn(account, chat, since);
    const ids = quoted.map(({ id }) => id);
    const moved = await tables.moves.lastIn(account, chat, since, ids);
    if (moved && moved.at >= (record?.created_at ?? 0)) {
      const done = await withdrawMove(moved, tables, now, by);
      return here(
        done
          ? `已撤销 ${done.number} 的${moved.word}。${goneWords(done)}`
          : "后来又有变化，撤不回了。发“帮助”看能做什么。",
      );
    }
    if (!record) return here(quoted.length > 0 ? "引用的这条不是您十分钟内在这里记的。" : "十分钟内没有可撤销的。");
    const { clock } = kindOf(record.kind).lifecycle;
    if (clock && record.state === clock.to) return here(`${numberOf(record)} 已经提醒出去了，撤不回。`);
    const done = await withdrawRecord(record, tables, now, by);
    if (!done) return here("十分钟内没有可撤销的。");
    const also = done.clocks > 0 ? `，它的${done.clocks}条提醒也取消了` : "";
    return here(`已撤销 ${done.number}${also}。${goneWords(done)}`);
  },
});

const goneWords = ({ gone }: Withdrawn): string => (gone > 0 ? `已经发出去的${gone}条收不回。` : "");
