import type { PlaceIndex } from "../chinese/names/place-index.ts";
import { groupBy } from "../store/tables/group-by.ts";
import type { Pairing } from "../store/tables/pairings.ts";
import type { KnownPerson } from "../store/tables/roster.ts";
import type { Tables } from "../store/tables.ts";
import { type BadRow, badRow, type Checked, RowFault } from "./check.ts";
import { checkPairings, type PairingRow } from "./check-pairings.ts";
import { Homes } from "./homes.ts";
import { namesIn, pathOf } from "./place-path.ts";
import type { Table } from "./table.ts";

/** Reads a pairings file and finds the cadres, villages and households in it. */
export async function readPairings(table: Table, places: PlaceIndex, tables: Tables): Promise<Checked<Pairing>> {
  const checked = checkPairings(table);
  const names = checked.good.flatMap(({ cadre, target }) => [callOf(cadre).name, callOf(target).name]);
  const roster = groupBy(await tables.roster.called([...new Set(names)]), ({ name }) => name);
  const finder = new Finder(roster, places);
  const good = new Map<string, Pairing>();
  const bad: BadRow[] = [...checked.bad];
  for (const row of checked.good) {
    try {
      const pairing = finder.find(row);
      good.set([pairing.cadreId, pairing.kind, pairing.target].join(), pairing);
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      bad.push(badRow(row.row, error.message));
    }
  }
  return { good: [...good.values()], bad: bad.sort((a, b) => a.row - b.row), unknownColumns: checked.unknownColumns };
}

type Call = { readonly name: string; readonly place: string; readonly fatherName: string };

/** `新会镇/东卧牛村/王秀英（王大山）`: where, who, and whose child. */
function callOf(said: string): Call {
  const [, before = "", fatherName = ""] = /^(.*?)(?:[(（]([^()（）]+)[)）])?$/s.exec(said) ?? [];
  const names = namesIn(before);
  return { name: names.at(-1) ?? "", place: names.slice(0, -1).join("/"), fatherName };
}

class Finder {
  readonly roster: ReadonlyMap<string, readonly KnownPerson[]>;
  readonly places: PlaceIndex;
  readonly #homes: Homes;

  constructor(roster: ReadonlyMap<string, readonly KnownPerson[]>, places: PlaceIndex) {
    this.roster = roster;
    this.places = places;
    this.#homes = new Homes(places);
  }

  find({ cadre, target, kind, until, goal }: PairingRow): Pairing {
    const [place, ...others] = this.#homes.named(target);
    const cadres = this.#called(cadre).filter(({ posts }) => posts.length > 0);
    if (place && others.length === 0) {
      const cadreId = this.#only(
        cadre,
        "干部",
        reaching(cadres, (id) => this.#homes.isWithin(place.id, id)),
        cadres,
      );
      return {
        ...{ cadreId, kind, target: place.id, targetIs: "place" },
        ...(until === undefined ? {} : { until }),
        ...(goal === undefined ? {} : { goal }),
      };
    }
    if (place) {
      const paths = [place, ...others].slice(0, 3).map((one) => pathOf(one, this.places.byId));
      throw new RowFault(`对象“${target}”有${others.length + 1}个：请写全，如“${paths.join("”“")}”`);
    }
    const cadreId = this.#only(cadre, "干部", [], cadres);
    const posts = cadres.find(({ id }) => id === cadreId)?.posts ?? [];
    const people = this.#called(target);
    const near = people.filter(({ placeIds }) =>
      placeIds.some((id) => posts.some((post) => this.#homes.isWithin(id, post.placeId))),
    );
    const personId = this.#only(target, "对象", near, people);
    if (until !== undefined || goal !== undefined)
      throw new RowFault(`“到”和“目标”只记在地点上，对象“${target}”是人：对象写村，或把这两格空着`);
    return { cadreId, kind, target: personId, targetIs: "person" };
  }

  /** Everybody of that name there. */
  #called(said: string): readonly KnownPerson[] {
    const { name, place, fatherName } = callOf(said);
    const above = place === "" ? null : this.#homes.named(place);
    return (this.roster.get(name) ?? []).filter(
      (person) =>
        (fatherName === "" || person.fatherName === fatherName) &&
        (above === null || person.placeIds.some((id) => above.some((top) => this.#homes.isWithin(id, top.id)))),
    );
  }

  /** The only one of those nearer, else the only one there is. @throws RowFault */
  #only(said: string, column: string, near: readonly KnownPerson[], all: readonly KnownPerson[]): string {
    const [one, ...others] = near.length > 0 ? near : all;
    if (one && others.length === 0) return one.id;
    const { name } = callOf(said);
    if (!one)
      throw new RowFault(
        column === "干部"
          ? `干部“${said}”名册里没有，或没有岗位：先导入名册`
          : `对象“${said}”不是地点，名册里也没有这个人`,
      );
    const where = [one, ...others]
      .map(({ placeIds: [id = ""] }) => this.places.byId.get(id))
      .filter((at) => at !== undefined);
    const examples = [...new Set(where.map((at) => `${pathOf(at, this.places.byId)}/${name}`))].slice(0, 3);
    const how = examples.length > 1 ? `请写全，如“${examples.join("”“")}”` : `请写上父名，如“${name}（父名）”`;
    throw new RowFault(`${column}“${said}”有${others.length + 1}个：${how}`);
  }
}

/** Those of whose posts one is at the place or above it. */
const reaching = (people: readonly KnownPerson[], covers: (placeId: string) => boolean): readonly KnownPerson[] =>
  people.filter(({ posts }) => posts.some(({ placeId }) => covers(placeId)));
