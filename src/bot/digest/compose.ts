import { formatDay } from "../../chinese/time/index.ts";
import { shortName } from "../../ledger/coverage.ts";
import { digestHead, digestText } from "../../ledger/digest.ts";
import type { Actions } from "../../store/tables/outbox.ts";
import type { Tables } from "../../store/tables.ts";
import type { HeldPlace, Reader } from "./reader.ts";
import type { Line, Scope, Section, Span } from "./section.ts";
import { weekLines } from "./week.ts";

export type Composed = {
  readonly text: string;
  readonly hasNews: boolean;
  /** what shows all that its first lines count; it is no part of the twelve lines */
  readonly actions?: Actions;
};

const mostAsks = 3;

/**
 * The short report of all that somebody leads: what is new since `since`, what is open, what is due today. The
 * scheduled digest and the one asked for both come from here. Reads only, one question after the other: many digests
 * are composed in one minute, and a message must not stand behind all of theirs.
 */
export async function composeDigest(
  sections: readonly Section[],
  { personId, places: held }: Reader,
  since: number,
  tables: Tables,
  { now, places, calendar, span = "day" }: Pick<Scope, "now" | "places" | "calendar"> & { readonly span?: Span },
): Promise<Composed> {
  const scopes: [Scope, ...Scope[]] = [await scopeOf(held[0])];
  for (const place of held.slice(1)) scopes.push(await scopeOf(place));
  async function scopeOf(place: HeldPlace): Promise<Scope> {
    const onlooker = { personId, accusationsBelow: place.isAbove ? [place.path] : [] };
    return {
      personId,
      place,
      places,
      since,
      span,
      now,
      calendar,
      onlooker,
      fresh: await tables.waiting.freshSince(place.path, since, onlooker),
    };
  }

  const lines: Line[] = [];
  if (span === "week") for (const scope of scopes) lines.push(...(await weekLines(scope, held.length > 1, tables)));
  for (const section of sections)
    for (const scope of section.about === "reader" ? [scopes[0]] : scopes) {
      const said = await section.read(scope, tables);
      const whose = section.about === "place" && held.length > 1 ? `${shortName(scope.place.name)} ` : "";
      lines.push(...said.map((line) => ({ ...line, text: `${whose}${line.text}` })));
    }
  lines.sort((one, other) => one.rank - other.rank);
  const head = digestHead(
    span === "day" ? formatDay(now, now) : daysFrom(since, now),
    held.map(({ name }) => name),
  );
  const words = [...new Set(lines.flatMap(({ asks }) => asks ?? []))].slice(0, mostAsks);
  return {
    text: digestText(
      head,
      lines.map(({ text }) => text),
    ),
    hasNews: lines.some(({ isNews }) => isNews),
    ...(words.length > 0 ? { actions: { words, asButtonsOnly: true } } : {}),
  };
}

/** `11月20日—11月27日` */
function daysFrom(since: number, now: number): string {
  const [first, last] = [formatDay(since, now), formatDay(now, now)];
  return first === last ? last : `${first}—${last}`;
}
