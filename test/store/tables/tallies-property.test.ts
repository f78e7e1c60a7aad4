import { expect, test } from "@jest/globals";
import type { Onlooker } from "../../../src/store/tables/waiting.ts";
import type { Tables } from "../../../src/store/tables.ts";
import fc from "../../property.ts";
import { type Db, onEachEngine } from "../open.ts";

const [kinds, states] = [["talk", "opinion", "reminder"] as const, ["open", "passed", "answered", "closed"]];
const people = ["wang", "zhou", "sun"];
const places = ["east", "west", "far", "county"];
const dayLength = 86_400_000;
/** Midnight in Asia/Shanghai. */
const begin = Date.UTC(2026, 10, 1, -8);

type Written = {
  readonly kind: (typeof kinds)[number];
  readonly place: string;
  readonly author: string | null;
  readonly accused: readonly string[] | null;
  readonly day: number;
};
/** `at`: seconds after midnight; `answers`: after how many days each step that answers and stands was made. */
type Kept = Written & { readonly state: string; readonly at: number; readonly answers: readonly number[] };
type Step =
  | Written
  | { readonly undo: number }
  | { readonly back: number }
  | { readonly move: number; readonly to: string; readonly after: number }
  | { readonly moveBack: number }
  | { readonly amend: number; readonly place: string; readonly accused: string }
  | { readonly goes: string; readonly city: string | null }
  | { readonly unnamed: number };

const written = fc.record({
  kind: fc.constantFrom(...kinds),
  place: fc.constantFrom(...places),
  author: fc.constantFrom(...people, null),
  accused: fc.constantFrom(null, [], ["sun"], ["sun", "wang"]),
  day: fc.nat(3),
});
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: written },
    { weight: 2, arbitrary: fc.record({ undo: fc.nat() }) },
    { weight: 1, arbitrary: fc.record({ back: fc.nat() }) },
    { weight: 3, arbitrary: fc.record({ move: fc.nat(), to: fc.constantFrom(...states), after: fc.nat(40) }) },
    { weight: 1, arbitrary: fc.record({ moveBack: fc.nat() }) },
    {
      weight: 2,
      arbitrary: fc.record({
        amend: fc.nat(),
        place: fc.constantFrom(...places),
        accused: fc.constantFrom("", "sun"),
      }),
    },
    { weight: 2, arbitrary: fc.record({ goes: fc.constantFrom(...people), city: fc.constantFrom("苏州", null) }) },
    { weight: 1, arbitrary: fc.record({ unnamed: fc.nat(4) }) },
  ),
  { maxLength: 20 },
);

let runs = 0;

async function plant(tables: Tables): Promise<string> {
  const root = `r${++runs}`;
  const put = (id: string, parent: string | null, level: "county" | "town" | "village", path: string, town: string) =>
    tables.places.put({ id, parent_id: parent, level, level_word: "", name: id, path, town_id: town }, []);
  await put(`${root}-county`, null, "county", `/${root}-county/`, `${root}-county`);
  for (const [town, villages] of [
    ["one", ["east", "west"]],
    ["two", ["far"]],
  ] as const) {
    const path = `/${root}-county/${root}-${town}/`;
    await put(`${root}-${town}`, `${root}-county`, "town", path, `${root}-${town}`);
    for (const name of villages)
      await put(`${root}-${name}`, `${root}-${town}`, "village", `${path}${root}-${name}/`, `${root}-${town}`);
  }
  return root;
}

const townOf = (place: string): string => ({ far: "two", county: "county" })[place] ?? "one";

