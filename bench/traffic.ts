import { randomBytes } from "node:crypto";
import { messagePost, type Post } from "../src/channels/onebot/client.ts";
import { signRequest } from "../src/channels/qq/client.ts";
import { botCallback } from "../src/channels/wecom/client.ts";
import { account, bots, cadreGroupId, firstVillager, groupId, type Village, villagesPerTown } from "./city.ts";
import { bytesOf } from "./load.ts";

export type ChannelName = "onebot" | "wecom" | "qq";
export type Kind = "chat" | "comment" | "command";

/** The secrets of the servers of the bench; nothing else knows them. */
export const secrets = {
  onebot: "bench-onebot",
  wecom: { token: "bench-token", aesKey: "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG" },
  qq: "bench-qq-secret-of-thirty-two-ch",
};

/** What the bot hears: on OneBot all of a group's talk, elsewhere what is said to it. */
export const mixes: Readonly<Record<ChannelName, Readonly<Record<Kind, number>>>> = {
  onebot: { chat: 90, comment: 7, command: 3 },
  wecom: { chat: 0, comment: 70, command: 30 },
  qq: { chat: 0, comment: 70, command: 30 },
};

/** So many of a village speak: enough that nobody does twice in the ten seconds in which acknowledgements are put together. */
export const villagers = 150;
const cadresUsed = 10;
let serial = 0;
let frames = 0;

/** `count` requests, no two alike, from thousands of accounts that come again, none of them faster than it may. */
export function traffic(
  channel: ChannelName,
  kinds: Partial<Record<Kind, number>>,
  count: number,
  villages: readonly Village[],
): Buffer[] {
  const wheel = (["chat", "comment", "command"] as const).flatMap((kind) =>
    Array(kinds[kind] ?? 0).fill(kind),
  ) as Kind[];
  return Array.from({ length: count }, () => {
    const n = serial++;
    // 37 has no factor with a hundred: the kinds come well mixed
    const kind = wheel[(n * 37) % wheel.length] ?? "chat";
    return bytesOf(ways[channel](said(kind, n, villages)));
  });
}

type FromSomebody = { readonly text: string; readonly village: number; readonly person: number };

/** One message of a village's group on OneBot. */
export function inGroup({ text, village, person }: FromSomebody): Buffer {
  const user = account("x", village, person).slice(2);
  return bytesOf(ways.onebot({ n: serial++, text, user, group: groupId(village) }));
}

/** The same, one-to-one. */
export function toBot({ text, village, person }: FromSomebody): Buffer {
  const userId = account("x", village, person).slice(2);
  const sent = { userId, text, messageId: String(serial++), sentAt: Date.now() };
  return bytesOf(messagePost({ ...sent, secret: secrets.onebot, selfId: bots.onebot ?? "" }));
}

/** The same, to the bot of WeCom, which answers in the response. */
export function toWecomBot({ text, village, person }: FromSomebody): Buffer {
  const userid = account("x", village, person).slice(2);
  return bytesOf(wecomFrame({ chattype: "single", from: { userid }, text: { content: text } }));
}

type Said = { readonly n: number; readonly text: string; readonly user: string; readonly group: string };

function said(kind: Kind, n: number, villages: readonly Village[]): Said {
  const village = n % villages.length;
  const by = Math.floor(n / villages.length);
  const person = kind === "command" ? by % cadresUsed : firstVillager + (by % villagers);
  return {
    n,
    text: words[kind](n, villages[village]?.name ?? ""),
    user: account("x", village, person).slice(2),
    group: kind === "command" ? cadreGroupId(Math.floor(village / villagesPerTown)) : groupId(village),
  };
}

const words: Readonly<Record<Kind, (n: number, village: string) => string>> = {
  chat: (n) => `今天赶集的人真多，${n}号摊位的红薯三块钱一斤，明天还来不来`,
  comment: (n) => `意见：三社第${n}号路灯不亮了，晚上老人出门看不见，请帮忙看看`,
  command: (n, village) => `/谈心 ${village} 赫书记 说了${n}件事，低保、路灯，承诺：12月4日前修好路灯`,
};

const ways: Readonly<Record<ChannelName, (said: Said) => Post>> = {
  onebot: ({ n, text, user, group }) =>
    messagePost({
      secret: secrets.onebot,
      selfId: bots.onebot ?? "",
      userId: user,
      groupId: group,
      text,
      messageId: String(n),
      sentAt: Date.now(),
    }),
  wecom: ({ text, user, group }) =>
    wecomFrame({ chatid: group, chattype: "group", from: { userid: user }, text: { content: `@串门 ${text}` } }),
  qq({ n, text, user, group }) {
    const body = JSON.stringify({
      id: `GROUP_AT_MESSAGE_CREATE:${n}`,
      op: 0,
      t: "GROUP_AT_MESSAGE_CREATE",
      d: {
        id: `ROBOT1.0_${n}`,
        content: ` ${text}`,
        timestamp: new Date().toISOString(),
        author: { id: user, member_openid: user },
        group_id: group,
        group_openid: group,
      },
    });
    const { headers } = signRequest(secrets.qq, bots.qq ?? "", body, Math.floor(Date.now() / 1000));
    return { path: "/webhook/qq", headers: headers as Post["headers"], body };
  },
};

function wecomFrame(said: object): Post {
  const frame = { msgid: `m${frames++}`, aibotid: bots.wecom, msgtype: "text", ...said };
  const stamp = { timestamp: String(Math.floor(Date.now() / 1000)), nonce: randomBytes(8).toString("hex") };
  const { query, body } = botCallback(secrets.wecom, frame, stamp);
  return { path: `/webhook/wecom/bot?${query}`, headers: { "content-type": "application/json" }, body };
}
