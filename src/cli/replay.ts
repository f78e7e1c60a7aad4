import type { Message } from "../bot/message.ts";
import { readConfig } from "../config.ts";
import { joinBot } from "../join.ts";
import type { Store } from "../store/store.ts";
import { type CliContext, withStore } from "./tool.ts";

const most = 1000;

export const replayCommand = {
  usage: "replay [KEY]   works through the messages that are kept as failed, or one of them",
  async run([only]: readonly string[], context: CliContext): Promise<number> {
    const { ADMINS, WECOM_BOT_NAME, ballotDir } = readConfig({ ...context.environment, SANDBOX: "off" });
    return withStore(context, async (store) => {
      // what they are answered lies in the outbox; the running service finds it within a minute
      const { accept } = joinBot({
        store,
        admins: new Set(ADMINS),
        now: context.now,
        log: (event, facts) => context.err(`${event} ${JSON.stringify(facts)}`),
        ...(WECOM_BOT_NAME === undefined ? {} : { botName: WECOM_BOT_NAME }),
        ballotDir,
        replaying: true,
      });
      const rows = (await store.read.inbox.failed(most)).filter((row) => only === undefined || row.key === only);
      for (const row of rows) await accept(asPush(row.message_sealed, store));
      const left = new Set((await store.read.inbox.failed(most)).map((row) => row.key));
      const done = rows.filter((row) => !left.has(row.key)).length;
      context.out(`replayed ${done} of ${rows.length}`);
      return done === rows.length ? 0 : 1;
    });
  },
};

/** The response it came with is long gone: what it answers is sent. */
function asPush(sealed: string | null, store: Store): Message {
  const {
    replyTo: _,
    stale: __,
    ...message
  } = JSON.parse(store.read.inbox.openMessage({ message_sealed: sealed }) ?? "{}") as Message;
  return { ...message, answers: "push" };
}
