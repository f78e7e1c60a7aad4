import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { widestPost } from "../../src/bot/permission.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { readFilters } from "../../src/bot/reading/filters.ts";
import { numberWithTown, stateOf } from "../../src/bot/record/line.ts";
import { listed } from "../../src/bot/record/list.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { formatDay } from "../../src/chinese/time/index.ts";
import { leastCell } from "../../src/ledger/appraisal.ts";

export const listForm = defineForm({
  word: "列表",
  summary: "看有哪些评议",
  examples: ["/评议 列表"],
  role: "cadre",
  where: ["direct", "cadre"],
  args: z.object({ filters: optional(textArgument("条件")) }),
  run: ({ filters = "" }, context) => appraisalsList(readFilters(filters, context).page, context),
});

export async function appraisalsList(page: number | undefined, context: Context): Promise<Reply> {
  const { tables, actor, places, now } = context;
  const path = widestPost(actor, "cadre")?.placePath ?? (actor.isAdmin ? places.root()?.path : undefined);
  return listed(
    {
      title: "评议",
      empty: "还没有评议。书记、组织委员可以建：/评议 新建 三票两评 东卧牛村 对象：… 截止：… 监票：…",
      find: async (cut) => (path === undefined ? [] : tables.appraisals.below(path, cut)),
      line: (row) =>
        `${numberWithTown(row, context)} ${tables.records.openText(row)} ${row.due_at === null ? "" : `${formatDay(row.due_at, now)}截止`}（${stateOf(row)}）`,
    },
    page,
    context,
  );
}

/** What is kept and what is not, and where this ends. */
export const secretForm = defineForm({
  word: "保密",
  summary: "谁能看到什么，哪些保不住",
  examples: ["/评议 保密"],
  role: "anyone",
  where: ["direct"],
  args: z.object({}),
  run: async (): Promise<Reply> => privately(secrecy),
});

const secrecy = `票怎么保密：您打的分只加密存着，不存原话；开票的钥匙只在一台机器的一个文件里，不进数据库和备份，截止计完票就销毁。以后拿着数据库、备份和密钥也查不出谁投了什么；不足${leastCell}票的谁也看不到结果。
保不住的：管机器的人在投票时能看内存、能改程序；投票时把机器整个拷走，钥匙和票就都有了；固态盘上盖掉的钥匙可能还会留一阵；企业微信、QQ、单位的聊天存档和您手机里都有您发的那条，我删不掉，请长按删掉；五个人都打差，就都知道是打差的；只差一人的串通能推出那一个人；旁边有人看着、票号被人收走卖掉，票就不是您的了；印票号的人能拿没发的号投票，所以要两位监票点数。
没有回执，因为回执能拿来逼人看；计完票不能重新数，因为一张票早就不在了。`;
