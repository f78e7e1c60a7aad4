import { join } from "node:path";
import { nextDue } from "./bot/next-due.ts";
import { createSandboxClock, type SandboxClock } from "./channels/sandbox/clock.ts";
import { createSandbox, type Sandbox } from "./channels/sandbox/index.ts";
import { openSealedLines } from "./channels/sandbox/sealed-lines.ts";
import { holdsDemoTown, readDemoTown } from "./demo.ts";
import type { Seal } from "./store/engine/seal.ts";
import type { Store } from "./store/store.ts";

const offsetSetting = "sandbox-offset";

export type SandboxWorld = {
  readonly channel: Sandbox;
  readonly clock: SandboxClock;
  /** Clears everything away; the demo town begins at this time. */
  beginAnew(at: number): Promise<void>;
};

export type SandboxPlace = { readonly store: Store; readonly dataDir: string; readonly seal: Seal };

/** The demo town, the channel one talks to it by, and its own clock. */
export async function openSandbox(
  { store, dataDir, seal }: SandboxPlace,
  tick: () => Promise<void>,
): Promise<SandboxWorld> {
  const clock = createSandboxClock({
    realNow: Date.now,
    offset: Number((await store.read.settings.get(offsetSetting)) ?? 0),
    keepOffset: (milliseconds) => store.write((tables) => tables.settings.set(offsetSetting, String(milliseconds))),
    tick,
    nextDue: () => nextDue(store.read, clock.now()),
  });
  const channel = createSandbox({ now: clock.now, kept: openSealedLines(join(dataDir, "sandbox-talk"), seal) });
  const fill = await readDemoTown();
  const makeWorld = async () => {
    await store.beginAnew((tables) => fill(tables, clock.now()));
    channel.forget();
  };
  if (!(await holdsDemoTown(store.read))) await makeWorld();
  return {
    channel,
    clock,
    async beginAnew(at) {
      await clock.restartAt(at, makeWorld);
      await channel.joinGroups();
    },
  };
}
