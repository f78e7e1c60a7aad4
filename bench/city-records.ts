import { type Kysely, sql } from "kysely";
import { dayOf } from "../src/chinese/time/index.ts";
import { kinds } from "../src/ledger/kinds.ts";
import type { Engine } from "../src/store/engine/engine.ts";
import { unhurried } from "../src/store/engine/unhurried.ts";
import type { Schema } from "../src/store/schema.ts";
import { answersOfAll } from "../src/store/tables/answers.ts";
import { reachOfAll } from "../src/store/tables/reach.ts";
import { talliesOfAll } from "../src/store/tables/tallies.ts";
import { cadreId, type Size, type Village } from "./city.ts";

const day = 24 * 60 * 60_000;
const rowsAtOnce = 400;
const never = 50;

/** A year of talks, visits and opinions, evenly over the villages, with their coverage cells and what is kept over them. */
export async function fillRecords(
  db: Kysely<Schema>,
  villages: readonly Village[],
  below: readonly (readonly Schema["places"][])[],
  { records, cadres }: Size,
  { now, engine }: { readonly now: number; readonly engine: Engine },
) {
  const cells = new Map<string, Schema["coverage"]>();
  let batch: Schema["records"][] = [];
  const keep = async () => {
    await insert(db, "records", batch);
    await insert(
      db,
      "moves",
      batch.flatMap((row) => answerOf(row, now)),
    );
    batch = [];
  };
  for (let index = 0; index < records; index++) {
    const village = index % villages.length;
    const place = villages[village];
    if (!place) continue;
    const told = (["talk", "visit", "opinion"] as const)[Math.floor(index / villages.length) % 3] ?? "talk";
    // some villages nobody talked with, and in each village a hamlet nobody went to
    const kind = told === "talk" && village % never === never - 1 ? "visit" : told;
    const time = now - Math.floor(((records - index) / records) * 365 * day);
    const author = cadreId(village, Math.floor(index / villages.length) % Math.min(cadres, 3));
    const round = Math.floor(index / villages.length / 3);
    const hamlets = kind === "visit" ? (below[village] ?? []).filter(({ level }) => level === "hamlet") : [];
    const at = hamlets[round % Math.max(1, hamlets.length - 1)] ?? place;
    batch.push(recordRow(index, { id: at.id, townId: place.townId }, kind, author, time));
    if (kind !== "opinion") count(cells, kind, at.path, author, dayOf(time));
    if (batch.length === rowsAtOnce) await keep();
  }
  await keep();
  await insert(db, "coverage", [...cells.values()]);
  for (const { name, letter } of kinds)
    await sql`insert into counters (town_id, letter, value)
      select town_id, ${letter}, max(number) from records where kind = ${name} group by town_id`.execute(db);
  await unhurried(db, engine);
  await reachOfAll.execute(db);
  await talliesOfAll.execute(db);
  await answersOfAll.execute(db);
}

/** What was answered was so within three weeks. */
function answerOf(
  { id, kind, state, number, account, chat, created_at }: Schema["records"],
  now: number,
): Schema["moves"][] {
  if (kind !== "opinion" || state !== "answered") return [];
  const at = Math.min(now, created_at + ((number % 40) * day) / 2);
  return [
    {
      ...{ id: `m${id}`, record_id: id, at, account, person_id: null, chat, word: "答复", from_state: "open" },
      ...{ to_state: "answered", note_sealed: null, before_sealed: "", cause: `${id}#answer`, undone_at: null },
    },
  ];
}

function recordRow(
  index: number,
  place: Pick<Village, "id" | "townId">,
  kind: "talk" | "visit" | "opinion",
  author: string,
  at: number,
) {
  return {
    id: `r${String(index).padStart(9, "0")}`,
    kind,
    number: index + 1,
    town_id: place.townId,
    place_id: place.id,
    chat: `onebot:10000:group:${index % 7000}`,
    account: `onebot:${author}`,
    author_id: author,
    with_person_id: null,
    with_name: "赫书记",
    day: dayOf(at),
    at: null,
    category: "",
    sensitive: 0,
    accused: "",
    sealed: 0,
    text: "低保、路灯、自来水，村口的路灯坏了三盏，答应下周修好",
    fields: "",
    fingerprint: `f${index}`,
    cause: `i${index}#record`,
    of_id: null,
    origin_id: null,
    // one opinion in thirty waits for an answer
    ...(kind !== "opinion"
      ? { state: "standing", waiting: 0 }
      : index % 30 === 0
        ? { state: "open", waiting: 1 }
        : { state: "answered", waiting: 0 }),
    owner_account: null,
    owner_id: null,
    asker_account: null,
    asker_id: null,
    due_at: null,
    next_at: null,
    rung_at: null,
    heard_at: null,
    rule: null,
    created_at: at,
    withdrawn_at: null,
  };
}

function count(cells: Map<string, Schema["coverage"]>, campaign: string, path: string, author: string, on: string) {
  for (const place_id of path.split("/").filter(Boolean))
    for (const who of ["", author]) {
      const key = `${campaign} ${place_id} ${who}`;
      const cell = cells.get(key) ?? { campaign, place_id, who, count: 0, first_day: on, last_day: on };
      cells.set(key, { ...cell, count: cell.count + 1, last_day: on });
    }
}

export async function insert<Name extends keyof Schema>(
  db: Kysely<Schema>,
  name: Name,
  rows: readonly Schema[Name][],
): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    await db
      .insertInto(name)
      .values(rows.slice(from, from + rowsAtOnce) as never)
      .execute();
}
