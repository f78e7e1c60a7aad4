import { firstWeek } from "./doctor/first-week.ts";
import type { Store } from "./store/store.ts";

/** One line of the log: what a service with a real channel still lacks before people can use it. */
export type Lacking = { readonly event: string; readonly facts: Readonly<Record<string, number>> };

/** All that is missing, in the order in which it is to be had; nothing when nothing is. */
export async function nextSteps({ read }: Store, admins: readonly string[]): Promise<readonly Lacking[]> {
  const lacking = (await firstWeek(read, "/")).filter(
    // before there is a roster nobody is without an account
    ({ isDone, key, left }) => !isDone && (key !== "claims" || left > 0),
  );
  const steps = lacking.map(({ key, left }) => ({ event: events[key], facts: { left } }));
  const [first] = lacking;
  // whoever is to import at the console, or to bind a group, has to be somebody who may
  const isEarly = first !== undefined && admins.length === 0 && !(await read.upkeep.hasAdmin());
  return [...(isEarly ? [{ event: "next: set ADMINS, or nobody may begin", facts: {} }] : []), ...steps];
}

const events = {
  places: "next: import places",
  people: "next: import people",
  groups: "next: bind each group from within (/绑定)",
  claims: "next: give codes to those who work here and have no account",
} as const;
