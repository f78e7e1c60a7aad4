// Up to where each chat was read in this browser.
import { remember, remembered } from "/sandbox/memory.js";
import { page } from "/sandbox/page-state.js";

let read = {};

/** Of a world never seen here before, everything said so far counts as read. */
export function beginReading() {
  const known = remembered("read");
  if (known?.world === page.state.world) read = known.read;
  else {
    read = {};
    for (const { chat, sequence } of page.lines) read[chat] = sequence;
  }
}

export function markRead(chat) {
  const last = page.lines.filter((line) => line.chat === chat).at(-1)?.sequence ?? 0;
  if (read[chat] === last) return;
  read[chat] = last;
  remember("read", { world: page.state.world, read });
}

export const isUnread = (chat) =>
  page.lines.some((line) => line.chat === chat && line.from === "bot" && line.sequence > (read[chat] ?? 0));
