import { minute } from "../../src/bot/record/keep.ts";
import { siblingsOf } from "../../src/bot/record/kept.ts";
import type { Ring } from "../../src/bot/record/ring.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { callAgainAfter } from "../../src/ledger/urgent.ts";
import { call } from "./call.ts";

/** Nobody has said 收到: those who were called are called again, and the next. After the last time the person is told. */
export const callAgain: Ring = {
  kind: "urgent",
  async tell(rows, tables, now) {
    for (const row of rows) {
      const last = row.created_at + callAgainAfter[1] * minute;
      const isLast = (row.next_at ?? now) >= last - minute;
      await call(row, isLast ? 2 : 1, { tables, now });
      if (!isLast) await tables.records.change(row, { next_at: Math.ceil(last / minute) * minute });
      await tell(
        {
          to: { account: row.account },
          text: isLast
            ? "还是没有人回我。请别等，打110、119或120，或请邻居帮忙。"
            : "还没有人回“收到”，我又叫了一遍人。要紧先打110、119或120。",
          cause: `${siblingsOf(row.cause)}unanswered${isLast ? 2 : 1}`,
          ...{ subject: row.id, why: "urgent", private: true },
        },
        { tables, now },
      );
    }
    return null;
  },
};
