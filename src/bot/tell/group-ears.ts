import type { GroupRow } from "../../store/tables/groups.ts";
import type { Tables } from "../../store/tables.ts";
import { parseChatKey } from "../message.ts";
import { tellAdmins } from "./admins.ts";

/** What a platform lets the bot hear in a group, in words. */
export const hearsWords = { all: "听得到群里所有的话", mentions: "只听得到@我的话", unknown: "还没听到过话" } as const;
/** Whether it may speak there first. */
export const speaksWords = {
  yes: "可以主动发",
  no: "不能主动发，等群里有人说话再发",
  unknown: "没试过主动发",
} as const;

export const lostWords = "群没了，或我被移出了";

type Known = { readonly hears: "all" | "mentions" } | { readonly may_push: "yes" | "no" };

/** Notes what is now known of a group; its admins are told when that was different before. */
export async function learnOfGroup(
  chat: string,
  known: Known,
  admins: ReadonlySet<string>,
  tables: Tables,
  now: number,
): Promise<void> {
  const before = await tables.groups.get(chat);
  if (!before || !(await tables.groups.learn(chat, known))) return;
  const wasKnown = "hears" in known ? before.hears !== "unknown" : before.may_push !== "unknown";
  const isGood = "hears" in known ? known.hears === "all" : known.may_push === "yes";
  if (!wasKnown && isGood) return;
  const what = "hears" in known ? hearsWords[known.hears] : speaksWords[known.may_push];
  await tellOf(before, `我现在${what}`, `${JSON.stringify(known)}:${now}`, { admins, tables, now });
}

/** Notes that the group is gone `since` then, or the bot no longer in it; its admins are told. */
export async function loseGroup(
  chat: string,
  admins: ReadonlySet<string>,
  tables: Tables,
  now: number,
  since = now,
): Promise<void> {
  const before = await tables.groups.get(chat);
  if (before && (await tables.groups.died(chat, since)))
    await tellOf(before, lostWords, `lost:${now}`, { admins, tables, now });
}

type About = { readonly admins: ReadonlySet<string>; readonly tables: Tables; readonly now: number };

async function tellOf(group: GroupRow, what: string, cause: string, { admins, tables, now }: About): Promise<void> {
  if (group.place_id === null) return;
  const place = await tables.places.get(group.place_id);
  const text = `${place?.name ?? ""}${group.kind === "cadre" ? "工作群" : "村民群"}：${what}。`;
  await tellAdmins({ text, path: place?.path ?? null, cause: `heard:${parseChatKey(group.key).id}:${cause}` }, admins, {
    tables,
    now,
  });
}
