import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { assignment } from "../../../src/ledger/assignment.ts";
import type { By } from "../../../src/ledger/lifecycle.ts";
import { openWorld, type World } from "../../world.ts";

// Everybody says every word in every state: what the table of the lifecycle allows happens, and nothing else does.

const people = {
  sun: "assigner",
  wang: "owner",
  zhou: "verifier",
  he: "helper",
  li: "asker",
  xiuying: "nobody",
} as const;
type Who = keyof typeof people;
const names: Readonly<Record<Who, readonly By[]>> = {
  sun: ["assigner", "secretary"],
  wang: ["owner"],
  zhou: ["verifier"],
  he: ["helper"],
  li: ["asker"],
  xiuying: [],
};
const all = Object.keys(people) as Who[];

/** How a matter comes into each state, from the moment it was handed over. */
const roads = {
  offered: [],
  working: [["wang", "签收 J#"]],
  returned: [["wang", "退回 J# 不归我管"]],
  checking: [["wang", "办好了 J# 换了灯"]],
  closed: [
    ["wang", "办好了 J# 换了灯"],
    ["li", "满意 J#"],
  ],
  void: [["sun", "撤回 J# 弄错了"]],
} as const satisfies Readonly<Record<string, readonly (readonly [Who, string])[]>>;

/** What is said with a word, so that nothing is missing. */
const tails: Readonly<Record<string, string>> = {
  转办: "周明 归他管",
  改派: "周明",
  协办: "周明",
  延期: "到12月9日 等配件",
};
const said = (word: string, number: string): string => `${word} ${number} ${tails[word] ?? "因为要这样"}`;

/** Moves that ask for more than a state: a request that waits, or nothing that was asked before. */
const needsRequest = new Set(["同意", "不同意"]);

let world: World;
async function settle(): Promise<void> {
  world = await openWorld();
  await world.store.write(async (tables) => {
    const place = await tables.places.get("东卧牛村");
    const id = await tables.people.add({
      ...{ name: "何敏", homePlaceId: null, awayCity: null, partyMember: false, phone: null, now: world.now() },
    });
    await tables.people.addPost({
      personId: id,
      role: "cadre",
      placeId: place?.id ?? "",
      title: "会计",
      now: world.now(),
    });
    await tables.people.nameAccount("sandbox:he", id);
  });
  for (const who of all) await world.says(who, "帮助");
}

let count = 0;
/** A matter of its own in this state. Returns its number. */
async function matterIn(state: keyof typeof roads): Promise<string> {
  count++;
  const opinion = /O\d+/.exec(await world.says("li", `意见：第${count}盏路灯不亮了要修一下`))?.[0] ?? "";
  const first = await world.says("sun", `/交办 ${opinion} 王主任 12月2日前 协办：何敏 核实：周明`);
  const answer = first.includes("像是") ? await world.says("sun", "②") : first;
  const number = /交出去了 (J\d+)/.exec(answer)?.[1] ?? "";
  for (const [who, text] of roads[state]) await world.says(who, text.replace("J#", number));
  const row = await rowOf(number);
  expect([opinion, first, answer, row?.state]).toEqual([opinion, first, answer, state]);
  return number;
}

const rowOf = async (number: string) =>
  (await world.store.read.records.find(["town", "county"], ["assignment"], Number(number.slice(1))))[0];

const states = Object.keys(roads) as (keyof typeof roads)[];

describe.each(states)("what is %s", (state) => {
  beforeAll(settle);
  afterAll(() => world.close());

  test.each(assignment.lifecycle.moves)("$word", async (move) => {
    const fits = (move.from as readonly string[]).includes(state) && !needsRequest.has(move.word);
    const mayMove = (who: Who) => fits && move.by.some((by) => names[who].includes(by));
    let number = await matterIn(state);
    for (const who of all.filter((one) => !mayMove(one))) {
      const before = await rowOf(number);
      const answer = await world.says(who, said(move.word, number));
      expect([who, answer === "", await rowOf(number)]).toEqual([who, false, before]);
    }
    for (const [index, who] of all.filter(mayMove).entries()) {
      if (index > 0) number = await matterIn(state);
      const answer = await world.says(who, said(move.word, number));
      const steps = await world.store.read.moves.of((await rowOf(number))?.id ?? "");
      expect([who, answer, refuses(answer), steps.at(-1)?.word]).toEqual([who, answer, false, move.word]);
    }
  });
});

describe("what its owner asks for", () => {
  beforeAll(settle);
  afterAll(() => world.close());

  test.each(["同意", "不同意"])("%s is said by whoever handed it over, and by nobody else", async (word) => {
    const number = await matterIn("working");
    await world.says("wang", said("延期", number));
    for (const who of all.filter((one) => one !== "sun")) {
      const before = await rowOf(number);
      expect([who, (await world.says(who, said(word, number))) === "", await rowOf(number)]).toEqual([
        who,
        false,
        before,
      ]);
    }
    const answer = await world.says("sun", said(word, number));
    const steps = await world.store.read.moves.of((await rowOf(number))?.id ?? "");
    expect([answer, refuses(answer), steps.at(-1)?.word]).toEqual([answer, false, word]);
    expect(await world.says("sun", said(word, number))).not.toContain("同意延到");
  });
});

const refuses = (answer: string): boolean => /没有您能动的|现在是“|没有等您/.test(answer);
