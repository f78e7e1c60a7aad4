import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import { optional, personArgument, placeArgument, textArgument } from "../../src/bot/reading/declare.ts";
import { here } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { demand } from "../../src/bot/turn/carry-out.ts";
import { UserError } from "../../src/bot/user-error.ts";

const example = "/包联 撤下 周明 石门 村并走了";

/** A stay that was set by mistake, or whose unit is dissolved, is none any more. */
export const stationEndedForm = defineForm({
  word: "撤下",
  summary: "驻点定错了、单位撤了：撤下，写原因",
  role: "secretary",
  where: ["direct"],
  examples: [example],
  args: z.object({
    person: personArgument("人", { question: "撤下谁的驻点？" }),
    place: placeArgument("村", { question: "哪个村的？" }),
    reason: optional(textArgument("原因")),
  }),
  async run({ person, place, reason = "" }, context) {
    const { tables, message, actor, now } = context;
    demand(context.actor, "see all coverage", place, "驻点");
    if (reason.trim() === "") throw new UserError(`为什么撤下？例：${example}`);
    if (person.id === null || !(await tables.stations.end({ cadreId: person.id, placeId: place.id }, now)))
      throw new UserError(`${person.name}没有在${place.name}驻点。看：/驻点`);
    await tables.audit.add({
      ...{ at: now, account: message.sender.account, personId: actor.person?.id ?? null },
      ...{ action: "station ended", subject: place.id, detail: reason.trim() },
    });
    await tell(
      {
        ...{ to: { person: person.id }, why: "others", private: true, cause: `${message.key}#station ended` },
        text: `您在${place.name}的驻点撤下了。`,
      },
      context,
    );
    return here(`撤下了：${person.name}在${place.name}的驻点。记过的走访都还在。`);
  },
});
