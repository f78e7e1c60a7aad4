import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { Outgoing } from "../../src/bot/delivery/outgoing.ts";
import { chatKey, type Incoming } from "../../src/bot/message.ts";
import { StorageError } from "../../src/bot/storage-error.ts";
import { importPeople } from "../../src/cli/import-people.ts";
import { createSeal } from "../../src/store/engine/seal.ts";
import type { Store } from "../../src/store/store.ts";
import { table } from "../import/tables.ts";
import { openPostgresDatabase, type TestDatabase } from "../services/postgres.ts";
import { smallTown, smallTownFile } from "../small-town.ts";
import { direct, type Engine, openWorld, saturday, type World, worldKey } from "../world.ts";
import { watchNoLonger, watchStatements } from "./driver.ts";
import { type Fault, faults } from "./faults.ts";
import type { Flow, Outside } from "./flows.ts";
import { type Standing, standingOf, withoutIds } from "./ledgers.ts";

/** What was at the end, by ledgers kept outside the program. */
export type Played = Standing & {
  /** what went out, text by text, and what each message was answered in its response */
  readonly said: readonly string[];
  /** where each fault could have struck */
  readonly points: ReadonlyMap<Fault, number>;
  /** jobs that had something to do */
  readonly ran: ReadonlySet<string>;
};

type Planned = { readonly fault: Fault; readonly at: number };

const seal = createSeal(worldKey);
/** So often a platform delivers again what was not acknowledged. */
const deliveries = 3;

/** A flow on a database of its own, disturbed at one point or not at all, healed and drained. */
export async function play(flow: Flow, engine: Engine, planned: Planned | null): Promise<Played> {
  const scene = await openScene(engine);
  let world = await openWorld({ engine, ...scene.at(), startAt: saturday });
  const out: string[] = [];
  let count = 0;
  let last: Incoming | undefined;
  const points = new Map<Fault, number>();
  let armed = false;
  let struck = false;
  let dead = false;
  let died: () => void = () => undefined;
  /** Nothing is waited for that a dead process was about to do. */
  const orDeath = <T>(work: Promise<T>): Promise<T> =>
    Promise.race([
      work,
      new Promise<never>((_, reject) => {
        died = () => reject(new Error("killed"));
        if (dead) died();
      }),
    ]);

  function meet(step: { readonly sql?: string; readonly after: boolean; readonly sends?: true }): void {
    if (dead) throw new Error("this process is dead");
    if (struck || !armed) return;
    for (const fault of planned ? [planned.fault] : faults)
      if (fault.meets(step, engine)) points.set(fault, (points.get(fault) ?? 0) + 1);
    if (!planned || points.get(planned.fault) !== planned.at) return;
    struck = true;
    if (planned.fault.kind === "crash") {
      dead = true;
      scene.snapshot();
      died();
    }
    planned.fault.strikes(step);
  }

  const connect = (to: World) =>
    to.sendWith((message: Outgoing) => {
      meet({ after: false, sends: true });
      if (flow.refuses !== undefined && chatKey(message.to) === chatKey(direct(flow.refuses)))
        return { outcome: "refused", error: "no friend" };
      out.push(withoutIds(`${chatKey(message.to)} ${message.text}`));
      meet({ after: true, sends: true });
      return { outcome: "sent" };
    });

  /** What died is started again on what it left. */
  async function revive(): Promise<void> {
    if (!dead) return;
    const { now } = world;
    watchNoLonger();
    await world.abandon().catch(() => undefined);
    dead = false;
    await scene.cut();
    world = await openWorld({ engine, ...scene.at(), startAt: now() });
    if (engine === "sqlite") await world.store.write((tables) => tables.outbox.freeClaims());
    connect(world);
    watchStatements(meet);
  }

  async function deliver(incoming: Incoming): Promise<void> {
    last = incoming;
    for (let attempt = 1; attempt <= deliveries; attempt++) {
      try {
        const { answer } = await orDeath(world.accept(incoming));
        await orDeath(world.quiet()).catch(() => undefined);
        await revive();
        // what is acknowledged may be delivered again all the same
        const again = await world.accept(incoming);
        if (again.answer !== answer) throw new Error(`answered first ${answer}, then ${again.answer}`);
        if (answer !== null) out.push(withoutIds(`response ${answer}`));
        return;
      } catch (error) {
        if (!dead && !(error instanceof StorageError)) throw error;
        await revive();
      }
    }
    throw new Error("never taken");
  }

  /** A minute later a scheduler comes by again: what failed is still due. */
  async function runs(work: () => Promise<void>): Promise<void> {
    const struckBefore = struck;
    try {
      await orDeath(work());
    } catch (error) {
      if (!struck) throw error;
    }
    await revive();
    if (struck && !struckBefore) await world.sleeps(new Date(world.now() + 60_000).toISOString());
  }

  /** What a fault delayed is over; whatever is said next is said at the same time in every run. */
  const later = (than: string) => world.waits(new Date(Date.parse(than) + 10 * 60_000).toISOString());

  const outside: Outside = {
    says: (who, text, where = direct(who), more = {}) =>
      deliver({ ...world.message(who, text, where, more), key: `k${++count}` }),
    async recalls() {
      if (last?.type !== "message") throw new Error("nothing was said");
      const { chat, platformId = "", sender } = last;
      await deliver({ type: "recall", key: `k${++count}`, platformId, chat, by: sender.account, sentAt: world.now() });
    },
    async passes(until) {
      while (world.now() < Date.parse(until)) await runs(() => world.passes(until));
      later(until);
    },
    async sleeps(until) {
      await runs(() => world.sleeps(until));
      later(until);
    },
    imports: (roster, transactions) => importPartly(world, roster, transactions),
  };

  try {
    connect(world);
    await flow.given?.(outside);
    out.length = 0;
    armed = true;
    watchStatements(meet);
    await flow.steps(outside);
    // healed: the minutes that a scheduler lets pass, and what a dead process was sending
    armed = false;
    watchNoLonger();
    await revive();
    for (let minute = 0; minute < 4; minute++) await world.sleeps(new Date(world.now() + 60_000).toISOString());
    await world.quiet();
    return {
      ...(await standingOf(scene.url(), seal, world.now())),
      said: [...out].sort(),
      points,
      ran: world.ran,
    };
  } finally {
    watchNoLonger();
    await world.close();
    await scene.remove();
  }
}

