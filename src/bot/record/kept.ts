import { clip } from "../../chinese/privacy/clip.ts";
import type { Recurrence } from "../../chinese/time/index.ts";
import type { Involved, Kept } from "../../ledger/kind.ts";
import { kindOf, numberOf } from "../../ledger/kinds.ts";
import type { HeldRecord } from "../../store/tables/involved.ts";
import type { RecordRow } from "../../store/tables/records.ts";
import type { Tables } from "../../store/tables.ts";
import { ownerChat } from "./owner-chat.ts";

/** A row as the rules of its kind see it, but for what lies in other tables. */
const plain = (row: RecordRow, tables: Pick<Tables, "records">): Kept => ({
  number: numberOf(row),
  state: row.state,
  gist: clip(tables.records.openText(row)),
  onBehalfOf: kindOf(row.kind).open ? row.with_name : "",
  nextAt: row.next_at,
  rungAt: row.rung_at,
  rule: row.rule === null ? null : (JSON.parse(row.rule) as Recurrence),
  dueAt: row.due_at,
  disturbs: disturbedBy(row),
  sensitive: row.sensitive === 1,
  ownerName: "",
  ownerId: row.owner_id,
  own: {},
  set: null,
  involved: [],
  origin: null,
  lastNotes: {},
});

function disturbedBy(row: RecordRow): Kept["disturbs"] {
  if (ownerChat(row) !== null) return "group";
  return row.owner_id !== null && row.owner_id !== row.author_id ? "private" : null;
}

type Read = Pick<Tables, "places" | "records" | "involved" | "people" | "moves" | "accounts">;

/** A row as the rules of its kind see it. Only what a kind keeps apart is looked up. */
export async function keptOf(row: HeldRecord, tables: Read): Promise<Kept> {
  const known = plain(row, tables);
  if (!kindOf(row.kind).own) return known;
  const involved = row.involved ?? (await tables.involved.of(row.id));
  const ids = [row.owner_id, ...involved.map((one) => one.person_id)].filter((id) => id !== null);
  const names = await tables.people.names(ids);
  const origin = row.origin_id === null ? undefined : await tables.records.get(row.origin_id);
  const steps = await tables.moves.of(row.id);
  const notes = steps.flatMap((step): [string, string][] => {
    const note = tables.moves.openNote(step);
    return note === null ? [] : [[step.word, note]];
  });
  const own = await tables.records.own(row);
  return {
    ...known,
    ownerName: row.owner_id === null ? "" : (names.get(row.owner_id) ?? ""),
    own,
    set: await tables.records.setFor(row.kind, String(own.from_place_id ?? row.place_id ?? "")),
    involved: involved.map(
      ({ stake, person_id, account, word }): Involved => ({
        ...{ stake, personId: person_id, name: names.get(person_id ?? "") ?? "", word },
        isReachable: account !== null,
      }),
    ),
    origin: origin
      ? {
          ...{ number: numberOf(origin), gist: clip(tables.records.openText(origin)) },
          ...{ kind: origin.kind, state: origin.state, town: (await tables.places.get(origin.town_id))?.name ?? "" },
          ...fromApart(origin),
        }
      : null,
    lastNotes: Object.fromEntries(notes),
  };
}

function fromApart(origin: RecordRow) {
  const handed = kindOf(origin.kind).handedOn;
  const number = numberOf(origin);
  return handed ? { comesFrom: handed.comesFrom(number), whenDone: handed.whenDone(number, origin.state) } : {};
}

/** What a message made or did hangs on its key: `MESSAGE#record`. */
export const causesOf = (messageKey: string): string => `${messageKey}#`;
/** `MESSAGE#`, from the cause of anything it made. */
export const siblingsOf = (cause: string): string => cause.slice(0, cause.lastIndexOf("#") + 1);
/** `MESSAGE#`, from the cause of one of several records that a message made: `MESSAGE#+2#record`. */
export const wholeOf = (cause: string): string => siblingsOf(cause).replace(/#\+\d+#$/, "#");

/** The step by which a record says something else. */
export const amendWord = "更正";
