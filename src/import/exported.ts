import { roleWords } from "../bot/permission.ts";
import type { Gazetteer } from "../bot/places.ts";
import { shownAs } from "../chinese/privacy/sensitive-kinds.ts";
import { ownTemplate } from "../ledger/appraisal-templates.ts";
import { stepCells } from "../ledger/county-templates.ts";
import { templateFrom } from "../ledger/motion-templates.ts";
import { ownItems } from "../ledger/own-appraisals.ts";
import type { KnownPerson } from "../store/tables/roster.ts";
import type { Tables } from "../store/tables.ts";
import { APPRAISAL_COLUMNS } from "./check-appraisals.ts";
import { DIRECTORY_COLUMNS } from "./check-directory.ts";
import { HOLIDAY_COLUMNS } from "./check-holidays.ts";
import { PAIRING_COLUMNS } from "./check-pairings.ts";
import { PEOPLE_COLUMNS } from "./check-people.ts";
import { levelWordOf, PLACE_COLUMNS } from "./check-places.ts";
import { POLICY_COLUMNS } from "./check-policies.ts";
import { TEMPLATE_COLUMNS } from "./check-templates.ts";
import { TICK_COLUMNS } from "./check-ticks.ts";
import { tickLines } from "./exported-ticks.ts";
import { pathOf } from "./place-path.ts";

type Lines = readonly (readonly string[])[];
export type Exported = { readonly lines: Lines; readonly remarks: readonly string[] };

type Asked = {
  readonly tables: Tables;
  readonly places: Gazetteer;
  /** numbers in full, also those that are not published */
  readonly full: boolean;
  /** only what lies below; null: everything */
  readonly path?: string | null;
};

/** What each import file would say of what is known: importing it again changes nothing. */
export const exporters: Readonly<Record<string, (asked: Asked) => Promise<Exported>>> = {
  async places({ tables, places, path: top = null }) {
    const aliases = await tables.places.aliases();
    const lines = (await tables.places.all())
      .filter(({ id }) => isIn(id, places, top))
      .map(({ id, name, level, level_word, parent_id }) => [
        ...[name, levelWordOf({ level, level_word }), parent_id === null ? "" : path(parent_id, places)],
        (aliases.get(id) ?? []).join("、"),
      ]);
    return { lines: [PLACE_COLUMNS, ...lines], remarks: [] };
  },

  async people({ tables, places, full, path: top = null }) {
    const lines: (readonly string[])[] = [];
    const unclear: string[] = [];
    for (
      let some = await tables.roster.after("");
      some.length > 0;
      some = await tables.roster.after(some.at(-1)?.id ?? "")
    )
      for (const person of some) {
        // who is elsewhere too is theirs who look after both
        const where = [person.homePlaceId, ...person.posts.map(({ placeId }) => placeId)].filter((id) => id !== null);
        if (top !== null && (where.length === 0 || !where.every((id) => isIn(id, places, top)))) continue;
        const rows = linesOf(person, places, full);
        lines.push(...rows);
        if (rows.length > 1 && !isMarked(person)) unclear.push(person.name);
      }
    const remark = `${unclear.slice(0, 5).join("、")}等${unclear.length}人不止一个岗位，又没有手机、账号、父名：导回来之前要补上一样`;
    return { lines: [PEOPLE_COLUMNS, ...lines], remarks: unclear.length > 0 ? [remark] : [] };
  },

  async pairings({ tables, places, path: top = null }) {
    const lines: (readonly string[])[] = [];
    const known = new Map<string, string>();
    const nameOf = async (id: string) => {
      const name = known.get(id) ?? (await fullName(id, tables, places));
      known.set(id, name);
      return name;
    };
    for (const { cadreId, kind, target, targetIs, until, goal = "" } of await tables.pairings.all()) {
      const at =
        targetIs === "place"
          ? target
          : top === null
            ? null
            : ((await tables.people.get(target))?.home_place_id ?? null);
      if (!isIn(at, places, top)) continue;
      const whom = targetIs === "place" ? path(target, places) : await nameOf(target);
      lines.push([await nameOf(cadreId), whom, kind, until ?? "", goal]);
    }
    return { lines: [PAIRING_COLUMNS, ...lines], remarks: [] };
  },

  async ticks({ tables, places, path: top = null }) {
    const lines = await tickLines(tables, places, (id) => path(id, places), top);
    return { lines: [TICK_COLUMNS, ...lines], remarks: [] };
  },

  async directory({ tables, full }) {
    const lines = (await tables.directory.all()).map(({ matters, name, title, phone, isPublic }) => [
      ...[matters.join("、"), name, title, shownPhone(phone, full || isPublic), isPublic ? "公开" : "内部"],
    ]);
    return { lines: [DIRECTORY_COLUMNS, ...lines], remarks: [] };
  },

  async policies({ tables }) {
    const lines = (await tables.policies.all()).map(({ matters, words, source, from, until }) => [
      ...[matters.join("、"), words, source, from, until ?? ""],
    ]);
    return { lines: [POLICY_COLUMNS, ...lines], remarks: [] };
  },

  async templates({ tables }) {
    const own = await tables.motionTemplates.all();
    const lines = own.map(templateFrom).flatMap(({ name, steps }) => steps.map((step) => [name, ...stepCells(step)]));
    return { lines: [TEMPLATE_COLUMNS, ...lines], remarks: [] };
  },

  async appraisals({ tables }) {
    const own = (await tables.appraisalTemplates.all()).map(ownTemplate);
    const lines = own.flatMap((one) =>
      ownItems(one).map(({ item, name, value, cited }) => [one.name, item, name, value, cited]),
    );
    return { lines: [APPRAISAL_COLUMNS, ...lines], remarks: [] };
  },

  async holidays({ tables }) {
    const lines = (await tables.holidays.all()).map(({ day, kind, name }) => [day, kind, name]);
    return { lines: [HOLIDAY_COLUMNS, ...lines], remarks: [] };
  },
};

