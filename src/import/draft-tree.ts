import { findPlace } from "../chinese/names/find-place.ts";
import { PLACE_LEVELS } from "../chinese/names/level.ts";
import { callKey, makePlaceIndex, type Place, type PlaceIndex } from "../chinese/names/place-index.ts";
import type { PlaceLevel } from "../chinese/names/place-level.ts";
import { RowFault } from "./check.ts";
import { namesIn, PathFinder, pathOf } from "./place-path.ts";

/** A row of a places file as it was read, before its 上级 is found. */
export type Draft = {
  readonly row: number;
  readonly name: string;
  readonly level: PlaceLevel;
  readonly levelWord: string;
  readonly aliases: readonly string[];
  readonly above: string;
};

/** A place of the tree or of the file; both at once when the file repeats what exists. */
export type Spot = {
  readonly name: string;
  /** the name as names are compared */
  readonly key: string;
  readonly level: PlaceLevel;
  readonly place?: Place;
  readonly draft?: Draft;
};

const isAbove = (one: PlaceLevel, other: PlaceLevel) => PLACE_LEVELS.indexOf(one) < PLACE_LEVELS.indexOf(other);

/** The tree that exists and the rows of a file, as one. */
export class DraftTree {
  readonly #existing: PlaceIndex;
  readonly #finder: PathFinder<Spot>;
  readonly #spots: readonly Spot[];
  readonly #ofPlace: ReadonlyMap<string, Spot>;
  readonly #children = new Map<string, Place>();
  readonly #keys = new Map<Spot, string>();
  readonly #parents = new Map<Spot, Spot | RowFault | null>();
  #guesses: PlaceIndex | undefined;

  constructor(drafts: readonly Draft[], existing: PlaceIndex) {
    const places = [...existing.byId.values()];
    const known = places.map((place) => ({ name: place.name, key: callKey(place.name), level: place.level, place }));
    this.#existing = existing;
    this.#ofPlace = new Map(known.map((spot) => [spot.place.id, spot]));
    this.#spots = [
      ...known,
      ...drafts.map((draft): Spot => ({ name: draft.name, key: callKey(draft.name), level: draft.level, draft })),
    ];
    for (const place of places) this.#children.set(`${place.parentId ?? ""}\n${callKey(place.name)}`, place);
    this.#finder = new PathFinder(this.#spots, {
      nameOf: (spot) => spot.key,
      parentNameOf: ({ place, draft }) =>
        (place === undefined ? namesIn(draft?.above ?? "").at(-1) : existing.byId.get(place.parentId ?? "")?.name) ??
        null,
      parentOf: (spot) => this.#parentOrNull(spot),
    });
  }

  drafts(): readonly (Spot & { readonly draft: Draft })[] {
    return this.#spots.filter((spot): spot is Spot & { readonly draft: Draft } => spot.draft !== undefined);
  }

  /** Rises strictly through the levels, so it always ends. @throws RowFault */
  parentOf(spot: Spot): Spot | null {
    let parent = this.#parents.get(spot);
    if (parent === undefined) {
      parent = this.#findParent(spot);
      this.#parents.set(spot, parent);
    }
    if (parent instanceof RowFault) throw parent;
    return parent;
  }

  #parentOrNull(spot: Spot): Spot | null {
    try {
      return this.parentOf(spot);
    } catch (error) {
      if (error instanceof RowFault) return null;
      throw error;
    }
  }

  /** Equal for the same place, whether it stands in the tree, in the file or in both. @throws RowFault */
  keyOf(spot: Spot): string {
    const known = this.#keys.get(spot);
    if (known !== undefined) return known;
    const key = spot.place?.id ?? this.existing(spot)?.id ?? this.#newKey(spot);
    this.#keys.set(spot, key);
    return key;
  }

  #newKey(spot: Spot): string {
    const parent = this.parentOf(spot);
    return `${parent === null ? "" : this.keyOf(parent)}\n${spot.key}`;
  }

  /** The place in the tree that a row of the file repeats. @throws RowFault */
  existing(spot: Spot): Place | null {
    return this.#children.get(this.#newKey(spot)) ?? null;
  }

  #findParent(spot: Spot): Spot | RowFault | null {
    if (spot.place !== undefined) return this.#ofPlace.get(spot.place.parentId ?? "") ?? null;
    const above = spot.draft?.above ?? "";
    if (above === "") return this.#parentUnsaid(spot);
    const named = this.#finder.find(above);
    const higher = named.filter((candidate) => isAbove(candidate.level, spot.level));
    if (named.length > 0 && higher.length === 0)
      return new RowFault(`上级“${above}”不比“${spot.draft?.levelWord}”高一级：请看级别和上级哪个写错了`);
    return this.#onlyOne(higher, above);
  }

  /** A place that is known needs no 上级 again; a new one may stand at the top from 镇 upwards. */
  #parentUnsaid(spot: Spot): Spot | RowFault | null {
    const same = this.#finder.find(spot.name).filter(({ place }) => place?.level === spot.level);
    if (same.length === 1 && same[0] !== undefined) return this.parentOf(same[0]);
    if (!isAbove(spot.level, "village"))
      return new RowFault(`“${spot.name}”没写上级：请写在哪里，如“新会镇”或“新会镇/东卧牛村”`);
    return null;
  }

  #onlyOne(candidates: readonly Spot[], above: string): Spot | RowFault {
    const distinct = new Map<string, Spot>();
    const broken: Spot[] = [];
    for (const candidate of candidates) {
      try {
        const key = this.keyOf(candidate);
        if (!distinct.has(key)) distinct.set(key, candidate);
      } catch (error) {
        if (!(error instanceof RowFault)) throw error;
        broken.push(candidate);
      }
    }
    const [one, ...others] = distinct.values();
    if (one !== undefined && others.length === 0) return one;
    if (one !== undefined) return new RowFault(`上级“${above}”有${distinct.size}个：请写全，如“新会镇/${above}”`);
    const row = broken[0]?.draft?.row;
    if (row !== undefined) return new RowFault(`上级“${above}”在第${row}行，那一行有错：先改那一行`);
    return new RowFault(`上级“${above}”没有这个地点${this.#guess(above)}：请改正，或先加上它`);
  }

  #guess(path: string): string {
    const loose = (spot: Spot, i: number): Place => ({
      id: `${i}`,
      parentId: null,
      level: spot.level,
      name: spot.name,
      aliases: [],
    });
    this.#guesses ??= makePlaceIndex(this.#spots.map(loose));
    const found = findPlace(namesIn(path).at(-1) ?? "", null, this.#guesses);
    return found.kind === "one" ? `，是不是“${found.value.name}”` : "";
  }

  pathOf(place: Place): string {
    return pathOf(place, this.#existing.byId);
  }
}
