import type { ChatAddress, Sender } from "../../bot/message.ts";

export type Corp = {
  /** empty when not configured */
  readonly corpId: string;
  /** whether a member can be written to one-to-one although the conversation was elsewhere */
  readonly reachesMembers: boolean;
};

export function senderOf(corp: Corp, userid: string): Sender {
  return { account: `wecom:${corp.corpId || "-"}:${userid}`, shortAccount: `wecom:${userid}`, name: "" };
}

/** Where a member is written to one-to-one, or null. */
export function directChat(corp: Corp, userid: string): ChatAddress | null {
  return corp.reachesMembers ? { channel: "wecom", bot: corp.corpId || "-", kind: "direct", id: userid } : null;
}
