import type { Context } from "../context.ts";
import type { Reply } from "../reply.ts";

/** What is done with messages that are no command. */
export type Plain = {
  /** `意见：…`, @bot and a text, or anything one-to-one */
  opinion(
    heard: { readonly label: string | null; readonly rest: string },
    context: Context,
  ): Promise<readonly Reply[] | null>;
  /** addressed to the bot, with nothing to write down: a greeting, a sign alone, an unknown command */
  other(context: Context): Promise<readonly Reply[] | null>;
};
