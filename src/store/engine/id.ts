import { v7 } from "uuid";

/** Opaque, unique, and sorting in the order of making (UUIDv7, RFC 9562). */
export const newId = (): string => v7();

/** More than the clocks of processes that share a database differ. */
const skew = 60_000;

/** Ids as if made a minute ago: what else is made from now on, by whichever process, sorts from `bound` on. */
export function idsBeforeNow(): { readonly bound: string; readonly make: () => string } {
  const at = Date.now() - skew;
  const digits = at.toString(16).padStart(12, "0");
  return { bound: `${digits.slice(0, 8)}-${digits.slice(8)}`, make: () => v7({ msecs: at - 1 }) };
}