async function importPartly({ store, now }: World, roster: readonly string[], transactions: number): Promise<void> {
  let left = transactions;
  const write: Store["write"] = async (work) => {
    if (left-- === 0) throw new Error("killed");
    return store.write(work);
  };
  const quiet = () => undefined;
  const context = { environment: {}, out: quiet, err: quiet, input: (async function* () {})(), now };
  const lines = table("姓名,岗位,地点,职务", ...roster);
  const ended = await importPeople(lines, "名册.csv", { ...store, write }, new Map(), context).catch(String);
  if (ended !== "Error: killed") throw new Error(`the import ended: ${ended}`);
}

/** With what is not yet in the file itself. */
function copyAsItIs(from: string, to: string): void {
  copyFileSync(from, to);
  if (existsSync(`${from}-wal`)) copyFileSync(`${from}-wal`, `${to}-wal`);
}

/** A database, and how it is when a process that has it open dies. */
async function openScene(engine: Engine) {
  const folder = mkdtempSync(join(tmpdir(), "chuanmen-sweep-"));
  const database: TestDatabase | null = engine === "postgres" ? await openPostgresDatabase(smallTown) : null;
  let generation = 0;
  const file = () => join(folder, `${generation}.db`);
  if (!database) copyAsItIs(await smallTownFile(), file());
  const url = () => database?.url ?? `sqlite:${file()}`;
  return {
    url,
    /** the database, and the keys beside it */
    at: () => ({ url: url(), ballotDir: join(folder, "ballots") }),
    /** kill -9 leaves the files as they are in this moment */
    snapshot(): void {
      const before = file();
      generation++;
      if (!database) copyAsItIs(before, file());
    },
    /** PostgreSQL undoes what a dead client had begun */
    async cut(): Promise<void> {
      if (!database) return;
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      await client.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid != pg_backend_pid()",
      );
      await client.end();
    },
    async remove(): Promise<void> {
      await database?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
