import { fold } from "../fold.ts";
import { accusation } from "./complaint.ts";
import { householdMatter } from "./household.ts";
import { findSensitive } from "./sensitive.ts";

/** Who complained is as little to be passed on as whom it is about. */
const complaints = /投诉|举报|控告|检举/u;

/** Whether a text may be read by whomever it is passed on to: no number of a person, nobody in need, no complaint. */
export function isForwardable(text: string): boolean {
  const isDelicate = householdMatter(text) !== null || complaints.test(fold(text).text);
  return !isDelicate && findSensitive(text).length === 0 && accusation(text, "") === null;
}
