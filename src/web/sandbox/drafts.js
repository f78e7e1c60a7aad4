// What was typed and not yet sent: each character keeps its own in each place, also over a reload.
import { remember, remembered } from "/sandbox/memory.js";

const drafts = new Map(remembered("drafts") ?? []);

export const draftOf = (who, where) => drafts.get(`${who} ${where}`) ?? "";

export function keepDraft(who, where, words) {
  if (words === "") drafts.delete(`${who} ${where}`);
  else drafts.set(`${who} ${where}`, words);
  remember("drafts", [...drafts]);
}