const isIn = (id: string | null, places: Gazetteer, top: string | null): boolean =>
  top === null || (id !== null && (places.get(id)?.path.startsWith(top) ?? false));

function path(id: string, { index }: Gazetteer): string {
  const place = index.byId.get(id);
  return place ? pathOf(place, index.byId) : "";
}

export function shownPhone(phone: string | null, full: boolean): string {
  // 12345 is everybody's
  if (phone === null || full || phone.length < 7) return phone ?? "";
  if (phone.startsWith("0")) return shownAs.landline(phone);
  return phone.length === 11 ? shownAs.phone(phone) : `***${phone.slice(-4)}`;
}

/** One row for each post, one for where somebody lives; the last is left out where nothing would tell the rows to be one person's. */
function linesOf(person: KnownPerson, places: Gazetteer, full: boolean): readonly (readonly string[])[] {
  const { name, homePlaceId, phone, listed, awayCity, partyMember, fatherName } = person;
  const posts = person.posts.filter(({ role }) => role !== "villager");
  const isVillager = homePlaceId !== null && (posts.length === 0 || isMarked(person));
  const rows = [
    ...posts.map(({ role, placeId, title }) => [roleWords[role], path(placeId, places), title]),
    ...(isVillager ? [[roleWords.villager, path(homePlaceId, places), ""]] : []),
  ];
  const rest = [
    shownPhone(phone, full),
    listed.join("、"),
    awayCity ?? "",
    partyMember ? "是" : "否",
    fatherName ?? "",
  ];
  return rows.map((row) => [name, ...row, ...rest]);
}

const isMarked = ({ phone, listed, fatherName }: KnownPerson): boolean =>
  phone !== null || listed.length > 0 || fatherName !== null;

/** `新会镇/王秀英（王大山）`: told apart from everybody of that name. */
async function fullName(id: string, { people }: Tables, places: Gazetteer): Promise<string> {
  const person = await people.get(id);
  const placeId = (await people.posts(id))[0]?.place_id ?? person?.home_place_id;
  const where = placeId ? `${path(placeId, places)}/` : "";
  return `${where}${person?.name ?? ""}${person?.father_name ? `（${person.father_name}）` : ""}`;
}
