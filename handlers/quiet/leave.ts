import { z } from "zod";
import { sayableFrom } from "../../src/bot/adjusted.ts";
import { defineCommand } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { timeArgument } from "../../src/bot/reading/declare.ts";
import { privately } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";

const day = 24 * 60 * 60_000;
const mostDays = 60;
const example = "例：/请假 到周五、/请假 到12月8日上午9点";

export const takeLeave = defineCommand({
  name: "请假",
  aliases: ["leave"],
  summary: "休息期间除了急事什么都先不发给我",
  role: "cadre",
  where: ["direct"],
  examples: ["/请假 到周五"],
  args: z.object({ until: timeArgument("到什么时候", "deadline", { question: "请假到什么时候？例：到周五" }) }),
  async run({ until }, context) {
    const { actor, tables, now } = context;
    if (!actor.person) throw new UserError("我还不知道您是谁。请先认领名字。");
    if (until.rule !== null) throw new UserError(`请假只能到一个日子。${example}`);
    const end = await sayableFrom("private", until.at, tables);
    if (end > now + mostDays * day) throw new UserError(`最多请假${mostDays}天。${example}`);
    const before = await tables.people.leaveUntil(actor.person.id);
    await setLeave(actor.person.id, end, context);
    // what waits for the end of an earlier leave waits for this one
    if (before > now) await tables.outbox.rehold(actor.person.id, before, end);
    return privately(
      `好，您休息到${until.echo}，到时候之前除了急事什么都先不发给您，过后一起发。提前回来了发“销假”。`,
      "请假记下了。",
    );
  },
});

export const endLeave = defineCommand({
  name: "销假",
  prompted: true,
  aliases: ["back"],
  summary: "提前回来了，攒着的现在发给我",
  role: "cadre",
  where: ["direct"],
  examples: ["销假"],
  args: z.object({}),
  async run(_, context) {
    const { actor, tables, now } = context;
    if (!actor.person) throw new UserError("我还不知道您是谁。请先认领名字。");
    const until = await tables.people.leaveUntil(actor.person.id);
    if (until <= now) throw new UserError("您没在请假。要请假发：/请假 到周五");
    await setLeave(actor.person.id, null, context);
    const held = await tables.outbox.rehold(actor.person.id, until, await sayableFrom("private", now, tables));
    return privately(held > 0 ? `欢迎回来。攒着的${held}条这就发给您。` : "欢迎回来。这几天没有要告诉您的。", "好。");
  },
});

async function setLeave(personId: string, until: number | null, { tables, message, now }: Context): Promise<void> {
  await tables.people.setLeave(personId, until);
  await tables.audit.add({
    at: now,
    account: message.sender.account,
    personId,
    action: until === null ? "ended leave" : "took leave",
    subject: personId,
  });
}
