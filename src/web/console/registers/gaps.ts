import { levelOrder } from "../../../ledger/coverage.ts";
import { kinds } from "../../../ledger/kinds.ts";
import type { PlaceDay } from "../../../store/tables/coverage.ts";
import type { Register } from "./register.ts";

/** What counts as reaching a place, in the order of the ledgers. */
const counted = kinds.flatMap(({ name, word, counts }) => (counts ? [{ name, word, downTo: counts.downTo }] : []));
const levelWords: ReadonlyMap<string, string> = new Map(levelOrder);
/** Hamlets of the largest city there is, and what lies above them. */
const mostPlaces = 200_000;

/** Places that one or another way was never gone to, in the order of the tree, each with the day of the last time of all. */
export const gaps: Register = {
  title: "覆盖缺口",
  async lines({ desk: { place, places }, read, most }) {
    const below = { path: place.path, who: "" };
    const ways = await Promise.all(
      counted.map(async ({ name, word, downTo }) => {
        const levels = downTo === "village" ? (["village"] as const) : (["village", "section", "hamlet"] as const);
        const found = await read.coverage.days({ ...below, campaign: name }, levels, mostPlaces);
        return { word, found, last: new Map(found.map(({ id, last_day }) => [id, last_day])) };
      }),
    );
    const all = ways.reduce<readonly PlaceDay[]>((most, { found }) => (found.length > most.length ? found : most), []);
    const lacking = all.filter(({ id }) => ways.some(({ last }) => last.get(id) === null));
    return [
      ["地方", "级别", ...ways.map(({ word }) => `上次${word}`)],
      ...lacking.slice(0, most + 1).map(({ id, level }) => [
        ...[places.fullName(id), levelWords.get(level) ?? ""],
        ...ways.map(({ last }) => {
          const day = last.get(id);
          return day === undefined ? "" : day === null ? "没有过" : { day };
        }),
      ]),
    ];
  },
};
