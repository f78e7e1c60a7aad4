import type { PlaceLevel } from "../../chinese/names/place-level.ts";
import type { Post } from "../../store/tables/scene.ts";
import type { Gazetteer } from "../places.ts";

export type HeldPlace = {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly level: PlaceLevel | undefined;
  /** above the villages: what accuses somebody there is counted too */
  readonly isAbove: boolean;
};

/** Who reads a digest, and of which places. */
export type Reader = { readonly personId: string; readonly places: readonly [HeldPlace, ...HeldPlace[]] };

type Held = Pick<Post, "role" | "placeId" | "placePath" | "placeName">;

/** More would leave no room for what is to be told of them. */
const mostPlaces = 6;

/** The places that somebody leads, the highest first; what lies below another one of them is told there. Null: none. */
export function readerOf(personId: string, posts: readonly Held[], places: Gazetteer): Reader | null {
  const held = posts
    .filter(({ role }) => role === "secretary" || role === "admin")
    .map(({ placeId, placePath, placeName }) => ({
      ...{ id: placeId, path: placePath, name: placeName },
      level: places.get(placeId)?.level,
      isAbove: places.above(placeId, "village") === undefined,
    }))
    .sort((one, other) => depth(one) - depth(other));
  const [first, ...more] = held
    .filter(({ path }, index) => !held.slice(0, index).some((higher) => path.startsWith(higher.path)))
    .slice(0, mostPlaces)
    .map((place, _, all) => ({ ...place, name: nameAmong(place, all, places) }));
  return first ? { personId, places: [first, ...more] } : null;
}

const depth = ({ path }: Pick<HeldPlace, "path">): number => path.split("/").length;

/** With the town's name in front where two are called the same. */
const nameAmong = (place: HeldPlace, all: readonly HeldPlace[], places: Gazetteer): string =>
  all.some(({ id, name }) => id !== place.id && name === place.name) ? places.fullName(place.id) : place.name;
