import type { Outgoing } from "../channel.ts";
import { splitText } from "../split.ts";

/** The platform publishes no length; 900 characters have been seen to pass. */
const MAX_CHARACTERS = 900;
const MAX_BYTES_PER_CHARACTER = 3;

/** Parts of one answer number apart from the answers after it: no message is answered this often. */
const SEQUENCES_PER_PART = 16;

const LINK_END = "[^\\s<>\"'“”‘’，。；：！？、（）()【】《》]*";
const TOP_LEVEL =
  "com|cn|net|org|gov|edu|top|xyz|vip|info|biz|io|me|cc|tv|shop|site|club|online|link|mobi|asia|wang|ren|work|ltd|fun";
const LINK = new RegExp(
  `[a-z][a-z0-9+.-]{1,15}://${LINK_END}|(?<![\\w@.-])(?:[a-z0-9-]{1,63}\\.)+(?:${TOP_LEVEL})(?![\\w-])(?:[:/?#]${LINK_END})?`,
  "gi",
);

/**
 * The parts in which a text is sent, each at most 900 characters. QQ refuses messages with links (40054010), so they
 * are left out; and what QQ would read as a tag (`<@…>`, `<qqbot-at-user …>`, `<emoji:…>`) is shown as it was typed.
 */
export function encodeText(text: string): string[] {
  const plain = text.replace(LINK, "[链接]").replace(/<(?=[@#/a-z])/gi, "＜");
  return splitText(plain, MAX_CHARACTERS * MAX_BYTES_PER_CHARACTER).flatMap((part) =>
    part.length <= MAX_CHARACTERS ? [part] : splitText(part, MAX_CHARACTERS),
  );
}

/**
 * The fields that make a message a reply: `msg_id`, or `event_id` for an event (`event:` and its outer id), with a
 * number that is the same on every attempt of this part and of no other message.
 */
export function replyFields({ replyTo, replySequence = 1, done = 0 }: Outgoing): Record<string, string | number> {
  if (replyTo === undefined) return {};
  const msg_seq = replySequence + done * SEQUENCES_PER_PART;
  return replyTo.startsWith("event:")
    ? { event_id: replyTo.slice("event:".length), msg_seq }
    : { msg_id: replyTo, msg_seq };
}
