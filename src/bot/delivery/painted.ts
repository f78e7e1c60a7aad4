import type { Picture } from "../../pictures/picture.ts";
import type { Outgoing } from "./outgoing.ts";

/** Figures as PNG; the same figures are the same bytes. */
export type Paint = (picture: Picture) => Promise<Buffer>;

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
