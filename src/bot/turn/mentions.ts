import type { Tables } from "../../store/tables.ts";
import type { Message } from "../message.ts";

const most = 20;

/** The message with those it mentions under their names on the roster; whom nobody knows stands as the platform wrote them. */
export async function withNames(message: Message, { people }: Pick<Tables, "people">): Promise<Message> {
  const mentions = message.mentions?.slice(0, most) ?? [];
  if (mentions.length === 0) return message;
  const names = await people.speakingBy(mentions);
  const text = mentions.reduce((words, { text: said, account, shortAccount }) => {
    const name = names.get(account) ?? names.get(shortAccount);
    return name === undefined ? words : words.replace(said, () => `${name} `);
  }, message.text);
  return { ...message, text };
}
