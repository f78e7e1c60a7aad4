import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import {
  carriesLinks,
  codeLine,
  giveTicket,
  hasPages,
  holderOf,
  pageLine,
  shownCode,
} from "../../src/bot/page-link.ts";
import { privately } from "../../src/bot/reply.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { pageLink } from "../../src/bot/wording.ts";

export const openPages = defineCommand({
  name: "页面",
  aliases: ["page"],
  summary: "在手机上看图和名单",
  role: "cadre",
  where: ["direct"],
  examples: ["/页面"],
  args: z.object({}),
  async run(_, context) {
    const { actor, message, pages, tables, now } = context;
    if (pages === null) throw new UserError("页面还没开：管理员要先把网址设好。数先用“/简报”“/覆盖”看。");
    if (!hasPages(actor)) throw new NotAllowed("页面给干部看。您要看的数，发“查我的”。");
    const kind = carriesLinks(message.chat) ? "link" : "code";
    const secret = await giveTicket(kind, { ...holderOf(actor), cause: `${message.key}#page`, now }, tables);
    if (secret === null) throw new UserError("一小时里给过您好几个了，用最近的那个，或过一会儿再发“页面”。");
    return privately(kind === "link" ? pageLine(pages, secret) : codeLine(secret));
  },
});

export const openDesk = defineCommand({
  name: "登录",
  prompted: true,
  aliases: ["console"],
  summary: "在电脑上打开控制台",
  role: "admin",
  where: ["direct"],
  examples: ["/登录"],
  args: z.object({}),
  async run(_, { actor, message, pages, tables, now }) {
    if (pages === null) throw new UserError("控制台还没开：装机器的人要先设好 PUBLIC_URL。");
    const code = await giveTicket("desk", { ...holderOf(actor), cause: `${message.key}#desk`, now }, tables);
    if (code === null) throw new UserError("一小时里给过您好几个了，用最近的那个，或过一会儿再发“登录”。");
    const where = carriesLinks(message.chat) ? pageLink(`${pages}/login`) : "镇里给您的网址";
    return privately(
      `控制台的码：${shownCode(code)}，5分钟内用一次。在电脑上打开 ${where} 输入。只在您自己打开的网页里输，谁来要都别给。`,
    );
  },
});

export const leavePages = defineCommand({
  name: "退出页面",
  prompted: true,
  aliases: ["logout"],
  summary: "所有手机和电脑上的页面都退出",
  role: "cadre",
  where: ["direct"],
  examples: ["/退出页面"],
  args: z.object({}),
  async run(_, context) {
    await leaveAll(context);
    return privately("好，开着的页面都退出了，给过的链接也不能用了。再看发“页面”。");
  },
});

async function leaveAll({ actor, tables, now }: Context): Promise<void> {
  const { owner, account } = holderOf(actor);
  await tables.browsers.forget(owner);
  await tables.tickets.revoke(owner, now);
  await tables.audit.add({ at: now, account, personId: actor.person?.id ?? null, action: "page left", subject: owner });
}
