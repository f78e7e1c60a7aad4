import { copyFileSync, cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Moment, openMoment } from "../../moment.ts";
import { openPostgresDatabase, type TestDatabase } from "../../services/postgres.ts";
import { smallTown, smallTownFile } from "../../small-town.ts";
import { engines, openWorld, type World } from "../../world.ts";
import { fillHall, withWatchdog } from "./hall.ts";

type Who = "sun" | "he" | "chen" | "liming" | "wang" | "li";
const everybody: readonly Who[] = ["sun", "he", "chen", "liming", "wang", "li"];
/** Whoever leads the place or has it watched; not 王建国, who is graded. */
const organisers: readonly Who[] = ["sun", "he", "chen"];
const withWatcher: readonly Who[] = [...organisers, "liming"];

type State = "draft" | "open" | "counting" | "deciding" | "ready" | "asked" | "published" | "void";
const states: readonly State[] = ["draft", "open", "counting", "deciding", "ready", "asked", "published", "void"];
const alike = (where: readonly State[], who: readonly Who[]): Partial<Record<State, readonly Who[]>> =>
  Object.fromEntries(where.map((state) => [state, who]));

/** What may be said, with what is answered to its question, in which states it moves something, and by whom. */
const events: readonly {
  readonly said: readonly [string, ...string[]];
  readonly moves: Readonly<Partial<Record<State, readonly Who[]>>>;
}[] = [
  { said: ["/评议 名单 A1 党员 陈一、陈二、陈三、陈四、陈五"], moves: alike(["draft"], organisers) },
  { said: ["/评议 开始 A1", "开始"], moves: alike(["draft"], organisers) },
  { said: ["/评议 票号 A1 党员 40"], moves: {} },
  { said: ["/评议 录票 A1 党员 发36 收34 1：好34；2：好34"], moves: {} },
  { said: ["/评议 核对 A1 党员 对"], moves: {} },
  { said: ["/评议 合议 A1 支部 11月19日支委会 1：差 2：差"], moves: alike(["draft", "open"], organisers) },
  { said: ["/评议 延期 A1 到11月23日18:00"], moves: alike(["open"], organisers) },
  { said: ["/评议 停止 A1", "停止"], moves: alike(["open"], organisers) },
  { said: ["/评议 三定 A1 1 格次：差；奖惩：无；帮扶：无"], moves: alike(["deciding"], ["sun", "he"]) },
  {
    said: ["/评议 三定 A1 1 格次：差；奖惩：无；帮扶：无；原因：抄错了"],
    moves: alike(["deciding", "ready", "asked"], ["sun", "he"]),
  },
  { said: ["/评议 反馈 A1", "反馈"], moves: alike(["deciding", "ready", "asked", "published"], organisers) },
  { said: ["/评议 公布 A1", "发"], moves: alike(["ready", "asked"], organisers) },
  { said: ["A1 同意"], moves: alike(["asked"], ["chen"]) },
  { said: ["A1 不同意 数不对"], moves: alike(["asked"], ["chen"]) },
  { said: ["A1 已上墙"], moves: alike(["published"], [...organisers, "wang", "liming"]) },
  { said: ["异议 A1 少算了三社的票"], moves: alike(["published"], ["he", "chen", "wang", "li"]) },
  { said: ["A1 异议成立 O9 有理"], moves: {} },
  { said: ["/评议 撤星 A1 班子 卫生 原因：乱"], moves: {} },
  {
    said: ["/评议 作废 A1 名单漏了人"],
    moves: alike(["draft", "open", "counting", "deciding", "ready", "asked"], withWatcher),
  },
  { said: ["/评议 划掉 A1 1"], moves: alike(["draft", "open"], withWatcher) },
  { said: ["撤销 A1"], moves: alike(["draft"], ["sun"]) },
];

/** What leads from the one before to each of them. */
const ways: Readonly<Record<State, (says: (who: string, text: string) => Promise<string>) => Promise<void>>> = {
  async draft(says) {
    await fillHall(world);
    await withWatchdog(world);
    await world.store.write(async (tables) => {
      const [he] = await tables.people.holders("secretary", "/county/town/东卧牛村/");
      if (he) await tables.people.nameAccount("sandbox:he", he.person_id);
    });
    await says("he", "帮助");
    await says(
      "sun",
      "/评议 新建 三评三定 东卧牛村 对象：班子、王建国 票：党员 60% 名册；支部 40% 合议 截止：今天18:00 监票：李明、丁慧",
    );
  },
  async open(says) {
    await says("sun", "/评议 合议 A1 支部 11月20日支委会 1：好 2：较好");
    await says("sun", "/评议 开始 A1");
    await says("sun", "开始");
    for (let at = 1; at <= 6; at += 1) for (const text of ["投票", "12", "投"]) await says(`m${at}`, text);
  },
  counting: () => becomes("open", { state: "counting" }),
  async deciding() {
    await world.store.write(async (tables) => {
      const [row] = await tables.appraisals.inStates("/county/", ["counting"]);
      if (row) await tables.appraisals.set(row.id, { next_at: world.now() });
    });
    await world.passes(60_000);
  },
  async ready(says) {
    for (const at of [1, 2]) await says("sun", `/评议 三定 A1 ${at} 格次：好；奖惩：表彰；帮扶：不用`);
  },
  async asked(says) {
    await says("sun", "/评议 公布 A1");
    await says("sun", "发");
  },
  published: async (says) => void (await says("chen", "A1 同意")),
  void: () => becomes("published", { state: "void", waiting: 0 }),
};

