import { findPlace } from "../chinese/names/find-place.ts";
import { isWithin, type Place, type PlaceIndex } from "../chinese/names/place-index.ts";
import { nameOf } from "./cell.ts";
import { RowFault } from "./check.ts";
import { inTurns } from "./in-turns.ts";
import { namesIn, PathFinder, pathOf } from "./place-path.ts";

/** Places as a file names them: by their paths, or as people call them where that is exact. */
export class Homes {
  readonly #index: PlaceIndex;
  readonly #finder: PathFinder<Place>;

  /** Of all places, where a city has 100,000 of them. */
  static async inTurns(index: PlaceIndex): Promise<Homes> {
    const homes = new Homes(index, []);
    await inTurns([...index.byId.values()], (some) => {
      homes.#finder.add(some);
      return [];
    });
    return homes;
  }

  constructor(index: PlaceIndex, places: Iterable<Place> = index.byId.values()) {
    this.#index = index;
    const parentOf = (place: Place) => index.byId.get(place.parentId ?? "") ?? null;
    this.#finder = new PathFinder(places, {
      nameOf: (place) => place.name,
      parentNameOf: (place) => parentOf(place)?.name ?? null,
      parentOf,
    });
  }

  /** @throws RowFault */
  find(cell: string | undefined): string {
    const said = nameOf(cell);
    if (said === "") throw new RowFault("没写地点：请写在哪里，如“新会镇/东卧牛村”");
    const found = this.named(said);
    const [place, ...others] = found;
    if (place === undefined) throw new RowFault(`地点“${said}”没有这个地点${this.#guess(said)}：请改正，或先导入地点`);
    if (others.length === 0) return place.id;
    const paths = found.slice(0, 3).map((one) => this.#pathOf(one));
    throw new RowFault(`地点“${said}”有${found.length}个：请写全，如“${paths.join("”“")}”`);
  }

  /** All places that are meant by these words; none where they mean no place. */
  named(said: string): readonly Place[] {
    const named = this.#finder.find(said);
    return named.length > 0 ? named : this.#called(said);
  }

  /** 新会镇东卧牛3组 is as good as 新会镇/东卧牛村/三社; anything less exact is not taken for granted. */
  #called(said: string): readonly Place[] {
    const found = findPlace(said, null, this.#index, "exact");
    return found.kind === "one" ? [found.value] : found.kind === "several" ? found.values : [];
  }

  #guess(said: string): string {
    for (const call of [said, namesIn(said).at(-1) ?? ""]) {
      const found = findPlace(call, null, this.#index);
      if (found.kind === "one") return `，是不是“${this.#pathOf(found.value)}”`;
    }
    return "";
  }

  isWithin(id: string, topId: string): boolean {
    return isWithin(id, topId, this.#index.byId);
  }

  #pathOf(place: Place): string {
    return pathOf(place, this.#index.byId);
  }
}
