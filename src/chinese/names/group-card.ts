import { cityIn } from "./city.ts";
import { findPlace } from "./find-place.ts";
import type { Place, PlaceIndex } from "./place-index.ts";
import { startsWithCommonSurname } from "./surname.ts";

/** What somebody calls themselves in a group, as far as it can be read. Anybody may write anything there. */
export type GroupCard = {
  /** several that are called so */
  readonly places: readonly Place[];
  readonly name: string | null;
  readonly city: string | null;
};

const between = /[\s\-—–_/／|｜·•.。,，、;；:：()（）[\]【】]+/u;
const named = /^\p{Script=Han}{2,4}$/u;
const away = /^(?:人?现?在|去|到)(?=\p{Script=Han})|(?:打工|上班|务工|工作)$/u;
const longest = 60;

/** `东村-王强-在苏州`, `王强（东村）`, `东村三社 王强 苏州打工`. Null: it names neither a person nor a place. */
export function readGroupCard(card: string, at: string | null, index: PlaceIndex): GroupCard | null {
  const parts = card.normalize("NFKC").slice(0, longest).split(between).filter(Boolean);
  const places = parts.map((part) => placesCalled(part, at, index));
  const isPlace = (part: number) => (places[part] ?? []).length > 0;
  const city = parts.find((part, at) => !isPlace(at) && away.test(part) && cityIn(part) !== null);
  const name = parts.find(
    (part, at) => !isPlace(at) && part !== city && named.test(part) && startsWithCommonSurname(part),
  );
  // the last that is called: 东村 三社
  const place = places.findLast((found) => found.length > 0) ?? [];
  if (name === undefined && place.length === 0) return null;
  return { places: place, name: name ?? null, city: city === undefined ? null : cityIn(city) };
}

function placesCalled(part: string, at: string | null, index: PlaceIndex): readonly Place[] {
  const found = part.length < 2 ? null : findPlace(part, at, index, "part");
  if (found?.kind === "one") return [found.value];
  return found?.kind === "several" ? found.values : [];
}