/** What the figures must be, counted from nothing but what stands. */
function counted(root: string, standing: readonly Kept[], away: ReadonlySet<string>): Map<string, number> {
  const figures = new Map<string, number>();
  // of a town, and once more of the county that has it
  const count = (place: string, of: string) => {
    for (const at of new Set([townOf(place), "county"])) {
      const key = `${root}-${at} ${of}`;
      figures.set(key, (figures.get(key) ?? 0) + 1);
    }
  };
  for (const { kind, state, accused, place, author, day } of standing) {
    if (kind === "reminder") continue;
    const what = `${kind}:${state}${accused === null ? "" : "!"}`;
    count(place, `${what} ${day} ${author !== null && away.has(author) ? 1 : 0}`);
  }
  for (const { kind, accused, place, day, answers } of standing) {
    if (kind !== "opinion" || answers.length === 0) continue;
    count(place, `opinion>${ageOf(answers)}${accused === null ? "" : "!"} ${day} 0`);
  }
  return figures;
}

/** The first answer counts: the same day, within three, seven, thirty, or later. */
const ageOf = (answers: readonly number[]): number => {
  const days = Math.min(...answers);
  return [0, 3, 7, 30, Number.POSITIVE_INFINITY].findIndex((most) => days <= most);
};
const isAnswer = (state: string) => state === "answered" || state === "closed";

async function keptOf(db: Db, root: string): Promise<Map<string, number>> {
  const rows = (await db.read.tallies.all()).filter((row) => row.place_id.startsWith(`${root}-`));
  const first = Math.floor((begin + dayLength / 3) / dayLength);
  return new Map(
    rows.flatMap(({ place_id, what, day, away, count }) =>
      Number(count) === 0 ? [] : [[`${place_id} ${what} ${Number(day) - first} ${Number(away)}`, Number(count)]],
    ),
  );
}

const isPlain = ({ accused }: Kept) => accused === null;

/** What is asked of a county says what those say who see these records. */
async function askedOf(db: Db, root: string, onlooker: Onlooker, seen: readonly Kept[], away: ReadonlySet<string>) {
  const [path, opinions] = [`/${root}-county/`, seen.filter(({ kind }) => kind === "opinion")];
  const { waiting } = db.read;
  const county = { id: `${root}-county`, path, town_id: `${root}-county` };
  const waits = opinions.filter(({ state }) => state === "open" || state === "passed");
  const inState = waits.filter(({ state }) => state === "passed").length;
  const oldest = waits.length === 0 ? null : begin + Math.min(...waits.map(({ day }) => day)) * dayLength;
  expect(await waiting.count("opinion", path, onlooker, {}, "passed")).toEqual({
    total: waits.length,
    oldest,
    inState,
  });
  const early = waits.filter(({ day }) => day < 2).length;
  expect((await waiting.count("opinion", path, onlooker, { before: begin + 2 * dayLength })).total).toBe(early);
  const below = (town: string) => waits.filter(({ place }) => townOf(place) === town).length;
  expect(await waiting.byChild("opinion", { id: `${root}-county`, path }, onlooker)).toEqual([
    { name: `${root}-one`, count: below("one") },
    { name: `${root}-two`, count: below("two") },
  ]);
  const stands = await waiting.standing("opinion", { id: `${root}-county`, path }, onlooker, {
    state: "passed",
    before: begin + 2 * dayLength,
  });
  expect(stands).toEqual({
    ...{ total: waits.length, oldest, inState, long: early },
    children: waits.length === 0 ? [] : ["one", "two"].map((town) => ({ name: `${root}-${town}`, count: below(town) })),
  });
  const isAway = ({ author }: Kept) => author !== null && away.has(author);
  const perDay = await waiting.perDay("opinion", county, begin + dayLength, onlooker);
  const late = opinions.filter(({ day }) => day >= 1);
  const waitsPerDay = await waiting.waitingPerDay("opinion", county, onlooker);
  expect(waitsPerDay.reduce((sum, { count }) => sum + count, 0)).toBe(waits.length);
  const east = { id: `${root}-east`, path: `${path}${root}-one/${root}-east/`, town_id: `${root}-one` };
  const inEast = await waiting.waitingPerDay("opinion", east, onlooker);
  expect(inEast.reduce((sum, { count }) => sum + count, 0)).toBe(waits.filter(({ place }) => place === "east").length);
  expect(perDay.reduce((sum, { count }) => sum + count, 0)).toBe(late.length);
  expect(perDay.reduce((sum, one) => sum + (one.away ? one.count : 0), 0)).toBe(late.filter(isAway).length);
  const took = await waiting.answered("opinion", county, begin + dayLength, onlooker);
  const answered = late.flatMap(({ answers }) => (answers.length > 0 ? ageOf(answers) : []));
  expect(took).toEqual([0, 1, 2, 3, 4].map((age) => answered.filter((one) => one === age).length));
  // from some seconds, and from some hours, after a midnight until as much after another
  for (const second of [8, 20 * 3600]) {
    const [from, to] = [begin + second * 1000, begin + 2 * dayLength + second * 1000];
    const fresh = await waiting.freshSince(path, from, onlooker, to);
    const within = seen.filter(({ day, at }) => (day > 0 || at >= second) && (day < 2 || (day === 2 && at < second)));
    for (const kind of ["talk", "opinion"] as const) {
      const of = within.filter((one) => one.kind === kind);
      const figures = { total: of.length, away: of.filter(isAway).length };
      expect([second, kind, fresh.get(kind) ?? { total: 0, away: 0 }]).toEqual([second, kind, figures]);
    }
  }
}

