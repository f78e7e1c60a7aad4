import type { Picture } from "../../pictures/picture.ts";
import type { Limit, Outgoing } from "./outgoing.ts";

/** Figures as PNG; the same figures are the same bytes. */
export type Paint = (picture: Picture) => Promise<Buffer>;

/**
 * A place counts until its call has ended, so no more than these are in hand at a time: one that waits to be painted for
 * longer than a claim lasts would be claimed, and shown, twice.
 */
export const atOnce: Limit = { key: "pictures", points: 10, seconds: 1 };

/** Nothing has been sent yet. */
export class NotPainted extends Error {
  override readonly name = "NotPainted";
}

/** A message that is a picture, to be painted by whoever can show it. */
export const painted = (message: Outgoing, picture: Picture | null, paint: Paint): Outgoing =>
  picture === null
    ? message
    : {
        ...message,
        picture: {
          png: () =>
            paint(picture).catch((error: Error) => {
              throw new NotPainted(error.message, { cause: error });
            }),
        },
      };
