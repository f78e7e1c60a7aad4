import type { RosterPerson } from "../names/index.ts";
import { LONGEST_ROW, type Named, type PasteRow } from "./paste.ts";

/** What of a row nobody but its author can decide; the choices are the likely answers, in order. */
export type Doubt = {
  readonly number: number;
  /** the words that are not clear; "" where nothing was said */
  readonly said: string;
} & (
  | { readonly what: People; readonly people: readonly RosterPerson[] }
  | { readonly what: "due"; readonly moments: readonly { readonly at: number; readonly echo: string }[] }
  | { readonly what: "matter" | "length" }
);
type People = "owner" | "other owner" | "helper" | "verifier";

/** All that has to be decided before a row can be handed over. */
export function doubtsOf(row: PasteRow): readonly Doubt[] {
  const { number, owners, helpers, verifier, due, text } = row;
  const unclear = (what: People, named: readonly Named[]): Doubt[] =>
    named.flatMap(({ said, found }) =>
      found.kind === "one" ? [] : [{ number, what, said, people: found.kind === "several" ? found.values : [] }],
    );
  const nobody: Doubt[] = owners.length > 0 ? [] : [{ number, what: "owner", said: "", people: row.offered }];
  return [
    ...nobody,
    ...unclear("owner", owners.slice(0, 1)),
    ...unclear("other owner", owners.slice(1)),
    ...unclear("helper", helpers),
    ...unclear("verifier", verifier === null ? [] : [verifier]),
    ...(due.kind === "open" ? [{ number, what: "due" as const, said: due.said, moments: due.choices }] : []),
    ...(due.kind === "past" ? [{ number, what: "due" as const, said: due.said, moments: [] }] : []),
    ...(text === "" ? [{ number, what: "matter" as const, said: "" }] : []),
    ...(text.length > LONGEST_ROW ? [{ number, what: "length" as const, said: text }] : []),
  ];
}
