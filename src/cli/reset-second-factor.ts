import { tellAdmins } from "../bot/tell/admins.ts";
import { newId } from "../store/engine/id.ts";
import { holderOf } from "./console-code.ts";
import { type CliContext, configOf, UsageError, withStore } from "./tool.ts";

const usage = "reset-second-factor ACCOUNT   the console asks them for a code of the chat only; every admin is told";

export const resetSecondFactorCommand = {
  usage,
  async run([said, ...more]: readonly string[], context: CliContext): Promise<number> {
    if (said === undefined || more.length > 0) throw new UsageError(usage);
    const admins = new Set(configOf(context).ADMINS);
    return withStore(context, async (store) => {
      const { owner, account, short } = await holderOf(said, admins, store);
      const now = context.now();
      const isReset = await store.write(async (tables) => {
        if (!(await tables.secondFactors.drop(owner))) return false;
        await tables.browsers.forget(owner);
        const personId = owner === account ? null : owner;
        await tables.audit.add({ at: now, account: "cli", personId, action: "second factor reset", subject: owner });
        const [root] = await tables.places.all();
        const text = `${short} 的控制台二次验证在服务器上取消了，他的页面都退出了。不是你们要的，马上问装机器的人。`;
        await tellAdmins({ text, path: root?.path ?? null, cause: `second factor reset:${newId()}` }, admins, {
          tables,
          now,
        });
        return true;
      });
      if (isReset) context.out(`取消了：${short} 下次登录只要聊天里的码。他的页面都退出了，管理员都会收到一句。`);
      else context.err(`${short} 没有开二次验证。`);
      return isReset ? 0 : 1;
    });
  },
};
