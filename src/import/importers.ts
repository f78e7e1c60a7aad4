import type { Gazetteer } from "../bot/places.ts";
import type { PlaceRow as StoredPlace } from "../store/schema.ts";
import type { Snapshot } from "../store/tables/import-rows.ts";
import type { Pairing } from "../store/tables/pairings.ts";
import type { Tables } from "../store/tables.ts";
import { planAppraisals, writeAppraisals } from "./appraisal-templates.ts";
import { type BadRow, badRow, type Checked } from "./check.ts";
import { APPRAISAL_COLUMNS, checkAppraisals } from "./check-appraisals.ts";
import { DIRECTORY_COLUMNS } from "./check-directory.ts";
import { checkHolidays, HOLIDAY_COLUMNS } from "./check-holidays.ts";
import { PAIRING_COLUMNS } from "./check-pairings.ts";
import { PEOPLE_COLUMNS } from "./check-people.ts";
import { checkPlaces, PLACE_COLUMNS, type PlaceRow } from "./check-places.ts";
import { checkPolicies, POLICY_COLUMNS } from "./check-policies.ts";
import { checkTemplates, TEMPLATE_COLUMNS } from "./check-templates.ts";
import { readTicks, TICK_COLUMNS } from "./check-ticks.ts";
import { readDirectory, writeDirectory } from "./directory.ts";
import { planTemplates, writeTemplates } from "./motion-templates.ts";
import { Packed } from "./packed.ts";
import { placePieces } from "./place-pieces.ts";
import { type Plan, planDirectory, planHolidays, planPairings, planPeople, planPlaces, planPolicies } from "./plan.ts";
import { writePolicies } from "./policies.ts";
import { readPairings } from "./recognise-pairings.ts";
import type { Recognised } from "./recognise-people.ts";
import { rosterPieces } from "./roster-pieces.ts";
import type { Table } from "./table.ts";
import { type Order, type Pieces, type TakenIn, takeIn } from "./take-in.ts";
import { planTicks, tickPieces } from "./ticks.ts";
import { leftOut, lossWords } from "./whole-roster.ts";
import { type Written, writeHolidays } from "./write.ts";
import { pairingPieces } from "./write-pairings.ts";
import { readPeople } from "./write-people.ts";

type Asked = {
  readonly now: number;
  readonly table: Table;
  readonly places: Gazetteer;
  readonly tables: Tables;
  /** whoever brings it in looks after this path; null: everything */
  readonly path: string | null;
};

/** A file as it was understood. */
export type Opened = Pick<Checked<unknown>, "bad" | "unknownColumns"> & {
  readonly plan: Plan;
  /** what else is to be known before it is taken in */
  readonly notes: readonly string[];
  /** it makes somebody an admin */
  readonly appoints: boolean;
} & (
    | {
        /** the rows that it would write, as they are at this moment */
        readonly snapshot: () => Promise<Snapshot>;
        readonly write: (now: number) => Promise<Written>;
      }
    | { /** it may be long, and is written in pieces */ readonly takeIn: (order: Order) => Promise<TakenIn> }
  );

export type Importer = {
  readonly title: string;
  readonly columns: readonly string[];
  /** it is of everywhere, and only for whoever looks after all */
  readonly isWhole?: true;
  readonly open: (asked: Asked) => Promise<Opened>;
};

const inPieces =
  <One>(pieces: () => Promise<Pieces<One>>) =>
  async (order: Order): Promise<TakenIn> =>
    takeIn(await pieces(), order);

const notYours = "不归您管：请上一级的管理员导";
const sorted = (bad: readonly BadRow[]): readonly BadRow[] => bad.toSorted((one, other) => one.row - other.row);

