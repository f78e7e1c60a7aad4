import type { Outgoing } from "../channel.ts";
import { encodeText } from "./encode.ts";

const MARKDOWN = 2;
const CALLBACK = 1;
const EVERYBODY = 2;
const labelCharacters = 10;
const buttonsInRow = 5;
const mostButtons = 5 * buttonsInRow;

/**
 * The fields of a message with buttons under it, null where there are none or they do not fit. A tap comes back as an
 * interaction whose data is what the button says.
 * https://bot.q.qq.com/wiki/develop/api-v2/server-inter/message/trans/msg-btn.html
 */
export function withKeyboard({ buttons, done = 0 }: Outgoing): object | null {
  if (!buttons || done > 0 || buttons.list.length === 0 || buttons.list.length > mostButtons) return null;
  const [content, ...more] = encodeText(buttons.text);
  if (content === undefined || more.length > 0) return null;
  if (buttons.list.some(({ label }) => [...label].length > labelCharacters)) return null;
  const made = buttons.list.map(({ label, says }, index) => ({
    id: String(index + 1),
    render_data: { label, visited_label: label, style: index === 0 ? 1 : 0 },
    action: { type: CALLBACK, permission: { type: EVERYBODY }, data: says, unsupport_tips: `请回“${says}”` },
  }));
  const rows = Array.from({ length: Math.ceil(made.length / buttonsInRow) }, (_, row) => ({
    buttons: made.slice(row * buttonsInRow, (row + 1) * buttonsInRow),
  }));
  return { msg_type: MARKDOWN, markdown: { content: asTyped(content) }, keyboard: { content: { rows } } };
}

/** What people typed is shown as typed: no sign of it is Markdown. */
const asTyped = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-.!|~>]/g, "\\$&");
