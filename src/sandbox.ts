import { nextDue } from "./bot/next-due.ts";
import { createSandboxClock, type SandboxClock } from "./channels/sandbox/clock.ts";
import type { Sandbox } from "./channels/sandbox/index.ts";
import { createSandbox } from "./channels/sandbox/index.ts";
import { loadDemoTown } from "./demo.ts";
import type { Store } from "./store/store.ts";

const offsetSetting = "sandbox-offset";

export type SandboxWorld = { readonly channel: Sandbox; readonly clock: SandboxClock };

/** The demo town, the channel one talks to it by, and its own clock. */
export async function openSandbox(store: Store, tick: () => Promise<void>): Promise<SandboxWorld> {
  const clock = createSandboxClock({
    realNow: Date.now,
    offset: Number((await store.read.settings.get(offsetSetting)) ?? 0),
    keepOffset: (milliseconds) => store.write((tables) => tables.settings.set(offsetSetting, String(milliseconds))),
    tick,
    nextDue: () => nextDue(store.read, clock.now()),
  });
  await loadDemoTown(store, clock.now());
  return { channel: createSandbox({ now: clock.now }), clock };
}
