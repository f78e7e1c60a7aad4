import { foldAccount } from "../bot/account.ts";
import { giveTicket, shownCode } from "../bot/page-link.ts";
import { newId } from "../store/engine/id.ts";
import type { Store } from "../store/store.ts";
import { pagesOf } from "../web/pages/address.ts";
import { type CliContext, configOf, UsageError, withStore } from "./tool.ts";

const usage =
  "console-code ACCOUNT   a code that opens the console once, within five minutes, for who looks after a place";

export const consoleCodeCommand = {
  usage,
  async run([said, ...more]: readonly string[], context: CliContext): Promise<number> {
    if (said === undefined || more.length > 0) throw new UsageError(usage);
    const config = configOf(context);
    if (pagesOf(config, () => config.PORT) === null) {
      context.err(
        config.PAGES === "off"
          ? "控制台关着：.env 里去掉 PAGES=off，重启，再来。"
          : `控制台还没开：.env 里写 PUBLIC_URL=https://外网地址（只在本机看写 http://localhost:${config.PORT}），重启，再来。`,
      );
      return 1;
    }
    if (!said.includes(":")) {
      context.err(`账号前面要写平台，像 onebot:${said}、wecom:${said}：和名册、ADMINS 里写的一样。`);
      return 1;
    }
    return withStore(context, async (store) => {
      const { owner, account, short, isAdmin } = await holderOf(said, new Set(config.ADMINS), store);
      if (!isAdmin) {
        context.err(`${short} 不是管理员：名册里给他“管理员”岗位，或 .env 写 ADMINS=${short}，再来。`);
        return 1;
      }
      const cause = `cli:console-code:${newId()}`;
      const code = await store.write((tables) =>
        giveTicket("desk", { owner, account, cause, now: context.now() }, tables),
      );
      if (code === null) {
        context.err("一小时里给过他好几个了，用最近的那个，或过一会儿再来。");
        return 1;
      }
      context.out(`${shownCode(code)}，5分钟内用一次：在 ${config.publicUrl}/login 输入。谁来要都别给。`);
      return 0;
    });
  },
};

/** Whose account it is, and whether they look after any place at this moment. */
export async function holderOf(said: string, admins: ReadonlySet<string>, { read }: Store) {
  const short = foldAccount(said);
  const [used] = await read.accounts.named([short]);
  const listed = await read.people.byAccount(short);
  const person = used?.person_id ?? listed?.person_id ?? null;
  const posts = person === null ? [] : await read.people.posts(person);
  const account = used?.key ?? short;
  return {
    ...{ account, short, owner: person ?? account },
    isAdmin: admins.has(short) || posts.some(({ role }) => role === "admin"),
  };
}
