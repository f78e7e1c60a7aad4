import { copyFileSync, cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { DatabaseSync } from "@photostructure/sqlite";
import { everything } from "../../faults/ledgers.ts";
import { smallTownFile } from "../../small-town.ts";
import { openWorld, type World } from "../../world.ts";
import { fillHall, withWatchdog } from "./hall.ts";

type Who = "sun" | "he" | "chen" | "liming" | "wang" | "li";
const everybody: readonly Who[] = ["sun", "chen", "liming", "wang", "li"];
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
  { said: ["A1 已上墙"], moves: alike(["published"], organisers) },
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

const folder = mkdtempSync(join(tmpdir(), "chuanmen-states-"));
const fileOf = (state: State) => join(folder, `${state}.db`);
const boxOf = (state: State) => join(folder, `${state}-ballots`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let moment = 0;

const openAt = (path: string, ballotDir: string): Promise<World> =>
  openWorld({ url: `sqlite:${path}`, ballotDir, startAt: moment, found: async () => {} });

/** Without a journal beside it. */
function copyWhole(from: string, to: string): void {
  const file = new DatabaseSync(from);
  file.prepare("vacuum into ?").run(to);
  file.close();
}

/** One after the other, each kept as it stands there. */
beforeAll(async () => {
  const path = join(folder, "walk.db");
  copyFileSync(await smallTownFile(), path);
  const box = join(folder, "walk-ballots");
  let world = await openWorld({ url: `sqlite:${path}`, ballotDir: box });
  let steps = 1_000;
  const says = (who: string, text: string) => world.says(who, text, undefined, { key: `w${++steps}` });
  const kept = async (state: State) => {
    moment = world.now();
    await world.close();
    copyWhole(path, fileOf(state));
    if (existsSync(box)) cpSync(box, boxOf(state), { recursive: true });
    world = await openAt(path, box);
  };
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
  await kept("draft");
  await says("sun", "/评议 合议 A1 支部 11月20日支委会 1：好 2：较好");
  await says("sun", "/评议 开始 A1");
  await says("sun", "开始");
  for (let at = 1; at <= 6; at += 1) for (const text of ["投票", "12", "投"]) await says(`m${at}`, text);
  await kept("open");
  const row = await world.store.read.appraisals.inStates("/county/", ["open"]);
  await world.store.write(async (tables) => row[0] && tables.records.change(row[0], { state: "counting" }));
  await kept("counting");
  await world.store.write(async (tables) => row[0] && tables.appraisals.set(row[0].id, { next_at: world.now() }));
  await world.passes(60_000);
  await kept("deciding");
  for (const at of [1, 2]) await says("sun", `/评议 三定 A1 ${at} 格次：好；奖惩：表彰；帮扶：不用`);
  await kept("ready");
  await says("sun", "/评议 公布 A1");
  await says("sun", "发");
  await kept("asked");
  await says("chen", "A1 同意");
  await kept("published");
  await world.store.write(async (tables) => {
    const [shown] = await tables.appraisals.inStates("/county/", ["published"]);
    if (shown) await tables.records.change(shown, { state: "void", waiting: 0 });
  });
  await kept("void");
  await world.close();
});

/** All that an appraisal is, and what hangs of it. */
async function standing(url: string): Promise<string> {
  const all = await everything(url);
  const of = (table: string, ...columns: string[]) =>
    (all[table] ?? []).map((row) => columns.map((column) => row[column]));
  const records = (all.records ?? []).filter(({ kind }) => kind === "appraisal");
  return JSON.stringify([
    records.map(({ state, withdrawn_at, due_at }) => [state, withdrawn_at, due_at]),
    of("appraisals", "pending", "extended", "told_at", "opened_at"),
    of("appraisal_objects", "struck"),
    of("panel_roster", "person_id"),
    of("panels", "settled", "body", "draft"),
    of("outcomes", "object_id", "grade"),
    of("publications", "state", "board_from"),
    of("motion_links", "other_id"),
  ]);
}

const onCopy = async <Found>(state: State, work: (world: World) => Promise<Found>): Promise<Found> => {
  const [path, box] = [join(folder, "try.db"), join(folder, "try-ballots")];
  for (const end of ["", "-wal", "-shm"]) rmSync(`${path}${end}`, { force: true });
  rmSync(box, { recursive: true, force: true });
  copyFileSync(fileOf(state), path);
  if (existsSync(boxOf(state))) cpSync(boxOf(state), box, { recursive: true });
  const world = await openAt(path, box);
  try {
    return await work(world);
  } finally {
    await world.close();
  }
};

describe("each word, in each state, by everybody", () => {
  test.each(states)("%s: whatever is not in the table changes nothing, and is answered", async (state) => {
    await onCopy(state, async (world) => {
      const before = await standing(world.url);
      for (const { said, moves } of events) {
        const answered: Record<string, readonly string[]> = {};
        for (const who of everybody) {
          if (moves[state]?.includes(who)) continue;
          const answers: string[] = [];
          for (const text of said) answers.push(await world.says(who, text));
          answered[who] = answers;
          if (answers.some((one) => /[①？]|回“/u.test(one))) await world.says(who, "取消");
        }
        expect({ said, silent: Object.keys(answered).filter((who) => answered[who]?.[0] === "") }).toEqual({
          said,
          silent: [],
        });
        expect({ said, answered, stands: await standing(world.url) }).toEqual({ said, answered, stands: before });
      }
    });
  });

  test.each(states.filter((state) => events.some(({ moves }) => moves[state])))(
    "%s: whatever is in the table moves it, whoever of them says it",
    async (state) => {
      for (const { said, moves } of events)
        for (const who of moves[state] ?? []) {
          const [before, after, answers] = await onCopy(state, async (world) => {
            const first = await standing(world.url);
            const heard: string[] = [];
            for (const text of said) heard.push(await world.says(who, text));
            return [first, await standing(world.url), heard] as const;
          });
          expect({ who, said, answers, moved: before !== after }).toEqual({ who, said, answers, moved: true });
        }
    },
  );
});
