/** What the number of a record or reminder begins with; one row of numbers per letter and town. */
export const recordLetters = { talk: "T", visit: "V", opinion: "O" } as const;
export const reminderLetter = "R";
