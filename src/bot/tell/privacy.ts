import { findSensitive } from "../../chinese/privacy/sensitive.ts";
import type { Tables } from "../../store/tables.ts";
import type { Message } from "../message.ts";
import { privately, type Reply } from "../reply.ts";

const hour = 60 * 60_000;
const words = { phone: "手机号", landline: "电话号码", id: "身份证号", card: "银行卡号" } as const;

/** Somebody's number in a group: its sender is told, once an hour, without the number and without a name in the group. */
export async function privacyWarning(message: Message, tables: Tables, now: number): Promise<Reply | null> {
  if (message.chat.kind !== "group") return null;
  const [hit] = findSensitive(message.text);
  if (!hit || (await tables.once.count(`privacy:${message.sender.account}`, now, now + hour)) > 1) return null;
  return privately(
    `您刚在群里发的内容像是有${words[hit.kind]}。怕被坏人用，建议长按撤回。别处显示时我会遮住。`,
    "刚才有消息里像是有私人号码，建议长按撤回。",
  );
}
