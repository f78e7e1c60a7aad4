import { foldAccount } from "../../bot/account.ts";
import type { ChatAddress, Sender } from "../../bot/message.ts";

export type Corp = {
  /** empty when not configured */
  readonly corpId: string;
  /** whether a member can be written to one-to-one although the conversation was elsewhere */
  readonly reachesMembers: boolean;
};

/** A member's id as it is compared, looked up and written to: its case says nothing. */
export const memberId = (userid: string): string => foldAccount(`wecom:${userid}`).slice("wecom:".length);

export function senderOf(corp: Corp, userid: string): Sender {
  return { account: `wecom:${corp.corpId || "-"}:${userid}`, shortAccount: `wecom:${userid}`, name: "" };
}

/** Where a member is written to one-to-one, or null. */
export function directChat(corp: Corp, userid: string): ChatAddress | null {
  return corp.reachesMembers ? { channel: "wecom", bot: corp.corpId || "-", kind: "direct", id: userid } : null;
}
