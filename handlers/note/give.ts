import { z } from "zod";
import { defineForm, type Form } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { Ask } from "../../src/bot/order.ts";
import { personArgument } from "../../src/bot/reading/declare.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { type Book, nameOfBook } from "../../src/ledger/note.ts";

const most = 5000;
const aDay = 24 * 60 * 60_000;

/** One's own notebook to whoever follows: nobody else can give it away. Taken back within a day. */
export const givingForms = (book: Book, name: string): readonly Form[] => [
  defineForm({
    word: "交给",
    summary: `把这本交给接手的人`,
    examples: [`/${name} 交给 赵大勇`],
    args: z.object({ to: personArgument("接手的人", { question: "交给谁？说姓名，要在花名册上。" }) }),
    run: ({ to }, context) => give(book, to.id, context),
  }),
  defineForm({
    word: "收回",
    summary: "一天内收回交出去的",
    examples: [`/${name} 收回`],
    args: z.object({}),
    run: (_, context) => takeBack(book, context),
  }),
];

/** @throws UserError, or Ask until it was confirmed */
async function give(book: Book, toId: string | null, context: Context): Promise<Reply> {
  const { actor, tables, message, now, order } = context;
  const own = actor.person;
  const to = toId === null ? undefined : await tables.people.get(toId);
  if (!own || !to) throw new UserError("接手的人要在花名册上。新来的先：/登记 姓名 地点");
  if (to.id === own.id) throw new UserError("这本就是您的。");
  const name = nameOfBook(book);
  if (!(await tables.people.posts(to.id)).some(({ role }) => role !== "villager"))
    throw new UserError(`${to.name}不是干部，${name}交不了。`);
  const author = { account: actor.account, personId: own.id };
  const notes = await tables.recent.ofAuthor("note", author, { limit: most, offset: 0 }, { category: book });
  if (notes.length === 0) throw new UserError(`您没有记过${name}。`);
  const account = (await tables.accounts.reachable(to.id))[0]?.account ?? (await tables.roster.listed(to.id))[0];
  if (account === undefined) throw new UserError(`${to.name}还没有账号。先：/发码 ${to.name}，认领后再交。`);
  if (order?.chosen.sure === undefined) throw sureOf(`${name}${notes.length}条`, to.name, context);
  for (const { id } of notes) await tables.handovers.giveNote(id, to.id, account);
  await tables.handovers.add({
    ...{
      cause: `${causesOf(message.key)}notes`,
      at: now,
      account: message.sender.account,
      fromId: own.id,
      toId: to.id,
    },
    moved: {
      posts: [],
      pairings: [],
      reminders: [],
      notes: notes.map(({ id, account: before }) => ({ id, account: before })),
    },
  });
  await tell(
    {
      ...{ to: { person: to.id }, why: "others", private: true, cause: `${causesOf(message.key)}notes to` },
      text: `${own.name}把${name}${notes.length}条交给您了，现在只有您看得到。看：/${name} 列表`,
    },
    context,
  );
  return here(`交好了：${name}${notes.length}条给了${to.name}。一天内要收回发：/${name} 收回`);
}

function sureOf(what: string, whom: string, { order }: Context): Error {
  if (!order) throw new Error("notes are given outside a command");
  const sure = { ...order, asked: order.asked + 1, chosen: { ...order.chosen, sure: "yes" } };
  return new Ask(
    `要把您的${what}交给${whom}，以后只有他看得到。确认就回“交给”，不交回“取消”。`,
    { kind: "choice", choices: [{ label: "交给", order: sure }] },
    "请私聊我。",
  );
}

async function takeBack(book: Book, { message, actor, tables, now }: Context): Promise<Reply> {
  const last = await tables.handovers.last(message.sender.account, now - aDay, "notes");
  if (!last || !actor.person || !(await tables.handovers.undo(last.id, now)))
    return here(`一天内没有交出去的${nameOfBook(book)}。`);
  const notes = last.moved.notes ?? [];
  for (const { id, account } of notes) await tables.handovers.giveNote(id, last.fromId, account);
  return here(`收回了${notes.length}条，还是只有您看得到。`);
}
