import type { Reader } from "../src/bot/digest/reader.ts";
import type { JobContext } from "../src/bot/job.ts";
import { parseChatKey } from "../src/bot/message.ts";
import { carriesLinks, giveTicket, pageLine } from "../src/bot/page-link.ts";
import { type News, tell } from "../src/bot/tell/tell.ts";
import type { Tables } from "../src/store/tables.ts";

type Kept = Pick<News, "cause" | "replaces" | "expires" | "text" | "picture"> & {
  readonly reader: Reader;
  readonly actions?: News["actions"] | undefined;
};

/** What was composed goes one-to-one, else to the cadre group of the highest place that has one. */
export async function sendDigest(
  { reader, text, cause, actions, ...when }: Kept,
  tables: Tables,
  context: JobContext,
): Promise<void> {
  const { personId } = reader;
  const group = await cadreGroup(reader, tables);
  const link = await linkFor(personId, cause, tables, context);
  const news: News = {
    ...{ ...when, to: { person: personId }, text, cause, why: "own" },
    ...(link === null ? {} : { link }),
    ...(actions && { actions }),
    ...(group === undefined ? {} : { otherwise: { chat: group } }),
  };
  const told = await tell(news, { tables, now: context.now() });
  if (told.way === "none")
    context.log("digest has nowhere to go", { person: personId, place: reader.places[0].id, why: told.because });
}

/** What opens the pages, where the account that will hear the digest may be sent it. */
async function linkFor(personId: string, cause: string, tables: Tables, context: JobContext): Promise<string | null> {
  const pages = context.pages();
  const [best] = pages === null ? [] : await tables.accounts.reachable(personId);
  if (pages === null || !best || !carriesLinks(parseChatKey(best.chat))) return null;
  const asked = { owner: personId, account: best.account, cause: `${cause}#page`, now: context.now() };
  const secret = await giveTicket("link", asked, tables);
  return secret === null ? null : pageLine(pages, secret);
}

async function cadreGroup({ places }: Reader, tables: Tables): Promise<string | undefined> {
  for (const { id } of places) {
    const [group] = await tables.groups.at(id, "cadre");
    if (group) return group.key;
  }
  return undefined;
}