onEachEngine("tallies equal a count of the records", (db) => {
  const asked = (root: string, onlooker: Onlooker, seen: readonly Kept[], away: ReadonlySet<string>) =>
    askedOf(db, root, onlooker, seen, away);

  test("after any records, undos, moves, amendments, people who go away and names that are forgotten", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const root = await db.write(plant);
        const ids = new Map<string, string>();
        for (const name of people) {
          const more = { homePlaceId: null, awayCity: null, partyMember: false, phone: null, now: 0 };
          ids.set(name, await db.write((tables) => tables.people.add({ name: `${root}${name}`, ...more })));
        }
        const idOf = (name: string | null) => (name === null ? null : (ids.get(name) ?? null));
        const standing = new Map<string, Kept>();
        const gone = new Map<string, Kept>();
        const away = new Set<string>();
        const meant = (of: ReadonlyMap<string, Kept>, number: number) =>
          [...of.keys()][number % Math.max(of.size, 1)] ?? "";
        const rowOf = async (key: string, tables: Tables) => (await tables.records.causedBy(key))[0];
        for (const [at, step] of taken.entries()) {
          const key = `${root} ${at}#`;
          await db.write(async (tables) => {
            if ("kind" in step) {
              const { accused, place, author, day, kind } = step;
              await tables.records.add({
                ...{
                  kind,
                  accused: accused?.map((name) => idOf(name) ?? "") ?? null,
                  place_id: `${root}-${place}`,
                  town_id: `${root}-${townOf(place)}`,
                  cause: key,
                },
                ...{
                  author_id: idOf(author),
                  created_at: begin + day * dayLength + 1000 * at,
                  chat: "c",
                  account: "a",
                },
                ...{ text: "", fingerprint: "" },
              });
              const starts = (await rowOf(key, tables))?.state ?? "";
              standing.set(key, { ...step, at, state: starts, answers: [] });
            } else if ("undo" in step || "move" in step || "amend" in step || "moveBack" in step) {
              const [number = 0] = Object.values(step);
              const which = meant(standing, Number(number));
              const [row, before] = [await rowOf(which, tables), standing.get(which)];
              if (!row || !before) return;
              if ("undo" in step) {
                expect(await tables.records.withdraw(row.id, 7)).toBe(true);
                expect(await tables.records.withdraw(row.id, 8)).toBe(false);
                standing.delete(which);
                gone.set(which, before);
              } else if ("move" in step) {
                // a talk has no states but one
                if (before.kind === "talk") return;
                await tables.records.change(row, { state: step.to });
                await tables.moves.add({
                  ...{ record_id: row.id, at: row.created_at + step.after * dayLength, to_state: step.to },
                  ...{ from_state: row.state, cause: `${key}move`, word: "", note: null, before: {} },
                  ...{ account: "a", person_id: null, chat: "c" },
                });
                expect(await tables.records.change({ ...row, state: "void" }, { state: "open" })).toBe(false);
                const answers = isAnswer(step.to) ? [...before.answers, step.after] : before.answers;
                standing.set(which, { ...before, state: step.to, answers });
              } else if ("moveBack" in step) {
                const [last] = (await tables.moves.of(row.id)).sort((one, other) => (one.cause < other.cause ? 1 : -1));
                if (!last) return;
                expect(await tables.moves.undo(last, 9)).toBe(true);
                expect(await tables.moves.undo(last, 9)).toBe(false);
                const after = Math.round((last.at - row.created_at) / dayLength);
                const at = isAnswer(last.to_state) ? before.answers.lastIndexOf(after) : -1;
                standing.set(which, { ...before, answers: before.answers.filter((_, index) => index !== at) });
              } else {
                const change = { place_id: `${root}-${step.place}`, accused: step.accused && `,${idOf("sun")},` };
                await tables.records.change(row, change);
                expect(await tables.records.change({ ...row, state: "void" }, change)).toBe(false);
                standing.set(which, { ...before, place: step.place, accused: step.accused === "" ? null : ["sun"] });
              }
            } else if ("back" in step) {
              const which = meant(gone, step.back);
              const [row, before] = [await rowOf(which, tables), gone.get(which)];
              if (!row || !before) return;
              expect(await tables.withdrawn.restore(row, null)).toBe(true);
              gone.delete(which);
              standing.set(which, before);
            } else if ("goes" in step) {
              await tables.roster.correct(idOf(step.goes) ?? "", { awayCity: step.city });
              if (step.city === null) away.delete(step.goes);
              else away.add(step.goes);
            } else {
              await tables.records.detachBefore("opinion", begin + step.unnamed * dayLength);
              for (const of of [standing, gone])
                for (const [which, one] of [...of])
                  if (one.kind === "opinion" && one.day < step.unnamed) of.set(which, { ...one, author: null });
              // where it was found by what caused it, it is not any more
              for (const of of [standing, gone])
                for (const [which, one] of [...of])
                  if (one.kind === "opinion" && one.day < step.unnamed) {
                    of.delete(which);
                    of.set(`${which}unnamed`, one);
                  }
            }
          });
        }
        expect(await keptOf(db, root)).toEqual(counted(root, [...standing.values()], away));
        if (!taken.some((step) => "unnamed" in step)) {
          const path = `/${root}-county/`;
          await asked(root, { personId: null, accusationsBelow: [] }, [...standing.values()].filter(isPlain), away);
          const [sun, seen] = [idOf("sun"), [...standing.values()].filter(({ accused }) => !accused?.includes("sun"))];
          await asked(root, { personId: sun, accusationsBelow: [path] }, seen, away);
        }
      }),
      { numRuns: 50 },
    );
  });

  test("and a recount changes nothing, but mends what was broken", async () => {
    const some = async () => (await db.read.tallies.all()).filter(({ count }) => Number(count) !== 0);
    const before = await some();
    expect(before.length).toBeGreaterThan(5);
    await db.write((tables) => tables.tallies.recount());
    expect(await some()).toEqual(before);
    const [record] = await db.read.recent.writtenSince("talk", 0, begin * 2, 1);
    await db.write((tables) => tables.tallies.step("talk", { id: record?.id ?? "", from: "", to: "*" }));
    expect(await some()).not.toEqual(before);
    await db.write((tables) => tables.tallies.recount());
    expect(await some()).toEqual(before);
  });
});
