import { clip } from "../../chinese/privacy/clip.ts";
import { formatDay } from "../../chinese/time/index.ts";
import { kindOf, numberOf } from "../../ledger/kinds.ts";
import type { RecordRow } from "../../store/tables/records.ts";
import type { Context } from "../context.ts";
import { mayRead } from "./may-read.ts";

/** `新会镇 O31` where several towns are read of, else `O31`. */
export function numberWithTown(row: RecordRow, { actor, places }: Pick<Context, "actor" | "places">): string {
  const reach = actor.posts.map((post) => places.get(post.placeId)?.level);
  const isAbove = actor.isAdmin || reach.some((level) => level === "county" || level === "city");
  const isElsewhere = actor.posts.length > 0 && actor.posts.every(({ townId }) => townId !== row.town_id);
  const town = isAbove || isElsewhere ? places.get(row.town_id) : undefined;
  return town && (isElsewhere || town.level === "town") ? `${town.name} ${numberOf(row)}` : numberOf(row);
}

/** `东卧牛村三社`: the village with what is said below it; a place above the village by its name. */
export function whereOf(row: Pick<RecordRow, "place_id">, { places }: Pick<Context, "places">): string {
  const own = row.place_id === null ? undefined : places.get(row.place_id);
  if (!own) return "";
  const village = places.above(own.id, "village");
  return !village || village.id === own.id ? own.name : places.fullName(own.id).slice(townName(own.id, places).length);
}

const townName = (id: string, places: Context["places"]): string => places.above(id, "town")?.name ?? "";

/** `等答复`; empty where nothing can become of it. */
export function stateOf({ kind, state }: Pick<RecordRow, "kind" | "state">): string {
  const { states } = kindOf(kind).lifecycle;
  return Object.keys(states).length > 1 ? (states[state]?.word ?? state) : "";
}

/** The words of a record as this reader may see them, cut short. */
export function gistFor(row: RecordRow, context: Context): string {
  if (!mayRead(row, context)) return "（内容不显示）";
  // of what is delicate a line is not the place
  return row.sensitive === 1 && row.accused === "" ? "" : clip(context.tables.records.openText(row));
}

/** One record in a list: `T14 11月20日 东卧牛村 赫书记 低保`. */
export function lineOf(row: RecordRow, context: Context, more = ""): string {
  const day = row.day === "" ? "" : formatDay(row.day, context.now);
  const state = stateOf(row);
  const [where, whom] = mayRead(row, context)
    ? [whereOf(row, context), kindOf(row.kind).open ? "" : row.with_name]
    : // where exactly could tell who
      [context.places.above(row.place_id ?? "", "village")?.name ?? whereOf(row, context), ""];
  const parts = [numberWithTown(row, context), day, where, whom, gistFor(row, context), more];
  return `${parts.filter(Boolean).join(" ")}${state && `（${state}）`}`;
}