/** Everything that can be brought in from a file, in the order in which it is to be had. */
export const importers: Readonly<Record<string, Importer>> = {
  places: {
    title: "地点",
    columns: PLACE_COLUMNS,
    async open({ table, places, tables, path }) {
      const checked = checkPlaces(table, places.index);
      const { good, bad } = theirPlaces(checked.good, places, path);
      return {
        ...{
          bad: sorted([...checked.bad, ...bad]),
          unknownColumns: checked.unknownColumns,
          notes: [],
          appoints: false,
        },
        plan: await planPlaces(good, tables),
        takeIn: inPieces(() => placePieces(good, places, tables)),
      };
    },
  },
  people: {
    title: "名册",
    columns: PEOPLE_COLUMNS,
    async open({ table, places, tables, path }) {
      const read = await readPeople(table, places.index, tables);
      const isTheirs = reachIn(places, path);
      const foreign: BadRow[] = [];
      let appoints = false;
      const isForeign = ({ individual, known }: Recognised): boolean => {
        const [first] = individual.rows;
        const away = individual.rows.find(({ placeId }) => !isTheirs(placeId));
        const elsewhere =
          known?.posts.some(({ placeId }) => !isTheirs(placeId)) || !isTheirs(known?.homePlaceId ?? null);
        if (away) foreign.push(badRow(away.row, `地点${notYours}`));
        else if (known && elsewhere)
          foreign.push(badRow(first.row, `名册里的${individual.name}在别处还有岗位或家，${notYours}`));
        else return false;
        return true;
      };
      const isAppointed = ({ individual, known }: Recognised): boolean =>
        individual.rows.some(
          ({ role, placeId }) =>
            role === "admin" && !known?.posts.some((post) => post.role === role && post.placeId === placeId),
        );
      const good = await Packed.inTurns(read.good, (some) => {
        const theirs = some.filter((one) => !isForeign(one));
        appoints ||= theirs.some(isAppointed);
        return theirs;
      });
      const file = { ...read, good };
      return {
        ...{ bad: sorted([...read.bad, ...foreign]), unknownColumns: read.unknownColumns },
        plan: await planPeople(file, places),
        notes: (await leftOut(file)).map(
          (loss) => `还在任，不动：${lossWords(loss, places)}。要撤：/撤岗 ${loss.personName}`,
        ),
        appoints,
        takeIn: inPieces(() => rosterPieces(file, places)),
      };
    },
  },
  pairings: {
    title: "包联",
    columns: PAIRING_COLUMNS,
    async open({ table, places, tables, path }) {
      const checked = await readPairings(table, places.index, tables);
      const isTheirs = reachIn(places, path);
      const homes = new Map<string, string | null>();
      for (const { target, targetIs } of checked.good)
        if (targetIs === "person") homes.set(target, (await tables.people.get(target))?.home_place_id ?? null);
      const good = checked.good.filter(({ target, targetIs }) =>
        isTheirs(targetIs === "place" ? target : (homes.get(target) ?? null)),
      );
      const others = checked.good.length - good.length;
      const nameOf = async (id: string) => (await tables.people.get(id))?.name ?? "";
      const words = async ({ cadreId, kind, target, targetIs }: Pairing) =>
        `${await nameOf(cadreId)} ${kind} ${targetIs === "place" ? places.fullName(target) : await nameOf(target)}`;
      return {
        bad:
          others > 0
            ? sorted([...checked.bad, badRow(table.headerRow, `有${others}行的对象${notYours}`)])
            : checked.bad,
        ...{ unknownColumns: checked.unknownColumns, notes: [], appoints: false },
        plan: await planPairings(good, tables, words),
        takeIn: inPieces(() => pairingPieces(good, tables)),
      };
    },
  },
  directory: {
    title: "办事电话",
    columns: DIRECTORY_COLUMNS,
    isWhole: true,
    async open({ table, tables }) {
      const { good, bad, unknownColumns } = await readDirectory(table, tables);
      return {
        ...{ bad, unknownColumns, notes: [], appoints: false, plan: await planDirectory(good, tables) },
        snapshot: () => tables.importChanges.all(["directory"]),
        write: () => writeDirectory(good, tables),
      };
    },
  },
  policies: {
    title: "惠民政策",
    columns: POLICY_COLUMNS,
    isWhole: true,
    async open({ table, tables }) {
      const { good, bad, unknownColumns } = checkPolicies(table);
      return {
        ...{ bad, unknownColumns, notes: [], appoints: false, plan: await planPolicies(good, tables) },
        snapshot: () => tables.importChanges.all(["policies"]),
        write: () => writePolicies(good, tables),
      };
    },
  },
  templates: {
    title: "议题模板",
    columns: TEMPLATE_COLUMNS,
    isWhole: true,
    async open({ table, tables }) {
      const { good, bad, unknownColumns } = checkTemplates(table);
      return {
        ...{ bad, unknownColumns, notes: [], appoints: false, plan: await planTemplates(good, tables) },
        snapshot: () => tables.importChanges.all(["motion_templates"]),
        write: () => writeTemplates(good, tables),
      };
    },
  },
  appraisals: {
    title: "评议模板",
    columns: APPRAISAL_COLUMNS,
    isWhole: true,
    async open({ table, tables }) {
      const { good, bad, unknownColumns } = checkAppraisals(table);
      return {
        ...{ bad, unknownColumns, notes: [], appoints: false, plan: await planAppraisals(good, tables) },
        snapshot: () => tables.importChanges.all(["appraisal_templates"]),
        write: () => writeAppraisals(good, tables),
      };
    },
  },
  ticks: {
    title: "清单办过",
    columns: TICK_COLUMNS,
    async open({ table, places, tables, path, now }) {
      const { good, bad, unknownColumns } = await readTicks(table, places, tables, now);
      const isTheirs = reachIn(places, path);
      const own = good.filter((row) => row.places.every(({ id }) => isTheirs(id)));
      const others = good.length - own.length;
      const foreign = others > 0 ? [badRow(table.headerRow, `有${others}行的地点${notYours}`)] : [];
      return {
        ...{ bad: sorted([...bad, ...foreign]), unknownColumns, notes: [], appoints: false, plan: planTicks(own) },
        takeIn: inPieces(() => tickPieces(own, tables)),
      };
    },
  },
  holidays: {
    title: "节假日",
    columns: HOLIDAY_COLUMNS,
    isWhole: true,
    async open({ table, tables }) {
      const { good, bad, unknownColumns } = checkHolidays(table);
      return {
        ...{ bad, unknownColumns, notes: [], appoints: false, plan: await planHolidays(good, tables) },
        snapshot: () => tables.importChanges.all(["holidays"]),
        write: () => writeHolidays(good, tables),
      };
    },
  },
};

