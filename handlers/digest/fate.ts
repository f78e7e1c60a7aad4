import type { Delivery } from "../../src/store/tables/digests.ts";

/** How one reader's digest fared, and where it did not arrive why and what helps; null: none was meant for them. */
export type Fate =
  | { readonly fate: "arrived" | "no news" | "on its way" }
  | { readonly fate: "missed"; readonly why: string };

export function fateOf(row: Delivery, now: number): Fate | null {
  if (row.enabled === 0 || (row.enabled === null && Number(row.claimed) > 0)) return null;
  if (row.unsubscribed_at !== null) return { fate: "missed", why: "退订了消息，要收请他发“订阅”" };
  if (Number(row.claimed) === 0) return { fate: "missed", why: `还没认领账号，发码给他：/发码 ${row.name}` };
  if (row.state === "empty" || row.state === "skipped") return { fate: "no news" };
  if (row.sent_as === "sent") return { fate: "arrived" };
  if (row.sent_as === "waiting" && Number(row.leave_until ?? 0) > now)
    return { fate: "missed", why: "在请假，内容并进回来后的" };
  if (row.sent_as === "waiting" && row.waits_for_message === 1)
    return { fate: "missed", why: "平台不让我先开口，请他私聊我说句话" };
  if (row.sent_as === "failed") return { fate: "missed", why: "发不出去，多半是账号换了，请他重新认领" };
  if (row.state === "composed" && row.sent_as === null)
    return { fate: "missed", why: "没有能私聊的账号，请他私聊我说句话" };
  // what is of no more use was put aside: it waited too long
  if (row.sent_as === "cancelled") return { fate: "missed", why: "到中午还没发出去，内容并进明天的" };
  return { fate: "on its way" };
}
