import { parseChatKey } from "../bot/message.ts";
import { loadReference } from "../bot/places.ts";
import { findPlace } from "../chinese/names/index.ts";
import { kindOfGroupAt } from "../ledger/group-kind.ts";
import type { Tables } from "../store/tables.ts";
import { type CliContext, UsageError, withStore } from "./tool.ts";

const usage = [
  "group list",
  "group bind CHAT PLACE [village|cadre]   CHAT as `group list` prints it, or wecom:CORP:group:ID, onebot:SELF_ID:group:ID, qq:APP_ID:group:ID",
  "group webhook CHAT KEY",
].join("\n");

export const groupCommand = {
  usage,
  async run(words: readonly string[], context: CliContext): Promise<number> {
    const [action, chat = "", ...rest] = words;
    return withStore(context, (store) =>
      store.write(async (tables) => {
        if (action === "list") return list(tables, context);
        if (action === "bind") return bind(checked(chat), rest, tables, context);
        if (action === "webhook" && rest[0]) return webhook(checked(chat), rest[0], tables, context);
        throw new UsageError(usage);
      }),
    );
  },
};

function checked(chat: string): string {
  try {
    if (parseChatKey(chat).kind === "group") return chat;
  } catch {
    // said below, with the form it must have
  }
  throw new UsageError(`not a group: ${chat}\n${usage}`);
}

async function list(tables: Tables, { out }: CliContext): Promise<number> {
  for (const group of await tables.groups.list())
    out(
      [
        group.key,
        group.place_name ?? "-",
        group.kind ?? "-",
        `hears=${group.hears}`,
        `push=${group.may_push}`,
        `webhook=${group.webhook_sealed === null ? "no" : "yes"}`,
      ].join("\t"),
    );
  return 0;
}

async function bind(
  chat: string,
  [place = "", kind]: readonly string[],
  tables: Tables,
  { out, err, now }: CliContext,
): Promise<number> {
  const { places } = await loadReference(tables);
  const found = findPlace(place, null, places.index);
  if (found.kind === "none") {
    err(`no place is called ${place}`);
    return 1;
  }
  if (found.kind === "several") {
    err(`several places are called ${place}: ${found.values.map(({ id }) => places.fullName(id)).join(", ")}`);
    return 1;
  }
  if (kind !== undefined && kind !== "village" && kind !== "cadre") throw new UsageError(usage);
  await tables.groups.meet(chat, now(), "unknown");
  await tables.groups.bind(chat, found.value.id, kind ?? kindOfGroupAt(found.value.level));
  out(`${chat} belongs to ${places.fullName(found.value.id)}`);
  return 0;
}

async function webhook(chat: string, key: string, tables: Tables, { out, now }: CliContext): Promise<number> {
  await tables.groups.meet(chat, now(), "unknown");
  await tables.groups.setWebhook(chat, key.replace(/^.*key=/, ""));
  out(`${chat} has its key`);
  return 0;
}
