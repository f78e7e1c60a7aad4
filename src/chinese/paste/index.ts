export { type Doubt, doubtsOf } from "./doubts.ts";
export { dueOf, innerDue, leadingDue } from "./due.ts";
export {
  LONGEST_ROW,
  MOST_ROWS,
  type Named,
  type Paste,
  type PasteDue,
  type PasteRow,
  type PasteWorld,
} from "./paste.ts";
export { readPaste } from "./read-paste.ts";
export { readSpeakers, type Speaker, type Speakers } from "./speakers.ts";
export { peopleOf } from "./who.ts";
