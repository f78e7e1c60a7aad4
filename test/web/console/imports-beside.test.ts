import { afterEach, beforeEach, expect, test } from "@jest/globals";
import pg from "pg";
import { openPages, type PagesWorld, type TestBrowser } from "../pages/world.ts";
import { drafted, runs } from "./importing.ts";

// Several processes share a PostgreSQL; a file that holds everybody else up has no such neighbours.

let pages: PagesWorld;
let admin: TestBrowser;
/** Connections of other processes. */
let [holder, third, watcher]: pg.Client[] = [];
beforeEach(async () => {
  pages = await openPages({ engine: "postgres" });
  admin = await pages.atDesk("admin");
  [holder, third, watcher] = [1, 2, 3].map(() => new pg.Client({ connectionString: pages.world.url }));
  for (const client of [holder, third, watcher]) await client?.connect();
});
afterEach(async () => {
  for (const client of [holder, third, watcher]) await client?.end();
  await pages.close();
});

/** Until so many statements here wait for somebody's lock, or it is of no use any more. */
async function waiting(count: number, isOver: () => boolean = () => false): Promise<void> {
  const asked = `select count(*)::int as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  while (!isOver() && (await watcher?.query<{ n: number }>(asked))?.rows[0]?.n !== count)
    await new Promise((resolve) => setImmediate(resolve));
}

async function takenBack(id: string): Promise<string> {
  const { token } = await admin.get(`/console/imports?id=${id}`);
  const { to } = await admin.post("/console/imports/undo", { token, id, why: "导错了" });
  return (await admin.get(to ?? "")).text;
}

test("what is said while a file is written is not the file's: taking it back leaves that", async () => {
  const { world } = pages;
  const { id } = await drafted(admin, "pairings", [
    ["干部", "对象", "类别"],
    ["王建国", "西卧牛村", "包村"],
  ]);
  // what it wrote stands, and it has not looked yet at what that is
  await holder?.query("begin");
  await holder?.query("select 1 from imports where id = $1 for update", [id]);
  const done = runs(admin, id);
  await waiting(1);
  expect(await world.says("sun", "/包联 驻点 周明 石门 两年 目标：好")).toContain("定了");
  await holder?.query("commit");
  expect((await done).text).toContain("新增1");
  expect(await takenBack(id)).toContain("退回去1处");
  expect((await world.store.read.pairings.all()).map(({ kind }) => kind)).not.toContain("包村");
  expect(await world.says("sun", "/驻点")).toContain("周明");
});

test("whose account is given up while a roster is written: taking the roster back does not give it back", async () => {
  const { id } = await drafted(admin, "people", [
    ["姓名", "岗位", "地点", "外出", "父名"],
    ["李大山", "村民", "东卧牛村", "苏州", "李老栓"],
  ]);
  const owner = async () =>
    (await third?.query("select person_id from accounts where short = 'sandbox:li'"))?.rows[0]?.person_id;
  await pages.world.says("li", "你好");
  expect(await owner()).toEqual(expect.any(String));
  // all has been read of whom it writes
  await holder?.query("begin");
  await holder?.query("lock table people in share mode");
  const done = runs(admin, id);
  await waiting(1);
  let isGivenUp = false;
  const givenUp = third?.query("update accounts set person_id = null where short = 'sandbox:li'").then(() => {
    isGivenUp = true;
  });
  await waiting(2, () => isGivenUp);
  await holder?.query("commit");
  await givenUp;
  expect((await done).text).toContain("更新1");
  await takenBack(id);
  expect(await owner()).toBeNull();
});
