import type { Shown } from "../../pictures/sheet.ts";
import type { Limit, Outgoing } from "./outgoing.ts";

/** Figures as PNG, lines as a file; the same are the same bytes. */
export type Paint = (shown: Shown) => Promise<Buffer>;

/**
 * A place counts until its call has ended, so no more than these are in hand at a time: one that waits to be painted for
 * longer than a claim lasts would be claimed, and shown, twice.
 */
export const atOnce: Limit = { key: "pictures", points: 10, seconds: 1 };

/** Nothing has been sent yet. */
export class NotPainted extends Error {
  override readonly name = "NotPainted";
}

/** A message that is a picture or a file, to be made by whoever can show it. */
export function painted(message: Outgoing, shown: Shown | null, paint: Paint): Outgoing {
  if (shown === null) return message;
  const bytes = () =>
    paint(shown).catch((error: Error) => {
      throw new NotPainted(error.message, { cause: error });
    });
  return "lines" in shown ? { ...message, file: { name: shown.name, bytes } } : { ...message, picture: { png: bytes } };
}
