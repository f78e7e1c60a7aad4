import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { Ask } from "../../src/bot/order.ts";
import { may } from "../../src/bot/permission.ts";
import { optional, type PlaceValue, placeArgument, wordArgument } from "../../src/bot/reading/declare.ts";
import { here } from "../../src/bot/reply.ts";
import { demand } from "../../src/bot/turn/carry-out.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { groupKindWords, kindOfGroupAt } from "../../src/ledger/group-kind.ts";

const kinds = { 村民群: "village", 工作群: "cadre" } as const;

export const bind = defineCommand({
  name: "绑定",
  aliases: ["bind"],
  summary: "把本群绑到一个地点",
  role: "cadre",
  where: ["unbound", "cadre", "village"],
  examples: ["/绑定 东卧牛村 村民群", "/绑定 新会镇 工作群"],
  args: z.object({
    place: placeArgument("地点", { fallback: "none" }),
    kind: optional(wordArgument("村民群或工作群")),
  }),
  async run({ place, kind: said }, context) {
    const { message, tables, group, now } = context;
    demand(context.actor, "bind group", place, "绑定");
    if (group?.placePath && !may(context.actor, "bind group", { path: group.placePath }))
      throw new NotAllowed("本群已绑在别处，要两边都管得到的人才能改。");
    const kind = kindOf(said) ?? (message.staffOnly ? "cadre" : kindOfGroupAt(place.level));
    if (group?.placeId && (group.placeId !== place.id || group.kind !== kind)) askFirst(place, kind, context);
    const key = chatKey(message.chat);
    await tables.groups.meet(key, now, message.hears);
    await tables.groups.bind(key, place.id, kind);
    await tables.audit.add({
      at: now,
      account: message.sender.account,
      personId: context.actor.person?.id ?? null,
      action: "bind group",
      subject: key,
    });
    return here(`本群绑到了${context.places.fullName(place.id)}，是${groupKindWords[kind]}。`);
  },
});

/** What a group already is does not change without a word. @throws Ask */
function askFirst(place: PlaceValue, kind: "village" | "cadre", { group, order, places }: Context): void {
  if (!order || order.chosen.sure !== undefined) return;
  const was = `${places.fullName(group?.placeId ?? "")}${group?.kind ? groupKindWords[group.kind] : ""}`;
  const sure = { ...order, asked: order.asked + 1, chosen: { ...order.chosen, sure: "yes" } };
  throw new Ask(
    `本群原来是${was}，改成${places.fullName(place.id)}${groupKindWords[kind]}？改就回“改”，不改回“取消”。`,
    { kind: "choice", choices: [{ label: "改", order: sure }] },
    "本群已经绑定了，要改请私聊我。",
  );
}

function kindOf(said: string | undefined): "village" | "cadre" | undefined {
  if (said === undefined) return undefined;
  const kind = kinds[said as keyof typeof kinds];
  if (!kind) throw new UserError(`没听懂“${said}”，只有村民群、工作群两种。例：/绑定 东卧牛村 村民群`);
  return kind;
}
