import type { Tables } from "../store/tables.ts";
import { parseChatKey } from "./message.ts";
import { tellAdmins } from "./tell-admins.ts";

/** What a platform lets the bot hear in a group, in words. */
export const hearsWords = { all: "群里所有的话", mentions: "只有@我的话", unknown: "还没听到过" } as const;
/** Whether it may speak there first. */
export const speaksWords = {
  yes: "可以主动发",
  no: "不能主动发，等群里有人说话再发",
  unknown: "没试过主动发",
} as const;

type Known = { readonly hears: "all" | "mentions" } | { readonly may_push: "yes" | "no" };

/** Notes what is now known of a group; its admins are told when that was different before. */
export async function learnOfGroup(
  chat: string,
  known: Known,
  admins: ReadonlySet<string>,
  tables: Tables,
  now: number,
): Promise<string[]> {
  const before = await tables.groups.get(chat);
  if (!before || !(await tables.groups.learn(chat, known)) || before.place_id === null) return [];
  const wasKnown = "hears" in known ? before.hears !== "unknown" : before.may_push !== "unknown";
  const isGood = "hears" in known ? known.hears === "all" : known.may_push === "yes";
  if (!wasKnown && isGood) return [];
  const place = await tables.places.get(before.place_id);
  const what = "hears" in known ? `我现在听得到${hearsWords[known.hears]}` : `我现在${speaksWords[known.may_push]}`;
  const text = `${place?.name ?? ""}${before.kind === "cadre" ? "工作群" : "村民群"}：${what}。`;
  return tellAdmins(
    { text, path: place?.path ?? null, cause: `heard:${parseChatKey(chat).id}:${JSON.stringify(known)}:${now}` },
    admins,
    tables,
    now,
  );
}
