import { createSandboxClock, type SandboxClock } from "./channels/sandbox/clock.ts";
import type { Sandbox } from "./channels/sandbox/index.ts";
import { createSandbox } from "./channels/sandbox/index.ts";
import { startOfDay } from "./chinese/time/index.ts";
import { loadDemoTown } from "./demo.ts";
import type { Store } from "./store/store.ts";

const minute = 60_000;
const dayLength = 24 * 60 * minute;
const offsetSetting = "sandbox-offset";

export type SandboxWorld = { readonly channel: Sandbox; readonly clock: SandboxClock };

/** The demo town, the channel one talks to it by, and its own clock. */
export async function openSandbox(store: Store, tick: () => Promise<void>): Promise<SandboxWorld> {
  const clock = createSandboxClock({
    realNow: Date.now,
    offset: Number((await store.read.settings.get(offsetSetting)) ?? 0),
    keepOffset: (milliseconds) => store.write((tables) => tables.settings.set(offsetSetting, String(milliseconds))),
    tick,
    nextDue: () => nextDue(store, clock.now()),
  });
  await loadDemoTown(store, clock.now());
  return { channel: createSandbox({ now: clock.now }), clock };
}

/** When anything happens next, so that the clock need not stop at every minute. */
async function nextDue(store: Store, now: number): Promise<number | null> {
  const midnight = startOfDay(now);
  const digests = (await store.read.digests.minutes()).flatMap((at) => [
    midnight + at * minute,
    midnight + dayLength + at * minute,
  ]);
  const times = [await store.read.reminders.earliest(), await store.read.outbox.earliest(), ...digests];
  const ahead = times.filter((at) => at !== null && at > now).map(Number);
  return ahead.length > 0 ? Math.min(...ahead) : null;
}
