import { gzipSync } from "node:zlib";
import { expect, test } from "@jest/globals";
import { loadReference } from "../../src/bot/places.ts";
import { checkPeople, PEOPLE_COLUMNS } from "../../src/import/check-people.ts";
import { meantTable } from "../../src/import/columns.ts";
import { inTurns } from "../../src/import/in-turns.ts";
import { individualsOf } from "../../src/import/individuals.ts";
import { packedLines, unpackedLines } from "../../src/import/packed-lines.ts";
import { planPeople } from "../../src/import/plan.ts";
import { recognisePeople } from "../../src/import/recognise-people.ts";
import { rosterPieces } from "../../src/import/roster-pieces.ts";
import type { Line } from "../../src/import/table.ts";
import { openWorld } from "../world.ts";
import { treeOf } from "./tables.ts";

// A long file is looked at while messages are answered: each step of it lets others have their turn.

const people = 5000;
const tree = treeOf("云湖县", "云湖县/新会镇", "云湖县/新会镇/东卧牛村");
const lines: readonly Line[] = [
  [1, ["姓名", "岗位", "地点", "手机"]],
  ...Array.from({ length: people }, (_, n): Line => {
    const name = `陈${String.fromCodePoint(0x4e00 + n)}`;
    return [n + 2, [name, "群众", "东卧牛村", `139${String(n).padStart(8, "0")}`]];
  }),
];

/** What a step makes, and how often others had their turn meanwhile. */
async function beside<T>(step: () => Promise<T>): Promise<{ readonly made: T; readonly turns: number }> {
  let [turns, isOver] = [0, false];
  const count = () => {
    if (isOver) return;
    turns++;
    setImmediate(count);
  };
  setImmediate(count);
  const made = await step();
  isOver = true;
  return { made, turns };
}

test("a list that is worked through in turns is whole and in its order", async () => {
  const all = Array.from({ length: 2500 }, (_, n) => n);
  const pieces: number[] = [];
  const doubled = await inTurns(all, (some) => {
    pieces.push(some.length);
    return some.flatMap((one) => (one === 3 ? [] : [one * 2]));
  });
  expect(doubled).toEqual(all.filter((one) => one !== 3).map((one) => one * 2));
  expect(pieces).toEqual(Array.from({ length: 10 }, () => 250));
  expect(await inTurns([], () => [1])).toEqual([]);
});

test("others have their turn while a long roster is unpacked, read, recognised and compared", async () => {
  const world = await openWorld();
  try {
    const packed = await beside(() => packedLines(lines));
    const unpacked = await beside(() => unpackedLines(packed.made));
    expect(unpacked.made).toEqual(lines);
    const words = { 岗位: { 群众: "村民" } };
    const table = await beside(() => meantTable(unpacked.made, PEOPLE_COLUMNS, { columns: {}, words }));
    expect(table.made.rows.length).toBe(people);
    const checked = await beside(() => checkPeople(table.made, tree));
    expect([checked.made.good.length, checked.made.bad]).toEqual([people, []]);
    const found = await beside(() => individualsOf(checked.made.good, tree));
    const nobody = { called: () => [], ownerOf: () => undefined };
    const recognised = await beside(() => recognisePeople(found.made.individuals, nobody, tree));
    const known = { bound: "", make: () => "", recent: new Set<string>(), owners: new Map(), ended: "" };
    const file = { ...checked.made, good: recognised.made.good, columns: new Set(table.made.header), known };
    const { places } = await loadReference(world.store.read);
    const plan = await beside(() => planPeople(file, places));
    const pieces = await beside(() => rosterPieces(file, places));
    expect([plan.made.added.length, pieces.made.all.length]).toEqual([people, people]);
    const steps = { packed, unpacked, table, checked, found, recognised, plan, pieces };
    const hasty = Object.entries(steps).filter(([, { turns }]) => turns < people / 250 - 1);
    expect(hasty.map(([name]) => name)).toEqual([]);
  } finally {
    await world.close();
  }
});

test("a draft that was kept by the version before is read", async () => {
  const packed = (text: string) => gzipSync(text).toString("base64");
  expect(await unpackedLines(packed(JSON.stringify(lines.slice(0, 3))))).toEqual(lines.slice(0, 3));
  expect(await unpackedLines(packed("[]"))).toEqual([]);
  expect(await unpackedLines(await packedLines([]))).toEqual([]);
  expect(await unpackedLines("")).toEqual([]);
});
