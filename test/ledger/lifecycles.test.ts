import { describe, expect, test } from "@jest/globals";
import { commands, ledgers } from "../../handlers/index.ts";
import { ringsOf } from "../../src/bot/ledger.ts";
import { makeCalendar } from "../../src/chinese/time/index.ts";
import type { Kept } from "../../src/ledger/kind.ts";
import { kindOf, kindOfLetter, kinds, movesCalled, numberOf, waits } from "../../src/ledger/kinds.ts";
import type { How, Lifecycle, Move } from "../../src/ledger/lifecycle.ts";

const once: Kept = {
  ...{
    number: "X1",
    state: "",
    gist: "三社路灯不亮",
    nextAt: null,
    rungAt: null,
    rule: null,
    dueAt: null,
    disturbs: null,
    sensitive: false,
  },
  ...{
    onBehalfOf: "",
    ownerName: "王建国",
    ownerId: "wang",
    disturbs: null,
    own: {},
    set: null,
    involved: [],
    origin: null,
    lastNotes: {},
  },
};
const passingOn: Kept = { ...once, own: { request: "转办", request_at: 1, request_person_id: "he" } };
const weekly: Kept = { ...once, nextAt: Date.UTC(2026, 10, 23), rule: { kind: "weekly" } as never };
const how: How = {
  now: Date.UTC(2026, 10, 21),
  words: "好",
  mover: "王建国",
  moverCalled: "王建国主任",
  calendar: makeCalendar([]),
  as: ["owner"],
  target: null,
  until: null,
  delay: null,
  rule: null,
  inGroup: false,
  heldUntil: null,
};

const he = { personId: "he", account: null, name: "何敏", placeId: "town", isSelf: false };
const targetsOf = ({ to }: Move): readonly string[] =>
  typeof to === "string" ? [to] : [once, weekly, passingOn].flatMap((kept) => kindsStates(kept, to));
const kindsStates = (kept: Kept, to: (kept: Kept, how: How) => string): string[] =>
  kinds
    .flatMap(({ lifecycle }) => Object.keys(lifecycle.states))
    .flatMap((state) => [how, { ...how, target: he }].map((each) => to({ ...kept, state }, each)));
/** What something else that was lifted from it makes of it. */
const followed = kinds.flatMap(({ lifecycle }) =>
  lifecycle.moves.flatMap((move) => move.originBecomes?.(once, how) ?? []),
);

function reached(lifecycle: Lifecycle): Set<string> {
  const found = new Set([lifecycle.starts, ...(lifecycle.ownSteps ?? [])]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const move of lifecycle.moves)
      if (move.from.some((state) => found.has(state))) for (const state of targetsOf(move)) found.add(state);
    if (lifecycle.clock?.in.some((state) => found.has(state))) found.add(lifecycle.clock.to);
    for (const state of followed) if (lifecycle.states[state]) found.add(state);
  }
  return found;
}

describe.each(kinds.map((kind) => [kind.word, kind] as const))("the life of a %s", (_, { lifecycle }) => {
  const states = Object.keys(lifecycle.states);

  test("reaches every state, and no other", () => {
    expect([...reached(lifecycle)].filter((state) => states.includes(state)).sort()).toEqual([...states].sort());
    for (const move of lifecycle.moves) if (typeof move.to === "string") expect(states).toContain(move.to);
  });

  test("has only moves that can be made, by somebody", () => {
    for (const move of lifecycle.moves) {
      expect(move.from.every((state) => reached(lifecycle).has(state))).toBe(true);
      expect(move.by.length).toBeGreaterThan(0);
    }
  });

  test("tells of a move somebody other than its maker, or its maker alone made it for himself", () => {
    for (const move of lifecycle.moves) {
      const forHimself = move.by.every((by) => by === "owner" || by === "author" || by === "helper");
      const said = move.says?.(once, how) ?? [];
      expect(forHimself || said.some(({ to }) => !(move.by as readonly string[]).includes(to))).toBe(true);
    }
  });

  test("is said with the record's number, so that a quote finds it", () => {
    for (const move of lifecycle.moves) {
      expect(move.echo(once, how)).toContain("X1");
      for (const { text } of move.says?.(once, how) ?? []) expect(text).toContain("X1");
    }
  });
});

test("letters and names collide nowhere; words that several kinds know need the same things", () => {
  const all = (of: (kind: (typeof kinds)[number]) => string) => new Set(kinds.map(of)).size;
  expect([all(({ letter }) => letter), all(({ name }) => name), all(({ word }) => word)]).toEqual([
    kinds.length,
    kinds.length,
    kinds.length,
  ]);
  const words = kinds.flatMap(({ lifecycle }) => lifecycle.moves);
  for (const move of words)
    for (const { move: other } of movesCalled(move.word)) expect(typeof other.needs).toBe(typeof move.needs);
  const calls = [...new Set(words.map(({ word }) => word))].flatMap((word) => [
    word,
    ...(words.find((move) => move.word === word)?.aliases ?? []),
  ]);
  expect(new Set(calls).size).toBe(calls.length);
});

test("every word that acts is a command, and every clock means something", () => {
  const names = commands.flatMap(({ name, aliases }) => [name, ...aliases]);
  for (const { lifecycle, name } of kinds) {
    for (const { word } of lifecycle.moves) expect(names).toContain(word);
    if (lifecycle.clock || lifecycle.strikes) expect(ringsOf(ledgers).map(({ kind }) => kind)).toContain(name);
  }
});

test("numbers lead back to their kind", () => {
  for (const kind of kinds) {
    expect(kindOfLetter(numberOf({ kind: kind.name, number: 7 }).charAt(0))).toBe(kind);
    expect(kindOf(kind.name)).toBe(kind);
    expect(waits(kind, "no such state")).toBe(false);
  }
  expect(() => kindOf("song")).toThrow();
});
