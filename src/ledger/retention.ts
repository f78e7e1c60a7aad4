const day = 24 * 60 * 60_000;

/** How long things are kept, in milliseconds. */
export const retention = {
  /** what was said, what was answered, what was sent */
  words: 30 * day,
  /** ids of messages: by key and hour the author could be found */
  keys: 365 * day,
  /** after their end: who asked, and what was said on the way */
  assignments: 3 * 365 * day,
} as const;

const dayLength = 24 * 60 * 60_000;
/** So long a file that was looked over waits for a word, and so long one that was taken in can be taken back. */
export const draftLasts = dayLength;
export const undoable = 7 * dayLength;
