import type { Tables } from "../store/tables.ts";
import { chatKey, type Message } from "./message.ts";

/** Makes the sender's account known, or notes that it was used. What is known of its person stays. */
export function noteSender(message: Message, personId: string | null, tables: Tables, now: number): Promise<void> {
  return tables.accounts.touch({
    key: message.sender.account,
    short: message.sender.shortAccount,
    person_id: personId,
    name: message.sender.name,
    direct_chat: directChatOf(message),
    last_used_at: now,
  });
}

/** Where the sender can be written to later; null when only this very chat is answered. */
function directChatOf({ chat, privately, answerOnly }: Message): string | null {
  return privately && !(answerOnly && chat.kind === "direct") ? chatKey(privately) : null;
}
