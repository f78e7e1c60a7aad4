import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import { numbersArgument, optional } from "../../src/bot/reading/declare.ts";
import { here, recorded } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { dayOf } from "../../src/chinese/time/index.ts";
import { grace } from "../../src/ledger/consultation.ts";
import { askedOf } from "./asked.ts";
import { countOf } from "./count.ts";
import { meant } from "./meant.ts";
import { until } from "./wording.ts";

const day = 24 * 60 * 60_000;
const minute = 60_000;

/** What was sent until now counts; what is on its way has its minute. */
export const closeForm = defineForm({
  word: "截止",
  summary: "提前截止",
  examples: ["/征求 截止 C7"],
  args: z.object({ numbers: optional(numbersArgument("号")) }),
  async run({ numbers = [] }, context) {
    const { tables, now, message, actor } = context;
    const row = await meant(numbers, "/征求 截止 C7", context);
    const asked = askedOf(row, tables);
    const at = Math.max(message.sentAt, asked.openedAt);
    if (row.state !== "open" || asked.closesAt <= at)
      throw new UserError(`${asked.number} 已经截止。结果：/征求 结果 ${asked.number}`);
    const next = Math.ceil((Math.max(now, at) + grace) / minute) * minute;
    if (!(await tables.records.change(row, { due_at: at, next_at: next })))
      throw new UserError(`${asked.number} 刚被别人动过，请再看一下。`);
    const chats = (await tables.consultations.groupsOf(row.id)).map(({ chat }) => chat);
    const question = JSON.stringify({ ...asked, closesAt: at });
    await tables.consultations.put({ recordId: row.id, question, until: at + day }, chats, now);
    await tables.audit.add({
      ...{ at: now, account: actor.account, personId: actor.person?.id ?? null },
      ...{ action: "截止", subject: row.id },
    });
    return here(`${asked.number} 现在截止，一两分钟后公布结果。`);
  },
});

/** Only those who asked for it, and who have not spoken: nobody is nagged. */
export const remindForm = defineForm({
  word: "提醒",
  summary: "提醒说过“提醒我”还没表态的人",
  examples: ["/征求 提醒 C7"],
  args: z.object({ numbers: optional(numbersArgument("号")) }),
  async run({ numbers = [] }, context) {
    const { tables, now, message } = context;
    const row = await meant(numbers, "/征求 提醒 C7", context);
    const asked = askedOf(row, tables);
    if (row.state !== "open") throw new UserError(`${asked.number} 已经截止。`);
    const { speakers } = await countOf(asked, tables);
    const nameOf = await tables.consultationVoices.namer(row.id);
    const voices = new Set((await tables.consultationVoices.of(row.id)).map(({ voice }) => voice));
    let reached = 0;
    for (const { account, person_id } of await tables.consultations.followers(row.id)) {
      const who = person_id ?? account;
      if (speakers.has(who) || (nameOf !== null && voices.has(nameOf(who)))) continue;
      const told = await tell(
        {
          to: { account },
          text: `您让我提醒：${asked.number}“${asked.title}”${until(asked.closesAt, now)}截止。回“${asked.number} 您的意见”就算。`,
          cause: `consult:${row.id}:remind:${account}:${dayOf(now)}`,
          ...{ subject: row.id, why: "others", private: true, expires: asked.closesAt },
          author: { account: message.sender.account, about: `${asked.number} 的提醒` },
        },
        context,
      );
      if (told.way !== "none") reached++;
    }
    const text =
      reached > 0
        ? `提醒了${reached}人，都是自己说过要提醒、还没表态的。`
        : `没有要提醒的人。谁想被提醒，回“${asked.number} 提醒我”。`;
    return recorded(text, text, row.id);
  },
});
