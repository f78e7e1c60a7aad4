import { z } from "zod";
import { type Command, defineCommand, defineForm, type Form } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { newOrder } from "../../src/bot/order.ts";
import { optional, textArgument, textField, wordArgument } from "../../src/bot/reading/declare.ts";
import { readFilters } from "../../src/bot/reading/filters.ts";
import { alreadyKept, keepRecord } from "../../src/bot/record/keep.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import { carryOut } from "../../src/bot/turn/question.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { dayOf } from "../../src/chinese/time/index.ts";
import { type Book, nameOfBook } from "../../src/ledger/note.ts";
import { notesFound, notesOf } from "./found.ts";
import { givingForms } from "./give.ts";

type Declared = Pick<Command, "name" | "aliases" | "summary"> & {
  readonly book: Book;
  readonly example: string;
  readonly more?: readonly Form[];
};

/** One of the three notebooks: written, listed and found again by whoever wrote it, and by nobody else. */
function defineBook({ name, aliases, summary, book, example, more = [] }: Declared): Command {
  return defineCommand({
    ...{ name, aliases, summary, role: "cadre", where: ["direct"], examples: [example] },
    args: z.object({ text: textArgument("内容", { question: "记什么？" }) }),
    forms: [
      defineForm({
        word: "找",
        summary: `在记过的里找`,
        examples: [`/${name} 找 水渠`],
        args: z.object({ words: textArgument("找什么", { question: "找哪个词？" }) }),
        run: ({ words }, context) => notesFound(words, context),
      }),
      defineForm({
        word: "列表",
        summary: `看记过的${nameOfBook(book)}`,
        examples: [`/${name} 列表`, `/${name} 列表 本月`],
        args: z.object({ filters: optional(textArgument("时间")) }),
        run: ({ filters = "" }, context) => notesOf(book, readFilters(filters, context), context),
      }),
      ...givingForms(book, name),
      ...more,
    ],
    run: ({ text }, context) => keep(text, book, context),
  });
}

async function keep(text: string, book: Book, context: Context): Promise<Reply> {
  const already = await alreadyKept(context);
  if (already) return already;
  const { id, number } = await keepRecord(
    { kind: "note", place: null, day: dayOf(context.message.sentAt), text, category: book },
    context,
  );
  const where = book === "" ? "" : `（${nameOfBook(book)}）`;
  return { ...here(`记下了 ${number}${where}：“${clip(text)}”，只有您看得到。错了回“撤销”。`), subject: id };
}

/** A note becomes somebody's to do; it stays as it is. */
const handOver = defineForm({
  word: "转交办",
  summary: "把一条笔记交给人办",
  examples: ["/手记 转交办 N12 王主任 期限：下周三"],
  args: z.object({
    number: wordArgument("号", { question: "哪一条？说它的号，如 N12。" }),
    whom: textArgument("人", { question: "交给谁办？如：王主任 下周三前" }),
    until: textField("期限"),
  }),
  async run({ number, whom, until }, context) {
    const fields = until === undefined ? {} : { 期限: until };
    return carryOut(newOrder("交办", `${number} ${whom}`, fields), context);
  },
});

export const journal = defineBook({
  ...{ name: "手记", aliases: ["journal"], book: "", more: [handOver] },
  summary: "给自己记一笔，别人看不到",
  example: "/手记 三社水渠明年要清淤",
});

export const people = defineBook({
  ...{ name: "民情", aliases: ["民情日记", "people"], book: "民情" },
  summary: "记民情日记，别人看不到",
  example: "/民情 三社老李家儿子在苏州打工，麦收才回来",
});

export const policy = defineBook({
  ...{ name: "政策笔记", aliases: ["policy"], book: "政策" },
  summary: "记政策笔记，别人看不到",
  example: "/政策笔记 高龄补贴从80岁起，每月50元",
});
