import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Part } from "../../../handlers/meeting/sitting.ts";
import { meetingWord } from "../../../src/ledger/meeting-words.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";
import { fillHall, listOf, opening } from "./hall.ts";

// Everybody says every word in every state: what the table of a meeting's life allows happens, and nothing else does.

const who = {
  he: ["organiser", "recorder"],
  zhang: ["organiser", "host"],
  sun: ["organiser", "commentator"],
  li: ["delegate"],
  v1: ["speaker"],
  xiuying: [],
} as const satisfies Readonly<Record<string, readonly Part[]>>;
type Who = keyof typeof who;
const everybody = Object.keys(who) as Who[];

const states = ["planned", "running", "ended", "released", "cancelled"] as const;
type State = (typeof states)[number];

/** How a meeting comes into each state from its list on; what is said in it waits 11 seconds before the next. */
const roads: Readonly<Record<State, readonly (readonly [Who, string])[]>> = {
  planned: [],
  running: [
    ["zhang", "开始"],
    ["zhang", "下一位"],
  ],
  ended: [
    ["zhang", "开始"],
    ["zhang", "下一位"],
    ["zhang", "散会"],
  ],
  released: [
    ["zhang", "开始"],
    ["zhang", "下一位"],
    ["zhang", "散会"],
    ["he", "/述职 反馈 H#"],
    ["he", "反馈"],
  ],
  cancelled: [["he", "/述职 取消 H# 和别的会冲突"]],
};

type Allowed = { readonly by: readonly Part[]; readonly in: readonly State[] };
/** As the contract has it; questions 1 (put) and 2 (queued) stand. */
const table: Readonly<Record<string, Allowed>> = {
  "/述职 H# 开始": { by: ["host"], in: ["planned"] },
  "/述职 H# 下一位": { by: ["host"], in: ["running"] },
  "/述职 H# 缺席 2号": { by: ["host"], in: ["running"] },
  "/述职 H# 书面 2号": { by: ["host"], in: ["running"] },
  "/述职 H# 先跳过 2号": { by: ["host"], in: ["running"] },
  "/述职 H# 发问 钱一民 路灯几时修": { by: ["delegate", "recorder", "host"], in: ["planned", "running"] },
  "/述职 H# 不问 1": { by: ["host"], in: ["planned", "running"] },
  "/述职 H# 问 1": { by: ["host"], in: ["running"] },
  "/述职 H# 答 1 下月；承诺：公开": { by: ["recorder", "host"], in: ["running"] },
  "/述职 H# 问题 钱一民 台账没建": { by: ["recorder", "commentator", "host"], in: ["running", "ended"] },
  "/述职 H# 点评 钱一民 有办法": { by: ["commentator"], in: ["running", "ended"] },
  "/述职 H# 散会": { by: ["host"], in: ["running"] },
  "/述职 抽签 H#": { by: ["organiser"], in: ["planned"] },
  "/述职 更正 H# 每人：9分钟": { by: ["organiser"], in: ["planned"] },
  "/述职 取消 H# 冲突了": { by: ["organiser"], in: ["planned", "running"] },
};

let world: World;
let list = "";
let count = 0;

async function meetingIn(state: State): Promise<string> {
  count++;
  const made = await world.says("he", opening.replace("2026年度村党组织", `第${count}回`));
  const number = /H(\d+)/.exec(made)?.[1] ?? "";
  await world.says("he", `/述职 名单 H${number}\n${list}`);
  await world.says("he", "确定");
  await world.says("he", `/述职 代表 H${number} 李大山`);
  await world.says("li", `/述职 H${number} 发问 钱一民 账几时公开${count}`);
  for (const [one, text] of roads[state]) {
    // 反馈 answers what was read out
    const isWord = meetingWord(text) !== null && text !== "反馈";
    await world.says(one, isWord ? `/述职 H${number} ${text}` : text.replace("H#", `H${number}`));
  }
  const row = await rowOf(number);
  expect([made, row?.state]).toEqual([made, state]);
  return number;
}

const rowOf = async (number: string) =>
  (await world.store.read.records.find(["town", "county"], ["meeting"], Number(number)))[0];

/** All that a word could change. */
async function stands(number: string): Promise<unknown> {
  const row = await rowOf(number);
  const id = row?.id ?? "";
  const { meetings, meetingWords, moves } = world.store.read;
  return [
    row,
    await meetings.agenda(id),
    await meetingWords.questions(id),
    await meetingWords.comments(id),
    await meetings.held(id),
    (await moves.of(id)).length,
  ];
}

beforeAll(async () => {
  world = await openWorld();
  list = listOf(await fillHall(world, 2));
});
afterAll(() => world.close());

describe.each(states)("a meeting that is %s", (state) => {
  test("hears what it may, from whom it may, and is not changed by anything else", async () => {
    const isRight = (word: string, one: Who) =>
      table[word]?.in.includes(state) === true && who[one].some((part) => table[word]?.by.includes(part));
    const untouched = await meetingIn(state);
    for (const word of Object.keys(table))
      for (const one of everybody.filter((each) => !isRight(word, each))) {
        const before = await stands(untouched);
        const answer = await world.says(one, word.replace("H#", `H${untouched}`));
        expect([word, one, answer === "", await stands(untouched)]).toEqual([word, one, false, before]);
      }
    for (const word of Object.keys(table))
      for (const one of everybody.filter((each) => isRight(word, each))) {
        const number = await meetingIn(state);
        if (word.includes("下一位")) await world.passes(60_000);
        const before = await stands(number);
        const said = await world.says(one, word.replace("H#", `H${number}`));
        expect([word, one, said, JSON.stringify(await stands(number)) !== JSON.stringify(before)]).toEqual([
          ...[word, one, said, true],
        ]);
      }
  });
});

test.each(engines)(
  "killed between question and answer, with every word sent twice, the minutes are the same, on %s",
  async (engine) => {
    const minutesOf = async (disturbed: boolean): Promise<string> => {
      const first = await openWorld({ engine });
      let now = first;
      const said = async (one: string, text: string, where = direct(one)) => {
        const message = now.message(one, text, where, { key: `${one}${text}` });
        await now.receives(message);
        if (disturbed) await now.receives(message);
      };
      const speakers = await fillHall(first, 2);
      await said("he", opening);
      await said("he", `/述职 名单 H1\n${listOf(speakers)}`);
      await said("he", "确定");
      await said("he", "/述职 代表 H1 李大山");
      await said("he", "/述职 本群 H1", group("office"));
      await said("zhang", "开始");
      await said("zhang", "下一位");
      await said("li", "发问 钱一民 账几时公开");
      await said("zhang", "问 1");
      // another process goes on with the same database
      if (disturbed) now = await openWorld({ url: first.url });
      await said("he", "答 1 下月；承诺：每季度公示；期限：3月31日前");
      await said("zhang", "散会");
      const minutes = await now.says("he", "/述职 记录 H1", direct("he"), { key: "minutes" });
      if (now !== first) await now.close();
      await first.close();
      return minutes;
    };
    const plain = await minutesOf(false);
    expect(plain).toContain("J1 每季度公示");
    expect(await minutesOf(true)).toBe(plain);
  },
);
