import type { Store } from "./store/store.ts";

/** What a service with a real channel still lacks before anybody can use it; null when nothing is missing. */
export async function nextStep(store: Store, admins: readonly string[]): Promise<string | null> {
  if ((await store.read.places.all()).length === 0) return "next: import places, then people (docs/operations.md)";
  if (admins.length === 0) return "next: set ADMINS, or nobody may bind a group on whom the roster does not tell";
  if ((await store.read.groups.summary()).all === 0) return "next: bind each group from within (/绑定)";
  return null;
}
