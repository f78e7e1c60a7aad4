import { z } from "zod";
import { defineCommand, defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { widestPost } from "../../src/bot/permission.ts";
import { wordArgument } from "../../src/bot/reading/declare.ts";
import { here, privately, type Reply } from "../../src/bot/reply.ts";
import { hearsWords, lostWords, speaksWords } from "../../src/bot/tell/group-ears.ts";
import { demand } from "../../src/bot/turn/carry-out.ts";
import { UserError } from "../../src/bot/user-error.ts";
import type { GroupRow } from "../../src/store/tables/groups.ts";

const kinds = { village: "村民群", cadre: "工作群" } as const;
const shownGroups = 30;
const keyShape = /^[0-9A-Za-z-]{20,64}$/;

export const group = defineCommand({
  name: "群",
  aliases: ["group"],
  summary: "看群的状态",
  role: "cadre",
  where: ["direct", "cadre", "village"],
  examples: ["/群 状态"],
  args: z.object({}),
  forms: [
    defineForm({
      word: "状态",
      summary: "看群的状态",
      examples: ["/群 状态"],
      args: z.object({}),
      run: (_, context) => status(context),
    }),
    defineForm({
      word: "推送",
      summary: "给本群设推送钥匙（企业微信群的“消息推送”）",
      examples: ["/群 推送 693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"],
      role: "admin",
      args: z.object({ key: wordArgument("钥匙") }),
      async run({ key: said }, context) {
        const { message, tables, group, places } = context;
        const place = group?.placeId ? places.get(group.placeId) : undefined;
        if (message.chat.kind !== "group" || !place)
          throw new UserError("请在要设推送的群里发，或让管理员在服务器上设。");
        const key = /(?:key=)?([0-9A-Za-z-]{20,64})$/.exec(said)?.[1] ?? said;
        if (!keyShape.test(key))
          throw new UserError(
            "钥匙不对，是推送地址里 key= 后面那一串。例：/群 推送 693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa",
          );
        demand(context.actor, "set group push", place, "群推送");
        await tables.groups.setWebhook(chatKey(message.chat), key);
        await tables.audit.add({
          at: context.now,
          account: message.sender.account,
          personId: context.actor.person?.id ?? null,
          action: "set group webhook",
          subject: chatKey(message.chat),
        });
        return here("推送设好了。钥匙不会再显示，请把带钥匙的那条消息撤回。");
      },
    }),
  ],
  run: (_, context) => status(context),
});

async function status(context: Context): Promise<Reply> {
  const { message, tables, places } = context;
  if (message.chat.kind === "group") {
    const row = await tables.groups.get(chatKey(message.chat));
    return here(row ? describe(row, places) : "本群还没绑定地点。");
  }
  const post = widestPost(context.actor, "cadre");
  const path = post?.placePath ?? places.root()?.path;
  if (path === undefined) throw new UserError("还没有导入地点。请管理员先导入。");
  const rows = await tables.groups.below(path, shownGroups + 1);
  if (rows.length === 0) return privately("您管的地方还没有绑定的群。");
  const more = rows.length > shownGroups ? [`还有更多的群，这里只列${shownGroups}个。在要看的群里发“/群 状态”。`] : [];
  return privately([...rows.slice(0, shownGroups).map((row) => describe(row, places)), ...more].join("\n"));
}

function describe(row: GroupRow, places: Context["places"]): string {
  const place = row.place_id === null ? "没绑定" : places.fullName(row.place_id);
  const kind = row.kind === null ? "群" : kinds[row.kind];
  if (row.dead_at !== null) return `${place}${kind}：${lostWords}`;
  return `${place}${kind}：我${hearsWords[row.hears]}；${speaksWords[row.may_push]}`;
}
