import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import { may, neededFor, roleWords } from "../../src/bot/permission.ts";
import { placeArgument, wordArgument } from "../../src/bot/reading/declare.ts";
import { recorded } from "../../src/bot/reply.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";

export const renamePlace = defineCommand({
  name: "改名",
  aliases: ["rename"],
  summary: "给地点改名，原来的名字还认得",
  role: "admin",
  where: ["direct"],
  examples: ["/改名 东卧牛村 东卧牛社区"],
  args: z.object({
    place: placeArgument("地点", { question: "哪个地点改名？" }),
    name: wordArgument("新名字", { question: "改成什么？" }),
  }),
  async run({ place, name }, { actor, message, tables, places, now }) {
    if (!may(actor, "rename place", place))
      throw new NotAllowed(`给地点改名要那里的${roleWords[neededFor("rename place")]}。`);
    if (!/^[\p{Script=Han}\d]{2,20}$/u.test(name))
      throw new UserError(`“${name}”不像地名。例：/改名 东卧牛村 东卧牛社区`);
    if (name === place.name) throw new UserError(`${place.name}本来就叫这个名字。`);
    const row = places.get(place.id);
    const namesake = [...places.index.byId.values()].find(
      (other) =>
        other.id !== place.id &&
        other.parentId === row?.parent_id &&
        (other.name === name || other.aliases.includes(name)),
    );
    if (namesake) throw new UserError(`${places.fullName(namesake.id)}也叫“${name}”，分不开了。请换一个名字。`);
    await tables.places.rename(place.id, name);
    const by = { account: message.sender.account, personId: actor.person?.id ?? null };
    await tables.audit.add({
      at: now,
      ...by,
      action: "renamed place",
      subject: place.id,
      detail: `${place.name} → ${name}`,
    });
    return recorded(
      `改好了：${places.fullName(place.id)}现在叫${name}，说“${place.name}”也认得，记录都在。错了改回去：/改名 ${name} ${place.name}`,
      "改好了。",
    );
  },
});