/** By the name that a form or an address says. */
export const importerOf = (kind: string): Importer | undefined =>
  Object.hasOwn(importers, kind) ? importers[kind] : undefined;

/** Whether a place lies where somebody looks after; what lies nowhere is nobody's but theirs who look after all. */
const reachIn =
  (places: Gazetteer, path: string | null) =>
  (placeId: string | null): boolean =>
    path === null || placeId === null || (places.get(placeId)?.path.startsWith(path) ?? false);

/** What is theirs, or is to lie below it. */
function theirPlaces(
  rows: readonly PlaceRow[],
  places: Gazetteer,
  path: string | null,
): { readonly good: readonly PlaceRow[]; readonly bad: readonly BadRow[] } {
  if (path === null) return { good: rows, bad: [] };
  const isTheirs = (place: StoredPlace | undefined) => place?.path.startsWith(path) ?? false;
  const good: PlaceRow[] = [];
  const taken = new Set<number>();
  const bad: BadRow[] = [];
  for (const row of rows) {
    const { existingId, parent } = row;
    const isBelow = parent !== null && ("id" in parent ? isTheirs(places.get(parent.id)) : taken.has(parent.row));
    if (existingId === null ? isBelow : isTheirs(places.get(existingId))) {
      taken.add(row.row);
      good.push(row);
    } else bad.push(badRow(row.row, `“${row.name}”${notYours}`));
  }
  return { good, bad };
}
