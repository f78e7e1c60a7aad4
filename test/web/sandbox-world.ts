import type { Accept, Incoming } from "../../src/bot/message.ts";
import { createSandboxClock } from "../../src/channels/sandbox/clock.ts";
import { createSandbox } from "../../src/channels/sandbox/index.ts";
import { createSandboxPages } from "../../src/web/sandbox-pages.ts";
import { openWeb } from "./world.ts";

/** The sandbox on a real server at `start`, with a bot that repeats what it hears, privately. */
export async function openSandbox({ start = Date.parse("2026-11-20T21:00:00+08:00"), fails = false, port = 0 } = {}) {
  const ticks: number[] = [];
  const taken: Incoming[] = [];
  const clock = createSandboxClock({
    realNow: () => start, // stands still but for what is moved: a busy machine takes minutes for a page
    offset: 0,
    keepOffset: async () => undefined,
    tick: async (at) => void ticks.push(at),
  });
  const sandbox = createSandbox({ now: clock.now });
  const beginAnew = (at: number) => clock.restartAt(at, async () => sandbox.forget());
  const accept: Accept = async (incoming) => {
    if (fails && incoming.type === "message") throw new Error("no disk");
    taken.push(incoming);
    if (incoming.type === "message" && incoming.privately)
      await sandbox.send({
        id: `answer ${incoming.key}`,
        to: incoming.privately,
        text: `听到：${incoming.text}`,
        attempt: 1,
      });
    return { answer: null };
  };
  await sandbox.start?.(accept);
  const web = await openWeb({
    port,
    channels: [sandbox],
    accept,
    sandbox: createSandboxPages({ channel: sandbox, clock, beginAnew }),
  });
  return { ...web, sandbox, clock, ticks, taken };
}
