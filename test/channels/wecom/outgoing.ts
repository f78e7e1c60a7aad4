import type { ChatAddress } from "../../../src/bot/message.ts";
import type { Outgoing } from "../../../src/channels/channel.ts";

export const memberPath = "/cgi-bin/message/send";
export const webhookPath = "/cgi-bin/webhook/send";
export const member: ChatAddress = { channel: "wecom", bot: "corp", kind: "direct", id: "zhangsan" };
export const group: ChatAddress = { channel: "wecom", bot: "aib-demo", kind: "group", id: "wr-demo" };

export const toMember = (text: string, more: Partial<Outgoing> = {}): Outgoing => ({
  id: "o-1",
  to: member,
  text,
  attempt: 1,
  ...more,
});
export const toGroup = (text: string, more: Partial<Outgoing> = {}): Outgoing => ({
  ...toMember(text, more),
  to: group,
  groupSecret: "KEY",
});
