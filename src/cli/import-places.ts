import { loadReference } from "../bot/places.ts";
import { checkPlaces } from "../import/check-places.ts";
import { placePieces } from "../import/place-pieces.ts";
import { takeIn } from "../import/take-in.ts";
import type { Import } from "./import-plain.ts";
import { everyNth, reportRows, writtenWords } from "./import-report.ts";
import { putRight } from "./put-right.ts";

/** A tree of places, which messages see as a whole once all of it is written. */
export const importPlaces: Import = async (table, name, store, flags, context) => {
  const { out, err, now } = context;
  if (!flags.has("--dry-run")) await putRight(store, context);
  const { places } = await loadReference(store.read);
  const checked = checkPlaces(table, places.index);
  const code = reportRows(checked, context, flags);
  if (code !== null) return code;
  const written = await takeIn(await placePieces(checked.good, places, store.read), {
    ...{ store, now, author: "cli", placeId: "", file: name, draft: null },
    onProgress: everyNth("个", err),
  });
  out(writtenWords(written, "", checked.bad.length));
  return checked.bad.length > 0 ? 1 : 0;
};
