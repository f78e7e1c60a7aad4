import { setTimeout as sleep } from "node:timers/promises";

const patience = 300_000;

export async function until(done: () => boolean): Promise<void> {
  const end = Date.now() + patience;
  while (!done()) {
    if (Date.now() > end) throw new Error("not all was handed over within five minutes");
    await sleep(20);
  }
}
