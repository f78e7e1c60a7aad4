import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { DatabaseSync } from "@photostructure/sqlite";
import { ledgers } from "../../handlers/index.ts";
import { composeDigest } from "../../src/bot/digest/compose.ts";
import { digestPicture } from "../../src/bot/digest/picture.ts";
import type { Reader } from "../../src/bot/digest/reader.ts";
import { sectionsOf } from "../../src/bot/ledger.ts";
import { loadReference, type Reference } from "../../src/bot/places.ts";
import type { PlaceLevel } from "../../src/chinese/names/place-level.ts";
import type { KindName } from "../../src/ledger/kinds.ts";
import type { Tables } from "../../src/store/tables.ts";
import { openEmpty } from "./open.ts";
import { planOf, recorded } from "./recorded.ts";

// What whoever leads a city asks goes through no list of all places, and takes as few statements as it did.

const now = Date.parse("2026-11-18T10:00:00+08:00");
const day = 86_400_000;
const reader: Reader = { personId: "p", places: [{ id: "c", path: "/c/", name: "市", level: "city", isAbove: true }] };

let file: InstanceType<typeof DatabaseSync>;
let opened: Awaited<ReturnType<typeof openEmpty>>;
let known: Reference;
beforeAll(async () => {
  opened = await openEmpty("sqlite");
  await opened.store.write(fill);
  const { places, calendar, version } = await loadReference(opened.store.read);
  const count: typeof places.count = (path, level) =>
    path === "/c/" && level === "village" ? 6216 : places.count(path, level);
  known = { places: { ...places, count }, calendar, version };
  file = new DatabaseSync(opened.file, { readOnly: true });
});
afterAll(async () => {
  file.close();
  await opened.remove();
});

/** A city of two counties with a town and two villages each; something is recorded in one of them, and one waits for long. */
async function fill(tables: Tables): Promise<void> {
  const put = (id: string, level: PlaceLevel, path: string, town_id: string) =>
    tables.places.put(
      { id, parent_id: path.split("/").at(-3) || null, level, level_word: "", name: id, path, town_id },
      [],
    );
  await put("c", "city", "/c/", "c");
  for (const side of ["a", "b"]) {
    await put(`d${side}`, "county", `/c/d${side}/`, `d${side}`);
    await put(`t${side}`, "town", `/c/d${side}/t${side}/`, `t${side}`);
    for (const n of [1, 2]) await put(`v${side}${n}`, "village", `/c/d${side}/t${side}/v${side}${n}/`, `t${side}`);
  }
  for (const [at, kind] of (["talk", "visit", "opinion", "opinion"] as const satisfies readonly KindName[]).entries()) {
    await tables.records.add({
      ...{ kind, place_id: "va1", town_id: "ta", author_id: null, cause: `m${at}#record`, chat: "c", account: "a" },
      ...{ text: "路灯", fingerprint: `f${at}`, created_at: now - at * 10 * day },
    });
    if (kind !== "opinion")
      await tables.coverage.add({ kind, paths: ["/c/da/ta/va1/"], personId: null, day: "2026-11-18" });
  }
}

const asked: Readonly<Record<string, readonly [most: number, ask: (tables: Tables) => Promise<unknown>]>> = {
  "the report of a day": [
    33,
    async (tables) => {
      const { text } = await composeDigest(sectionsOf(ledgers), reader, now - day, tables, { now, ...known });
      expect(text).toMatch(/谈心 1\/6216村.*未谈：va2、vb1等6215村.*未答复2/s);
    },
  ],
  "the report of a week": [
    43,
    (tables) => composeDigest(sectionsOf(ledgers), reader, now - 7 * day, tables, { now, ...known, span: "week" }),
  ],
  "the picture of a report": [7, (tables) => digestPicture(reader, { tables, places: known.places, now })],
  "the register of what was handed over": [1, ({ assignmentRegister }) => assignmentRegister.count({ path: "/c/" })],
};

const isWalk = (detail: string): boolean => /^SCAN places|^SEARCH .*places_(path|level) .*path>/.test(detail);
/** What is done in a town only. */
const isForTowns = /level not in \('city', 'county'\)/;

test.each(Object.keys(asked))("%s walks through no list of all places", async (name) => {
  const [most = 0, ask] = asked[name] ?? [];
  const statements = await recorded(
    async (tables) => ask?.(tables),
    ({ sql, parameters }) => file.prepare(sql).all(...(parameters as never[])),
  );
  const walks = statements.filter(
    ({ sql, parameters }) =>
      parameters.includes("/c/") && !isForTowns.test(sql) && planOf(file, sql, parameters).some(isWalk),
  );
  expect(walks.map(({ sql }) => sql)).toEqual([]);
  expect(statements.length).toBeLessThanOrEqual(most);
});