const becomes = (from: "open" | "published", change: { readonly state: string; readonly waiting?: 0 }) =>
  world.store.write(async (tables) => {
    const [row] = await tables.appraisals.inStates("/county/", [from]);
    if (row) await tables.records.change(row, change);
  });

let folder: string;
let database: TestDatabase | null;
let world: World;
let moment: Moment;
let come: number;
let said: number;

/** The next state in turn, kept as it stands there: keys of ballots beside the database too. */
async function reach(state: State): Promise<void> {
  while (come < states.indexOf(state)) {
    const next = states[++come] ?? state;
    await ways[next]((who, text) => world.says(who, text, undefined, { key: `w${++said}` }));
    // a process of its own for each, as nobody says so much in a minute
    const startAt = world.now();
    await world.close();
    world = await openWorld({ url: world.url, ballotDir: world.ballotDir, startAt, found: async () => {} });
  }
  await moment.keep();
  rmSync(join(folder, "kept"), { recursive: true, force: true });
  if (existsSync(world.ballotDir)) cpSync(world.ballotDir, join(folder, "kept"), { recursive: true });
}

async function back(): Promise<void> {
  await moment.back();
  rmSync(world.ballotDir, { recursive: true, force: true });
  if (existsSync(join(folder, "kept"))) cpSync(join(folder, "kept"), world.ballotDir, { recursive: true });
}

/** What is answered to each; a question that is left is called off. */
async function sayAll(who: Who, words: readonly string[]): Promise<readonly string[]> {
  const answers: string[] = [];
  for (const text of words) answers.push(await world.says(who, text));
  if (answers.some((one) => /[①？]|回“/u.test(one))) await world.says(who, "取消");
  return answers;
}

/** All that an appraisal is, and what hangs of it. */
async function standing(): Promise<string> {
  const found = [];
  for (const [table, columns, where = ""] of [
    ["records", "state, withdrawn_at, due_at", "where kind = 'appraisal'"],
    ["appraisals", "pending, extended, told_at, opened_at"],
    ["appraisal_objects", "struck"],
    ["panel_roster", "person_id"],
    ["panels", "settled, body, draft"],
    ["outcomes", "object_id, grade"],
    ["publications", "state, board_from"],
    ["motion_links", "other_id"],
  ])
    found.push(await moment.rows(`select ${columns} from ${table} ${where} order by ${columns}`));
  return JSON.stringify(found);
}

describe.each(engines)("each word, in each state, by everybody, on %s", (engine) => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "chuanmen-states-"));
    database = engine === "postgres" ? await openPostgresDatabase(smallTown) : null;
    const path = join(folder, "walk.db");
    if (!database) copyFileSync(await smallTownFile(), path);
    world = await openWorld({ url: database?.url ?? `sqlite:${path}`, ballotDir: join(folder, "ballots") });
    moment = await openMoment(world.url);
    [come, said] = [-1, 0];
  });
  afterAll(async () => {
    await moment.close();
    await world.close();
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(states)(
    "%s: what is in the table moves it, and what is not changes nothing and is answered",
    async (state) => {
      await reach(state);
      const before = await standing();
      for (const { said: words, moves } of events) {
        const idle = everybody.filter((who) => !moves[state]?.includes(who));
        // all at once, as nothing comes of it
        const heard = await Promise.all(idle.map((who) => sayAll(who, words)));
        const answered = Object.fromEntries(idle.map((who, at) => [who, heard[at] ?? []]));
        expect({ words, silent: Object.keys(answered).filter((who) => answered[who]?.[0] === "") }).toEqual({
          ...{ words, silent: [] },
        });
        expect({ words, answered, stands: await standing() }).toEqual({ words, answered, stands: before });
      }
      await back();
      // and whatever is in it moves it, whoever of them says it
      for (const { said: words, moves } of events)
        for (const who of moves[state] ?? []) {
          const answers: string[] = [];
          for (const text of words) answers.push(await world.says(who, text));
          const moved = (await standing()) !== before;
          expect({ who, words, answers, moved }).toEqual({ who, words, answers, moved: true });
          await back();
        }
    },
  );
});
