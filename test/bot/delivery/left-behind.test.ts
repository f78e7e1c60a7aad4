import { afterEach, expect, test } from "@jest/globals";
import { watchLeftBehind } from "../../../src/bot/delivery/left-behind.ts";
import type { Store } from "../../../src/store/store.ts";
import { openEmpty } from "../../store/open.ts";

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const chat = "onebot:1:direct:10086";
let clock: number;
const now = () => clock;

const sender = { takes: () => true, take: () => undefined, wake: () => undefined };

/** A process on the database that claims what it writes, and never comes to send it. */
function processOn(store: Store) {
  const woken: string[] = [];
  const logged: string[] = [];
  store.onToSend(sender);
  const watch = watchLeftBehind({ store, now, wake: (one) => woken.push(one), log: (event) => logged.push(event) });
  const write = (cause: string) =>
    store.write((tables) => tables.outbox.add({ target: chat, cause, purpose: "push", text: "简报", now: clock }));
  return { watch, woken, logged, write, store };
}

async function twoProcesses() {
  clock = Date.parse("2026-12-01T08:00:00+08:00");
  const opened = await openEmpty("postgres");
  open.push(opened.remove);
  const other = await opened.again();
  open.push(other.close);
  return [processOn(opened.store), processOn(other)] as const;
}

async function pass(seconds: number, alive: readonly ReturnType<typeof processOn>[]): Promise<void> {
  for (let past = 0; past < seconds; past += 5) {
    clock += 5_000;
    for (const { watch } of alive) await watch.turn();
  }
}

test("what a dead process had in hand is sent by another within seconds, once, and doubted", async () => {
  const [dead, living] = await twoProcesses();
  await pass(10, [dead, living]);
  await dead.write("digest:p1");
  await pass(15, [living]);
  expect(living.woken).toEqual([]);
  await pass(10, [living]);
  expect(living.woken).toEqual([chat]);
  const row = await living.store.write((tables) => tables.outbox.claim(chat, clock));
  expect([row?.cause, row?.ambiguous]).toEqual(["digest:p1", 1]);
  await pass(10, [living]);
  expect(living.woken).toEqual([chat]);
});

test("a process that says that it lives keeps what it has in hand, also after a database that did not answer", async () => {
  const [slow, other] = await twoProcesses();
  await slow.write("digest:p1");
  await pass(40, [slow, other]);
  // neither could write for a while: the one that comes back first waits for the other
  clock += 60_000;
  const { write } = other.store;
  Object.assign(other.store, { write: async () => Promise.reject(new Error("no connection")) });
  await other.watch.turn();
  Object.assign(other.store, { write });
  await other.watch.turn();
  await other.watch.turn();
  await pass(10, [slow, other]);
  expect(other.woken).toEqual([]);
});

test("who stops is not waited for", async () => {
  const [stopped, living] = await twoProcesses();
  await pass(10, [stopped, living]);
  await stopped.write("digest:p1");
  await stopped.watch.stop();
  await pass(20, [living]);
  expect(living.woken).toEqual([chat]);
});

test("a database that is away is said once, then ever more rarely, and that it is back", async () => {
  const [one] = await twoProcesses();
  const { write } = one.store;
  Object.assign(one.store, { write: async () => Promise.reject(new Error("no connection")) });
  const said: number[] = [];
  for (let turn = 1; turn <= 100; turn++) {
    await one.watch.turn();
    if (one.logged.splice(0).length > 0) said.push(turn);
  }
  expect(said).toEqual([1, 20, 40, 80]);
  Object.assign(one.store, { write });
  await one.watch.turn();
  await one.watch.turn();
  expect(one.logged).toEqual(["other processes are looked after again"]);
});
